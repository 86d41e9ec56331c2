"""What every column of a list holds: by its heading, by its cells, by a person's choice."""

from collections.abc import Callable, Mapping
from itertools import islice

from intake.areas import read_pair
from intake.cleaning import is_ditto, read_marital, show, words
from intake.dates import find_date
from intake.facts import Facts
from intake.heading_words import words_of
from intake.headings import (
    field_beside_name,
    field_of,
    field_under,
    is_of_leader,
    is_of_relative,
    key_of,
    says_work,
)
from intake.kinds import ListKind, kind_of
from intake.kinds.fields import PEOPLE_FIELDS
from intake.kinds.reading import read_segment
from intake.numbers import ENOUGH, is_nik, is_of_person, share, share_of_birthdays
from intake.parts import settle_left_over, settle_parts
from intake.recognition import SURE, content_tests, recognise
from intake.shapes import Cell, ColumnReading, RawRow
from intake.tables import Heading, Section

# Everything a column of a list of people may be, in the order of the mapping page.
FIELDS = PEOPLE_FIELDS
NOT_STORED = frozenset({"row_no", "age", "district", "postal_code", "row_reasons", "row_key"})
# Several columns may hold one of these.
REPEATABLE = frozenset({"note", "row_no", "address", "bank_account", "occupation_mark"})
_SAMPLE_ROWS = 300
_SAMPLES_SHOWN = 3
_LONGEST_COUNT = 6
# People of one name are fewer than this part of a list.
_OTHERS_SHARE = 0.5


def read_columns(
    section: Section,
    *,
    facts: Facts,
    chosen: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
) -> list[ColumnReading]:
    """Say for every column of a section which field it holds.

    Takes   chosen: column letter -> field, "" for a column to keep as a remark; over the rest;
            remembered: the same by ``headings.key_of``, unless the cells plainly say otherwise.
    Gives   one reading per column that has a heading or cells.
    """
    chosen, remembered = chosen or {}, remembered or {}
    kind = kind_of(facts.kind)
    tests = content_tests(facts)
    rows = _sample_rows(section.body)
    samples = _samples(rows)
    width = max([*samples, *section.headings, -1]) + 1
    columns = []
    for index in range(width):
        heading = section.headings.get(index, Heading())
        if not heading.text and not samples.get(index):
            continue
        column = ColumnReading(index, letter_of(index), heading.whole, None, "")
        column.samples = [show(cell) for cell in samples.get(index, [])[:_SAMPLES_SHOWN]]
        if column.letter in chosen:
            column.field, column.why = chosen[column.letter] or None, "chosen"
        elif _is_remembered(column, remembered, samples.get(index, []), tests, kind):
            column.field, column.why = remembered[key_of(column.heading)] or None, "remembered"
        elif field := _by_heading(heading, kind):
            column.field, column.why = field, "heading"
        columns.append(column)
    _exchange(columns, samples)
    _drop_doubtful(columns, samples, facts)
    _drop_others(columns)
    _drop_of_relatives(columns)
    settle_parts(columns, samples, facts)
    _settle_rivals(columns, samples, rows, facts)
    _settle_address(columns)
    recognise(columns, samples, rows, facts)
    settle_left_over(columns, samples, facts)
    _settle_heads(columns)
    _drop_relation_to_nobody(columns)
    return columns


