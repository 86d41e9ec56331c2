"""Lists for a ceremony: the order of calling, and sheets to sign."""

from datetime import date

import pytest

from ceremonies.models import Recipient
from enrollment.transitions import Status
from reporting.catalogue.ceremonies import PEOPLE_ATTENDANCE, RECIPIENT_ATTENDANCE
from tests import make
from tests.reporting import papers
from tests.reporting.asking import fetch, registered, screen
from tests.reporting.reading import MM, first_page, pdf_text, table, workbook

pytestmark = pytest.mark.django_db
Part = Recipient.Part
ON = date(2025, 5, 1)


@pytest.fixture
def held(period):
    """A ceremony at which two are called, one stands by and one cannot come."""
    row = make.ceremony(period, held_on=ON, title="Hari Jadi", place="Balai Kota")
    for name, part, position, values in (
        ("Siti Aminah", Part.CALLED, 2, {"pronounced_name": "Siti Aminah, Ibu"}),
        ("Budi Santoso", Part.CALLED, 1, {"escort": "Pak Lurah"}),
        ("Cici Cadangan", Part.RESERVE, 1, {}),
        ("Dedi Berhalangan", Part.EXCUSED, 3, {}),
    ):
        phone = {"phone": "+6281234567890"} if position == 1 else {}
        person = registered(period, name, **phone)
        make.recipient(row, person, part=part, position=position, **values)
    return row


class TestSymbolicRecipients:
    def test_they_stand_in_the_order_of_calling_and_reserves_apart(self, client, official, held):
        answer = fetch(client, kind="symbolic-recipients", acara=str(held.pk))
        header, rows = table(workbook(answer.content)["Daftar"])
        assert [row[1].value for row in rows] == ["Budi Santoso", "Siti Aminah", "Cici Cadangan"]
        assert header[:4] == ["Urutan", "Nama", "Cara membaca nama", "Pekerjaan"]
        first = dict(zip(header, (cell.value for cell in rows[0]), strict=True))
        assert (first["Pendamping"], first["Nomor HP"]) == ("Pak Lurah", "0812-3456-7890")
        text = pdf_text(fetch(client, kind="symbolic-recipients", format="pdf").content)
        assert "Cadangan" in text
        assert "Dedi" not in text
        assert "Kamis, 1 Mei 2025 pukul 08.00 WIB" in text

    def test_the_nearest_ceremony_is_meant_where_nobody_says_which(self, client, official, held):
        make.ceremony(held.period, held_on=date(2024, 5, 1), title="Tahun lalu")
        page = screen(client, "symbolic-recipients").content.decode()
        assert "Budi Santoso" in page

    def test_without_a_ceremony_a_sentence_says_what_to_do(self, client, official):
        answer = screen(client, "symbolic-recipients")
        assert answer.status_code == 400
        assert "Belum ada acara" in answer.content.decode()

    def test_a_clerk_is_not_offered_the_lists_of_ceremonies(self, client, held):
        client.force_login(make.clerk())
        assert screen(client, "symbolic-recipients").status_code == 403


class TestAttendance:
    def test_everybody_covered_on_that_day_signs_by_kelurahan(self, client, official, held):
        registered(held.period, "Orang Bendo", "Bendo")
        make.enrollment(
            worker=make.worker(full_name="Belum Mulai"),
            period=held.period,
            status=Status.REGISTERED,
            starts_on=date(2025, 6, 1),
        )
        answer = fetch(client, "post", PEOPLE_ATTENDANCE.slug, format="pdf", acara=str(held.pk))
        text = pdf_text(answer.content)
        assert "Kelurahan Bendo" in text
        assert "Orang Bendo" in text
        assert "Belum Mulai" not in text
        assert "Jumlah seluruhnya 5 peserta" in text

    def test_only_people_of_the_decree_are_expected_where_one_is_named(self, client, official):
        period = make.period()
        named = registered(period, "Orang SK")
        decree = papers.decree(named)
        registered(period, "Di Luar SK")
        make.ceremony(period, decree=decree, held_on=ON)
        page = screen(client, PEOPLE_ATTENDANCE.slug).content.decode()
        assert "Orang SK" in page
        assert "Di Luar SK" not in page

    @pytest.mark.parametrize("kind", [RECIPIENT_ATTENDANCE, PEOPLE_ATTENDANCE])
    def test_rows_leave_room_for_a_pen_and_neighbours_sign_apart(
        self, client, official, held, kind
    ):
        content = fetch(client, "post", kind.slug, format="pdf", acara=str(held.pk)).content
        page = first_page(content)
        marks = [page.search(f"{number} ......").get_next()[0] for number in (1, 2)]
        left, right = (page.get_charbox(mark) for mark in marks)
        assert right[0] - left[0] > 20 * MM
        assert round((left[3] - right[3]) / MM) >= 10
