"""The stock: a sheet of each kind set by WeasyPrint, and what is measured on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint import Document

# WeasyPrint lays out in CSS pixels, files count in points.
POINT = 0.75
# The sheets of the stock, in order; those of single odd rows follow. Letters come last.
FIRST, LATER, CLOSING, ODD = range(4)


@dataclass(frozen=True, slots=True)
class Room:
    """Where the text of a cell stands: its left side and its width."""

    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of the table whose texts are one line each."""

    height: float
    baseline: float  # below the strip's top
    rooms: tuple[Room, ...]
    edges: tuple[float, ...]  # the vertical lines, one more than cells


@dataclass(frozen=True, slots=True)
class Margin:
    """A text in the margin that differs from sheet to sheet; it ends at ``right``."""

    text: str
    right: float
    baseline: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of the table on a sheet of its own, to be moved to its place as a form."""

    form: str
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Measures:
    """What pouring must know of the sheets, in points from the top left corner."""

    width: float
    height: float
    first_top: float  # where rows begin on the first sheet
    later_top: float  # and on all others
    bottom: float  # where they must end
    leading: float
    group: Strip
    row: Strip
    total: Strip
    page_label: Margin
    group_label: Margin
    closing: Piece
    odd: tuple[Piece, ...]


def measure(document: Document) -> Measures:
    """Measure a stock: its sheets are as ``paper/stock.html`` gives them."""
    pages = [page._page_box for page in document.pages]
    group, row, total = _rows(pages[LATER])
    group_label, page_label = _changing_margins(pages[LATER], _texts(group)[0].text)
    page = pages[FIRST]
    return Measures(
        width=page.margin_width() * POINT,
        height=page.margin_height() * POINT,
        first_top=_end_of_head(pages[FIRST]),
        later_top=_end_of_head(pages[LATER]),
        bottom=(page.margin_height() - page.margin_bottom) * POINT,
        leading=_of_type(row, "LineBox")[0].height * POINT,
        group=_strip(group),
        row=_strip(row),
        total=_strip(total),
        page_label=page_label,
        group_label=group_label,
        closing=_piece("Closing", pages[CLOSING]),
        odd=tuple(_piece(f"Odd{number}", odd) for number, odd in enumerate(pages[ODD:-1])),
    )


def _of_type(box: Any, name: str) -> list[Any]:
    return [one for one in box.descendants() if type(one).__name__ == name]


def _texts(box: Any) -> list[Any]:
    return _of_type(box, "TextBox")


def _rows(page: Any) -> list[Any]:
    """Give the rows of a sheet's table below its head."""
    return [
        row
        for part in _of_type(page, "TableRowGroupBox")
        if part.element_tag == "tbody"
        for row in part.children
    ]


def _end_of_head(page: Any) -> float:
    head = next(part for part in _of_type(page, "TableRowGroupBox") if part.element_tag == "thead")
    return float((head.position_y + head.height) * POINT)


def _strip(row: Any) -> Strip:
    text = _texts(row)[0]
    cells = row.children
    last = cells[-1]
    return Strip(
        height=row.height * POINT,
        baseline=_baseline(text) - row.position_y * POINT,
        rooms=tuple(Room(cell.content_box_x() * POINT, cell.width * POINT) for cell in cells),
        edges=tuple(
            edge * POINT
            for edge in (
                *(cell.position_x for cell in cells),
                last.position_x + last.border_width(),
            )
        ),
    )


def _baseline(text: Any) -> float:
    return float((text.position_y + text.baseline) * POINT)


def _changing_margins(page: Any, group: str) -> Iterator[Margin]:
    """Give the margins that name the group and number the sheet, in this order."""
    texts = [text for box in _of_type(page, "MarginBox") for text in _texts(box)]
    for wanted in (group, " dari "):
        text = next(text for text in texts if wanted in text.text)
        right = (text.position_x + text.width) * POINT
        yield Margin(text.text, right, _baseline(text))


def _piece(form: str, page: Any) -> Piece:
    rows = _rows(page)
    top = rows[0].position_y
    end = rows[-1].position_y + rows[-1].height
    return Piece(form, top * POINT, (end - top) * POINT)
