"""Opening a file that somebody sent, without letting it hurt us."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from intake.reading.preflight import check_outside
from intake.reading.process import run_confined
from intake.reading.refusals import UnreadableFile
from intake.shapes import RawRow, RawSheet, Reading

__all__ = ["UnreadableFile", "read_file"]


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
    for line in run_confined(path).splitlines():
        try:
            message = json.loads(line, object_hook=_dated)
        except ValueError as error:
            raise UnreadableFile("damaged") from error
        if isinstance(message, list):
            reading.sheets[-1].rows.extend(RawRow(number, cells) for number, cells in message)
        elif "sheet" in message:
            merges = [tuple(merge) for merge in message["merges"]]
            reading.sheets.append(RawSheet(message["sheet"], message["hidden"], [], merges))
        elif "refused" in message:
            raise UnreadableFile(message["refused"])
        elif "kind" in message:
            reading.kind = message["kind"]
        else:
            complete = True
    if not complete:
        raise UnreadableFile("damaged")
    return reading


def _dated(value: dict[str, Any]) -> Any:
    if "day" in value:
        return date.fromisoformat(value["day"])
    if "moment" in value:
        return datetime.fromisoformat(value["moment"])
    return value
