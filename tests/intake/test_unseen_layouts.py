"""Awkward lists as real files, each held against the people a careful clerk reads from it."""

from pathlib import Path

import pytest

from tests.intake import files_made, judge
from tests.intake.made_shapes import MadeList
from tests.intake.unseen.around import around
from tests.intake.unseen.between import between
from tests.intake.unseen.cells import cells
from tests.intake.unseen.forms import forms
from tests.intake.unseen.oddities import oddities
from tests.intake.unseen.owners import owners
from tests.intake.unseen.parted import parted
from tests.intake.unseen.people import Unseen
from tests.intake.unseen.slips import slips
from tests.intake.unseen.structure import structure

LISTS = [
    *structure(),
    *between(),
    *cells(),
    *oddities(),
    *parted(),
    *around(),
    *owners(),
    *slips(),
    *forms(),
]


@pytest.fixture(scope="module")
def facts():
    return judge.facts()


def read(unseen: Unseen, facts, folder: Path):
    made = MadeList(
        f"{unseen.file_name}.{unseen.kind}",
        unseen.kind,
        unseen.sheets,
        {},
        unseen.delimiter,
        unseen.encoding,
    )
    return judge.read_list(files_made.write(made, folder), facts, unseen.hints)


def faults(result, unseen: Unseen) -> list[str]:
    """Say everything that is not as expected."""
    found = {
        (row.sheet, row.row, row.values.get("full_name")): row for row in judge.people(result)
    }
    wanted = {(one.sheet, one.row, one.fields.get("full_name")): one for one in unseen.people}
    wrong = [f"not found: {key}" for key in wanted.keys() - found.keys()]
    wrong += [f"no person: {key}" for key in found.keys() - wanted.keys()]
    for key in wanted.keys() & found.keys():
        row, one = found[key], wanted[key]
        codes = {problem.code for problem in row.problems}
        if codes != one.codes:
            wrong.append(f"{key} has {sorted(codes)}, not {sorted(one.codes)}")
        for name, value in one.fields.items():
            got = judge.shown(row, name)
            if got != value and not (value == "" and got is None):
                wrong.append(f"{key} {name}: {got!r}, not {value!r}")
    said = " ".join(str(note) for note in result.notes)
    wrong += [f"not said: {note} in {said!r}" for note in unseen.notes if note not in said]
    return wrong


@pytest.mark.parametrize("unseen", LISTS, ids=lambda unseen: unseen.name)
def test_an_awkward_list_is_read_right(unseen, facts, tmp_path):
    assert faults(read(unseen, facts, tmp_path), unseen) == []
