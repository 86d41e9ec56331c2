"""The command that checks a list and, when asked, saves what passed."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from audit.models import AuditEvent
from common import dates
from enrollment.models import Enrollment, EnrollmentPeriod
from intake.models import ImportBatch, StagedRow
from tests import make
from tests.intake import sheets
from workers.models import Worker

pytestmark = pytest.mark.django_db
NAMES = sorted(
    path.name
    for path in sheets.LISTS.iterdir()
    if path.suffix in {".xlsx", ".xls", ".ods", ".csv"}
)
SEX = {"M": "L", "F": "P"}


def run(path: Path, *options: str, report: Path | None = None) -> tuple[dict[str, Any], str]:
    output = StringIO()
    extra = ["--report", str(report)] if report else []
    call_command("import_list", str(path), *options, *extra, stdout=output, stderr=StringIO())
    return (json.loads(report.read_text()) if report else {}), output.getvalue()


def seed_period(**values: Any) -> EnrollmentPeriod:
    return make.period("2025", **values)


@pytest.mark.parametrize("name", NAMES)
def test_the_report_says_what_is_expected_of_the_list(name: str, tmp_path: Path) -> None:
    seed_period(state=EnrollmentPeriod.State.CLOSED)
    path = sheets.LISTS / name
    expected = json.loads(path.with_suffix(".expected.json").read_text())
    report, _output = run(path, "--period", "2025", report=tmp_path / "out.json")
    people = {(row["sheet"], row["row"]): row for row in report["rows"]}
    places = {
        (sheet, number)
        for sheet, spans in expected["data_rows"].items()
        for first, last in spans
        for number in range(first, last + 1)
    }
    assert set(people) == places
    assert report["file"] == name
    assert sum(report["counts"].values()) == len(people) == expected["rows_data"]
    refused = {(entry["sheet"], entry["row"]) for entry in expected["refuse"]}
    refused |= {(entry["sheet"], entry["row"]) for entry in expected["same"]}
    taken = {row["nik"]: row for place, row in people.items() if place not in refused}
    assert set(taken) == set(expected["accept"]) | set(expected["warn"])
    for place in refused:
        assert people[place]["verdict"] in {"error", "same", "warning"}
    for nik, fields in expected["fields"].items():
        found = dict(taken[nik]["fields"])
        found["sex"] = SEX[found["sex"]]
        found["phone"] = found.get("phone", "").removeprefix("+")
        assert {key: found.get(key) for key in fields} == fields
    for nik, classes in expected["warn"].items():
        assert set(classes) <= {problem["code"] for problem in taken[nik]["problems"]}


def test_a_hidden_sheet_is_told_about() -> None:
    seed_period()
    _report, output = run(sheets.LISTS / "rekap-kecamatan-kepanjenkidul.xlsx", "--period", "2025")
    assert "tahun lalu" in output


def test_a_report_with_nowhere_to_go_is_wrong_usage(tmp_path: Path) -> None:
    seed_period()
    with pytest.raises(CommandError) as raised:
        run(
            sheets.LISTS / "daftar-bersih.xlsx",
            "--period",
            "2025",
            report=tmp_path / "none" / "out.json",
        )
    assert raised.value.returncode == 2


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    seed_period(state=EnrollmentPeriod.State.CLOSED)
    before = AuditEvent.objects.count()
    run(sheets.LISTS / "daftar-bersih.xlsx", "--period", "2025", report=tmp_path / "out.json")
    assert not ImportBatch.objects.exists()
    assert not StagedRow.objects.exists()
    assert not Worker.objects.exists()
    assert AuditEvent.objects.count() == before


def test_a_row_of_the_report_has_exactly_the_promised_keys(tmp_path: Path) -> None:
    seed_period()
    report, _output = run(
        sheets.LISTS / "juru-parkir.csv", "--period", "2025", report=tmp_path / "out.json"
    )
    assert set(report) == {"file", "rows", "ignored_rows", "counts"}
    damaged = next(row for row in report["rows"] if row["row"] == 6)
    assert set(damaged) == {"sheet", "row", "verdict", "nik", "fields", "problems"}
    assert (damaged["sheet"], damaged["verdict"]) == ("", "error")
    assert "E+" in damaged["nik"]
    assert set(damaged["problems"][0]) == {"code", "field", "message"}


def test_committing_saves_and_proposes_the_rows_that_passed() -> None:
    period = seed_period()
    _report, output = run(sheets.LISTS / "juru-parkir.csv", "--period", "2025", "--commit")
    assert Worker.objects.count() == 20
    assert Enrollment.objects.filter(period=period, status="proposed").count() == 20
    assert Enrollment.objects.values_list("starts_on", flat=True).distinct().get() == date(
        2025, 4, 1
    )
    assert "20 orang baru" in output
    assert ImportBatch.objects.get().counts["error"] == 4


def test_committing_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    seed_period()
    path = sheets.LISTS / "daftar-bersih.xlsx"
    run(path, "--period", "2025", "--commit")
    before = (
        AuditEvent.objects.filter(table="workers_worker").count(),
        Enrollment.objects.count(),
    )
    report, output = run(path, "--period", "2025", "--commit", report=tmp_path / "out.json")
    assert report["counts"] == {"new": 0, "update": 0, "same": 60, "warning": 0, "error": 0}
    assert "0 orang baru" in output
    assert before == (
        AuditEvent.objects.filter(table="workers_worker").count(),
        Enrollment.objects.count(),
    )


def test_warned_rows_wait_unless_they_are_accepted() -> None:
    seed_period()
    path = sheets.LISTS / "ojek-dan-becak.xls"
    run(path, "--period", "2025", "--commit")
    assert Worker.objects.count() == 29
    run(path, "--period", "2025", "--commit", "--accept-warnings")
    assert Worker.objects.count() == 33


def test_the_account_of_commands_cannot_sign_in(client: Any) -> None:
    seed_period()
    run(sheets.LISTS / "daftar-bersih.xlsx", "--period", "2025", "--commit")
    account = User.objects.get(username="perintah")
    assert not account.is_active
    assert not account.has_usable_password()
    assert Enrollment.objects.filter(proposed_by=account).count() == 60


def test_somebody_named_proposes_under_their_own_name() -> None:
    seed_period()
    admin = make.admin()
    path = sheets.LISTS / "daftar-bersih.xlsx"
    run(path, "--period", "2025", "--commit", "--as", admin.username)
    assert Enrollment.objects.filter(proposed_by=admin).count() == 60
    assert not User.objects.filter(username="perintah").exists()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--period", "tidak-ada"], 2),
        (["--period", "2025", "--village", "1234567890"], 2),
        (["--period", "2025", "--accept-warnings"], 2),
        (["--period", "2025", "--commit", "--as", "tidak-ada"], 2),
        (["--period", "2025", "--commit"], 1),
    ],
)
def test_a_refusal_has_its_exit_code(options: list[str], code: int) -> None:
    seed_period(state=EnrollmentPeriod.State.CLOSED)
    with pytest.raises(CommandError) as refusal:
        run(sheets.LISTS / "daftar-bersih.xlsx", *options)
    assert refusal.value.returncode == code
    assert not ImportBatch.objects.exists()


def test_a_file_that_is_no_list_is_refused_with_what_to_do(tmp_path: Path) -> None:
    seed_period()
    path = tmp_path / "foto.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    with pytest.raises(CommandError, match="Unggah berkas Excel") as refusal:
        run(path, "--period", "2025")
    assert refusal.value.returncode == 1


def test_age_is_taken_on_the_first_day_of_the_period_without_commit(tmp_path: Path) -> None:
    make.period("lama", starts_on=date(1999, 1, 1), ends_on=date(1999, 12, 31))
    assert dates.today().year > 2000
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(sheets.workbook([sheets.row_of("3572021705800001")]))
    report, _output = run(path, "--period", "lama", report=tmp_path / "out.json")
    assert report["counts"]["new"] == 1


class TestSecondPerson:
    def test_the_list_is_put_forward_instead_of_saved(self) -> None:
        seed_period(second_person=True)
        path = sheets.LISTS / "daftar-bersih.xlsx"
        _report, output = run(path, "--period", "2025", "--commit")
        batch = ImportBatch.objects.get()
        assert (batch.state, batch.asked_by, Worker.objects.count()) == (
            "asked",
            batch.uploaded_by,
            0,
        )
        assert "Menunggu persetujuan orang kedua: 60 baris" in output
        _report, output = run(path, "--period", "2025", "--commit")
        assert ImportBatch.objects.count() == 1


def test_lists_side_by_side_are_reported_under_the_sheet_they_stand_on(tmp_path: Path) -> None:
    seed_period()
    book = openpyxl.Workbook()
    book.active.title = "Data"
    heads = ["NO", "NAMA", "NIK", "L/P", "PEKERJAAN"]
    people = [(make.nik(), f"Orang {letter}") for letter in "ABCDEFGH"]
    book.active.append([*heads, None, *heads])
    for number in range(4):
        (left, first), (right, other) = people[number], people[number + 4]
        book.active.append(
            [number + 1, first, left, "L", "becak", None, number + 5, other, right, "L", "becak"]
        )
    book.save(tmp_path / "berdampingan.xlsx")
    report, _output = run(
        tmp_path / "berdampingan.xlsx", "--period", "2025", report=tmp_path / "out.json"
    )
    places = [(row["sheet"], row["row"], row["nik"]) for row in report["rows"]]
    assert sorted(places) == sorted(
        ("Data", at % 4 + 2, nik) for at, (nik, _name) in enumerate(people)
    )
