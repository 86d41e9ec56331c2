"""Documents as PDF: set by WeasyPrint with tags, from our own files alone."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO

import pikepdf
from django.template.loader import render_to_string
from django.utils.translation import override

from reporting.documents.document import Document
from reporting.stamps import stamp_rules
from reporting.typesetting import print_page

MIME_TYPE = "application/pdf"
_STYLE_SHEET = "static:paper/documents.css"
# So many sheets are laid out at once: each takes megabytes until its file is written.
SHEETS_AT_ONCE = 50
Progress = Callable[[int, int], None]


def render_document(document: Document, *, progress: Progress = lambda *told: None) -> bytes:
    """Print a document, in Indonesian whatever the reader's language; tagged as ``pdf/ua-1``.

    One that names its ``sheets`` is set in portions of SHEETS_AT_ONCE, which keeps the memory
    flat; more than one portion carry no tags.

    Takes   progress: told how many sheets are set, of how many.
    Raises  OutsideFetch when the page asks for anything but our static files.
    Costs   a tenth or two of a second a sheet, no query.
    """
    name = document.sheets
    sheets = document.content[name] if name else ()
    if len(sheets) <= SHEETS_AT_ONCE:
        return _render(document)
    portions = []
    for start in range(0, len(sheets), SHEETS_AT_ONCE):
        progress(start, len(sheets))
        portion = sheets[start : start + SHEETS_AT_ONCE]
        portions.append(_render(replace(document, content={**document.content, name: portion})))
    return _joined(portions, document.title)


def _render(document: Document) -> bytes:
    own = (f"static:paper/{document.style_sheet}",) if document.style_sheet else ()
    with override("id"):
        text = render_to_string(
            document.template,
            {"document": document, "style_sheets": (_STYLE_SHEET, *own), **document.content},
        )
    return print_page(text, rules=_rules(document), variant="pdf/ua-1")


def _joined(portions: list[bytes], title: str) -> bytes:
    # What a page shows is copied when the whole is saved, so the portions stay open until then.
    with ExitStack() as opened, pikepdf.new() as whole:
        for content in portions:
            whole.pages.extend(opened.enter_context(pikepdf.open(BytesIO(content))).pages)
        whole.Root.Lang = pikepdf.String("id")
        whole.docinfo["/Title"] = title
        file = BytesIO()
        whole.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()


def _rules(document: Document) -> str:
    """Give the rules that follow from the value: the sheet's size, its own, the stamp."""
    paper, stamp = document.paper, document.frame.stamp
    size = f"@page {{ size: {paper.width}mm {paper.height}mm }}"
    return "\n".join((size, document.rules, stamp_rules(stamp) if stamp else ""))
