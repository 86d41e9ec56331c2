"""One year of the programme from three lists to a widow's claim, through the screens' own doors.

Runs on whichever database the suite runs on; every file is written and read back for real.
"""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from contributions.models import Bill, BillLine
from contributions.person_months import month_states
from contributions.states import MonthState
from enrollment.models import Decree, DecreeLine, Enrollment, Submission, SubmissionLine
from enrollment.services.people import change_worker
from enrollment.services.periods import save_period
from enrollment.transitions import Status
from places.models import Signatory
from tests import make
from tests.stories.office import (
    Calendar,
    Desk,
    made_people,
    read,
    village_list,
    workbook,
)
from workers.models import Worker

pytestmark = pytest.mark.django_db

APRIL, MAY, JUNE, JULY = (date(2025, month, 1) for month in (4, 5, 6, 7))
VILLAGES = ("Tlumpu", "Turi", "Sentul")


def with_status(status: Status) -> list[Enrollment]:
    rows = Enrollment.objects.filter(status=status, ended_on__isnull=True)
    return list(rows.select_related("worker").order_by("pk"))


def results_file(name: str, sent: list[dict[str, Any]], refused: dict[str, str]) -> Any:
    """What BPJS sends back: a number for everybody but those it refuses."""
    rows: list[list[Any]] = [["NIK", "NAMA", "KPJ", "STATUS", "KETERANGAN"]]
    for row in sent:
        words = refused.get(row["NIK"], "")
        number = "" if words else make.member_number()
        status = "DITOLAK" if words else "BERHASIL"
        rows.append([row["NIK"], row["NAMA"], number, status, words])
    return workbook(name, rows)


def sign(desk: Desk, decree: Decree, number: str, day: str) -> Decree:
    desk.press(
        "enrollment:decree_sign",
        decree.pk,
        number=number,
        signed_on=day,
        signatory=Signatory.objects.get(signs="decrees").pk,
    )
    decree.refresh_from_db()
    return decree


def send_to_bpjs(
    desk: Desk, period: Any, **fields: Any
) -> tuple[Submission, list[dict[str, Any]]]:
    """Make a file for BPJS and read what it holds."""
    desk.press("enrollment:submission_add", periode=period.code, **fields)
    submission = Submission.objects.latest("pk")
    return submission, read(desk.fetch("enrollment:submission_file", submission.pk))


def bill_and_pay(desk: Desk, period: Any, month: date, calendar: Calendar) -> Bill:
    calendar.turn_to(month.replace(day=10))
    desk.press("contributions:bill_draft", periode=period.code, bulan=f"{month:%Y-%m}")
    bill = Bill.objects.latest("pk")
    people = bill.lines.count()
    desk.press(
        "contributions:bill_issue",
        bill.pk,
        billing_code=f"KODE{month:%m}",
        billed_on=f"05-{month:%m-%Y}",
        people=people,
    )
    desk.press(
        "contributions:bill_pay", bill.pk, paid_on=f"09-{month:%m-%Y}", document=f"SP2D {month:%m}"
    )
    bill.refresh_from_db()
    return bill


