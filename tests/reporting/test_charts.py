"""Shapes of charts: every number has its place and its colour."""

import pytest

from places.models import Village
from reporting.charts import (
    BAR_LENGTH,
    Bar,
    bars,
    name_lines,
    segments,
    step_limits,
    step_of,
    tile_map,
)

pytestmark = pytest.mark.django_db


class TestSteps:
    @pytest.mark.parametrize(
        ("highest", "limits"),
        [(0, []), (1, [1]), (3, [1, 2, 3]), (5, [1, 2, 3, 4, 5]), (138, [28, 56, 83, 111, 138])],
    )
    def test_limits_are_whole_people_and_reach_the_highest(self, highest, limits):
        assert step_limits(highest) == limits

    @pytest.mark.parametrize(("count", "step"), [(0, 0), (1, 1), (28, 1), (29, 2), (138, 5)])
    def test_each_count_has_one_step(self, count, step):
        assert step_of(count, step_limits(138)) == step


class TestTileMap:
    def rows(self, **counts: int) -> dict[str, Bar]:
        villages = Village.objects.filter(name__in=counts)
        return {row.code: Bar(row.name, counts[row.name], f"/{row.code}/") for row in villages}

    def test_all_kelurahan_have_a_place_of_their_own(self):
        drawn = tile_map(Village.objects.all(), {})
        assert len({(tile.x, tile.y) for tile in drawn.tiles}) == 21
        assert all(
            tile.x + 72 <= drawn.width and tile.y + 62 <= drawn.height for tile in drawn.tiles
        )

    def test_a_kelurahan_outside_the_scope_has_neither_number_nor_address(self):
        drawn = tile_map(Village.objects.all(), self.rows(Tlumpu=5))
        by_name = {tile.name: tile for tile in drawn.tiles}
        assert (by_name["Tlumpu"].count, by_name["Tlumpu"].step) == (5, 5)
        assert (by_name["Turi"].count, by_name["Turi"].url, by_name["Turi"].step) == (0, "", None)

    def test_the_legend_covers_every_count_once(self):
        drawn = tile_map(Village.objects.all(), self.rows(Tlumpu=7, Turi=3))
        spans = [range(lowest, highest + 1) for _step, lowest, highest in drawn.legend]
        assert [count for span in spans for count in span] == list(range(1, 8))

    def test_long_names_break_where_people_put_a_space(self):
        assert name_lines(Village.objects.get(name="Kepanjenkidul")) == ("Kepanjen-", "kidul")
        assert name_lines(Village.objects.get(name="Tlumpu")) == ("Tlumpu",)


class TestBars:
    def test_the_longest_comes_first_and_fills_the_row(self):
        drawn = bars([Bar("a", 5, ""), Bar("b", 10, ""), Bar("c", 0, "")])
        assert [(row.label, row.length) for row in drawn] == [
            ("b", BAR_LENGTH),
            ("a", BAR_LENGTH // 2),
            ("c", 0),
        ]

    def test_parts_of_a_bar_stand_one_after_the_other_and_few_people_stay_visible(self):
        drawn = segments([("a", "", 1, ""), ("b", "", 0, ""), ("c", "", 100_000, "")])
        assert drawn[0].length >= 6
        assert drawn[1].length == 0
        assert drawn[2].start == drawn[0].length
        assert sum(part.length for part in drawn) <= BAR_LENGTH

    def test_nobody_at_all_draws_nothing(self):
        assert [row.length for row in bars([Bar("a", 0, "")])] == [0]
        assert [part.length for part in segments([("a", "", 0, "")])] == [0]
