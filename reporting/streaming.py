"""Rows of a list written straight into a workbook: openpyxl sets one, the others follow it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from common.bulk import pieces

_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_STYLE = re.compile(r'<c r="[A-Z]+\d+" s="(\d+)"')
_PLACE = re.compile(r'(?<=<)(row r="|c r="[A-Z]+)(\d+)')
_ROWS_AT_ONCE = 500
_MOST_KEPT = 1_000
_SPECIAL = re.compile(rf"[&<>]|{ILLEGAL_CHARACTERS_RE.pattern}")
# Harder deflating makes the file a tenth smaller and the export twice as long.
_LEVEL = 3
# Workbooks count days from here.
_DAY_ZERO = date(1899, 12, 30).toordinal()


class SheetRows(NamedTuple):
    """The rows of one sheet.

    Takes   at: the number of the row whose cells show each column's style; rows: values as
            openpyxl takes them: text, whole numbers, dates and None; length: how many there are.
    """

    at: int
    rows: Iterable[Sequence[Any]]
    length: int


def stream_rows(workbook: bytes, lists: Sequence[SheetRows]) -> bytes:
    """Put rows in the place of one row of each of a workbook's first sheets.

    Takes   workbook: as openpyxl wrote it in write-only mode; lists: of the sheets in order.
    Gives   the workbook; rows below move down. A text is a text cell, whatever it begins with.
    Costs   memory for five hundred rows beside the file itself.
    """
    file = BytesIO()
    with (
        ZipFile(BytesIO(workbook)) as source,
        ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as target,
    ):
        for part in source.infolist():
            sheet_number = _SHEET.fullmatch(part.filename)
            if not sheet_number or int(sheet_number[1]) > len(lists):
                target.writestr(part.filename, source.read(part))
                continue
            at, rows, length = lists[int(sheet_number[1]) - 1]
            before, model, after = _split(source.read(part).decode(), at)
            with target.open(part.filename, "w") as sheet:
                sheet.write(before.encode())
                for text in _written(model, at, rows):
                    sheet.write(text.encode())
                sheet.write(_moved(after, length - 1).encode())
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
    columns = [_Cells(style) for style in _STYLE.findall(model)]
    for piece in pieces(enumerate(rows, at), _ROWS_AT_ONCE):
        yield "".join(
            [
                f'<row r="{number}">'
                f"{''.join([cells[value] for cells, value in zip(columns, row, strict=True)])}"
                "</row>"
                for number, row in piece
            ]
        )


class _Cells(dict[Any, str]):
    """The cells of one column by their value: a cell stands where its turn comes, without a name.

    Values repeat within a column, so the first ones that were written are kept.
    """

    def __init__(self, style: str) -> None:
        empty = f'<c s="{style}"/>'
        super().__init__({None: empty, "": empty})
        self._number = f'<c s="{style}"><v>'
        self._text = f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">'

    def __missing__(self, value: Any) -> str:
        if isinstance(value, str):
            cell = f"{self._text}{_plain(value)}</t></is></c>"
        elif isinstance(value, date):
            cell = f"{self._number}{value.toordinal() - _DAY_ZERO}</v></c>"
        else:
            cell = f"{self._number}{value}</v></c>"
        if len(self) < _MOST_KEPT:
            self[value] = cell
        return cell


def _plain(value: str) -> str:
    """Give a text as XML holds it, without characters that no XML may hold."""
    if _SPECIAL.search(value):
        return escape(ILLEGAL_CHARACTERS_RE.sub("", value), quote=False)
    return value
