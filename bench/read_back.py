"""What measured files say: everybody on their sheets, every cell with its value."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
from python_calamine import CalamineWorkbook

from reporting.rosters import Roster

_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")


class Misprint(Exception):
    """A file does not say what its roster says."""


def read_paper(path: Path, roster: Roster, *, numbered: bool) -> int:
    """Hold every sheet of a file against the roster.

    Takes   numbered: whether sheets say how many there are.
    Gives   the number of sheets.
    Raises  Misprint when a person, or the number of a sheet, is missing or in the wrong place.
    """
    people = ((row[2], row[1]) for row in roster.rows())
    with pypdfium2.PdfDocument(path) as document:
        sheets = len(document)
        for number in range(1, sheets + 1):
            text = document[number - 1].get_textpage().get_text_bounded()
            flat = "".join(text.split())
            label = f"Halaman{number}dari{sheets}" if numbered else f"Halaman{number}"
            if label not in flat:
                raise Misprint(f"{path.name}: sheet {number} does not say {label}.")
            for found in _NIK.findall(text):
                nik, name = next(people, ("", ""))
                if found != nik or name.replace(" ", "") not in flat:
                    raise Misprint(f"{path.name}: sheet {number} shows {found}, not {nik} {name}.")
    if missing := list(people):
        raise Misprint(f"{path.name}: {len(missing)} people are missing.")
    return sheets


def read_workbook(path: Path, roster: Roster) -> int:
    """Hold every cell below the headings against the roster.

    Gives   the number of rows.
    Raises  Misprint at the first row that differs.
    """
    lines = iter(CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())
    heading = [str(column.heading) for column in roster.columns]
    if not any(line == heading for line in lines):
        raise Misprint(f"{path.name}: the headings are missing.")
    for number, row in enumerate(roster.rows(), 1):
        line = next(lines, [])
        if [_plain(value) for value in line] != [_plain(value) for value in row]:
            raise Misprint(f"{path.name}: row {number} says {line}, not {row}.")
    return roster.row_count


def _plain(value: Any) -> Any:
    """Give numbers and days alike, however a reader gives them, and text as it is."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    return float(value) if isinstance(value, int) else value
