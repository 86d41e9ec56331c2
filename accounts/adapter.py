"""How allauth behaves here: nobody signs up, staff are invited, sentences are ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.policies import may_sign_in


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up stays closed; a wrong answer never tells whether the account exists."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "Nama pengguna atau kata sandi salah. Periksa huruf besar dan kecil, lalu coba lagi."
        ),
        "too_many_login_attempts": _(
            "Terlalu banyak percobaan yang salah. Tunggu 15 menit, lalu coba lagi."
        ),
        "enter_current_password": _("Kata sandi Anda yang sekarang tidak cocok."),
        "invalid_password_reset": _("Tautan ini tidak berlaku lagi."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Stop at the door whoever has the right password but no account in use today."""
        if not may_sign_in(user):
            response: HttpResponse = self.respond_user_inactive(request, user)
            return response
        refusal: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return refusal

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords per name and address.

        By the name alone an outsider could keep a colleague out; by the address alone one
        person could keep out a whole office, which shares it.
        """
        name: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{name}:{self.get_client_ip(request)}"
