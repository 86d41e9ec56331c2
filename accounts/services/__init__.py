"""Everything that writes staff accounts and their unfinished forms."""

from accounts.services.commands import COMMAND_ACCOUNT, command_account
from accounts.services.drafts import drop_draft, load_draft, save_draft
from accounts.services.users import (
    change_user,
    choose_language,
    invite_user,
    renew_invitation,
    send_invitation,
)

__all__ = [
    "COMMAND_ACCOUNT",
    "change_user",
    "choose_language",
    "command_account",
    "drop_draft",
    "invite_user",
    "load_draft",
    "renew_invitation",
    "save_draft",
    "send_invitation",
]
