"""The code on an invitation: names one guest of one ceremony, and nobody can make one up.

It holds no name. It names the ceremony and the cover, not the row of the recipient, so an
invitation stays good when the recipients are chosen anew or somebody is swapped.
"""

from typing import NamedTuple

from django.core.signing import BadSignature, Signer

from ceremonies.models import Recipient

_SALT = "ceremonies.invitation"


class Guest(NamedTuple):
    """Whom an invitation is for."""

    ceremony_id: int
    enrollment_id: int


def token_of(recipient: Recipient) -> str:
    """Give the code of somebody's invitation, for an address."""
    return _signer().sign(f"{recipient.ceremony_id}-{recipient.enrollment_id}")


def read_token(token: str) -> Guest | None:
    """Give whom a code is for, None when it was not made here."""
    try:
        ceremony, enrollment = _signer().unsign(token).split("-")
    except BadSignature:
        return None
    return Guest(int(ceremony), int(enrollment))


def _signer() -> Signer:
    # Addresses hold a dot as it is; a colon would be written as %3A by some.
    return Signer(salt=_SALT, sep=".")
