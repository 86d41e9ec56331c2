"""A fair mixture, drawn by lot: pure, so a table of people says it all."""

from collections import Counter

import pytest

from ceremonies.choosing import Candidate, best_stand_in, choose

TOWN = [
    Candidate(
        pk=number,
        occupation=number % 5,
        village=f"kelurahan {number % 7}",
        sex="F" if number % 3 == 0 else "M",
    )
    for number in range(200)
]


def person(pk: int, occupation: int = 1, village: str = "a", sex: str = "M", appeared: int = 0):
    return Candidate(pk, occupation, village, sex, appeared)


@pytest.mark.parametrize("seed", range(20))
def test_ten_of_a_town_are_two_of_each_occupation_and_no_kelurahan_twice_too_often(seed):
    picked = choose(TOWN, 10, seed)
    assert set(Counter(one.occupation for one in picked).values()) == {2}
    assert set(Counter(one.village for one in picked).values()) <= {1, 2}
    assert Counter(one.sex for one in picked) == {"F": 5, "M": 5}


def test_the_same_lot_gives_the_same_people_in_whatever_order_they_come():
    assert choose(TOWN, 10, 7) == choose(reversed(TOWN), 10, 7)
    assert choose(TOWN, 10, 7) != choose(TOWN, 10, 8)


def test_a_shorter_choice_is_the_beginning_of_a_longer_one():
    assert choose(TOWN, 13, 7)[:10] == choose(TOWN, 10, 7)


@pytest.mark.parametrize(
    ("people", "number", "expected"),
    [
        pytest.param([], 3, set(), id="nobody"),
        pytest.param([person(1), person(2)], 5, {1, 2}, id="too few"),
        pytest.param(
            [person(1, appeared=1), person(2), person(3)], 2, {2, 3}, id="old faces last"
        ),
        pytest.param(
            [person(1, appeared=2), person(2, appeared=1)], 1, {2}, id="the less seen first"
        ),
        pytest.param(
            [person(1), person(2), person(3, occupation=9)], 2, {3}, id="each occupation"
        ),
        pytest.param([person(1), person(2), person(3, village="b")], 2, {3}, id="each kelurahan"),
        pytest.param([person(1), person(2), person(3, sex="F")], 2, {3}, id="both sexes"),
    ],
)
@pytest.mark.parametrize("seed", range(5))
def test_who_must_be_among_the_chosen(people, number, expected, seed):
    assert expected <= {one.pk for one in choose(people, number, seed)}


@pytest.mark.parametrize(
    ("reserves", "expected"),
    [
        ([], None),
        ([person(1, occupation=2), person(2)], 2),
        ([person(1, sex="F"), person(2)], 2),
        ([person(1, village="b"), person(2, village="c")], 2),
        ([person(1), person(2)], 1),
    ],
)
def test_the_reserve_most_like_the_one_who_leaves_stands_in(reserves, expected):
    best = best_stand_in(person(9), [person(8, village="b")], reserves)
    assert (best and best.pk) == expected