def test_a_year_from_three_lists_to_a_replacement(monkeypatch):
    calendar = Calendar(monkeypatch)
    calendar.turn_to(date(2025, 3, 10))
    admin, checker = Desk(make.admin()), Desk(make.checker())
    clerks = {name: Desk(make.clerk(villages=[make.village(name)])) for name in VILLAGES}
    period = make.period("2025", starts_on=APRIL, ends_on=date(2025, 12, 31))
    save_period(period=period, data={"quota": 50}, by=admin.user)

    # Three kelurahan send what they have: sixty people.
    for name, desk in clerks.items():
        desk.send_list(village_list(name, made_people(name, 20)), period)
    assert len(with_status(Status.PROPOSED)) == 60

    # Another person verifies; the quota holds fifty, ten wait in the published order.
    calendar.turn_to(date(2025, 3, 18))
    checker.act("verify", with_status(Status.PROPOSED))
    assert len(with_status(Status.VERIFIED)) == 50
    waiting = with_status(Status.WAITLISTED)
    assert len(waiting) == 10
    assert waiting[0].worker.full_name in checker.open(
        "enrollment:waiting_list", periode=period.code
    )

    # The decree names the fifty and is frozen.
    calendar.turn_to(date(2025, 3, 25))
    admin.press(
        "enrollment:decree_draft",
        periode=period.code,
        title="Penetapan penerima bantuan iuran 2025",
    )
    decree = sign(admin, Decree.objects.get(), "188/45/HK/2025", "25-03-2025")
    assert decree.lines.count() == 50
    assert len(with_status(Status.DECREED)) == 50

    # BPJS takes forty-seven and turns three away, in words of its own.
    submission, sent = send_to_bpjs(admin, period)
    assert len(sent) == 50
    refused = {row["NIK"]: "NIK tidak ditemukan di Dukcapil" for row in sent[:3]}
    calendar.turn_to(date(2025, 3, 28))
    admin.send_list(results_file("hasil 1.xlsx", sent, refused), period, "bpjs_result")
    assert len(with_status(Status.REGISTERED)) == 47
    rejected = with_status(Status.REJECTED)
    assert {row.worker.nik for row in rejected} == set(refused)
    assert {row.reason_code for row in rejected} == {"nik_unknown"}
    for name, desk in clerks.items():
        own = [row for row in rejected if row.worker.village.name == name]
        html = desk.open("enrollment:queue", tab="ditolak-bpjs")
        assert [row.worker.full_name in html for row in rejected] == [
            row in own for row in rejected
        ]

    # The numbers are put right, the three are sent again, and only they.
    for row in rejected:
        fixed = make.nik(birth_date=row.worker.birth_date)
        change_worker(
            worker_id=row.worker_id,
            data={"nik": fixed},
            heirs=[],
            by=admin.user,
            version=row.worker.version,
        )
    admin.act("resubmit", rejected)
    _again, resent = send_to_bpjs(admin, period, isi=submission.pk)
    numbers = Worker.objects.filter(enrollments__in=rejected).values_list("nik", flat=True)
    assert {row["NIK"] for row in resent} == set(numbers)
    admin.send_list(results_file("hasil 2.xlsx", resent, {}), period, "bpjs_result")
    assert len(with_status(Status.REGISTERED)) == 50
    outcomes = SubmissionLine.objects.values_list("outcome", flat=True)
    assert sorted(outcomes) == ["accepted"] * 50 + ["rejected"] * 3

    # The annex still says what was signed; the page says what differs today.
    frozen = DecreeLine.objects.filter(enrollment__in=rejected).values_list("nik", flat=True)
    assert set(frozen) == set(refused)
    decree.refresh_from_db()
    assert "NIK" in admin.open("enrollment:decree_detail", decree.pk)

    # April and May are billed and paid.
    for month in (APRIL, MAY):
        bill = bill_and_pay(admin, period, month, calendar)
        assert sum(line.amount for line in bill.lines.all()) == 50 * 16_800

    # In June somebody dies; the kelurahan reports it from the page of the person.
    calendar.turn_to(date(2025, 6, 12))
    dead = with_status(Status.REGISTERED)[0]
    village = dead.worker.village.name
    fields = {"reason": "died", "on": "10-06-2025", "known_on": "12-06-2025", "version": ""}
    clerks[village].press(
        "enrollment:end", dead.pk, **{f"end-{dead.pk}-{name}": v for name, v in fields.items()}
    )
    dead.refresh_from_db()
    assert (dead.ended_on, dead.worker.died_on) == (date(2025, 6, 10), date(2025, 6, 10))

    # Somebody from the waiting list takes the place over from July.
    heir_of_place = waiting[0]
    admin.press(
        "enrollment:replace", dead.pk, worker=heir_of_place.worker_id, from_month="2025-07"
    )
    heir_of_place.refresh_from_db()
    assert heir_of_place.replaces == dead
    assert heir_of_place.starts_on == JULY
    if heir_of_place.status == Status.PROPOSED:
        checker.act("verify", [heir_of_place])
    heir_of_place.refresh_from_db()
    assert heir_of_place.status == Status.VERIFIED
    assert dead.worker.full_name in admin.open("enrollment:worker_detail", heir_of_place.worker_id)

    # The decree is amended, not edited.
    admin.press("enrollment:decree_amendment", decree.pk, title="Perubahan pertama")
    amendment = sign(admin, Decree.objects.latest("pk"), "188/61/HK/2025", "12-06-2025")
    line = amendment.lines.get()
    assert (line.change, line.enrollment, line.replaced) == (
        DecreeLine.Change.REPLACED,
        heir_of_place,
        dead,
    )
    assert decree.lines.count() == 50

    # The newcomer is registered, June and July are billed.
    _third, newcomers = send_to_bpjs(admin, period)
    assert [row["NIK"] for row in newcomers] == [heir_of_place.worker.nik]
    admin.send_list(results_file("hasil 3.xlsx", newcomers, {}), period, "bpjs_result")
    june = bill_and_pay(admin, period, JUNE, calendar)
    july = bill_and_pay(admin, period, JULY, calendar)
    assert june.lines.filter(enrollment=dead).exists()
    assert not june.lines.filter(enrollment=heir_of_place).exists()
    assert july.lines.filter(enrollment=heir_of_place).exists()
    assert not july.lines.filter(enrollment=dead).exists()
    assert BillLine.objects.count() == 200

    # Month grid and four-way check are right to the name.
    states = month_states([dead, heir_of_place], [APRIL, JUNE, JULY], date(2025, 7, 20))
    assert list(states[dead.pk].values()) == [
        MonthState.PAID,
        MonthState.PAID,
        MonthState.OUTSIDE,
    ]
    assert list(states[heir_of_place.pk].values()) == [
        MonthState.OUTSIDE,
        MonthState.OUTSIDE,
        MonthState.PAID,
    ]
    for month in (APRIL, MAY, JUNE, JULY):
        html = admin.open("contributions:check", periode=period.code, bulan=f"{month:%Y-%m}")
        assert "sama sampai ke namanya" in html, month
    grid = admin.open("contributions:month_grid", periode=period.code)
    assert "m m-hole" not in grid.split("legend")[-1].split("</ul>", 1)[1]

    # Nothing in the tables contradicts anything else.
    call_command("check_data", stdout=(told := StringIO()))
    assert "fault" not in told.getvalue()
