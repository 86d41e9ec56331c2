"""What became of a step on many rows, as sentences for a screen."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enrollment.models import Enrollment
from enrollment.services.actions import Outcome

MOST_TOLD = 10


class Labelled(Protocol):
    """A step as a screen calls it."""

    @property
    def label(self) -> Any: ...


def sentences_about(step: Labelled, outcome: Outcome) -> Iterator[tuple[int, str]]:
    """Give how many moved, who became a reserve, who stayed and why, each with its level."""
    if not outcome.moved and not outcome.refused and not outcome.waitlisted:
        yield messages.WARNING, _("Tidak ada yang berubah: orangnya di luar wilayah tugas Anda.")
    if outcome.moved:
        yield (
            messages.SUCCESS,
            ngettext(
                "%(step)s: %(count)d orang selesai.",
                "%(step)s: %(count)d orang selesai.",
                outcome.moved,
            )
            % {"step": step.label, "count": outcome.moved},
        )
    if outcome.waitlisted:
        yield (
            messages.WARNING,
            ngettext(
                "%(count)d orang menjadi cadangan karena kuota penuh.",
                "%(count)d orang menjadi cadangan karena kuota penuh.",
                len(outcome.waitlisted),
            )
            % {"count": len(outcome.waitlisted)},
        )
        yield from _named(outcome.waitlisted, _("Dan %(count)d orang lain menjadi cadangan."))
    yield from _named(outcome.refused, _("Dan %(count)d orang lain tetap."))


def _named(rows: Sequence[tuple[Enrollment, str]], rest: str) -> Iterator[tuple[int, str]]:
    """Name the first ones with their sentence, and count the rest."""
    for row, sentence in rows[:MOST_TOLD]:
        yield messages.WARNING, f"{row.worker}: {sentence}"
    if len(rows) > MOST_TOLD:
        yield messages.WARNING, rest % {"count": len(rows) - MOST_TOLD}
