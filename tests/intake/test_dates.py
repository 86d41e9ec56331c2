"""Dates in every form of the lists, their order settled by the column."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.dates import DateOrder, WrittenDate, find_date, order_of, settle
from workers.nik import Nik

ON = date(2025, 4, 1)
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
SHORT = "Jan Peb Mar Apr Mei Jun Jul Agt Sep Okt Nop Des"
births = st.dates(date(1935, 1, 1), date(2010, 12, 31))
STYLES = {
    "slash": lambda day: f"{day:%d/%m/%Y}",
    "plain": lambda day: f"{day.day}-{day.month}-{day.year}",
    "dots": lambda day: f"{day:%d.%m.%Y}",
    "spaces": lambda day: f"{day:%d %m %Y}",
    "gaps": lambda day: f"{day:%d} - {day:%m} - {day:%Y}",
    "iso": lambda day: day.isoformat(),
    "moment": lambda day: f"{day.isoformat()} 00:00:00",
    "long": lambda day: f"{day.day} {MONTHS.split()[day.month - 1]} {day.year}",
    "upper": lambda day: f"{day:%d} {MONTHS.split()[day.month - 1].upper()} {day.year}",
    "short": lambda day: f"{day.day}-{SHORT.split()[day.month - 1]}-{day.year}",
    "joined": lambda day: f"{day.day}{MONTHS.split()[day.month - 1]}{day.year}",
    "eight": lambda day: f"{day:%d%m%Y}",
    "eight_year_first": lambda day: f"{day:%Y%m%d}",
    "eight_with_a_mark": lambda day: f"{day:%d-%m%Y}",
    "doubled": lambda day: f"{day:%d--%m--%Y}",
    "stars": lambda day: f"{day:%d*%m*%Y}",
    "midnight": lambda day: f"{day:%d/%m/%Y} 00.00",
    "place_serial": lambda day: f"Blitar, {(day - date(1899, 12, 30)).days}",
    "place": lambda day: f"Blitar, {day:%d-%m-%Y}",
    "place_long": lambda day: (
        f"Jakarta Selatan,{day.day} {SHORT.split()[day.month - 1]}. {day.year}"
    ),
    "aged": lambda day: f"{day:%d-%m-%Y} (59 th)",
    "cell": lambda day: day,
    "serial": lambda day: (day - date(1899, 12, 30)).days,
    "serial_text": lambda day: str((day - date(1899, 12, 30)).days),
}


def written(cell: Any) -> WrittenDate:
    found = find_date(cell)
    assert found is not None
    return found


def read(cell, *, nik=None, order=None):
    found = find_date(cell)
    return found and settle(found, order or DateOrder(), nik=nik, on=ON)


def nik_of(day: date) -> Nik:
    return Nik.parse(f"357202{day:%d%m%y}0001")


@pytest.mark.parametrize("style", STYLES)
@given(day=births)
def test_every_style_is_read_back(style, day):
    assert read(STYLES[style](day)) == day


@given(births)
def test_two_digits_of_a_year_are_read_by_age(day):
    assert read(f"{day:%d/%m/%y}") == day
    assert read(f"{day.day}-{SHORT.split()[day.month - 1]}-{day:%y}") == day


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("17 Pebruari 1965", 2),
        ("17 Nopember 1965", 11),
        ("17 Agu 1965", 8),
        ("17 Ags 65", 8),
        ("17 Agt 65", 8),
        ("17 Sept 1965", 9),
        ("17 Agustuss 1965", 8),
        ("17 Desembr 1965", 12),
        ("17-VIII-1965", 8),
        ("17 August 1965", 8),
        ("August 17, 1965", 8),
        ("17 Mei '65", 5),
    ],
)
def test_months_are_known_by_all_their_names(text, month):
    assert read(text) == date(1965, month, 17)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "-",
        "Blitar",
        "1965",
        "31-02-1980",
        "17-13-13-1965",
        "32/01/1980",
        "29 Februari 1981",
        "00/00/0000",
        "17 Foo 1965",
        "01-01-1850",
        "3572020703800001",
        date(1900, 1, 5),
        12,
        2.5,
        None,
    ],
)
def test_what_is_no_birth_date_is_none(cell):
    assert read(cell) is None


@pytest.mark.parametrize("text", ["17–08–1965", "17\\8\\1965", "17_08_65", "17-8-'65"])
def test_odd_marks_between_the_numbers_are_read(text):
    assert read(text) == date(1965, 8, 17)


def test_text_beside_the_date_is_the_place():
    for text in (
        "17-08-1965, Blitar",
        "Blitar | 17-08-1965",
        "Blitar\n17-08-1965",
        "Blitar, 17-08-1965",
        "Blitar 17-08-1965",
        "Blitar / 17 Agustus 1965",
        "Blitar, tgl 17-8-65",
    ):
        assert written(text).before == "Blitar"


class TestOrder:
    def test_votes_of_the_niks_decide(self):
        day = date(1980, 3, 7)
        column = [(written("03/07/1980"), nik_of(day))]
        assert order_of(column) == DateOrder(month_first=True)
        assert order_of([(written("07/03/1980"), nik_of(day))]) == DateOrder()

    def test_the_majority_of_a_column_decides(self):
        right = [(written("07/03/1980"), nik_of(date(1980, 3, 7)))] * 3
        wrong = [(written("05/06/1975"), nik_of(date(1975, 5, 6)))]
        assert order_of(right + wrong) == DateOrder()

    def test_without_niks_a_second_number_over_twelve_decides(self):
        assert order_of([(written("03/27/1980"), None)]) == DateOrder(month_first=True)
        assert (
            order_of([(written("03/27/1980"), None), (written("27/03/1980"), None)]) == DateOrder()
        )

    def test_date_cells_are_judged_apart_from_text(self):
        column = [(written(date(1980, 7, 3)), nik_of(date(1980, 3, 7)))]
        assert order_of([*column, (written("27/03/1980"), None)]) == DateOrder(swapped_cells=True)

    @given(st.lists(births, min_size=8, max_size=30, unique=True))
    def test_a_column_of_either_order_is_read_back(self, days):
        for pattern in ("%d/%m/%Y", "%m/%d/%Y"):
            column = [(written(day.strftime(pattern)), nik_of(day)) for day in days]
            order = order_of(column)
            assert [settle(one, order, nik=None, on=ON) for one, _nik in column] == days

    @given(st.lists(births, min_size=8, max_size=30, unique=True))
    def test_a_column_a_spreadsheet_swapped_is_read_back(self, days):
        cells = [
            date(day.year, day.day, day.month) if day.day <= 12 else day.strftime("%d/%m/%Y")
            for day in days
        ]
        column = [(written(cell), nik_of(day)) for cell, day in zip(cells, days, strict=True)]
        order = order_of(column)
        assert [settle(one, order, nik=None, on=ON) for one, _nik in column] == days


@given(st.text(max_size=40) | st.integers() | st.floats() | st.dates())
def test_any_cell_gets_an_answer(cell):
    assert isinstance(find_date(cell), WrittenDate | None)
    day = read(cell)
    assert day is None or ON - timedelta(days=111 * 366) < day <= date(2025, 12, 31)
