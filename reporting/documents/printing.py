"""Documents as PDF: set by WeasyPrint with tags, from our own files alone."""

from django.template.loader import render_to_string
from django.utils.translation import override

from reporting.documents.document import Document
from reporting.stamps import stamp_rules
from reporting.typesetting import print_page

MIME_TYPE = "application/pdf"
_STYLE_SHEET = "static:paper/documents.css"


def render_document(document: Document) -> bytes:
    """Print a document, in Indonesian whatever the reader's language; tagged as ``pdf/ua-1``.

    Raises  OutsideFetch when the page asks for anything but our static files.
    Costs   some tens of milliseconds a sheet, no query.
    """
    own = (f"static:paper/{document.style_sheet}",) if document.style_sheet else ()
    with override("id"):
        text = render_to_string(
            f"paper/documents/{document.template}",
            {"document": document, "style_sheets": (_STYLE_SHEET, *own), **document.content},
        )
    return print_page(text, rules=_rules(document), variant="pdf/ua-1")


def _rules(document: Document) -> str:
    """Give the rules that follow from the value: the sheet's size, its own, the stamp."""
    paper, stamp = document.paper, document.frame.stamp
    size = f"@page {{ size: {paper.width}mm {paper.height}mm }}"
    return "\n".join((size, document.rules, stamp_rules(stamp) if stamp else ""))
