"""A sent file on its way to rows that wait."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Scope, User
from audit.context import acting
from enrollment.models import EnrollmentPeriod
from intake import services
from intake.models import ImportBatch, StagedRow
from intake.reading import UnreadableFile
from tests import make
from tests.intake import sheets

pytestmark = pytest.mark.django_db


def stage(
    file: SimpleUploadedFile, period: EnrollmentPeriod, by: User, **values: Any
) -> ImportBatch:
    values.setdefault("village", None)
    batch, _created = services.stage_file(
        file=file, file_name=file.name or "", period=period, by=by, on=period.starts_on, **values
    )
    return batch


def only_row(batch: ImportBatch) -> StagedRow:
    return batch.rows.people().get()


def test_every_row_of_the_file_is_kept_with_its_raw_cells(period: EnrollmentPeriod) -> None:
    batch = stage(sheets.sample("usulan-kelurahan-tlumpu.xlsx"), period, make.admin())
    assert batch.rows.people().count() == 26
    ignored = batch.rows.in_tab("ignored")
    assert ignored.count() == 11
    assert all(row.reason for row in ignored)
    row = batch.rows.get(row=8)
    assert row.values["nik"] == "3572020612778597"
    assert row.cells[1:3] == ["Agus", "3572020612778597"]
    assert sum(batch.counts.get(tab, 0) for tab in (*batch.PEOPLE_TABS, "ignored")) == 37


def test_a_hidden_sheet_is_told_and_not_read(period: EnrollmentPeriod) -> None:
    batch = stage(sheets.sample("rekap-kecamatan-kepanjenkidul.xlsx"), period, make.admin())
    assert batch.rows.people().count() == 45
    assert any("tersembunyi" in note for note in batch.reading["notes"])


def test_the_file_lies_under_a_name_that_tells_nothing(period: EnrollmentPeriod) -> None:
    batch = stage(sheets.sample("juru-parkir.csv"), period, make.admin())
    stored = str(batch.file.name)
    assert "juru" not in stored
    assert default_storage.exists(stored)
    assert batch.file_name == "juru-parkir.csv"


def test_a_refused_file_leaves_nothing_behind(period: EnrollmentPeriod, settings: Any) -> None:
    with pytest.raises(UnreadableFile):
        stage(SimpleUploadedFile("a.xlsx", b"tidak ada apa-apa"), period, make.admin())
    assert not ImportBatch.objects.exists()
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_a_path_in_the_file_name_is_dropped(period: EnrollmentPeriod) -> None:
    file = sheets.sample("juru-parkir.csv")
    batch, _created = services.stage_file(
        file=file,
        file_name="..\\..\\etc/\u202edaftar\x00.csv",
        period=period,
        village=None,
        by=make.admin(),
        on=period.starts_on,
    )
    assert batch.file_name == "daftar.csv"


def test_the_number_of_queries_does_not_grow_with_the_rows(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    counts = []
    for number in (3, 30):
        rows = [sheets.row_of(make.worker().nik if n % 2 else make.nik()) for n in range(number)]
        file = sheets.upload(rows)
        with CaptureQueriesContext(connection) as queries:
            stage(file, period, admin)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 45


def test_text_that_a_database_refuses_is_cleaned_at_the_door(period: EnrollmentPeriod) -> None:
    row = sheets.row_of(make.nik(), "Sri\u202e \u200bLestari\ufffe")
    lines = [sheets.HEADINGS, [*row[:-1], "tukang becak\x01\x85"]]
    text = "\n".join(",".join(str(cell) for cell in line) for line in lines)
    staged = only_row(stage(SimpleUploadedFile("daftar.csv", text.encode()), period, make.admin()))
    assert staged.values["full_name"] == "Sri Lestari"
    assert staged.values["occupation"] == "pedicab_driver"
    assert "\x01" not in str(staged.cells)


class TestScope:
    def test_a_clerk_is_refused_a_row_of_another_kelurahan_by_name(
        self, period: EnrollmentPeriod
    ) -> None:
        clerk = make.clerk(villages=[make.village("Tlumpu")])
        rows = [sheets.row_of(make.nik(), KELURAHAN="Sentul"), sheets.row_of(make.nik())]
        batch = stage(sheets.upload(rows), period, clerk)
        foreign, own = batch.rows.people()
        assert (foreign.verdict, own.verdict) == ("error", "new")
        assert foreign.problems[0]["code"] == "village_not_yours"
        assert "Sentul" in foreign.problems[0]["message"]
        assert not foreign.ready

    def test_a_person_known_elsewhere_is_held_back_without_telling_who(
        self, period: EnrollmentPeriod
    ) -> None:
        known = make.worker(full_name="Bambang Rahasia", village=make.village("Sentul"))
        clerk = make.clerk(villages=[make.village("Tlumpu")])
        row = only_row(stage(sheets.upload([sheets.row_of(known.nik)]), period, clerk))
        assert row.verdict == "error"
        assert row.codes == " known_elsewhere "
        assert row.changes == {}
        assert "Bambang" not in str(row.problems)

    def test_a_lookalike_elsewhere_is_told_without_a_name(self, period: EnrollmentPeriod) -> None:
        known = make.worker(full_name="Bambang Rahasia", village=make.village("Sentul"))
        other = f"{known.nik[:-1]}{(int(known.nik[-1]) + 1) % 10}"
        clerk = make.clerk(villages=[make.village("Tlumpu")])
        rows = [sheets.row_of(other, "Bambang Rahasiah")]
        row = only_row(stage(sheets.upload(rows), period, clerk))
        assert "near_duplicate" in row.codes
        assert "Bambang Rahasia " not in str(row.problems)
        assert "di luar wilayah Anda" in str(row.problems)

    def test_a_department_brings_in_its_own_occupations_only(
        self, period: EnrollmentPeriod
    ) -> None:
        clerk = make.clerk(scope=Scope.OCCUPATION, villages=[])
        with acting("tests"):
            make.occupation("parking_attendant").staff.add(clerk)
        rows = [
            sheets.row_of(make.nik(), PEKERJAAN="tukang becak"),
            sheets.row_of(make.nik(), PEKERJAAN="juru parkir"),
        ]
        batch = stage(sheets.upload(rows), period, clerk)
        assert [row.verdict for row in batch.rows.people()] == ["error", "new"]
        assert batch.rows.people()[0].codes == " occupation_not_yours "

    def test_the_senders_kelurahan_serves_rows_that_name_none(
        self, period: EnrollmentPeriod
    ) -> None:
        file = sheets.upload([sheets.row_of(make.nik(), KELURAHAN="")])
        row = only_row(stage(file, period, make.admin(), village=make.village("Sentul")))
        assert row.values["village"] == make.village("Sentul").pk


class TestAgainstTheRegistry:
    def test_somebody_known_just_so_and_enrolled_is_the_same(
        self, period: EnrollmentPeriod
    ) -> None:
        known = make.worker(full_name="Sri Lestari")
        make.enrollment(worker=known, period=period)
        row = only_row(
            stage(sheets.upload([sheets.row_of(known.nik, "Sri Lestari")]), period, make.admin())
        )
        assert (row.verdict, row.worker, row.ready) == ("same", known, False)

    def test_somebody_known_without_a_place_is_to_be_proposed(
        self, period: EnrollmentPeriod
    ) -> None:
        known = make.worker(full_name="Sri Lestari")
        row = only_row(
            stage(sheets.upload([sheets.row_of(known.nik, "Sri Lestari")]), period, make.admin())
        )
        assert (row.verdict, row.changes, row.ready) == ("update", {}, True)

    def test_what_differs_is_shown_old_and_new(self, period: EnrollmentPeriod) -> None:
        known = make.worker(full_name="Sri Lestari")
        rows = [sheets.row_of(known.nik, "Sri Lestari", RT="009")]
        row = only_row(stage(sheets.upload(rows), period, make.admin()))
        assert (row.verdict, row.changes) == ("update", {"rt": ["001", "009"]})

    def test_another_name_under_a_known_nik_is_held_back(self, period: EnrollmentPeriod) -> None:
        known = make.worker(full_name="Slamet Riyadi")
        rows = [sheets.row_of(known.nik, "Wagiman Prasetyo")]
        row = only_row(stage(sheets.upload(rows), period, make.admin()))
        assert row.verdict == "error"
        assert "nik_other_name" in row.codes

    def test_cover_in_another_period_on_the_same_days_holds_a_row_back(
        self, period: EnrollmentPeriod
    ) -> None:
        known = make.worker(full_name="Sri Lestari")
        make.enrollment(worker=known, period=make.period(), status="registered")
        row = only_row(
            stage(sheets.upload([sheets.row_of(known.nik, "Sri Lestari")]), period, make.admin())
        )
        assert row.verdict == "error"
        assert "already_covered" in row.codes

    def test_a_member_number_of_somebody_else_holds_a_row_back(
        self, period: EnrollmentPeriod, tmp_path: Path
    ) -> None:
        make.worker(member_number="12345678901")
        headings = [*sheets.HEADINGS, "NOMOR KPJ"]
        lines = [headings, [*sheets.row_of(make.nik()), "12345678901"]]
        text = "\n".join(";".join(str(cell) for cell in line) for line in lines)
        file = SimpleUploadedFile("daftar.csv", text.encode())
        row = only_row(stage(file, period, make.admin()))
        assert row.verdict == "error"
        assert "member_number_taken" in row.codes
