"""A roster as a page for WeasyPrint: template, style sheets, widths of columns."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override
from weasyprint import CSS, HTML, Document
from weasyprint.urls import FatalURLFetchingError

from reporting.fetching import OURS, OutsideFetch, StaticFetcher
from reporting.rosters import Roster
from reporting.stamps import stamp_rules
from reporting.widths import column_shares

STYLE_SHEET = "static:paper/roster.css"
# Padding and line of a cell in the style sheet, in millimetres.
_AROUND_TEXT = 1.74
Finisher = Callable[[Document, Any], None]


def typeset(
    roster: Roster,
    template: str,
    context: dict[str, Any],
    *,
    also_styled_by: tuple[str, ...] = (),
    finisher: Finisher | None = None,
    variant: str | None = None,
) -> bytes:
    """Print a page about a roster, in Indonesian whatever the reader's language.

    Takes   also_styled_by: further style sheets; finisher, variant: as WeasyPrint takes them.
    Raises  OutsideFetch when the page asks for anything but our static files.
    """
    style_sheets = (STYLE_SHEET, *also_styled_by)
    with override("id"):
        text = render_to_string(
            template, {"roster": roster, "style_sheets": style_sheets, **context}
        )
    return print_page(text, rules=_sizes(roster), finisher=finisher, variant=variant)


def print_page(
    text: str, *, rules: str, finisher: Finisher | None = None, variant: str | None = None
) -> bytes:
    """Print a page that is already written.

    Takes   text: HTML; rules: what its style sheets cannot know; finisher, variant: as
            WeasyPrint takes them.
    Raises  OutsideFetch when the page asks for anything but our static files.
    """
    with _fetching() as fetcher:
        html = HTML(string=text, base_url=OURS, url_fetcher=fetcher)
        also = CSS(string=rules, url_fetcher=fetcher)
        with TemporaryFile() as file:
            html.write_pdf(file, stylesheets=[also], finisher=finisher, pdf_variant=variant)
            # Only now, when its parts are gone: so memory holds a long list once, not twice.
            file.seek(0)
            return file.read()


@contextmanager
def _fetching() -> Iterator[StaticFetcher]:
    try:
        yield StaticFetcher()
    except FatalURLFetchingError as error:
        raise OutsideFetch(str(error)) from error


def _sizes(roster: Roster) -> str:
    """Give the rules that follow from the data: the sheet's size, columns' widths, the stamp."""
    rules = [f"@page {{ size: {roster.paper.width}mm {roster.paper.height}mm }}"]
    rules += [
        f"col:nth-child({place}) {{ width: {share:.3f}% }}"
        for place, share in enumerate(column_shares(roster), 1)
    ]
    if roster.row_height:
        rules.append(f".person > * {{ height: {roster.row_height - _AROUND_TEXT:.2f}mm }}")
    if roster.frame.stamp:
        rules.append(stamp_rules(roster.frame.stamp))
    return "\n".join(rules)
