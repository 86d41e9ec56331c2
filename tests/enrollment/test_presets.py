"""The columns of files for BPJS, as an admin arranges them."""

import pytest
from django.urls import reverse

from enrollment.bpjs_columns import SOURCES
from enrollment.models import ColumnPreset, PresetColumn
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def preset():
    return ColumnPreset.objects.get()


@pytest.fixture
def page(client, preset):
    client.force_login(make.admin())
    return reverse("admin:enrollment_columnpreset_change", args=[preset.pk])


def sent(preset, columns, **values):
    """The fields of the page: columns as (id, place, heading, source, fixed text, is removed)."""
    known = sum(1 for column in columns if column[0])
    data = {
        "name": preset.name,
        "sheet": preset.sheet,
        "is_default": "on",
        "columns-TOTAL_FORMS": len(columns),
        "columns-INITIAL_FORMS": known,
        **values,
    }
    for number, (pk, position, heading, source, fixed, is_removed) in enumerate(columns):
        prefix = f"columns-{number}-"
        data |= {
            f"{prefix}id": pk or "",
            f"{prefix}preset": preset.pk,
            f"{prefix}position": position,
            f"{prefix}heading": heading,
            f"{prefix}source": source,
            f"{prefix}fixed_text": fixed,
        }
        if is_removed:
            data[f"{prefix}DELETE"] = "on"
    return data


def rows_of(preset):
    return [
        [column.pk, column.position, column.heading, column.source, column.fixed_text, False]
        for column in preset.columns.all()
    ]


def headings(preset):
    return list(preset.columns.values_list("heading", flat=True))


def test_the_preset_that_comes_along_names_only_known_sources():
    assert set(PresetColumn.objects.values_list("source", flat=True)) <= set(SOURCES)


def test_the_page_shows_a_line_of_nobody(client, page):
    text = client.get(page).text
    for words in ("SITI AMINAH", "3572025708650001", "17-08-1965", "JKK,JKM", "081234567890"):
        assert words in text


def test_columns_change_places_go_and_come(client, page, preset):
    columns = rows_of(preset)
    columns[1][1], columns[2][1] = columns[2][1], columns[1][1]
    columns[4][5] = True
    columns.append([None, 4, "NO KK", "family_card", "", False])
    assert client.post(page, sent(preset, columns)).status_code == 302
    assert headings(preset)[:6] == ["NO", "NAMA", "NIK", "TEMPAT LAHIR", "NO KK", "JENIS KELAMIN"]
    places = list(preset.columns.values_list("position", flat=True))
    assert places == list(range(1, len(places) + 1))


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ([None, 40, "NIK", "nik", "", False], "tertulis dua kali"),
        ([None, 40, "UPAH", "fixed", "", False], "Tulis teksnya"),
        ([None, 40, "UPAH", "nik", "1000000", False], "Hanya untuk isi"),
        ([None, 40, "UPAH", "password", "", False], "bukan salah satu dari pilihan"),
    ],
)
def test_a_column_that_says_nothing_or_too_much_is_refused(client, page, preset, column, words):
    before = headings(preset)
    response = client.post(page, sent(preset, [*rows_of(preset), column]))
    assert response.status_code == 200
    assert words in response.text
    assert headings(preset) == before


def test_a_sheet_keeps_its_name_once_a_file_was_made(client, page, preset):
    make.submission(make.enrollment())
    client.post(page, sent(preset, rows_of(preset), sheet="Lain"))
    preset.refresh_from_db()
    assert preset.sheet == "Peserta"


def test_a_sheet_has_a_name_that_workbooks_know(client, page, preset):
    response = client.post(page, sent(preset, rows_of(preset), sheet="A/B"))
    assert "Nama lembar tidak boleh berisi" in response.text
