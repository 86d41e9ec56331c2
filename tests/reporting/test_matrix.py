"""The recap across kelurahan and occupations: its columns come from its people."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.context import acting
from reporting.build import build_roster
from reporting.catalogue.recaps import RECAP_MATRIX
from reporting.pdf import render_pdf
from tests import make
from tests.reporting.asking import fetch, registered, screen
from tests.reporting.reading import MM, first_page, pdf_pages, pdf_text, table, workbook
from workers.models import OccupationCategory, Worker

pytestmark = pytest.mark.django_db
SLUG = RECAP_MATRIX.slug
PEOPLE = (
    ("Tlumpu", "pedicab_driver"),
    ("Tlumpu", "pedicab_driver"),
    ("Tlumpu", "mosque_caretaker"),
    ("Bendo", "mosque_caretaker"),
    ("Gedog", "waste_collector"),
)


@pytest.fixture
def people(period):
    return [
        registered(period, village=village, occupation=make.occupation(slug))
        for village, slug in PEOPLE
    ]


def counted():
    """Count everybody by SQL of our own: by kelurahan, by occupation, by both, by kecamatan."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select v.name, o.name, d.name, count(*) from enrollment_enrollment e"
            " join workers_worker w on w.id = e.worker_id"
            " join places_village v on v.code = w.village_id"
            " join places_district d on d.code = v.district_id"
            " join workers_occupationcategory o on o.id = w.occupation_id"
            " where e.status = 'registered' group by v.name, o.name, d.name"
        )
        return cursor.fetchall()


def added(rows, *places):
    """Add the counts of rows that agree in some places."""
    sums: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row[place] for place in places)
        sums[key] = sums.get(key, 0) + row[-1]
    return sums


class TestColumns:
    def test_only_occupations_that_somebody_has_stand_in_their_order(
        self, client, official, people
    ):
        header, _rows = table(workbook(fetch(client, kind=SLUG).content)["Daftar"])
        assert header == [
            "No.",
            "Kecamatan",
            "Kelurahan",
            "Marbot masjid",
            "Tukang becak",
            "Pengangkut sampah",
            "Jumlah",
        ]

    def test_a_filter_by_occupation_leaves_one(self, client, official, people):
        answer = fetch(client, kind=SLUG, pekerjaan="waste_collector")
        header, rows = table(workbook(answer.content)["Daftar"])
        assert header[3:] == ["Pengangkut sampah", "Jumlah"]
        assert [[cell.value for cell in row[2:]] for row in rows] == [["Gedog", 1, 1]]

    def test_a_new_category_gets_a_column_of_its_own(self, client, official, people, period):
        with acting("tests"):
            category = OccupationCategory.objects.create(slug="new", name="=HYPERLINK(1)")
        registered(period, village="Bendo", occupation=category)
        sheet = workbook(fetch(client, kind=SLUG).content)["Daftar"]
        header, _rows = table(sheet)
        place = header.index("=HYPERLINK(1)")
        assert sheet[sheet.auto_filter.ref][0][place].data_type == "s"

    def test_other_columns_are_another_list(self, people):
        rows = RECAP_MATRIX.source._meta.model.objects.all()
        first = build_roster(RECAP_MATRIX, rows=rows, caption=(), on=date(2025, 5, 1))
        with acting("tests"):
            Worker.objects.filter(occupation__slug="waste_collector").update(
                occupation=make.occupation("parking_attendant")
            )
        again = build_roster(RECAP_MATRIX, rows=rows, caption=(), on=date(2025, 5, 1))
        assert again.sha256 != first.sha256


