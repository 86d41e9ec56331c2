"""Reads finished files back, the way a reader's own program would."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

MM = 72 / 25.4


def pdf_pages(content: bytes) -> list[str]:
    """Give the text of each page with runs of spaces and line breaks as one space."""
    document = pypdfium2.PdfDocument(content)
    return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in document]


def pdf_text(content: bytes) -> str:
    return " ".join(pdf_pages(content))


def first_page(content: bytes) -> pypdfium2.PdfTextPage:
    """Give the text of the first page with the place of every letter."""
    return pypdfium2.PdfDocument(content)[0].get_textpage()


def pdf_file(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def bookmarks_below(
    items: Iterable[pikepdf.OutlineItem], pages: list[pikepdf.Page]
) -> Iterator[tuple[str, int, float]]:
    """Give the bookmarks below others: title, page from 0, how far up the page it leads."""
    places = {page.objgen: place for place, page in enumerate(pages)}
    for item in items:
        for child in item.children:
            target: Any = child.destination
            page, _view, _left, up, _zoom = target
            yield child.title, places[page.objgen], float(up)


def workbook(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def table(sheet: Worksheet) -> tuple[list[Any], list[list[Any]]]:
    """Give the header and the rows of the list, found by the filter that covers them."""
    header, *rows = sheet[sheet.auto_filter.ref]
    return [cell.value for cell in header], [list(row) for row in rows]


def blank_pdf(pages: int = 1) -> bytes:
    """Give a file with empty sheets, as a scanner would send it."""
    document, file = pikepdf.new(), BytesIO()
    for _page in range(pages):
        document.add_blank_page()
    document.save(file)
    return file.getvalue()
