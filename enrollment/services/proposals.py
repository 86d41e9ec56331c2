"""Putting people forward for a period."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.bulk import insert_rows, reserve_ids
from common.http import ActionDenied
from common.problems import blocking
from enrollment import selectors
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import Status
from workers.models import Worker
from workers.services import replace_heirs, save_worker

# How the databases name the guards that keep a person's days apart.
OVERLAP_GUARDS = (
    "enrollment_no_overlap",
    "enrollment_one_live_per_period",
    "enrollment_enrollment.worker_id",
)


@transaction.atomic
def enroll_worker(
    *,
    data: dict[str, Any],
    heirs: Sequence[dict[str, Any]],
    period: EnrollmentPeriod,
    starts_on: date,
    by: User,
    form_token: UUID | None = None,
) -> Enrollment:
    """Save a new person with heirs and propose them, all or nothing.

    Takes   data: values by ``Worker`` field; form_token: unique per rendered form, so that a
            second click gives the first one's result, while another person sent from the same
            page (after the browser's "back") is another person.
    Gives   the enrollment in status proposed.
    Raises  ActionDenied with a sentence fit for the screen.
    """
    require_open(period, by)
    form_token = _token_for(form_token, data["nik"], period)
    if done := _done_before(form_token, by):
        return done
    try:
        with acting(by, reason=gettext_noop("Pendaftaran")):
            worker = save_worker(worker=None, data=data, by=by)
            replace_heirs(worker=worker, heirs=heirs, by=by)
    except (ActionDenied, ValidationError):
        # The first of two clicks may have finished while this one was waiting for it.
        if done := _done_before(form_token, by):
            return done
        raise
    if not Worker.objects.in_scope(by).filter(pk=worker.pk).exists():
        raise ActionDenied(_("Orang ini di luar wilayah atau kategori tugas Anda."))
    return propose(worker=worker, period=period, starts_on=starts_on, by=by, form_token=form_token)


@transaction.atomic
def propose(
    *,
    worker: Worker,
    period: EnrollmentPeriod,
    starts_on: date,
    by: User,
    form_token: UUID | None = None,
) -> Enrollment:
    """Propose a known person for an open period.

    Takes   worker: in the scope of ``by``; form_token: as for ``enroll_worker``.
    Raises  ActionDenied when the period is not open or the person is not eligible.
    Costs   the person once more, the eligibility facts (two queries), one insert plus
            full_clean().
    Source  docs/rules.md, E-1 and E-2.
    """
    require_open(period, by)
    # As they are now, until we are done: they may have died since the page was shown. Of two
    # clicks the second waits here, and then finds what the first one did.
    worker = Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
    form_token = _token_for(form_token, worker.nik, period)
    if done := _done_before(form_token, by):
        return done
    if not period.starts_on <= starts_on <= period.ends_on:
        raise ActionDenied(_("Hari mulai harus di dalam periode %(name)s.") % {"name": period})
    problems = blocking(
        selectors.check_worker(worker, first_day=starts_on, last_day=period.ends_on)
    )
    if problems:
        raise ActionDenied(" ".join(str(problem.message) for problem in problems))
    row = Enrollment(
        worker=worker,
        period=period,
        starts_on=starts_on,
        proposed_at=timezone.now(),
        proposed_by=by,
        form_token=form_token,
    )
    try:
        with acting(by, reason=gettext_noop("Usulan")), transaction.atomic():
            _insert(row)
    except (ActionDenied, IntegrityError):
        if done := _done_before(form_token, by):
            return done
        raise
    return row


@transaction.atomic
def propose_many(
    *,
    proposals: Sequence[tuple[int, date]],
    period: EnrollmentPeriod,
    by: User,
    proposed_by: User | None = None,
) -> Sequence[int]:
    """Propose known, already checked people.

    Takes   proposals: worker ids with their first days of cover; proposed_by: whose proposal it
            is when ``by`` only agreed to it.
    Gives   the ids of the enrollments in the same order.
    Raises  ActionDenied when the period is not open or somebody's days overlap; nothing is saved.
    Costs   a fixed number of statements per 5,000 people; guards of the database come last.
    """
    require_open(period, by)
    ids = reserve_ids(Enrollment, len(proposals))
    same = {
        "period_id": period.pk,
        "status": Status.PROPOSED.value,
        "end_reason": "",
        "reason_code": "",
        "reason_note": "",
        "proposed_at": timezone.now(),
        "proposed_by_id": (proposed_by or by).pk,
        "version": 1,
    }
    # In the order of people, so that two such writers never wait for each other.
    in_order = sorted(
        (worker, key, day) for key, (worker, day) in zip(ids, proposals, strict=True)
    )
    with acting(by, reason=gettext_noop("Usulan")), _overlap_as_refusal():
        insert_rows(
            Enrollment,
            ("worker_id", "id", "starts_on"),
            in_order,
            same,
        )
    return ids


def _insert(row: Enrollment) -> None:
    """Write a new row, or say why not in a sentence."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise ActionDenied(" ".join(error.messages)) from error
    with _overlap_as_refusal():
        row.save(force_insert=True)


def _token_for(form_token: UUID | None, nik: str, period: EnrollmentPeriod) -> UUID | None:
    """Give the token under which one person's place in one period is sent from a page."""
    if form_token is None:
        return None
    others = Enrollment.objects.filter(form_token=form_token).exclude(
        worker__nik=nik, period=period
    )
    return uuid5(form_token, f"{nik} {period.code}") if others.exists() else form_token


def _done_before(form_token: UUID | None, by: User) -> Enrollment | None:
    """Give what the same rendered form has already led to."""
    if form_token is None:
        return None
    return Enrollment.objects.filter(form_token=form_token, proposed_by=by).first()


def require_open(period: EnrollmentPeriod, by: User) -> None:
    """Raise ActionDenied unless a user may propose people for a period."""
    if not by.has_perm("enrollment.add_enrollment"):
        raise ActionDenied(_("Peran Anda tidak boleh mengusulkan pekerja."))
    if not period.is_open:
        raise ActionDenied(
            _("Periode %(name)s tidak sedang dibuka. Pilih periode lain.") % {"name": period}
        )


@contextmanager
def _overlap_as_refusal() -> Iterator[None]:
    """Turn the database's refusal of overlapping days into a sentence."""
    try:
        yield
    except IntegrityError as error:
        if any(guard in str(error) for guard in OVERLAP_GUARDS):
            raise ActionDenied(
                _("Orang ini baru saja didaftarkan pada hari yang sama. Buka datanya dulu.")
            ) from error
        raise