class TestSums:
    def test_the_workbook_says_what_sql_says(self, client, official, people):
        book = workbook(fetch(client, kind=SLUG).content)
        header, rows = table(book["Daftar"])
        told = counted()
        cells = added(told, 0, 1)
        for row in rows:
            for name, cell in zip(header[3:-1], row[3:-1], strict=True):
                assert isinstance(cell.value, int)
                assert cell.value == cells.get((row[2].value, name), 0)
        assert {(row[2].value,): row[-1].value for row in rows} == added(told, 0)
        totals = {row[0].value: [cell.value for cell in row[1:]] for row in book["Rekap"]}
        by_district = added(told, 2)
        for (name,), count in by_district.items():
            assert totals[f"Kecamatan {name}"][0] == count
        by_occupation = added(told, 1)
        assert totals["Jumlah seluruhnya"] == [
            len(PEOPLE),
            *(by_occupation[name,] for name in header[3:-1]),
        ]

    def test_the_screen_shows_the_whole_table_with_all_sums(self, client, official, people):
        answer = screen(client, SLUG)
        preview = answer.context["preview"]
        told = counted()
        lines = [line for section in preview.sections for line in section.lines]
        assert [[cell.text for cell in line[1:]] for line in lines] == [
            ["Bendo", "1", "0", "0", "1"],
            ["Tlumpu", "1", "2", "0", "3"],
            ["Gedog", "0", "0", "1", "1"],
        ]
        grand_total = [cell.text for cell in preview.grand_total_cells]
        assert grand_total == ["Jumlah seluruhnya", "2", "2", "1", "5"]
        sums = {
            (section.group.name,): int(section.total_cells[-1].text)
            for section in preview.sections
        }
        assert sums == added(told, 2)
        page = " ".join(answer.content.decode().split())
        assert "Jumlah Kecamatan Sukorejo" in page
        assert "5 peserta</h2>" in page

    def test_paper_shows_the_same_sums(self, client, official, people):
        text = pdf_text(fetch(client, kind=SLUG, format="pdf").content)
        assert "1 Tlumpu 1 2 0 3" in text
        assert "Jumlah Kecamatan Sukorejo 1 2 0 3" in text
        assert "Jumlah seluruhnya 2 2 1 5" in text

    def test_an_empty_recap_is_paper_and_workbook_too(self, client, official, period):
        assert "Tidak ada peserta yang cocok" in screen(client, SLUG).content.decode()
        text = pdf_text(fetch(client, kind=SLUG, format="pdf").content)
        assert "Jumlah seluruhnya 0" in text
        header, _rows = table(workbook(fetch(client, kind=SLUG).content)["Daftar"])
        assert header[-1] == "Jumlah"

    def test_a_clerk_counts_own_people_alone(self, client, people):
        client.force_login(make.clerk(villages=[make.village("Bendo")]))
        preview = screen(client, SLUG).context["preview"]
        assert preview.total.figures[0].value == 1
        assert len(preview.columns) == 4


class TestPictures:
    def test_bars_are_the_sums_of_the_table(self, client, official, people):
        pictures = {
            drawn.picture.slug: [(bar.label, bar.count) for bar, _share in drawn.bars]
            for drawn in screen(client, SLUG).context["preview"].pictures
        }
        assert pictures == {
            "occupation": [("Marbot masjid", 2), ("Tukang becak", 2), ("Pengangkut sampah", 1)],
            "village": [("Tlumpu", 3), ("Bendo", 1), ("Gedog", 1)],
            "district": [("Kepanjenkidul", 1), ("Sukorejo", 3), ("Sananwetan", 1)],
        }

    def test_shares_and_counts_are_text(self, client, official, people):
        page = screen(client, SLUG).content.decode()
        assert '<th scope="row">Tlumpu</th>' in page
        assert "60%" in page
        assert "style=" not in page


class TestManyOccupations:
    @pytest.fixture
    def made(self, period):
        with acting("tests"):
            categories = OccupationCategory.objects.bulk_create(
                OccupationCategory(
                    slug=f"made-{number}", name=f"Pekerja jenis ke {number}", position=number
                )
                for number in range(20)
            )
        for category in categories:
            registered(period, occupation=category)
        rows = RECAP_MATRIX.source._meta.model.objects.all()
        return build_roster(RECAP_MATRIX, rows=rows, caption=(), on=date(2025, 5, 1))

    def test_headings_run_upwards_and_stay_readable(self, made):
        content = render_pdf(made)
        assert len(pdf_pages(content)) == 1
        page = first_page(content)
        for number in (0, 19):
            place, length = page.search(f"jenis ke {number}", match_case=True).get_next()
            boxes = [page.get_charbox(index) for index in range(place, place + length)]
            width = max(box[2] for box in boxes) - min(box[0] for box in boxes)
            height = max(box[3] for box in boxes) - min(box[1] for box in boxes)
            assert height > 3 * width
            assert 0 < boxes[0][0] < 330 * MM

    def test_the_workbook_turns_them_too(self, client, official, made):
        sheet = workbook(fetch(client, kind=SLUG).content)["Daftar"]
        header = sheet[sheet.auto_filter.ref][0]
        turned = [cell.alignment.textRotation for cell in header]
        assert turned == [0, 0, 0, *[90] * 20, 0]


def test_the_number_of_queries_does_not_grow_with_the_occupations(client, official, period):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert screen(client, SLUG).status_code == 200
        return len(captured)

    categories = OccupationCategory.objects.order_by("position")
    for number in range(3):
        registered(period, occupation=categories[number])
    queries()  # the first request also writes the session
    few = queries()
    for number in range(27):
        registered(
            period,
            village=("Bendo", "Tlumpu", "Gedog")[number % 3],
            occupation=categories[number % len(categories)],
        )
    assert queries() == few
