"""Damage planted behind the application's back is found, each kind by its own check."""

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from blitar_registry.demo.build import build
from common import triggers
from contributions.models import Bill, BillLine
from enrollment.models import (
    ColumnPreset,
    Decree,
    DecreeLine,
    Enrollment,
    Quota,
    Submission,
    SubmissionLine,
)
from enrollment.services.submissions import submit
from enrollment.transitions import EndReason, Status
from places.models import Signatory
from tests import make
from workers.models import Worker, WorkerWord

pytestmark = pytest.mark.django_db

MAY = date(2025, 5, 1)


def found(*options: str) -> dict[str, list[str]]:
    """Run the checks and give the subjects found, by code; codes without findings are left out."""
    written = io.StringIO()
    try:
        call_command("check_data", "--json", *options, stdout=written)
        code = 0
    except SystemExit as ended:
        code = int(ended.code or 0)
    checks = json.loads(written.getvalue())
    faults = any(check["findings"] and check["weight"] == "fault" for check in checks)
    assert code == (1 if faults else 0)
    return {
        check["code"]: [finding["subject"] for finding in check["findings"]]
        for check in checks
        if check["findings"]
    }


@pytest.fixture
def unguarded():
    """Take the triggers away, as somebody with the database's own client might."""
    triggers.remove(connection)
    yield
    triggers.install(connection)


def holder(**values: Any) -> Enrollment:
    """A registered cover that holds its place and has a number."""
    worker = values.pop("worker", None) or make.worker(member_number=make.member_number())
    return make.enrollment(
        worker=worker,
        status=Status.REGISTERED,
        place_village=worker.village,
        place_occupation=worker.occupation,
        **values,
    )


def bill_line(row: Enrollment, **values: object) -> BillLine:
    """A line of a paid bill of May for one cover."""
    bill, _made = Bill.objects.get_or_create(
        period=row.period,
        month=MAY,
        defaults={
            "made_by": row.proposed_by,
            "state": Bill.State.PAID,
            "billing_code": "250500001",
            "billed_on": date(2025, 5, 2),
            "paid_on": date(2025, 5, 5),
            "payment_document": "SP2D 00012/2025",
        },
    )
    given = {"bill": bill, "enrollment": row, "worker": row.worker, "month": MAY} | values
    return BillLine.objects.create(jkk=10_000, jkm=6_800, **given)


def signed(row: Enrollment) -> DecreeLine:
    """A line about a cover in a signed decree."""
    decree = Decree.objects.create(
        period=row.period,
        title="Penetapan peserta",
        state=Decree.State.SIGNED,
        number=f"188/{row.pk}/2025",
        signed_on=date(2025, 4, 1),
        signatory=Signatory.objects.get(signs="decrees"),
        sha256="0" * 64,
        made_by=row.proposed_by,
        recorded_at=timezone.now(),
        recorded_by=row.proposed_by,
    )
    person = row.worker
    return DecreeLine.objects.create(
        decree=decree,
        position=1,
        enrollment=row,
        full_name=person.full_name,
        nik=person.nik,
        birth_date=person.birth_date,
        sex=person.sex,
        village_code=person.village_id,
        village_name=person.village.name,
        district_name=person.village.district.name,
        occupation_name=person.occupation.name,
        starts_on=row.starts_on,
        ends_on=row.period.ends_on,
    )


def submission(row: Enrollment) -> Submission:
    return Submission.objects.create(
        period=row.period,
        number=1,
        preset=ColumnPreset.objects.get(is_default=True),
        sha256="0" * 64,
        made_by=row.proposed_by,
    )


def update(row, **values: object) -> str:
    """Write columns past every service and give the subject."""
    type(row).objects.filter(pk=row.pk).update(**values)
    return f"{row._meta.db_table}:{row.pk}"


def plant_overlap(row: Enrollment) -> str:
    period = make.period(starts_on=date(2025, 1, 1))
    other = make.enrollment(period=period, starts_on=date(2025, 10, 1))
    return update(other, worker=row.worker)


def plant_quota(row: Enrollment) -> str:
    quota = Quota.objects.create(period=row.period, total=5, used=3)
    return f"{quota._meta.db_table}:{quota.pk}"


def plant_running_replaced(row: Enrollment) -> str:
    make.enrollment(period=row.period, replaces=row)
    return f"{row._meta.db_table}:{row.pk}"


def plant_undecreed_line(row: Enrollment) -> str:
    line = signed(row)
    update(row, status=Status.PROPOSED)
    return f"{line._meta.db_table}:{line.pk}"


def plant_late_answer(row: Enrollment) -> str:
    line = SubmissionLine.objects.create(submission=submission(row), position=1, enrollment=row)
    return f"{line._meta.db_table}:{line.pk}"


def plant_empty_submission(row: Enrollment) -> str:
    return f"{Submission._meta.db_table}:{submission(row).pk}"


def plant_altered_cells(row: Enrollment) -> str:
    update(row, status=Status.DECREED)
    sent = submit(period_id=row.period_id, preset=ColumnPreset.objects.get(), by=make.admin())
    sent.lines.update(cells=["3572020000000000"])
    return f"{Submission._meta.db_table}:{sent.pk}"


