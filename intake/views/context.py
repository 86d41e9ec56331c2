"""What every screen and fragment of one list shows around its rows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.access import record_access
from audit.models import AccessEvent
from common.http import AuthedRequest
from common.problems import Severity
from common.tabs import Tab
from intake.codes import CODES
from intake.kinds import kind_of
from intake.models import ImportBatch
from intake.policies import (
    why_not_approve,
    why_not_change,
    why_not_commit,
    why_not_withdraw,
)
from intake.words import UNKNOWN_WORD
from jobs.models import Job

# Every row of a file is in exactly one tab.
TABS: dict[str, Any] = {
    "new": _("Baru"),
    "update": _("Diperbarui"),
    "same": _("Sama"),
    "warning": _("Peringatan"),
    "error": _("Tertahan"),
    "skipped": _("Dilewati"),
    "saved": _("Tersimpan"),
    "ignored": _("Diabaikan"),
}
# The tab that opens: what needs a person comes first.
OPENING = ("error", "warning", "update", "new", "same", "saved", "skipped", "ignored")
# Tabs that stay away while they are empty.
ONLY_FILLED = frozenset({"skipped", "saved"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem among the waiting rows."""

    code: str
    label: str | Promise
    count: int
    url: str
    current: bool
    can_accept: bool
    words_url: str  # where unknown words are explained, "" for other kinds


def tab_or_none(name: str) -> str | None:
    return name if name in TABS else None


def first_tab(batch: ImportBatch) -> str:
    """Give the tab that a review opens with."""
    return next((tab for tab in OPENING if batch.counts.get(tab)), "new")


def frame_of(batch: ImportBatch, user: User, *, tab: str = "", kind: str = "") -> dict[str, Any]:
    """Give tabs, kinds of problems and the bar with the one button; runs no query."""
    here = reverse("intake:batch_detail", args=[batch.pk])
    counts, list_kind = batch.counts, kind_of(batch.kind)
    tabs = [
        Tab(f"{here}?tab={name}", label, counts.get(name, 0), name == tab and not kind)
        for name, label in {**TABS, **list_kind.verdicts}.items()
        if counts.get(name) or name not in ONLY_FILLED | list_kind.without
    ]
    return {
        "batch": batch,
        "here": here,
        "tab": tab,
        "kind": kind,
        "tabs": tabs,
        "kinds": _kinds(batch, here, kind),
        "total": sum(counts.get(name, 0) for name in TABS),
        "ready": batch.ready,
        "can_change": why_not_change(batch, user) is None,
        "why_not": why_not_commit(batch, user),
        "work": batch.work,
        "broken": _broken(batch),
        "sent_back": batch.counts.get("sent_back"),
        "is_asked": batch.state == ImportBatch.State.ASKED,
        "can_approve": why_not_approve(batch, user) is None,
        "can_withdraw": why_not_withdraw(batch, user) is None,
    }


def _broken(batch: ImportBatch) -> Job | None:
    """Give the job that was to work on the list and did not come to its end."""
    failed = batch.job and batch.job.state in {Job.State.FAILED, Job.State.CANCELLED}
    return batch.job if failed else None


def next_address(request: HttpRequest, pk: int) -> str:
    """Give the page of this list that a step was taken from, else the review."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    here = reverse("intake:batch_detail", args=[pk])
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe and wanted.startswith(here) else here


def _kinds(batch: ImportBatch, here: str, current: str) -> list[Kind]:
    """List the kinds of problems, those that block first, then the most frequent."""
    found = batch.counts.get("problems", {})
    kinds = [
        Kind(
            code,
            CODES[code].meaning,
            number,
            f"{here}?masalah={code}",
            code == current,
            CODES[code].severity == Severity.WARNING,
            reverse("intake:batch_words", args=[batch.pk]) if code == UNKNOWN_WORD else "",
        )
        for code, number in found.items()
        if code in CODES
    ]
    return sorted(kinds, key=lambda kind: (kind.can_accept, -kind.count, kind.code))


def note_look(
    request: AuthedRequest, batch: ImportBatch, *, rows: int, filters: dict[str, str] | None = None
) -> None:
    """Note that somebody sees rows of a list with their NIKs in full."""
    record_access(
        by=request.user,
        kind=AccessEvent.Kind.REVEAL,
        subject=f"intake_importbatch:{batch.pk}",
        purpose=gettext_noop("Tinjauan impor"),
        filters=filters,
        rows=rows,
    )
