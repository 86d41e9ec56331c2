"""The account that stands for commands in tables that want a person."""

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Role, Scope, User
from audit.context import acting

COMMAND_ACCOUNT = "perintah"


def command_account() -> User:
    """Give the account of commands that name nobody, made at its first use.

    Gives   a user who is inactive in the table and has no password, so that nobody can sign in,
            and active in this value alone, for the work of this process.
    Costs   one query, at its first use three.
    """
    with acting(COMMAND_ACCOUNT, reason=gettext_noop("Akun untuk perintah")):
        user, _created = User.objects.get_or_create(
            username=COMMAND_ACCOUNT,
            defaults={
                "full_name": _("Perintah komputer"),
                "role": Role.ADMIN,
                "scope": Scope.CITY,
                "is_active": False,
                "password": make_password(None),
            },
        )
    user.is_active = True
    return user
