"""Who may sign in, and Django's permission questions answered from the role table."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.policies import may_sign_in
from accounts.roles import ROLE_PERMISSIONS


class RoleBackend(AuthenticationBackend):
    """Password sign-in by user name; permissions come from the user's role alone.

    Asked at every request, so a change of role, a deactivation and a last day take effect at once.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        return may_sign_in(user)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        return set(ROLE_PERMISSIONS.get(user_obj.role, frozenset()))

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm in self.get_all_permissions(user_obj, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(perm.startswith(f"{app_label}.") for perm in self.get_all_permissions(user_obj))
