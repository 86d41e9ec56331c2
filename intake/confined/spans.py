"""Merged cells of OpenDocument sheets, which calamine does not tell."""

from io import BytesIO
from xml.parsers import expat
from zipfile import ZipFile

from intake.confined import limits
from intake.confined.limits import Refused

Merges = list[tuple[int, int, int, int]]
_MARK = b"-spanned="


def merges_of(data: bytes) -> dict[str, Merges]:
    """Give the merged ranges of each sheet of an .ods file, counted from 1.

    Raises  Refused with damaged or bomb.
    """
    with ZipFile(BytesIO(data)) as archive:
        content = archive.read("content.xml")
    if _MARK not in content:
        return {}
    reader = _Spans()
    try:
        reader.parse(content)
    except expat.ExpatError as error:
        raise Refused("damaged") from error
    return reader.found


class _Spans:
    """Counts rows and columns, with their repeats, while the parts of the document pass by."""

    def __init__(self) -> None:
        self.found: dict[str, Merges] = {}
        self._merges: Merges = []
        self._row = self._column = 0
        self._rows_a_time = 1
        self._count = 0

    def parse(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.Parse(content, True)

    def _start(self, name: str, about: dict[str, str]) -> None:
        if name == "table:table":
            self._merges = self.found.setdefault(about.get("table:name", ""), [])
            self._row = 0
            self._rows_a_time = 1
        elif name == "table:table-row":
            # A repeated row counts only for those after it.
            self._row += self._rows_a_time
            self._rows_a_time = _number(about.get("table:number-rows-repeated"))
            self._column = 1
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            rows = _number(about.get("table:number-rows-spanned"))
            columns = _number(about.get("table:number-columns-spanned"))
            if rows > 1 or columns > 1:
                self._add(rows, columns)
            self._column += _number(about.get("table:number-columns-repeated"))

    def _add(self, rows: int, columns: int) -> None:
        self._count += 1
        if self._count > limits.MERGES:
            raise Refused("bomb")
        bottom, right = self._row + rows - 1, self._column + columns - 1
        self._merges.append((self._row, bottom, self._column, right))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
