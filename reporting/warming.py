"""What a process sets up for its first print, done before anybody waits for it."""

import logging

from django.utils import timezone

from reporting import fields
from reporting.papers import F4
from reporting.pouring import pour_pdf
from reporting.rosters import Figure, Frame, Group, Roster, Total

logger = logging.getLogger(__name__)


def warm_up() -> None:
    """Print a list of nobody, so that types, styles and the typeface are there.

    That takes as long as some thousand rows of a list. When it fails the process starts all the
    same, as most of its work is no printing; whoever prints is told.
    """
    total = Total("-", (Figure("-", 1),))
    roster = Roster(
        title="-",
        caption=(),
        columns=(fields.NUMBER, fields.NAME, fields.SEX, fields.OCCUPATION),
        groups=(Group("", "", "-", ((1, "-", "-", "-"),), total),),
        total=total,
        on=timezone.localdate(),
        paper=F4,
        frame=Frame(letterhead=("-",), note="-"),
    )
    try:
        pour_pdf(roster)
    except Exception:  # whatever it is: the process can do all its other work
        logger.exception("Printing could not be set up ahead.")
