"""Recording a result of BPJS: numbers and registrations, rejections with their reasons."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from common.dates import long_date
from enrollment.services.results import Answer, record_results
from intake import selectors
from intake.kinds.reading import ACCEPTED
from intake.kinds.results import words_of
from intake.models import ImportBatch, StagedRow
from intake.services.applied import Applied


def apply_results(batch: ImportBatch, rows: Sequence[StagedRow], *, by: User) -> Applied:
    """Record the answer that each row stands for; the words of BPJS stay beside its reason.

    Takes   rows: ready ones, checked under lock.
    Gives   what was done; rows whose person may not take the step now are not among the done.
    Costs   a fixed number of statements for the registrations and for each wording of a
            rejection.
    Source  docs/rules.md, I-4.
    """
    places = selectors.places_in(batch.period, [row.worker_id for row in rows if row.worker_id])
    row_of = {
        places[row.worker_id]: row for row in rows if row.worker_id and row.worker_id in places
    }
    recorded = record_results(answers=_answers(row_of), by=by)
    return Applied(
        recorded.registered, recorded.rejected, frozenset(row_of[pk].pk for pk in recorded.done)
    )


def _answers(row_of: dict[int, StagedRow]) -> list[Answer]:
    """Give the answers by enrollment, each member number for one person only.

    A number typed during the review was not held against the rest of the list.
    """
    answers: list[Answer] = []
    taken: set[str] = set()
    for pk, row in row_of.items():
        values = row.values
        if row.worker_id is None:
            continue
        if values["outcome"] != ACCEPTED:
            code, words = values["reason_code"], words_of(values)
            answers.append(Answer(pk, row.worker_id, False, reason_code=code, words=words))
            continue
        number = values.get("kpj", "")
        if number not in taken:
            words = _remark(values.get("starts_on", ""))
            answers.append(Answer(pk, row.worker_id, True, member_number=number, words=words))
        if number:
            taken.add(number)
    return answers


@translation.override(settings.LANGUAGE_CODE)
def _remark(first_day: str) -> str:
    """Keep the first day that BPJS names; the cover here keeps the one of the decree."""
    if not first_day:
        return ""
    day = long_date(date.fromisoformat(first_day))
    return _("Mulai perlindungan menurut BPJS: %(day)s.") % {"day": day}
