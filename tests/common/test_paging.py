"""Pages by key, walked over the kelurahan and kecamatan of the reference data."""

import base64
import json
from itertools import pairwise

import pytest
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from common.paging import Page, keyset_page
from places.models import Village

pytestmark = pytest.mark.django_db

ORDERS = [
    ["name"],
    ["-name"],
    ["district_id"],
    ["-district_id"],
    ["district__name", "-name"],
    ["-area_km2", "name"],
    ["tile_row", "-tile_column"],
]


def everybody() -> QuerySet[Village]:
    return Village.objects.all()


def walk(order: list[str], size: int) -> list[Page[Village]]:
    pages = [keyset_page(everybody(), order=order, size=size)]
    while pages[-1].next is not None:
        pages.append(keyset_page(everybody(), order=order, cursor=pages[-1].next, size=size))
    return pages


def sorted_by(order: list[str]) -> list[Village]:
    return list(everybody().order_by(*order, "pk"))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 4, 7, 20, 21, 50])
class TestWalking:
    def test_forward_meets_every_row_once_in_order(self, order, size):
        assert [row for page in walk(order, size) for row in page.rows] == sorted_by(order)

    def test_backward_shows_the_same_pages(self, order, size):
        pages = walk(order, size)
        for before, after in pairwise(pages):
            assert after.previous is not None
            again = keyset_page(everybody(), order=order, cursor=after.previous or "", size=size)
            assert (again.rows, again.first, again.last) == (
                before.rows,
                before.first,
                before.last,
            )
            assert again.next == before.next

    def test_positions_count_through_the_whole_list(self, order, size):
        pages = walk(order, size)
        assert [page.first for page in pages] == [1 + size * n for n in range(len(pages))]
        assert pages[-1].last == 21


class TestEnds:
    def test_the_first_page_has_nothing_before_it(self):
        assert keyset_page(everybody(), order=["name"], size=5).previous is None

    def test_the_way_back_to_the_first_page_needs_no_cursor(self):
        second = walk(["name"], 5)[1]
        assert second.previous == ""

    def test_the_last_page_has_nothing_after_it(self):
        assert walk(["name"], 5)[-1].next is None

    def test_an_empty_list_is_one_empty_page(self):
        page = keyset_page(Village.objects.none(), order=["name"], total=0)
        assert (list(page.rows), page.previous, page.next, page.total) == ([], None, None, 0)

    def test_a_page_behind_the_last_row_leads_back_to_the_start(self):
        cursor = walk(["name"], 20)[0].next or ""
        page = keyset_page(everybody().filter(name__lt="C"), order=["name"], cursor=cursor)
        assert (list(page.rows), page.previous) == ([], "")

    def test_going_back_over_rows_that_are_gone_starts_again_from_the_top(self):
        third = walk(["name"], 5)[2]
        left = everybody().filter(name__gte=third.rows[0].name)
        page = keyset_page(left, order=["name"], cursor=third.previous or "", size=5)
        assert page.rows == third.rows
        assert (page.first, page.previous) == (1, None)


@pytest.mark.parametrize("cursor", ["", "next"])
def test_a_page_costs_one_query_wherever_it_lies(cursor, django_assert_num_queries):
    start = (cursor and walk(["name"], 8)[1].next) or ""
    with django_assert_num_queries(1) as queries:
        keyset_page(everybody(), order=["name"], cursor=start, size=8)
    assert_no_offset(queries)


def assert_no_offset(queries: CaptureQueriesContext) -> None:
    assert not any("OFFSET" in query["sql"] for query in queries)


def written(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%%%",
        "W10",
        "bnVsbA",
        "é",
        written(0, 5),
        written(0, 5, "Bendo"),
        written(0, -1, "Bendo", "3572011001"),
        written(7, 5, "Bendo", "3572011001"),
        written(0, "5", "Bendo", "3572011001"),
        written(0, 5, None, "3572011001"),
        written(0, 5, ["Bendo"], "3572011001"),
        written(0, 5, "Ben\x00do", "3572011001"),
        written(0, 10**30, "Bendo", "3572011001"),
    ],
)
def test_a_broken_cursor_is_the_first_page(cursor):
    page = keyset_page(everybody(), order=["name"], cursor=cursor, size=5)
    assert page.rows == sorted_by(["name"])[:5]
    assert page.first == 1


@pytest.mark.parametrize("value", ["abc", "1.5.2", ""])
def test_a_cursor_of_another_kind_of_value_is_the_first_page(value):
    cursor = written(0, 5, value, "3572011001")
    page = keyset_page(everybody(), order=["tile_row"], cursor=cursor, size=5)
    assert page.rows == sorted_by(["tile_row"])[:5]


def test_a_cursor_beyond_every_number_finds_nothing():
    page = keyset_page(everybody(), order=["tile_row"], cursor=written(0, 5, 10**30, "3572011001"))
    assert list(page.rows) == []
