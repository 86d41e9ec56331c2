"""Decrees, bills and visits to make lists of; the rows of a paper are copies of their people."""

from datetime import date
from typing import Any

from audit.context import acting
from contributions.models import Bill, BillLine
from enrollment.decree_lines import DRAFT_POSITIONS, added_line
from enrollment.models import Decree, Enrollment, EnrollmentPeriod, FieldCheck
from tests import make


def decree(*enrollments: Enrollment, **values: Any) -> Decree:
    """A draft naming people whatever their status, or an amendment when ``amends`` says so."""
    values.setdefault("title", "Penetapan Penerima Bantuan Iuran")
    if "period" not in values:
        values["period"] = enrollments[0].period if enrollments else make.period()
    with acting("tests"):
        row = Decree.objects.create(made_by=make.admin(), **values)
        for position, enrollment in enumerate(enrollments, DRAFT_POSITIONS):
            line = added_line(enrollment)
            line.decree, line.position = row, position
            line.save()
    return row


def bill(*enrollments: Enrollment, month: date = date(2025, 4, 1), **values: Any) -> Bill:
    """A draft for some people at 10.000 and 6.800 each."""
    if "period" not in values:
        values["period"] = enrollments[0].period if enrollments else make.period()
    with acting("tests"):
        row = Bill.objects.create(month=month, made_by=make.admin(), **values)
        BillLine.objects.bulk_create(
            BillLine(
                bill=row,
                enrollment=enrollment,
                worker=enrollment.worker,
                month=month,
                jkk=10_000,
                jkm=6_800,
                full_name=enrollment.worker.full_name,
                nik=enrollment.worker.nik,
                member_number=enrollment.worker.member_number,
                village_name=enrollment.worker.village.name,
                occupation_name=enrollment.worker.occupation.name,
            )
            for enrollment in enrollments
        )
    return row


def field_check(enrollment: Enrollment, **values: Any) -> FieldCheck:
    values = {
        "checked_on": date(2025, 4, 8),
        "officer": "Bambang",
        "works": True,
        "able_to_work": True,
        "has_statement": True,
    } | values
    with acting("tests"):
        return FieldCheck.objects.create(
            enrollment=enrollment, recorded_by=make.checker(), **values
        )


def one_of_each(*enrollments: Enrollment, month: date = date(2025, 4, 1)) -> dict[str, Any]:
    """Name people on a decree, an amendment, a bill, in visits and at a ceremony.

    Gives   what frames ask for.
    """
    period: EnrollmentPeriod = enrollments[0].period
    amended = decree(*enrollments, amends=decree(*enrollments), sequence=1)
    owed = bill(*enrollments, period=period, month=month)
    held = make.ceremony(period, held_on=date(2025, 5, 1))
    for position, enrollment in enumerate(enrollments, 1):
        field_check(enrollment)
        make.recipient(held, enrollment, position=position)
    return {"sk": amended, "tagihan": owed, "acara": held}
