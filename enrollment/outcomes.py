"""What became of a step on many rows, as sentences for a screen."""

from collections.abc import Iterator

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enrollment.services.actions import Outcome
from enrollment.transitions import Action

MOST_TOLD = 10


def sentences_about(action: Action, outcome: Outcome) -> Iterator[tuple[int, str]]:
    """Give how many moved, then who stayed and why, each with its level of message."""
    if not outcome.moved and not outcome.refused:
        yield messages.WARNING, _("Tidak ada yang berubah: orangnya di luar wilayah tugas Anda.")
    if outcome.moved:
        yield (
            messages.SUCCESS,
            ngettext(
                "%(step)s: %(count)d orang selesai.",
                "%(step)s: %(count)d orang selesai.",
                outcome.moved,
            )
            % {"step": action.label, "count": outcome.moved},
        )
    for row, sentence in outcome.refused[:MOST_TOLD]:
        yield messages.WARNING, f"{row.worker}: {sentence}"
    more = len(outcome.refused) - MOST_TOLD
    if more > 0:
        yield messages.WARNING, _("Dan %(count)d orang lain tetap.") % {"count": more}