def letter_of(index: int) -> str:
    """Give a column's letters: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _by_heading(heading: Heading, kind: ListKind) -> str | None:
    if heading.group:
        field = field_under(heading.group, heading.text, kind.key)
    else:
        field = field_of(heading.text, kind.key) if heading.text else None
    return field if field in kind.fields else None


def _is_remembered(
    column: ColumnReading,
    remembered: Mapping[str, str],
    cells: list[Cell],
    tests: Mapping[str, Callable[[Cell], object]],
    kind: ListKind,
) -> bool:
    """Tell whether what was said of a heading before holds here: the cells may say otherwise."""
    field = remembered.get(key_of(column.heading))
    if field is None or not column.heading or (field and field not in kind.fields):
        return False
    test = tests.get(field) if field in _TOLD_BY_CELLS else _PLAUSIBLE.get(field)
    return not cells or test is None or share(cells, test) >= 1 - ENOUGH


def _sample_rows(body: list[RawRow]) -> list[RawRow]:
    """Give the first rows that look like part of a list, if only of two columns."""
    for least in (3, 2):
        filled = (
            row
            for row in body
            if sum(cell is not None for cell in row.cells) >= least and not row.of_above
        )
        if rows := list(islice(filled, _SAMPLE_ROWS)):
            return rows
    return []


def _samples(rows: list[RawRow]) -> dict[int, list[Cell]]:
    """Collect the cells that say something, by column."""
    samples: dict[int, list[Cell]] = {}
    for row in rows:
        for index, cell in enumerate(row.cells):
            if isinstance(cell, str) and (is_ditto(cell) or not words(cell.strip())):
                continue
            if cell is not None:
                samples.setdefault(index, []).append(cell)
    return samples


def _drop_doubtful(
    columns: list[ColumnReading], samples: dict[int, list[Cell]], facts: Facts
) -> None:
    """Take back a heading's meaning where the cells plainly say otherwise."""
    for column in columns:
        cells = samples.get(column.index, [])
        if column.why != "heading" or not cells:
            continue
        test = _PLAUSIBLE.get(column.field or "")
        if column.field == "occupation" and not says_work(column.heading):
            if not any(content_tests(facts)["occupation"](cell) for cell in cells):
                column.field, column.why = None, ""
        elif test and share(cells, test) < 1 - ENOUGH:
            column.field, column.why = None, ""


def _drop_others(columns: list[ColumnReading]) -> None:
    """Take back what is said of a leader where the people have names of their own."""
    if not any(
        column.field == "full_name" and not is_of_leader(column.heading) for column in columns
    ):
        return
    for column in columns:
        if column.why == "heading" and is_of_leader(column.heading):
            column.field, column.why = None, ""


def _drop_of_relatives(columns: list[ColumnReading]) -> None:
    """Take back NIK, phone and the like behind the name of a relative, where the person has some.

    NAMA ISTRI, NIK, NAMA, NIK: the first NIK is not the person's.
    """
    owned: dict[str, dict[bool, list[ColumnReading]]] = {}
    of_relative = False
    for column in columns:
        if column.field == "full_name":
            of_relative = False
        elif column.field in _RELATIVES and is_of_relative(column.heading):
            of_relative = True
        elif column.field and column.why == "heading" and column.field not in REPEATABLE:
            owners = owned.setdefault(column.field, {True: [], False: []})
            owners[of_relative].append(column)
    for owners in owned.values():
        for column in owners[True] if owners[False] else []:
            column.field, column.why = None, ""


def _settle_rivals(
    columns: list[ColumnReading],
    samples: dict[int, list[Cell]],
    rows: list[RawRow],
    facts: Facts,
) -> None:
    """Leave each field to one column: the one chosen, else with fitting cells and
    the plainer heading, else with better cells, else the first.

    Of several columns of NIKs those are the people's that agree with the days of birth, of several
    of names those that differ from row to row.
    """
    tests = content_tests(facts)
    rivals: dict[str, list[ColumnReading]] = {}
    for column in columns:
        if column.field and column.field not in REPEATABLE:
            rivals.setdefault(column.field, []).append(column)
    for field, group in rivals.items():
        if len(group) < 2:
            continue
        test = tests.get(field)
        best = max(
            group,
            key=lambda column: (
                column.why == "chosen",
                column.why == "remembered",
                _fits(samples.get(column.index, []), test),
                field == "nik" and _are_born(column, columns, rows, facts),
                field == "full_name" and _are_different(samples.get(column.index, [])),
                -words_of(column.heading)[1],
                share(samples.get(column.index, []), test) if test else 0,
                -column.index,
            ),
        )
        for column in group:
            if column is not best:
                column.field, column.why = None, ""


