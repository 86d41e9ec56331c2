"""People of one list held against each other: all who may be one, and nobody missed in a crowd."""

import random
from itertools import combinations

import pytest

from intake.compare import Findings, Sketch, compare_rows, sketch_of
from intake.shapes import InterpretedRow
from workers.duplicates import slips_of

NIK = "3572021703800011"
FIRST = ["Slamet", "Siti", "Wagiman", "Endang", "Moh. Kusnadi", "Partini"]
LAST = ["Riyadi", "Aminah", "Prasetyo", "Lestari", "Santoso"]


def person(number: int, nik: str, name: str = "Slamet Riyadi", born: str = "") -> Sketch:
    values = {"nik": nik, "full_name": name, "birth_date": born}
    return sketch_of(InterpretedRow("Data", number, "person", [], values))


def alike(findings: Findings) -> set[int]:
    return {row for (_sheet, row) in findings.problems if findings.has(("Data", row), CODE)}


CODE = "near_duplicate"


def test_every_slip_of_one_digit_and_every_swap_is_found() -> None:
    for slip in slips_of(NIK):
        findings = compare_rows([person(1, NIK), person(2, slip, "Slamet Riyadhi")])
        assert alike(findings) == {1, 2}, slip


def test_numbers_two_slips_apart_are_two_people() -> None:
    findings = compare_rows([person(1, NIK), person(2, f"{NIK[:-2]}99")])
    assert alike(findings) == set()


@pytest.mark.parametrize("seed", range(5))
def test_a_list_is_compared_as_thoroughly_as_pair_by_pair(seed: int) -> None:
    r = random.Random(seed)  # noqa: S311  the same lists every time
    rows = []
    for number in range(300):
        day, serial = r.randrange(1, 29), r.randrange(1, 20)
        nik = f"357202{day:02}0380{serial:04}"
        name = f"{r.choice(FIRST)} {r.choice(LAST)}"
        rows.append(person(number, nik, name, f"1980-03-{day:02}"))
    findings = compare_rows(rows)
    standing = [row for row in rows if row.place not in findings.repeats]
    expected = set()
    for one, other in combinations(standing, 2):
        if one.nik != other.nik:
            expected |= alike(compare_rows([one, other]))
    assert alike(findings) == expected


def test_nobody_is_missed_in_a_crowd_with_a_placeholder_birth_date() -> None:
    names = [f"Orang{chr(97 + n % 26)}{n} Nama{n // 26}{chr(97 + n % 17)}" for n in range(1000)]
    rows = [
        person(n, f"3572020101{n // 90:02}{n % 90 * 111 + 1:04}", name, "1970-01-01")
        for n, name in enumerate(names)
    ]
    rows.append(person(5000, "3572019911879999", "Kusnadi Hadiwijaya", "1970-01-01"))
    rows.append(person(5001, "3572038806758888", "Kusnadi Hadiwijayo", "1970-01-01"))
    assert {5000, 5001} <= alike(compare_rows(rows))
    assert not {5000, 5001} & alike(compare_rows(rows[:-1]))


def test_a_row_that_repeats_a_person_is_not_told_to_be_alike_too() -> None:
    rows = [person(1, NIK), person(2, NIK), person(3, slips_of(NIK)[0])]
    findings = compare_rows(rows)
    assert findings.repeats == {("Data", 2)}
    assert alike(findings) == {1, 3}


def test_many_rows_under_one_number_cost_no_more_than_their_own_problems() -> None:
    rows = [person(n, NIK, f"Nama{n} Lain{n * 7}") for n in range(3000)]
    rows.append(person(9000, slips_of(NIK)[3], "Nama0 Lain0"))
    findings = compare_rows(rows)
    assert {0, 9000} <= alike(findings)
