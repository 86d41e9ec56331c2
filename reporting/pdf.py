"""Paper: a roster as a tagged PDF with its fonts inside, made without fetching anything."""

from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import override
from weasyprint import CSS, HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reporting.rosters import Cell, Group, Roster, Signature, paper_cells

MIME_TYPE = "application/pdf"
LARGEST_IMAGE = 200 * 1024
# So many rows stay on one sheet with the signatures: a block alone could be put under any list.
ROWS_WITH_SIGNATURES = 3
_OURS = "static:"
_DATA_IMAGE = "data:image/"
_STYLE_SHEET = "static:paper/roster.css"


class OutsideFetch(Exception):
    """A page of ours asked for something that is not among our static files."""


class StaticFetcher(URLFetcher):
    """Gives our own static files and small embedded images; all else stops the print."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("static", "data"), fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith(_OURS):
            return self._static_file(url)
        if url.startswith(_DATA_IMAGE):
            return self._data_image(url)
        raise FatalURLFetchingError(url[:100])

    def _static_file(self, url: str) -> URLFetcherResponse:
        # The finders refuse a name that leads out of our folders.
        path = finders.find(unquote(url.removeprefix(_OURS)))
        if path is None:
            raise FatalURLFetchingError(url[:100])
        kind = guess_type(path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})

    def _data_image(self, url: str) -> URLFetcherResponse:
        head, _comma, body = url.partition(";base64,")
        kind = head.removeprefix("data:")
        try:
            image = b64decode(body, validate=True)
        except NotBase64:
            image = b""
        # An SVG may ask for further files, so only plain pictures pass.
        if not image or len(image) > LARGEST_IMAGE or kind not in ("image/png", "image/jpeg"):
            raise FatalURLFetchingError(url[:40])
        return URLFetcherResponse(url, image, {"Content-Type": kind})


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of the table: rows of one group, its heading above unless it continues, its total."""

    group: Group
    lines: list[list[Cell]]
    has_heading: bool
    has_total: bool


def render_pdf(roster: Roster) -> bytes:
    """Print a roster.

    Gives   the file, tagged as ``pdf/ua-1``, in Indonesian whatever the reader's language.
    Raises  OutsideFetch when the page asks for anything but our static files.
    Costs   about ten milliseconds and 0.2 MB of memory a row.
    """
    body, closing = _sections(roster)
    with override("id"):
        page = render_to_string(
            "paper/roster.html",
            {
                "roster": roster,
                "body": body,
                "closing": closing,
                "signatures": _side_by_side(roster),
                "style_sheet": _STYLE_SHEET,
            },
        )
    html = HTML(string=page, base_url=_OURS, url_fetcher=StaticFetcher())
    try:
        return html.write_pdf(
            stylesheets=[CSS(string=_measures(roster), url_fetcher=StaticFetcher())],
            pdf_variant="pdf/ua-1",
        )
    except FatalURLFetchingError as error:
        raise OutsideFetch(str(error)) from error


def _sections(roster: Roster) -> tuple[list[_Section], list[_Section]]:
    """Cut the last few rows off the list, to be kept together with the signatures."""
    body: list[_Section] = []
    closing: list[_Section] = []
    wanted = ROWS_WITH_SIGNATURES
    for group in reversed(roster.groups):
        lines = [paper_cells(roster.columns, row) for row in group.rows]
        cut = max(len(lines) - wanted, 0)
        wanted -= len(lines) - cut
        if cut < len(lines):
            closing.append(_Section(group, lines[cut:], has_heading=not cut, has_total=True))
        if cut:
            body.append(
                _Section(group, lines[:cut], has_heading=True, has_total=cut == len(lines))
            )
    return body[::-1], closing[::-1]


def _side_by_side(roster: Roster) -> list[tuple[Signature | None, int]]:
    """Give the halves of the last line with their widths in columns; one signs at the right."""
    if not roster.signatures:
        return []
    width = len(roster.paper_columns)
    blocks = (None, *roster.signatures)[-2:]
    return list(zip(blocks, (width // 2, width - width // 2), strict=True))


def _measures(roster: Roster) -> str:
    """Give the rules that follow from the data: the sheet's size and the columns' widths."""
    columns = roster.paper_columns
    whole = sum(column.width for column in columns)
    rules = [f"@page {{ size: {roster.paper.width}mm {roster.paper.height}mm }}"]
    rules += [
        f"col:nth-child({place}) {{ width: {100 * column.width / whole:.3f}% }}"
        for place, column in enumerate(columns, 1)
    ]
    return "\n".join(rules)
