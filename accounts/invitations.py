"""One-time links by which an invited person chooses a password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from accounts.models import User


def invitation_path(user: User) -> str:
    """Give the address, without the host, of a page where this person chooses a password.

    It works until the password has changed or the person has signed in, and for
    ``settings.PASSWORD_RESET_TIMEOUT`` seconds at most. Whoever holds it can take the account.
    """
    key = default_token_generator.make_token(user)
    return reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key}
    )
