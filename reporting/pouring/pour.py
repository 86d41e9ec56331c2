"""From a long roster to a file: the stock is set, measured, and filled."""

import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain, count, islice
from typing import Any

import pydyf
from weasyprint import Document
from weasyprint.pdf.anchors import add_outlines

from common.bulk import pieces
from common.collector import held_back
from reporting.columns import Kind, as_text
from reporting.pouring.faces import Face, odd_letters
from reporting.pouring.layout import Poured, Pourer, Unpourable, place
from reporting.pouring.painting import Painter
from reporting.pouring.stock import CLOSING, FIRST, LATER, ODD, measure
from reporting.rosters import Cell, Group, Roster, Row, Total, paper_cells, total_cells
from reporting.sections import Section, cut_sections, signatures_side_by_side
from reporting.typesetting import typeset

# Rows that need a shaper are set one by one; with more of them there is nothing to gain.
MOST_ODD_ROWS = 200
_STOCK_STYLE = "static:paper/stock.css"
_FAMILY = "Plus Jakarta Sans"
_PLAIN, _BOLD = 400, 600
_SIZE = 8.0  # points, as in the style sheet
# What numbers, amounts and days are written with, and the number of a sheet.
_ALWAYS = "0123456789.,- Rp Halamndri"
_WRITTEN_WITH_THEM = frozenset({int, date, type(None)})
# The hardest deflating saves a few per cent and costs more than all the rest.
_LEVEL = 2
_ROWS_AT_ONCE = 500


Texts = tuple[str, ...]
# As WeasyPrint has them: title, place (sheet, left, up), those below, whether they are shown.
_Bookmark = tuple[str, tuple[int, float, float], list[Any], str]


@held_back()
def pour_pdf(roster: Roster) -> bytes:
    """Print a long roster: the same sheets as the plain way, without tags.

    Raises  Unpourable; OutsideFetch when a page asks for anything but our static files.
    Costs   memory for the sheets' operators, not for boxes.
    """
    body, closing = cut_sections(roster)
    copy = _Copy(roster, body, closing)
    context = {
        "sample": [_sample(roster)],
        "signatures": signatures_side_by_side(roster),
        "odd": copy.odd_rows,
        "letters": " ".join(sorted(copy.letters)),
    }
    return typeset(
        roster,
        "paper/stock.html",
        context,
        also_styled_by=(_STOCK_STYLE,),
        finisher=partial(_fill, copy=copy, title=roster.title),
    )


class _Copy:
    """What is to be poured, as text, and the letters it needs."""

    def __init__(
        self, roster: Roster, body: Sequence[Section], closing: Sequence[Section]
    ) -> None:
        """Raises Unpourable."""
        self.columns = roster.paper_columns
        self._roster = roster
        self._body, self._closing = body, closing
        self.letters = set(_ALWAYS)
        headings: set[str] = set()
        for section in self._all:
            headings.update(section.group.title)
            for cell in total_cells(self.columns, section.group.total):
                headings.update(cell.text)
            for values, kind in chain.from_iterable(_columns_of(section)):
                if not _WRITTEN_WITH_THEM.issuperset(map(type, values)):
                    self.letters.update("".join(_written(values, kind)))
        if odd_letters(headings):
            raise Unpourable
        self._odd = odd_letters(self.letters)
        self.letters = (self.letters | headings) - self._odd
        self.odd_rows = list(islice(self._odd_rows(), MOST_ODD_ROWS + 1)) if self._odd else []
        if len(self.odd_rows) > MOST_ODD_ROWS:
            raise Unpourable

    @property
    def _all(self) -> Iterator[Section]:
        return chain(self._body, self._closing)

    def units(self, pourer: Pourer) -> Iterator[list[Poured]]:
        """Set strip after strip; those that must share a sheet come together."""
        odd = count()
        for section in self._body:
            yield from self._units(section, pourer, odd)
        end = [unit for part in self._closing for unit in self._units(part, pourer, odd)]
        yield [*chain.from_iterable(end), pourer.closing()]

    def _units(
        self, section: Section, pourer: Pourer, odd: Iterator[int]
    ) -> Iterator[list[Poured]]:
        unit = [pourer.group(section.group.title)] if section.has_heading else []
        last = len(section.rows) - 1
        for number, texts in enumerate(_texts_of(section)):
            if self._odd and self._is_odd(texts):
                unit.append(pourer.odd(next(odd)))
            else:
                unit.append(pourer.row(texts))
            if number == last and section.has_total:
                unit.append(pourer.total(total_cells(self.columns, section.group.total)))
            yield unit
            unit = []

    def _odd_rows(self) -> Iterator[list[Cell]]:
        for section in self._all:
            for row, texts in zip(section.rows, _texts_of(section), strict=True):
                if self._is_odd(texts):
                    yield paper_cells(self._roster.columns, row)

    def _is_odd(self, texts: Sequence[str]) -> bool:
        return not self._odd.isdisjoint("".join(texts))


