"""Lists that stand side by side in the same rows, taken apart so that each is read by itself."""

import re
from dataclasses import replace
from itertools import islice, pairwise

from intake.cleaning import show
from intake.columns import letter_of
from intake.heading_words import words_of
from intake.headings import field_of
from intake.numbers import is_of_person, share
from intake.recognition import SURE
from intake.shapes import Cell, Merge, RawRow, RawSheet
from intake.tables import is_header

# Headings stand near the top; lists of which only later pages have two columns are unknown.
_ROWS_LOOKED_AT = 60
_ALIKE = 0.6
_MOST_LISTS = 6
# A second NIK and name under one of these is no second list but the person's family.
_FAMILY = frozenset({"AHLI", "WARIS", "SUAMI", "KEPALA", "IBU"})
# What a summary counts.
_COUNT = re.compile(r"\W*(?:jumlah|jml|jmlh|total|banyak\w*)\b", re.IGNORECASE)
_PERSON = frozenset({"nik", "full_name"})
_PART = re.compile(r" ?\b[A-Z]{1,3}–[A-Z]{1,3}$")


def take_apart(sheet: RawSheet) -> list[RawSheet]:
    """Split a sheet whose headings are repeated to the right.

    Gives   the sheet itself, or one sheet for each list: the first keeps the name, the others
            add their columns to it. Cells keep their columns; titles that stand over the first
            list only are told to the others in ``titles``.
    """
    above: RawRow | None = None
    has_headings = False
    for row in islice(sheet.rows, _ROWS_LOOKED_AT):
        if is_header(row):
            has_headings = True
            cuts = _cuts(row, above) or _summary_cut(row, sheet.rows)
            if 0 < len(cuts) < _MOST_LISTS:
                return _split(sheet, cuts, row.number)
        above = row
    cuts = [] if has_headings else _cuts_by_cells(sheet.rows)
    return _split(sheet, cuts, 0) if 0 < len(cuts) < _MOST_LISTS else [sheet]


def _cuts(header: RawRow, above: RawRow | None) -> list[int]:
    """Give the columns at which a header row begins anew; empty when it is one list."""
    fields = {
        index: field
        for index, cell in enumerate(header.cells)
        if isinstance(cell, str) and (field := field_of(cell))
    }
    for anchor in islice(fields.values(), 2):
        starts = [index for index, field in fields.items() if field == anchor]
        ends = [*starts[1:], len(header.cells)]
        blocks = [
            {fields[index] for index in range(start, end) if index in fields}
            for start, end in zip([0, *starts[1:]], ends, strict=True)
        ]
        if len(blocks) > 1 and all(_is_alike(blocks[0], block) for block in blocks[1:]):
            return [] if above and _is_family(above) else starts[1:]
    return []


def _summary_cut(header: RawRow, rows: list[RawRow]) -> list[int]:
    """Give the column at which a summary begins beside the list, behind an empty column."""
    texts = [show(cell) for cell in header.cells]
    for gap in (index for index in range(2, len(texts) - 2) if not texts[index]):
        right = [text for text in texts[gap + 1 :] if text]
        if len(right) < 2 or not any(map(_COUNT.match, right)):
            return []
        below = (row for row in rows if row.number > header.number)
        if not {field_of(text) for text in right} & _PERSON and all(
            len(row.cells) <= gap or row.cells[gap] is None for row in below
        ):
            return [gap + 1]
    return []


def _cuts_by_cells(rows: list[RawRow]) -> list[int]:
    """Give the columns at which rows without headings begin anew, as their NIKs show."""
    sample = list(islice(rows, _ROWS_LOOKED_AT))
    filled: dict[int, list[Cell]] = {}
    for row in sample:
        for index, cell in enumerate(row.cells):
            if cell is not None:
                filled.setdefault(index, []).append(cell)
    niks = sorted(index for index in filled if share(filled[index], is_of_person) >= SURE)
    if len(niks) < 2 or len({after - before for before, after in pairwise(niks)}) > 1:
        return []
    start = min(filled)
    return [start + nik - niks[0] for nik in niks[1:]]


def _is_alike(first: set[str], other: set[str]) -> bool:
    return first & other >= _PERSON and len(first & other) >= _ALIKE * len(first | other)


def _is_family(above: RawRow) -> bool:
    """Tell whether one of several wide headings is of the family; a title stands alone."""
    wide = [show(cell) for cell in above.cells if cell]
    return len(wide) > 1 and any(words_of(text)[0] & _FAMILY for text in wide)


def _split(sheet: RawSheet, cuts: list[int], header: int) -> list[RawSheet]:
    width = max(len(row.cells) for row in sheet.rows)
    parts = []
    for start, end in pairwise([0, *cuts, max(width, cuts[-1] + 1)]):
        rows = [cut for row in sheet.rows if (cut := _part(row, start, end)).cells]
        part = replace(sheet, rows=rows, merges=_merges_within(sheet.merges, start, end))
        if start:
            own = {row.number for row in rows}
            columns = f"{letter_of(start)}–{letter_of(end - 1)}"
            part.name = f"{sheet.name} {columns}".strip()
            part.titles = [
                " ".join(show(cell) for cell in row.cells if cell is not None)
                for row in sheet.rows
                if row.number < header and row.number not in own
            ]
        parts.append(part)
    return parts


def whole_sheet(name: str) -> str:
    """Give the sheet as it is called in the file from the name of one of its parts."""
    return _PART.sub("", name)


def _part(row: RawRow, start: int, end: int) -> RawRow:
    cells = row.cells[start:end]
    while cells and cells[-1] is None:
        cells.pop()
    return RawRow(row.number, [*[None] * start, *cells] if cells else [], row.of_above)


def _merges_within(merges: list[Merge], start: int, end: int) -> list[Merge]:
    return [
        (top, bottom, left, min(right, end))
        for top, bottom, left, right in merges
        if start < left <= end
    ]
