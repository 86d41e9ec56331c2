"""Rows that go back to their sender to be corrected."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from audit.models import AccessEvent
from enrollment.models import EnrollmentPeriod
from intake import services
from intake.models import ImportBatch, StagedRow
from intake.workbooks.keys import RowKey, read_key
from intake.workbooks.refused import build_refused
from tests import make
from tests.intake import sheets

pytestmark = pytest.mark.django_db

SHORT = "3572021705800"
RED, YELLOW = "00F6C6C0", "00FBE7A3"


def opened(batch: ImportBatch) -> Any:
    return openpyxl.load_workbook(BytesIO(build_refused(batch).content))


def lines_of(page: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


def staged_file(period: EnrollmentPeriod, by: Any, name: str) -> ImportBatch:
    batch, _created = services.stage_file(
        file=sheets.sample(name),
        file_name=name,
        period=period,
        village=None,
        by=by,
        on=period.starts_on,
    )
    return batch


def test_only_rows_that_saving_leaves_behind_go_back(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    rows = [
        sheets.row_of(make.nik(), "Bu Lolos"),
        sheets.row_of(SHORT, "Pak Pendek"),
        sheets.row_of(make.nik(), "Bu Aneh", PEKERJAAN="pemburu awan"),
        sheets.row_of(make.nik(), "Pak Diterima", PEKERJAAN="pemburu awan"),
        sheets.row_of(SHORT, "Bu Dilewati"),
    ]
    batch = sheets.staged(period, admin, rows)
    by_name = {row.values["full_name"]: row.pk for row in batch.rows.people()}
    services.accept_row(batch_id=batch.pk, row_id=by_name["Pak Diterima"], accepted=True, by=admin)
    services.skip_row(
        batch_id=batch.pk,
        row_id=by_name["Bu Dilewati"],
        skipped=True,
        by=admin,
        on=period.starts_on,
    )
    page = opened(batch)["Daftar"]
    names = [line[2] for line in lines_of(page)]
    assert names == [None, "NAMA", "Pak Pendek", "Bu Aneh"]


def test_headings_columns_and_cells_stand_where_the_sender_put_them(
    period: EnrollmentPeriod,
) -> None:
    batch = sheets.staged(period, make.admin(), [sheets.row_of(SHORT, "Pak Pendek")])
    advice, header, line = lines_of(opened(batch)["Daftar"])
    assert "Perbaiki sel yang berwarna" in advice[0]
    assert header == [*sheets.HEADINGS, "KETERANGAN KESALAHAN", "KODE BARIS"]
    row = batch.rows.people().get()
    assert line[:9] == [cell or None for cell in row.cells]
    assert line[9].startswith("NIK")
    assert read_key(line[10]) == RowKey(batch.pk, 1, row.row)


def test_wrong_cells_are_coloured_and_their_reasons_told(period: EnrollmentPeriod) -> None:
    row = sheets.row_of(SHORT, "Pak Pendek", PEKERJAAN="pemburu awan")
    batch = sheets.staged(period, make.admin(), [row])
    page = opened(batch)["Daftar"]
    fills = [cell.fill.fgColor.rgb for cell in page[3]]
    assert fills[1] == RED
    assert fills[8] == YELLOW
    assert RED not in fills[2:9]
    reasons = page[3][9].value
    assert reasons.index("NIK") < reasons.index("pemburu awan")


def test_nothing_becomes_a_number_or_a_formula(period: EnrollmentPeriod) -> None:
    name = "=HYPERLINK(1)"
    batch = sheets.staged(period, make.admin(), [sheets.row_of(SHORT, name, RT="+6")])
    StagedRow.objects.update(cells=["-1", "0357", name, "+62", "@x", "007", "1e5", "a", "b"])
    page = opened(batch)["Daftar"]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in page[3]][:7] == ["-1", "0357", name, "+62", "@x", "007", "1e5"]
    assert {cell.number_format for cell in page[3][:9]} == {"@"}
    assert page.column_dimensions["B"].number_format == "@"


def test_what_was_typed_in_the_review_stands_in_its_cell(period: EnrollmentPeriod) -> None:
    admin = make.admin()
    batch = sheets.staged(period, admin, [sheets.row_of(SHORT, "Pak Pendek")])
    row = batch.rows.people().get()
    services.edit_row(
        batch_id=batch.pk,
        row_id=row.pk,
        texts={"full_name": "Pak Panjang", "village": make.village("Turi").code, "sex": "F"},
        by=admin,
        on=period.starts_on,
    )
    line = lines_of(opened(batch)["Daftar"])[2]
    assert (line[2], line[4], line[7]) == ("Pak Panjang", "P", "Turi")


def test_each_sheet_keeps_its_name_and_its_head(period: EnrollmentPeriod) -> None:
    batch = staged_file(period, make.admin(), "rekap-kecamatan-kepanjenkidul.xlsx")
    waiting = batch.rows.people().filter(verdict__in=["error", "warning"])
    wanted = set(waiting.values_list("sheet", flat=True))
    book = opened(batch)
    assert set(book.sheetnames) == wanted | {"Petunjuk"}
    for name in wanted:
        texts = [[cell or "" for cell in line] for line in lines_of(book[name])]
        stored = batch.rows.in_tab("ignored").filter(sheet=name, reason="Judul kolom")
        for heading in stored:
            cells = [str(cell) for cell in heading.cells]
            assert any(line[: len(cells)] == cells for line in texts)


def test_the_sheets_are_ready_for_screen_and_paper(period: EnrollmentPeriod) -> None:
    batch = sheets.staged(period, make.admin(), [sheets.row_of(SHORT, "Pak Pendek")])
    page = opened(batch)["Daftar"]
    assert page.freeze_panes == "A3"
    assert page.auto_filter.ref == "A2:K3"
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (14, "landscape")
    assert page.print_title_rows == "$2:$2"


def test_the_number_of_queries_does_not_grow_with_the_rows(period: EnrollmentPeriod) -> None:
    counts = []
    for number in (3, 30):
        rows = [sheets.row_of(SHORT) for _row in range(number)]
        batch = sheets.staged(period, make.admin(), rows)
        with CaptureQueriesContext(connection) as queries:
            assert build_refused(batch).rows == number
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4


def test_the_download_is_noted_before_it_leaves(client: Client, period: EnrollmentPeriod) -> None:
    clerk = make.clerk()
    batch = sheets.staged(period, clerk, [sheets.row_of(SHORT, "Pak Pendek")])
    client.force_login(clerk)
    response = client.get(reverse("intake:batch_refused", args=[batch.pk]))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert "attachment" in response["Content-Disposition"]
    assert "Perbaikan" in response["Content-Disposition"]
    event = AccessEvent.objects.get(kind=AccessEvent.Kind.EXPORT)
    assert (event.subject, event.rows) == (f"intake_importbatch:{batch.pk}", 1)
    assert openpyxl.load_workbook(BytesIO(response.getvalue())).sheetnames[0] == "Daftar"


def test_rows_of_another_sender_look_absent(client: Client, period: EnrollmentPeriod) -> None:
    batch = sheets.staged(period, make.clerk(), [sheets.row_of(SHORT)])
    client.force_login(make.user(Role.CLERK, villages=[make.village("Turi")]))
    assert client.get(reverse("intake:batch_refused", args=[batch.pk])).status_code == 404


@pytest.mark.parametrize("text", ["", "12-1-7", "12-1-7-AAA", "Pak Pendek", 12, None])
def test_a_code_that_was_changed_is_none(text: Any) -> None:
    assert read_key(text) is None


def test_a_code_survives_small_letters_and_spaces() -> None:
    key = RowKey(12, 1, 7)
    assert read_key(f" {str(key).lower()} ") == key
