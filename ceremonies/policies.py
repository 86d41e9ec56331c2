"""Who may do what at a ceremony and with cards; the answer is the reason why not."""

from django.utils.translation import gettext as _

from accounts.models import User
from ceremonies.models import Recipient


def why_not_change(user: User) -> str | None:
    """Give the sentence why a user may not arrange ceremonies, or None when they may."""
    if not user.has_perm("ceremonies.change_ceremony"):
        return _("Peran Anda tidak boleh mengatur acara.")
    return None


def why_not_swap(recipient: Recipient, user: User) -> str | None:
    """Give the sentence why somebody may not be replaced by a reserve, or None."""
    if reason := why_not_change(user):
        return reason
    if recipient.part != Recipient.Part.CALLED:
        return _("Orang ini sudah ditukar. Muat ulang halamannya.")
    if recipient.arrived_at is not None:
        return _("Orang ini sudah hadir. Batalkan dulu kehadirannya bila ia memang diganti.")
    return None


def why_not_hand_over(user: User) -> str | None:
    """Give the sentence why a user may not note what becomes of cards, or None."""
    if not user.has_perm("ceremonies.change_cardhandover"):
        return _("Peran Anda tidak boleh mencatat serah terima kartu.")
    return None
