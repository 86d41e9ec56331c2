"""The page of one person, with whatever form has just been sent on it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from common.dates import today
from common.http import AuthedRequest
from common.problems import Problem
from enrollment.forms.actions import ActionForm, RevealForm
from enrollment.forms.endings import EndingForm, ReopenForm, death_form
from enrollment.forms.field_checks import FieldCheckForm
from enrollment.forms.proposing import ProposalForm
from enrollment.models import Enrollment, FieldCheck, SubmissionLine
from enrollment.panels import panels_of
from enrollment.policies import may_check, may_end, why_not_reopen, why_not_replace
from enrollment.replacing import months_to_take_over
from enrollment.selectors import field_problems_of, openings_for, unit_covers_of
from enrollment.standing import Standing, standing_of
from enrollment.submission_selectors import sent_lines
from enrollment.transitions import Status
from workers.models import Worker

TEMPLATE = "enrollment/worker_detail.html"
# Before these steps a missing visit still matters.
UNDECIDED = frozenset({Status.PROPOSED, Status.RETURNED, Status.VERIFIED, Status.WAITLISTED})


@dataclass(frozen=True, slots=True)
class Link:
    """Somebody before or after in the same place; out of sight, only that there is somebody."""

    worker: Worker | None
    from_day: date


@dataclass(slots=True)
class Cover:
    """One enrollment with everything that may be done about it now; forms are None otherwise."""

    row: Enrollment
    standing: Standing
    form: ActionForm
    ending: EndingForm | None = None
    reopening: ReopenForm | None = None
    checking: FieldCheckForm | None = None
    checks: list[FieldCheck] = field(default_factory=list)
    sent: list[SubmissionLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    before: Link | None = None
    after: Link | None = None
    may_replace: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that came back to be mended: its name in ``Cover`` and the enrollment it is about."""

    name: str
    form: forms.BaseForm
    pk: int = 0


def load_person(request: AuthedRequest, pk: int) -> Worker:
    """Give a person in the user's scope, or answer 404."""
    people = Worker.objects.in_scope(request.user).select_related("village", "occupation")
    return get_object_or_404(people, pk=pk)


def load_enrollment(request: AuthedRequest, pk: int) -> Enrollment:
    """Give an enrollment in the user's scope with period and person, or answer 404."""
    rows = Enrollment.objects.in_scope(request.user).select_related("period", "worker")
    return get_object_or_404(rows, pk=pk)


def person_page(
    request: AuthedRequest,
    worker: Worker,
    *,
    sent: Sent | None = None,
    is_revealed: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Answer with the page; the number of queries does not depend on the number of covers."""
    on, user = today(), request.user
    covers = _covers(request, worker, on, sent)
    may_propose = user.has_perm("enrollment.add_enrollment") and worker.died_on is None
    may_report = user.has_perm("enrollment.end_enrollment") and worker.died_on is None
    covered = any(cover.ending for cover in covers)
    context = {
        "worker": worker,
        "covers": covers,
        "heirs": worker.heirs.all(),
        "unit_covers": unit_covers_of([worker.nik])[worker.nik],
        "openings": openings_for(worker, on) if may_propose else [],
        "proposal": ProposalForm(on=on),
        "reveal": _sent_or(sent, "reveal", 0) or RevealForm(),
        "death": _sent_or(sent, "death", 0) or death_form(today=on, prefix="death")
        if may_report and not covered
        else None,
        "is_revealed": is_revealed,
        "panels": panels_of(worker, user, on),
    }
    return render(request, TEMPLATE, context, status=status)


def _covers(request: AuthedRequest, worker: Worker, on: date, sent: Sent | None) -> list[Cover]:
    user = request.user
    rows = list(
        Enrollment.objects.filter(worker=worker).select_related(
            "period", "worker", "proposed_by", "verified_by", "replaces__worker"
        )
    )
    checks: dict[int, list[FieldCheck]] = defaultdict(list)
    for check in FieldCheck.objects.filter(enrollment__in=rows):
        checks[check.enrollment_id].append(check)
    lines = sent_lines([row.pk for row in rows])
    undecided = [row for row in rows if row.status in UNDECIDED]
    problems = field_problems_of(undecided)
    newcomers = {
        row.replaces_id: row
        for row in Enrollment.objects.live().filter(replaces__in=rows).select_related("worker")
    }
    visible = _visible(request, rows, newcomers.values())
    covers = []
    for row in rows:
        after = newcomers.get(row.pk)
        cover = Cover(
            row,
            standing_of(row, on),
            _sent_or(sent, "form", row.pk) or ActionForm(enrollment=row, user=user),
            checks=checks[row.pk],
            sent=lines[row.pk],
            problems=problems.get(row.pk, []),
            before=Link(visible.get(row.replaces.worker_id), row.starts_on)
            if row.replaces
            else None,
            after=Link(visible.get(after.worker_id), after.starts_on) if after else None,
        )
        _offer(cover, request, on, sent)
        covers.append(cover)
    return covers


def _offer(cover: Cover, request: AuthedRequest, on: date, sent: Sent | None) -> None:
    """Add the forms for what a user may do, or the one that has just come back."""
    row, user = cover.row, request.user
    version = {"version": row.version}
    cover.ending = _sent_or(sent, "ending", row.pk)
    if cover.ending is None and may_end(row, user):
        cover.ending = EndingForm(today=on, prefix=f"end-{row.pk}", initial=version)
    cover.reopening = _sent_or(sent, "reopening", row.pk)
    if cover.reopening is None and why_not_reopen(row, user) is None:
        cover.reopening = ReopenForm(prefix=f"reopen-{row.pk}", initial=version)
    cover.checking = _sent_or(sent, "checking", row.pk)
    if cover.checking is None and may_check(row, user):
        cover.checking = FieldCheckForm(today=on, officer=user.full_name, prefix=f"check-{row.pk}")
    cover.may_replace = (
        cover.after is None
        and why_not_replace(row, user) is None
        and bool(months_to_take_over(row))
    )


def _visible(
    request: AuthedRequest, rows: Sequence[Enrollment], newcomers: Iterable[Enrollment]
) -> dict[int, Worker]:
    """Give those of the people before and after whom the user may see; one query at most."""
    ids = {row.replaces.worker_id for row in rows if row.replaces}
    ids |= {row.worker_id for row in newcomers}
    return Worker.objects.in_scope(request.user).in_bulk(ids) if ids else {}


def _sent_or(sent: Sent | None, name: str, pk: int) -> Any:
    return sent.form if sent is not None and (sent.name, sent.pk) == (name, pk) else None
