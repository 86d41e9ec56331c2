"""The renewal list that goes to a kelurahan: last period's people with a column for the answer."""

from dataclasses import dataclass

from accounts.models import User
from enrollment.models import EnrollmentPeriod
from enrollment.renewals import answers_of, renewable
from intake.kinds import RENEWALS
from intake.workbooks.template import build_template
from places.models import Village


@dataclass(frozen=True, slots=True)
class RenewalList:
    """The file, and how many people stand in it."""

    content: bytes
    rows: int


def build_renewal_list(
    source: EnrollmentPeriod, period: EnrollmentPeriod, *, village: Village | None, by: User
) -> RenewalList:
    """Write the people of a period in a user's scope, each with the answer so far.

    Takes   village: to keep those of one kelurahan; None for all in the scope of ``by``.
    Costs   four queries.
    """
    places = renewable(source).in_scope(by)
    if village is not None:
        places = places.filter(worker__village=village)
    found = list(
        places.select_related("worker").order_by("worker__village__name", "worker__name_key", "pk")
    )
    answers = answers_of(period, [row.pk for row in found])
    rows = []
    for row in found:
        values = {"nik": row.worker.nik, "full_name": row.worker.full_name}
        if answer := answers.get(row.pk):
            values["renewal_answer"] = str(answer.get_answer_display())
            values["fact_on"] = f"{answer.fact_on:%d-%m-%Y}" if answer.fact_on else ""
            values["new_work"] = answer.occupation.name if answer.occupation else ""
            values["note"] = answer.note
        rows.append(values)
    content = build_template(
        period=period, villages=[village] if village else [], kind=RENEWALS, rows=rows
    )
    return RenewalList(content, len(rows))
