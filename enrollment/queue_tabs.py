"""The tabs of the queue: which enrollments stand in each, and the steps for them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enrollment.transitions import ENDABLE, Action, Status


@dataclass(frozen=True, slots=True)
class QueueTab:
    """One tab: its value in the address, words, rows, and steps.

    Takes   actions: along the table, for ticked rows or all; single: the one that also stands
            beside each row; others: steps with a page of their own, by their name in the address.
    """

    value: str
    label: Any
    rows: Q
    actions: tuple[Action, ...] = ()
    single: Action | None = None
    others: tuple[str, ...] = ()


END, FIELD_CHECK = "end", "field_check"
TABS = (
    QueueTab(
        "",
        _("Menunggu verifikasi"),
        Q(status=Status.PROPOSED),
        (Action.VERIFY, Action.RETURN, Action.REFUSE),
        Action.VERIFY,
        (FIELD_CHECK,),
    ),
    QueueTab(
        "dikembalikan",
        _("Dikembalikan"),
        Q(status=Status.RETURNED),
        (Action.PROPOSE, Action.WITHDRAW),
        Action.PROPOSE,
    ),
    QueueTab(
        "terverifikasi",
        _("Terverifikasi"),
        Q(status=Status.VERIFIED),
        (Action.WAIT, Action.REFUSE),
        None,
        (FIELD_CHECK,),
    ),
    QueueTab(
        "cadangan",
        _("Cadangan"),
        Q(status=Status.WAITLISTED),
        (Action.PROMOTE, Action.REFUSE),
        Action.PROMOTE,
        (FIELD_CHECK,),
    ),
    QueueTab(
        "ditolak-bpjs",
        _("Ditolak BPJS"),
        Q(status=Status.REJECTED),
        (Action.RESUBMIT, Action.REFUSE),
        Action.RESUBMIT,
    ),
    QueueTab(
        "dilindungi",
        _("Dilindungi"),
        Q(status__in=ENDABLE, ended_on__isnull=True),
        others=(END,),
    ),
)
BY_VALUE = {tab.value: tab for tab in TABS}


def tab_of(value: str) -> QueueTab:
    """Give the tab that an address names; the first one for anything unknown."""
    return BY_VALUE.get(value, TABS[0])