def _texts_of(section: Section) -> Iterator[Texts]:
    """Write the rows of a section as text; anew each time, as lists are long."""
    for columns in _columns_of(section):
        yield from zip(*(_flat(_written(*column)) for column in columns), strict=True)


def _columns_of(section: Section) -> Iterator[list[tuple[Row, Kind]]]:
    """Give some rows after the other, those column by column with the kind of value."""
    for piece in pieces(section.rows, _ROWS_AT_ONCE):
        yield [
            (values, column.kind)
            for values, column in zip(zip(*piece, strict=True), section.columns, strict=True)
            if not column.in_heading
        ]


def _written(values: Row, kind: Kind) -> Sequence[str]:
    if set(map(type, values)) == {str}:
        return values
    return [value if type(value) is str else as_text(value, kind) for value in values]


def _flat(texts: Sequence[str]) -> Sequence[str]:
    """Take runs of spaces for one, as a page does."""
    whole = "|".join(["", *texts, ""])
    if "  " in whole or " |" in whole or "| " in whole:
        return [" ".join(text.split()) if " " in text else text for text in texts]
    return texts


def _sample(roster: Roster) -> Section:
    """Give one row between its heading and its total, all one line high, on which to measure."""
    group = roster.groups[0]
    figures = tuple(figure._replace(label="x", value=0) for figure in group.total.figures)
    columns = roster.columns
    numbers = {Kind.NUMBER, Kind.RUPIAH}
    row = tuple(0 if column.kind in numbers else "x" for column in columns)
    title = Group(group.key, "x", "x", (), Total("x", figures))
    return Section(title, (row,), columns, has_heading=True, has_total=True)


def _fill(document: Document, pdf: pydyf.PDF, *, copy: _Copy, title: str) -> None:
    """Turn the stock's sheets into forms and add the real sheets, row text over forms."""
    measures = measure(document)
    faces = _face(document, _PLAIN), _face(document, _BOLD)
    resources, box = _take_forms(pdf, odd=len(measures.odd))
    painter = Painter(measures, *faces)
    groups: list[str] = []
    bodies: list[pydyf.Stream] = []
    marks: list[_Bookmark] = []
    units = copy.units(Pourer(measures, copy.columns, *faces))
    for number, sheet in enumerate(place(units, measures)):
        marks += [
            (group, (number, 0, measures.height - top), [], "open")
            for top, group in sheet.beginnings
        ]
        bodies.append(_stream(pdf, painter.sheet(sheet, is_first=not bodies)))
        groups.append(sheet.group)
    for number, (body, group) in enumerate(zip(bodies, groups, strict=True), 1):
        margins = _stream(pdf, painter.margins(number, len(bodies), group))
        pdf.add_page(
            pydyf.Dictionary(
                {
                    "Type": "/Page",
                    "Parent": pdf.pages.reference,
                    "MediaBox": box,
                    "Contents": pydyf.Array([body.reference, margins.reference]),
                    "Resources": resources.reference,
                }
            )
        )
    add_outlines(pdf, [(title, (0, 0, measures.height), marks, "open")])


def _face(document: Document, weight: int) -> Face:
    """Collect what the file knows of one weight of the typeface."""
    fonts = [
        font
        for font in document.fonts.values()
        if font.family == _FAMILY and font.weight == weight
    ]
    glyphs = {
        letter: glyph
        for font in fonts
        for glyph, letter in font.to_unicode.items()
        if len(letter) == 1
    }
    widths = {glyph: width for font in fonts for glyph, width in font.widths.items()}
    return Face(fonts[0].hash, _SIZE, glyphs, widths)


def _take_forms(pdf: pydyf.PDF, *, odd: int) -> tuple[pydyf.Dictionary, Any]:
    """Make forms of the stock's sheets and take the sheets out of the file.

    Gives   the resources of the real sheets, and the size of a sheet.
    """
    kids = pdf.pages["Kids"]
    stock = [pdf.objects[number] for number in kids[::3]]
    box = stock[FIRST]["MediaBox"]
    names = {FIRST: "First", LATER: "Later", CLOSING: "Closing"}
    names |= {ODD + number: f"Odd{number}" for number in range(odd)}
    forms = pydyf.Dictionary({})
    for number, page in enumerate(stock):
        stream = pdf.objects[int(page["Contents"].split()[0])]
        if number in names:
            stream.extra |= {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": box,
                "Resources": page["Resources"],
            }
            forms[names[number]] = stream.reference
        else:
            stream.stream.clear()
    fonts = pdf.objects[int(stock[FIRST]["Resources"].split()[0])]["Font"]
    for page in stock:
        page.clear()  # an empty object keeps the numbers of the others
    kids.clear()
    pdf.pages["Count"] = 0
    resources = pydyf.Dictionary({"Font": fonts, "XObject": forms})
    pdf.add_object(resources)
    return resources, box


def _stream(pdf: pydyf.PDF, operators: bytes) -> pydyf.Stream:
    packed = zlib.compress(operators, _LEVEL)
    stream = pydyf.Stream([packed], extra={"Filter": "/FlateDecode"})
    pdf.add_object(stream)
    return stream
