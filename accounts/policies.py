"""Who may come in at all."""

from accounts.models import User
from common.dates import today


def may_sign_in(user: User) -> bool:
    """Tell whether an account is in use today."""
    return user.is_active and not user.has_expired(today())
