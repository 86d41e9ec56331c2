"""Opening a file that somebody sent, without letting it hurt us."""

import json
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from common import collector
from common.text import clean_text
from intake.reading.preflight import check_outside
from intake.reading.process import run_confined
from intake.reading.refusals import UnreadableFile
from intake.shapes import Cell, RawRow, RawSheet, Reading

__all__ = ["UnreadableFile", "read_file"]

# Words looked back upon, so that a kelurahan named in every row is in memory once.
_MOST_SHARED = 20_000
_LONGEST_NAME = 80


def read_file(path: Path | str, file_name: str) -> Reading:
    """Read every sheet of a spreadsheet in a confined process.

    Takes   path: a local file; file_name: the name the sender gave it.
    Gives   all sheets, hidden ones marked, without blank rows.
    Raises  UnreadableFile, whatever is wrong with the file.
    Costs   one process; at most 512 MB and 30 seconds.
    """
    path = Path(path)
    check_outside(path)
    reading = Reading(file_name, "", [])
    complete = False
    shared: dict[str, str] = {}
    with collector.held_back(), closing(run_confined(path)) as lines:
        for line in lines:
            try:
                message = json.loads(line, object_hook=_dated)
            except ValueError as error:
                raise UnreadableFile("damaged") from error
            if isinstance(message, list):
                rows = reading.sheets[-1].rows
                rows += [RawRow(number, _share(cells, shared)) for number, cells in message]
            elif "sheet" in message:
                merges = [tuple(merge) for merge in message["merges"]]
                name = _own_name(message["sheet"], reading.sheets)
                reading.sheets.append(RawSheet(name, message["hidden"], [], merges))
            elif "refused" in message:
                raise UnreadableFile(message["refused"])
            elif "kind" in message:
                reading.kind = message["kind"]
            else:
                complete = True
    if not complete:
        raise UnreadableFile("damaged")
    return reading


def _own_name(name: str, sheets: list[RawSheet]) -> str:
    """Give the name of a sheet as clean text that no sheet before it has."""
    plain = own = clean_text(name, limit=_LONGEST_NAME)
    taken = {sheet.name for sheet in sheets}
    number = 1
    while own in taken:
        number += 1
        own = f"{plain} ({number})"
    return own


def _share(cells: list[Cell], shared: dict[str, str]) -> list[Cell]:
    """Let equal texts be one text in memory."""
    if len(shared) > _MOST_SHARED:
        shared.clear()
    known = shared.setdefault
    return [known(cell, cell) if type(cell) is str else cell for cell in cells]


def _dated(value: dict[str, Any]) -> Any:
    if "day" in value:
        return date.fromisoformat(value["day"])
    if "moment" in value:
        return datetime.fromisoformat(value["moment"])
    return value
