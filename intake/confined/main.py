"""The confined process: bytes in on standard input, lines of JSON out, limits set first."""

import gc
import json
import math
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from intake.confined import limits
from intake.confined.limits import Refused
from intake.confined.signatures import OLE

_ROWS_A_LINE = 500
_SELDOM = 200_000


def main() -> None:
    """Confine this process, then read; whatever goes wrong is a code or an early end."""
    confine()
    # Lists of plain values hold no cycles: looking for them all the time takes a tenth of it.
    gc.set_threshold(_SELDOM)
    try:
        for line in read(sys.stdin.buffer.read(limits.FILE_BYTES + 1)):
            _write(line)
        _write({"end": True})
    except Refused as refusal:
        _write({"refused": refusal.code})
    except MemoryError:
        _write({"refused": "too_heavy"})
    except BaseException:  # calamine's panics are no Exception
        _write({"refused": "damaged"})
    sys.stdout.buffer.flush()


def confine() -> None:
    """Limit memory and processor time, forbid core dumps and writing files."""
    for kind, amount in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(kind, (amount, amount))


def read(data: bytes) -> Iterator[Any]:
    """Give the lines to send: a dict opens a sheet, lists of numbered rows follow."""
    # The readers load only after the limits stand.
    from intake.confined import archive, delimited, workbooks

    if len(data) > limits.FILE_BYTES:
        raise Refused("too_big")
    if data.startswith(b"PK"):
        kind = archive.check_archive(data)
        sheets = workbooks.read_workbook(data, kind)
    elif data.startswith(OLE):
        kind = "xls"
        workbooks.check_old_workbook(data)
        sheets = workbooks.read_workbook(data, kind)
    else:
        kind = "csv"
        sheets = iter([workbooks.Sheet("", False, delimited.read_text(data))])
    yield {"kind": kind}
    total = 0
    for sheet in sheets:
        yield {"sheet": sheet.name, "hidden": sheet.hidden, "merges": sheet.merges}
        batch: list[tuple[int, list[Any]]] = []
        for numbered in _filled(sheet.rows):
            batch.append(numbered)
            total += 1
            if total > limits.ROWS:
                raise Refused("too_many_rows")
            if len(batch) == _ROWS_A_LINE:
                yield batch
                batch = []
        if batch:
            yield batch
    if not total:
        raise Refused("empty")


def _filled(rows: Iterable[list[Any]]) -> Iterator[tuple[int, list[Any]]]:
    """Keep rows with content, numbered from 1, without the empty cells at their end.

    Blank text is nothing. Text, as most cells are, is cut here: a call for each would cost more.
    """
    for number, row in enumerate(rows, start=1):
        cells = [
            (cell[: limits.CELL_CHARACTERS] if cell and not cell.isspace() else None)
            if type(cell) is str
            else _plain(cell)
            for cell in row
        ]
        while cells and cells[-1] is None:
            cells.pop()
        if len(cells) > limits.COLUMNS:
            raise Refused("too_many_columns")
        if cells:
            yield number, cells


def _plain(cell: Any) -> Any:
    """Give a cell that is no text as a value that JSON carries."""
    if isinstance(cell, float):
        if cell.is_integer():
            return int(cell)
        return cell if math.isfinite(cell) else str(cell)
    if cell is None or isinstance(cell, int | datetime | date):
        return cell
    return str(cell)


def _dated(value: Any) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    return {"day": value.isoformat()}


def _write(line: Any) -> None:
    sys.stdout.buffer.write(
        json.dumps(line, default=_dated, separators=(",", ":")).encode() + b"\n"
    )
