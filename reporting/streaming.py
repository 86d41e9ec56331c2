"""Rows of a list written straight into a workbook: openpyxl sets one, the others follow it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from common.bulk import pieces

_FIRST_SHEET = "xl/worksheets/sheet1.xml"
_CELL = re.compile(r'<c r="([A-Z]+)\d+" s="(\d+)"')
_PLACE = re.compile(r'(?<=<)(row r="|c r="[A-Z]+)(\d+)')
_ROWS_AT_ONCE = 500
# Harder deflating makes the file a tenth smaller and the export twice as long.
_LEVEL = 3
# Workbooks count days from here.
_DAY_ZERO = date(1899, 12, 30).toordinal()


def stream_rows(workbook: bytes, *, at: int, rows: Iterable[Sequence[Any]], count: int) -> bytes:
    """Put rows in the place of one row of a workbook's first sheet.

    Takes   workbook: as openpyxl wrote it in write-only mode; at: the number of the row whose
            cells show each column's style; rows: values as openpyxl takes them: text, whole
            numbers, dates and None; count: how many there are.
    Gives   the workbook; rows below move down. A text is a text cell, whatever it begins with.
    Costs   memory for five hundred rows beside the file itself.
    """
    file = BytesIO()
    with (
        ZipFile(BytesIO(workbook)) as source,
        ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as target,
    ):
        for part in source.infolist():
            if part.filename != _FIRST_SHEET:
                target.writestr(part.filename, source.read(part))
                continue
            before, model, after = _split(source.read(part).decode(), at)
            with target.open(part.filename, "w") as sheet:
                sheet.write(before.encode())
                for text in _written(model, at, rows):
                    sheet.write(text.encode())
                sheet.write(_moved(after, count - 1).encode())
    return file.getvalue()


def _split(text: str, at: int) -> tuple[str, str, str]:
    start = text.index(f'<row r="{at}">')
    end = text.index("</row>", start) + len("</row>")
    return text[:start], text[start:end], text[end:]


def _moved(text: str, down: int) -> str:
    """Number the rows below anew."""
    rows, end, rest = text.partition("</sheetData>")
    shifted = _PLACE.sub(lambda place: f"{place[1]}{int(place[2]) + down}", rows)
    return shifted + end + rest


def _written(model: str, at: int, rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writers = [_writer(letter, style) for letter, style in _CELL.findall(model)]
    for piece in pieces(enumerate(rows, at), _ROWS_AT_ONCE):
        yield "".join(
            [
                f'<row r="{number}">'
                + "".join(
                    [write(number, value) for write, value in zip(writers, row, strict=True)]
                )
                + "</row>"
                for number, row in piece
            ]
        )


def _writer(letter: str, style: str) -> Callable[[int, Any], str]:
    """Give the function that writes the cells of one column."""

    def write(number: int, value: Any) -> str:
        if value is None or value == "":
            return f'<c r="{letter}{number}" s="{style}"/>'
        if isinstance(value, str):
            return (
                f'<c r="{letter}{number}" s="{style}" t="inlineStr">'
                f'<is><t xml:space="preserve">{_text(value)}</t></is></c>'
            )
        if isinstance(value, date):
            value = value.toordinal() - _DAY_ZERO
        return f'<c r="{letter}{number}" s="{style}"><v>{value}</v></c>'

    return write


@lru_cache(maxsize=4096)
def _text(value: str) -> str:
    """Give a text as XML holds it, without characters that no XML may hold."""
    return escape(ILLEGAL_CHARACTERS_RE.sub("", value), quote=False)