def _are_born(
    niks: ColumnReading, columns: list[ColumnReading], rows: list[RawRow], facts: Facts
) -> bool:
    """Tell whether a column of dates says the same birthdays as a column of NIKs."""
    return any(
        share_of_birthdays(niks.index, column.index, rows, facts) >= ENOUGH
        for column in columns
        if column.field in {"birth_date", "birth_place_date"}
    )


def _are_different(cells: list[Cell]) -> bool:
    return len({show(cell) for cell in cells}) > _OTHERS_SHARE * len(cells)


def _fits(cells: list[Cell], test: Callable[[Cell], object] | None) -> bool:
    return test is None or share(cells, test) >= ENOUGH


def _settle_address(columns: list[ColumnReading]) -> None:
    """Where people live is their address when a list has no other."""
    if any(column.field == "address" for column in columns):
        return
    for column in columns:
        if column.field == "domicile_address" and column.why == "heading":
            column.field = "address"


def _settle_heads(columns: list[ColumnReading]) -> None:
    """Let names that stand with something else, or heads of families, be the list's people."""
    if any(column.field == "full_name" for column in columns):
        return
    for column in columns:
        if column.why == "heading" and field_beside_name(column.heading):
            column.field = "full_name"
            return
    for column in columns:
        known = words_of(column.heading)[0]
        if column.field is None and "NAMA" in known and known & {"KEPALA", "KK"}:
            column.field, column.why = "full_name", "heading"
            return


def _exchange(columns: list[ColumnReading], samples: dict[int, list[Cell]]) -> None:
    """Exchange two columns whose cells prove that their headings are exchanged."""
    for field, other, test in _EXCHANGED:
        pair = [
            [column for column in columns if column.field == name and column.why == "heading"]
            for name in (field, other)
        ]
        if any(len(found) != 1 for found in pair):
            continue
        (one,), (two,) = pair
        under_own = share(samples.get(one.index, []), test)
        if under_own <= 1 - ENOUGH and share(samples.get(two.index, []), test) >= SURE:
            one.field, two.field = two.field, one.field
            one.why = two.why = "content"


def _drop_relation_to_nobody(columns: list[ColumnReading]) -> None:
    """Keep with the remarks what somebody is in the family where the list names no heirs."""
    if any(column.field == "heir_name" for column in columns):
        return
    for column in columns:
        if column.field == "heir_relation" and column.why == "heading":
            column.field, column.why = None, ""


# Fields that stand under each other's headings, and what the cells of the first must pass.
_EXCHANGED: tuple[tuple[str, str, Callable[[Cell], object]], ...] = (
    ("nik", "family_card_number", is_of_person),
    ("nik", "full_name", is_nik),
    ("birth_date", "birth_place", find_date),
    ("rt_rw", "address", lambda cell: isinstance(cell, str) and read_pair(cell)),
)
# What the name of somebody of the family is read as.
_RELATIVES = frozenset({None, "heir_name", "mother_name"})

# Fields whose cells look like nothing else, whatever was said of such a heading before.
_TOLD_BY_CELLS = frozenset(
    [
        "nik",
        "family_card_number",
        "rt_rw",
        "birth_date",
        "birth_place_date",
        "sex",
        "phone",
        "full_name",
        "birth_place",
    ]
)


# Headings that also stand above other things: a share of such cells must fit.
_PLAUSIBLE: dict[str, Callable[[Cell], object]] = {
    "marital_status": lambda cell: read_marital(show(cell)),
    "row_no": lambda cell: len(show(cell)) <= _LONGEST_COUNT,
    "birth_date": lambda cell: any(char.isdigit() for char in show(cell)),
    "member_number": lambda cell: not is_nik(cell),
    "segment": lambda cell: read_segment(show(cell)),
    "sex_male": lambda cell: len(show(cell)) <= 3,
    "sex_female": lambda cell: len(show(cell)) <= 3,
}
