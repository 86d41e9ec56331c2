"""Corrected rows that come back: they continue the list they were taken from."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from enrollment.models import EnrollmentPeriod
from intake import services
from intake.models import CorrectedFile, ImportBatch, StagedRow
from intake.reading import UnreadableFile
from intake.workbooks.refused import build_refused
from tests import make
from tests.intake import sheets

pytestmark = pytest.mark.django_db

SHORT = "3572021705800"
HEADER = 2  # below the line of advice


class Correction:
    """The refused rows of a list, opened to be changed and sent back."""

    def __init__(self, batch: ImportBatch, by: User) -> None:
        self.batch, self.by = batch, by
        self.book = openpyxl.load_workbook(BytesIO(build_refused(batch).content))
        self.page = self.book.worksheets[0]
        self.columns = {cell.value: cell.column for cell in self.page[HEADER]}

    def set(self, heading: str, value: Any, *, row: int = HEADER + 1) -> "Correction":
        self.page.cell(row, self.columns[heading]).value = value
        return self

    def row_of(self, name: str) -> int:
        column = self.columns["NAMA"]
        return next(
            number
            for number in range(HEADER + 1, self.page.max_row + 1)
            if self.page.cell(number, column).value == name
        )

    @property
    def content(self) -> bytes:
        stream = BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def send(self, by: User | None = None, *, name: str = "perbaikan.xlsx") -> ImportBatch:
        return send(self.content, self.batch.period, by or self.by, name=name)


def send(
    content: bytes, period: EnrollmentPeriod, by: User, *, name: str = "perbaikan.xlsx"
) -> ImportBatch:
    batch, _created = services.stage_file(
        file=SimpleUploadedFile(name, content),
        file_name=name,
        period=period,
        village=None,
        by=by,
        on=period.starts_on,
    )
    return batch


def counts_of(batch: ImportBatch) -> dict[str, int]:
    counts = batch.corrections.latest("pk").counts
    return {name: n for name, n in counts.items() if n and name != "received"}


def staged(period: EnrollmentPeriod, by: User, *rows: list[Any]) -> ImportBatch:
    return sheets.staged(period, by, list(rows))


def test_a_corrected_cell_goes_into_its_row(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = staged(period, admin, sheets.row_of(SHORT, "Pak Pendek"))
    row = batch.rows.people().get()
    nik = make.nik()
    continued = Correction(batch, admin).set("NIK", nik).send()
    assert continued == batch
    assert ImportBatch.objects.count() == 1
    corrected = batch.rows.people().get()
    assert corrected.pk == row.pk
    assert (corrected.values["nik"], corrected.verdict) == (nik, "new")
    assert corrected.ready
    assert corrected.cells == row.cells
    assert continued.counts["new"] == 1
    assert counts_of(batch) == {"changed": 1}


def test_the_file_stays_with_the_list(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = staged(period, admin, sheets.row_of(SHORT, "Pak Pendek"))
    correction = Correction(batch, admin).set("NIK", make.nik())
    content = correction.content
    send(content, period, admin, name="sudah betul.xlsx")
    stored = CorrectedFile.objects.get()
    assert (stored.batch, stored.file_name, stored.uploaded_by) == (
        batch,
        "sudah betul.xlsx",
        admin,
    )
    with default_storage.open(str(stored.file)) as file:
        assert file.read() == content


def test_rows_that_nobody_touched_stay_as_they_are(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = staged(
        period,
        admin,
        sheets.row_of(SHORT, "Pak Pendek"),
        sheets.row_of(make.nik(), "Bu Aneh", PEKERJAAN="pemburu awan"),
    )
    before = list(batch.rows.order_by("pk").values())
    Correction(batch, admin).send()
    assert list(batch.rows.order_by("pk").values()) == before
    assert counts_of(batch) == {"unchanged": 2}


def test_a_deleted_line_goes_on_waiting(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = staged(
        period, admin, sheets.row_of(SHORT, "Pak Pendek"), sheets.row_of(SHORT, "Bu Sri")
    )
    correction = Correction(batch, admin)
    correction.page.delete_rows(correction.row_of("Pak Pendek"))
    continued = correction.set("NIK", make.nik()).send()
    assert continued.rows.get(search_key__contains="sri").verdict == "new"
    assert continued.rows.get(search_key__contains="pendek").verdict == "error"
    assert counts_of(batch) == {"changed": 1}


def test_the_same_file_twice_changes_a_list_once(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = staged(period, admin, sheets.row_of(SHORT, "Pak Pendek"))
    content = Correction(batch, admin).set("NIK", make.nik()).content
    send(content, period, admin)
    row = batch.rows.people().get()
    typed = make.nik()
    services.edit_row(
        batch_id=batch.pk, row_id=row.pk, texts={"nik": typed}, by=admin, on=period.starts_on
    )
    for by in (admin, make.admin()):
        assert send(content, make.period(), by) == batch
    assert batch.rows.people().get().values["nik"] == typed
    assert batch.corrections.count() == ImportBatch.objects.count() == 1


def test_a_row_without_a_code_is_added(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = staged(period, admin, sheets.row_of(SHORT, "Pak Pendek"))
    nik = make.nik()
    correction = Correction(batch, admin)
    correction.page.append(sheets.row_of(nik, "Bu Tertinggal"))
    continued = correction.send()
    added = continued.rows.get(nik=nik)
    assert (added.sheet, added.row, added.verdict) == ("Daftar", 3, "new")
    assert added.values["village"] == make.village().code
    assert counts_of(batch) == {"added": 1, "unchanged": 1}
    again = Correction(batch, admin)
    again.page.append(sheets.row_of(nik, "Bu Tertinggal"))
    again.page.append(sheets.row_of(make.nik(), "Bu Ketiga"))
    again.send()
    assert counts_of(batch) == {"added": 1, "unchanged": 2}


def test_a_copied_row_is_a_new_person(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = staged(period, admin, sheets.row_of(SHORT, "Pak Pendek"))
    correction = Correction(batch, admin)
    copy = [cell.value for cell in correction.page[HEADER + 1]]
    nik = make.nik()
    copy[1:3] = [nik, "Bu Salinan"]
    correction.page.insert_rows(HEADER + 1)
    for column, value in enumerate(copy, start=1):
        correction.page.cell(HEADER + 1, column).value = value
    continued = correction.send()
    assert continued.rows.people().count() == 2
    assert continued.rows.get(nik=nik).row == 3
    assert continued.rows.get(row=2).values["full_name"] == "Pak Pendek"


def test_saved_rows_are_told_and_left_alone(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = staged(
        period,
        admin,
        sheets.row_of(make.nik(), "Bu Aneh", PEKERJAAN="pemburu awan"),
        sheets.row_of(SHORT, "Pak Pendek"),
    )
    correction = Correction(batch, admin)
    services.accept_kind(batch_id=batch.pk, code="unknown_occupation", by=admin)
    services.commit_batch(batch_id=batch.pk, by=admin, on=period.starts_on)
    correction.set("NAMA", "Bu Lain", row=correction.row_of("Bu Aneh")).send()
    saved = batch.rows.in_tab("saved").get()
    assert saved.values["full_name"] == "Bu Aneh"
    assert counts_of(batch) == {"saved": 1, "unchanged": 1}


def test_a_code_of_no_row_is_told(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = staged(
        period, admin, sheets.row_of(SHORT, "Pak Pendek"), sheets.row_of(SHORT, "Bu Sri")
    )
    correction = Correction(batch, admin).set("KODE BARIS", "1-1-9-XYZ").set("NIK", make.nik())
    correction.send()
    assert counts_of(batch) == {"unknown": 1, "unchanged": 1}
    assert set(batch.rows.people().values_list("verdict", flat=True)) == {"error"}


def test_rows_of_two_lists_in_one_file_are_refused(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    first, second = (
        staged(period, admin, sheets.row_of(SHORT, name)) for name in ("Bu A", "Bu B")
    )
    correction = Correction(first, admin)
    other = Correction(second, admin)
    correction.page.append([cell.value for cell in other.page[HEADER + 1]])
    with pytest.raises(UnreadableFile, match="beberapa daftar"):
        correction.send()
    assert ImportBatch.objects.count() == 2
    assert not CorrectedFile.objects.exists()


def test_rows_of_another_sender_are_refused(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = staged(period, admin, sheets.row_of(SHORT, "Pak Pendek"))
    correction = Correction(batch, admin).set("NIK", make.nik())
    with pytest.raises(UnreadableFile, match="bukan kiriman Anda"):
        correction.send(make.clerk())
    assert batch.rows.people().get().verdict == "error"
    assert ImportBatch.objects.count() == 1


def test_a_list_that_is_being_saved_takes_no_corrections(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = staged(period, admin, sheets.row_of(SHORT, "Pak Pendek"))
    correction = Correction(batch, admin).set("NIK", make.nik())
    with acting(admin):
        ImportBatch.objects.update(state=ImportBatch.State.APPLYING)
    with pytest.raises(ActionDenied):
        correction.send()
    assert batch.rows.people().get().verdict == "error"
    assert ImportBatch.objects.count() == 1


def test_a_doubtful_number_stays_doubtful_while_other_cells_change(
    period: EnrollmentPeriod,
) -> None:
    admin = make.admin()
    nik = int(make.nik()[:-1] + "0")
    batch = staged(period, admin, sheets.row_of(str(nik), "Bu Sri", PEKERJAAN="pemburu awan"))
    row = [cell if cell != str(nik) else nik for cell in sheets.row_of(str(nik), "Bu Nol")]
    batch = staged(period, admin, row)
    assert batch.counts["problems"] == {"nik_rounding_suspect": 1}
    Correction(batch, admin).set("NAMA", "Bu Kosong").send()
    assert batch.rows.people().get().codes == " nik_rounding_suspect "


def test_a_number_typed_as_a_quantity_is_put_to_a_person(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = staged(period, admin, sheets.row_of(SHORT, "Bu Sri"))
    Correction(batch, admin).set("NIK", int(make.nik()[:-1] + "0")).send()
    assert batch.rows.people().get().codes == " nik_rounding_suspect "


def test_what_was_typed_in_the_review_stays(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = staged(period, admin, sheets.row_of(SHORT, "Pak Pendek"))
    early = Correction(batch, admin).set("NIK", make.nik())
    row = batch.rows.people().get()
    services.edit_row(
        batch_id=batch.pk,
        row_id=row.pk,
        texts={"full_name": "Pak Panjang"},
        by=admin,
        on=period.starts_on,
    )
    early.send()
    assert batch.rows.people().get().values["full_name"] == "Pak Panjang"
    assert batch.rows.people().get().verdict == "new"


def test_corrections_survive_other_meanings_of_the_columns(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = staged(period, admin, sheets.row_of(SHORT, "Pak Pendek"))
    nik, added = make.nik(), make.nik()
    correction = Correction(batch, admin).set("NIK", nik)
    correction.page.append(sheets.row_of(added, "Bu Tertinggal"))
    correction.send()
    services.remap_batch(
        batch_id=batch.pk,
        chosen={"Daftar": {"A": ""}},
        village=None,
        include_hidden=False,
        by=admin,
        on=period.starts_on,
    )
    assert set(batch.rows.people().values_list("nik", flat=True)) == {nik, added}


def test_rows_are_compared_with_each_other_again(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    nik = make.nik()
    rows = [sheets.row_of(nik, "Sri Wahyuni"), sheets.row_of(SHORT, "Pak Pendek")]
    batch = staged(period, admin, *rows)
    assert batch.ready == 1
    assert Correction(batch, admin).set("NIK", nik).send().ready == 0
    assert all("nik_other_name" in row.codes for row in batch.rows.people())


def test_an_accepted_warning_of_a_changed_row_asks_again(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    row = sheets.row_of(SHORT, "Pak Pendek", PEKERJAAN="pemburu awan")
    batch = staged(period, admin, row)
    StagedRow.objects.filter(kind="person").update(accepted_codes=["unknown_occupation"])
    Correction(batch, admin).set("NIK", make.nik()).send()
    assert batch.rows.people().get().verdict == "warning"
    assert not batch.rows.people().get().ready


@pytest.mark.parametrize(
    ("heading", "sent", "corrected", "expected"),
    [
        (
            "TEMPAT, TGL LAHIR",
            "Blitar, 31-02-1980",
            "Kediri, 17-05-1980",
            {"birth_place": "Kediri", "birth_date": "1980-05-17"},
        ),
        ("RT/RW", "xx", "3/4", {"rt": "003", "rw": "004"}),
        ("ALAMAT", "Jl. Mawar 1", "Jl. Melati 5 RT 03 RW 02", {"address": "Jl. Melati 5"}),
        ("KETERANGAN", "", "pindahan", {"note": "pindahan"}),
        ("L/P", "?", "L", {"sex": "M"}),
        ("NO HP", "12", "0812 3456 7890", {"phone": "+6281234567890"}),
        ("DESIL", "99", "", {"dtsen_decile": None}),
        ("KELURAHAN", "Tlumpo", "Turi", {"village": "3572021004"}),
        ("PEKERJAAN", "pemburu awan", "marbot", {"occupation": "mosque_caretaker"}),
    ],
)
def test_each_kind_of_column_takes_its_correction(
    period: EnrollmentPeriod, heading: str, sent: str, corrected: str, expected: dict[str, Any]
) -> None:
    plain = {
        "NIK": "357202170580001",
        "NAMA": "Slamet",
        "TEMPAT, TGL LAHIR": "Blitar, 17-05-1980",
        "L/P": "L",
        "ALAMAT": "Jl. Mawar 1",
        "RT/RW": "001/002",
        "KELURAHAN": "Tlumpu",
        "PEKERJAAN": "becak",
        "NO HP": "081234567891",
        "DESIL": "2",
        "KETERANGAN": "",
    }
    admin = make.admin()
    rows = [list(plain), list((plain | {heading: sent}).values())]
    batch = send(sheets.plain_workbook(rows), period, admin, name="daftar.xlsx")
    Correction(batch, admin).set(heading, corrected).send()
    values = batch.rows.people().get().values
    assert {name: values.get(name) for name in expected} == expected
    assert values["full_name"] == "Slamet"
    again = Correction(batch, admin)
    assert again.page.cell(HEADER + 1, 2).value == "Slamet"
    again.send()
    assert batch.rows.people().get().values == values
