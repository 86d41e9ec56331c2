"""Somebody who takes over the place of a cover that has ended."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.dates import long_date
from common.http import ActionDenied
from common.problems import blocking
from enrollment.models import Enrollment
from enrollment.policies import why_not_replace
from enrollment.replacing import months_to_take_over
from enrollment.selectors import check_worker
from enrollment.services.actions import take_action
from enrollment.services.places import take_places
from enrollment.services.proposals import enroll_worker, propose
from enrollment.transitions import Action, Status
from workers.models import Worker


@transaction.atomic
def replace_enrollment(
    *,
    ended_id: int,
    worker: Worker,
    from_month: date,
    by: User,
    form_token: UUID | None = None,
) -> Enrollment:
    """Put somebody in the place of an ended cover, from the first of a month after its end.

    A person of the waiting list is promoted; anybody else is proposed and verified as usual, and
    holds the freed place from now on.

    Takes   worker: in the scope of ``by``; from_month: the first day of a month of the period.
    Gives   the newcomer's enrollment; a second press gives the first one's.
    Raises  ActionDenied when the place is taken or the newcomer not eligible;
            Enrollment.DoesNotExist outside the scope of ``by``.
    Source  docs/rules.md, E-22.
    """
    ended = _locked(ended_id, by)
    if taken := ended.replacements.live().select_related("worker").first():
        if (taken.worker_id, taken.starts_on) == (worker.pk, from_month):
            return taken
        is_seen = Enrollment.objects.in_scope(by).filter(pk=taken.pk).exists()
        raise ActionDenied(
            _("Tempat ini sudah diambil alih %(name)s mulai %(day)s.")
            % {
                "name": taken.worker if is_seen else _("orang di wilayah lain"),
                "day": long_date(taken.starts_on),
            }
        )
    _require_free(ended, from_month, by)
    row = (
        Enrollment.objects.live()
        .filter(worker=worker, period=ended.period, ended_on__isnull=True)
        .select_for_update(of=("self",))
        .first()
    )
    if row is None:
        row = propose(
            worker=worker,
            period=ended.period,
            starts_on=from_month,
            by=by,
            form_token=form_token,
        )
    elif row.replaces_id is not None or row.status not in (Status.PROPOSED, Status.WAITLISTED):
        raise ActionDenied(
            _("%(name)s sudah punya tempat sendiri pada periode ini.") % {"name": worker}
        )
    _follow(row, ended, from_month, by)
    row.refresh_from_db()
    return row


@transaction.atomic
def enroll_replacement(
    *,
    ended_id: int,
    from_month: date,
    data: Mapping[str, Any],
    heirs: Sequence[dict[str, Any]],
    by: User,
    form_token: UUID | None = None,
) -> Enrollment:
    """Save a new person with heirs and put them in the place of an ended cover, all or nothing.

    Raises  ValidationError by field; ActionDenied; Enrollment.DoesNotExist, as the two services
            behind it.
    Source  docs/rules.md, E-22.
    """
    ended = _locked(ended_id, by)
    row = enroll_worker(
        data=dict(data),
        heirs=heirs,
        period=ended.period,
        starts_on=from_month,
        by=by,
        form_token=form_token,
    )
    return replace_enrollment(ended_id=ended_id, worker=row.worker, from_month=from_month, by=by)


def _locked(pk: int, by: User) -> Enrollment:
    return Enrollment.objects.in_scope(by).get_locked(pk)


def _require_free(ended: Enrollment, from_month: date, by: User) -> None:
    if sentence := why_not_replace(ended, by):
        raise ActionDenied(sentence)
    if from_month not in months_to_take_over(ended):
        raise ActionDenied(
            _("Pengganti mulai pada tanggal 1, setelah perlindungan lama berakhir.")
        )


def _follow(row: Enrollment, ended: Enrollment, from_month: date, by: User) -> None:
    """Tie a row to the cover it takes over, and give it the freed place."""
    problems = blocking(
        check_worker(
            row.worker,
            first_day=from_month,
            last_day=ended.period.ends_on,
            except_ids=[row.pk],
        )
    )
    if problems:
        raise ActionDenied(" ".join(str(problem.message) for problem in problems))
    row.replaces, row.starts_on = ended, from_month
    try:
        row.full_clean()
    except ValidationError as error:
        raise ActionDenied(" ".join(error.messages)) from error
    tied = {"replaces": ended, "starts_on": from_month}
    with acting(by, reason=gettext_noop("Penggantian peserta")):
        if row.status == Status.WAITLISTED:
            Enrollment.objects.filter(pk=row.pk).update(**tied)
            take_action(enrollment_id=row.pk, action=Action.PROMOTE, by=by)
        elif full := take_places([row], {**tied, "version": F("version") + 1}):
            raise ActionDenied(
                _("Tempat %(name)s sudah terisi lagi. %(full)s")
                % {"name": ended.worker, "full": full[row.pk]}
            )