def plant_foreign_line(row: Enrollment) -> str:
    line = bill_line(row, worker=make.worker())
    return f"{line._meta.db_table}:{line.pk}"


def plant_uncovered_line(row: Enrollment) -> str:
    line = bill_line(row)
    update(row, starts_on=date(2025, 6, 1))
    return f"{line._meta.db_table}:{line.pk}"


def plant_paid_after_death(row: Enrollment) -> str:
    line = bill_line(row)
    update(row.worker, died_on=date(2025, 4, 20))
    update(
        row,
        ended_on=date(2025, 4, 20),
        end_known_on=date(2025, 4, 21),
        end_reason=EndReason.DIED,
        place_village=None,
        place_occupation=None,
    )
    return f"{line._meta.db_table}:{line.pk}"


def plant_empty_bill(row: Enrollment) -> str:
    line = bill_line(row)
    line.delete()
    return f"{Bill._meta.db_table}:{line.bill_id}"


def plant_early_payment(row: Enrollment) -> str:
    return update(bill_line(row).bill, paid_on=date(2025, 4, 1))


def plant_lost_word(row: Enrollment) -> str:
    WorkerWord.objects.filter(worker=row.worker).delete()
    return f"{Worker._meta.db_table}:{row.worker_id}"


DAMAGE: dict[str, Callable[[Enrollment], str]] = {
    "worker_nik_impossible": lambda row: update(row.worker, nik="3572029913800001"),
    "worker_nik_contradicts": lambda row: update(row.worker, birth_date=date(1981, 5, 17)),
    "worker_name_not_found": plant_lost_word,
    "cover_days_overlap": plant_overlap,
    "cover_outside_period": lambda row: update(row, starts_on=date(2025, 3, 1)),
    "cover_after_death": lambda row: (
        update(row.worker, died_on=date(2025, 6, 3)) and f"{row._meta.db_table}:{row.pk}"
    ),
    "cover_never_verified": lambda row: update(row, verified_by=None, verified_at=None),
    "registered_without_number": lambda row: (
        update(row.worker, member_number="") and f"{row._meta.db_table}:{row.pk}"
    ),
    "quota_miscounted": plant_quota,
    "place_missing": lambda row: update(row, place_village=None, place_occupation=None),
    "replaced_still_covered": plant_running_replaced,
    "decreed_without_paper": lambda row: f"{row._meta.db_table}:{row.pk}",
    "named_but_not_decreed": plant_undecreed_line,
    "decree_altered": lambda row: f"{Decree._meta.db_table}:{signed(row).decree_id}",
    "answer_out_of_step": plant_late_answer,
    "submission_altered": plant_altered_cells,
    "submission_incomplete": plant_empty_submission,
    "bill_line_astray": plant_foreign_line,
    "billed_without_cover": plant_uncovered_line,
    "paid_after_death": plant_paid_after_death,
    "bill_empty": plant_empty_bill,
    "bill_days_astray": plant_early_payment,
}


@pytest.mark.parametrize("code", DAMAGE)
def test_planted_damage_of_each_kind_is_found(code, unguarded):
    row = holder()
    subject = DAMAGE[code](row)
    assert found("--only", code) == {code: [subject]}


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.DECREED}))
def test_nobody_but_the_decreed_waits_for_an_answer(status, unguarded):
    row = holder()
    update(row, status=Status.DECREED)
    sent = submit(period_id=row.period_id, preset=ColumnPreset.objects.get(), by=make.admin())
    assert "answer_out_of_step" not in found()
    update(row, status=status, place_village=None, place_occupation=None, place_agency=None)
    line = sent.lines.get()
    assert found("--only", "answer_out_of_step") == {
        "answer_out_of_step": [f"{line._meta.db_table}:{line.pk}"]
    }


def test_words_of_somebody_who_is_gone_are_found(unguarded):
    word = WorkerWord.objects.create(worker_id=987654321, word="sri")
    assert found() == {"worker_name_not_found": [f"{WorkerWord._meta.db_table}:{word.worker_id}"]}


def test_every_check_has_its_planted_damage():
    written = io.StringIO()
    call_command("check_data", "--json", stdout=written)
    assert {check["code"] for check in json.loads(written.getvalue())} == set(DAMAGE)


def test_nothing_is_wrong_with_the_demo_but_a_month_paid_after_a_death():
    build(workers=120, seed=3, on=date(2026, 11, 21))
    odd = found()
    assert set(odd) == {"billed_without_cover", "paid_after_death"}
    assert odd["billed_without_cover"] == odd["paid_after_death"]
    assert len(odd["paid_after_death"]) == 1


def test_a_person_reads_what_was_looked_for_and_which_row_it_is(unguarded, capsys):
    row = holder()
    update(row, verified_by=None, verified_at=None)
    with pytest.raises(SystemExit):
        call_command("check_data", "--only", "cover_never_verified")
    out = capsys.readouterr().out
    assert "Lewat verifikasi tanpa verifikator. (1)" in out
    assert f"enrollment_enrollment:{row.pk}" in out
