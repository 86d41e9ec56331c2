"""Columns on paper: their share of the width, and numbers that stay on one line."""

from dataclasses import replace
from datetime import date

import pytest

from reporting.columns import Column, Kind
from reporting.pdf import render_tagged
from reporting.pouring import pour_pdf
from reporting.rosters import Figure, Roster, Total
from reporting.widths import column_shares
from tests.reporting.reading import pdf_pages
from tests.reporting.rosters import COLUMNS, roster, row


def narrow(width: float, **values: object) -> Roster:
    """A list of a few people whose columns of some keys are narrow."""
    columns = tuple(
        replace(column, width=width) if column.key in values else column for column in COLUMNS
    )
    return roster(30, first=values, columns=columns)


def share_of(key: str, whole: Roster) -> float:
    keys = [column.key for column in whole.paper_columns]
    return column_shares(whole)[keys.index(key)]


@pytest.mark.parametrize("print_way", [render_tagged, pour_pdf])
@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"number_in_group": 10_000}, "10.000"),
        ({"number_in_group": 1_234_567}, "1.234.567"),
        ({"birth_date": date(1980, 12, 31)}, "31-12-1980"),
        ({"nik": "3572010203040506"}, "3572010203040506"),
    ],
)
def test_a_number_stays_on_one_line_however_narrow_its_column(print_way, values, text):
    pages = pdf_pages(print_way(narrow(1, **values)))
    assert text in pages[0].split()


def test_columns_that_are_wide_enough_keep_their_share():
    whole = roster(30)
    widths = [column.width for column in whole.paper_columns]
    assert column_shares(whole) == pytest.approx([100 * one / sum(widths) for one in widths])


def test_a_column_that_needs_more_takes_it_from_all_others_alike():
    before, after = roster(30), narrow(1, nik="3572010203040506")
    assert share_of("nik", after) > 5
    assert sum(column_shares(after)) == pytest.approx(100)
    name, address = (share_of(key, before) for key in ("full_name", "address"))
    assert share_of("full_name", after) / share_of("address", after) == pytest.approx(
        name / address
    )


def test_a_sum_has_room_below_its_column():
    columns = tuple(
        Column(column.key, column.heading, column.value, Kind.RUPIAH, 1)
        if column.key == "member_number"
        else column
        for column in COLUMNS
    )
    group = roster(3).groups[0]
    rows = tuple(row(number, member_number=1) for number in range(1, 4))
    total = Total("Jumlah", (Figure("iuran", 16_800_000_000, Kind.RUPIAH, "member_number"),))
    whole = roster(3, columns=columns, groups=(replace(group, rows=rows),), total=total)
    assert "Rp16.800.000.000" in " ".join(pdf_pages(render_tagged(whole))).split()


def test_columns_that_all_ask_too_much_get_what_they_asked_for():
    columns = tuple(replace(column, kind=Kind.NUMBER, width=1) for column in COLUMNS)
    rows = (tuple(10**15 for _column in columns),)
    group = replace(roster(1).groups[0], rows=rows)
    shares = column_shares(roster(1, columns=columns, groups=(group,)))
    assert shares == pytest.approx([100 / len(shares)] * len(shares))
