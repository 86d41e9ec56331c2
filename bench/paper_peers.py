"""The printed list as others would make it: WeasyPrint with one table, reportlab in two ways."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from made_roster import LETTERHEAD, SIGNED, SIGNER, TITLE
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle
from weasyprint import HTML

from reporting.rosters import Roster, paper_cells

_FONT = "fonts/PlusJakartaSans[wght].ttf"
_STYLE = """
@font-face { font-family: "Plus Jakarta Sans"; src: url("%(font)s") }
@page {
  size: 215mm 330mm; margin: 12mm 13mm 15mm;
  @bottom-right { content: "Halaman " counter(page) " dari " counter(pages) }
}
body { font: 8pt "Plus Jakarta Sans"; margin: 0 }
header, h1 { text-align: center }
h1 { font-size: 12pt }
table { border-collapse: collapse; width: 100%% }
th, td { border: .4pt solid #555; padding: .8mm 1.1mm; vertical-align: top }
thead th { background: #e9eeec }
tbody tr { break-inside: avoid }
tbody tr:nth-child(even) td { background: #f6f6f6 }
.number { text-align: right }
.digits, .mark, .date { text-align: center; white-space: nowrap }
.signature { break-inside: avoid; margin: 6mm 0 0 110mm; text-align: center }
"""
# Measures of reportlab's sheets, in millimetres.
_WIDTH, _HEIGHT, _SIDE, _TOP, _BOTTOM, _ROW, _HEAD = 215, 330, 13, 17, 15, 5.5, 30
_SIZE = 8


def weasyprint_naive(roster: Roster, path: Path) -> None:
    """Print one table, each cell with the class of its kind."""
    kinds = [column.kind.value for column in roster.columns]
    head = "".join(f"<th>{escape(str(column.heading))}</th>" for column in roster.columns)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td class="{kind}">{escape(text)}</td>'
            for kind, text in zip(kinds, texts, strict=True)
        )
        + "</tr>"
        for texts in _texts(roster)
    )
    letterhead = "".join(f"<div>{line}</div>" for line in LETTERHEAD)
    signature = "".join(f"<div>{line}</div>" for line in (*SIGNED, "<br><br><br>", SIGNER))
    style = _STYLE % {"font": _font().as_uri()}
    HTML(
        string=f'<!doctype html><html lang="id"><style>{style}</style>'
        f"<header>{letterhead}</header><h1>{TITLE}</h1>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f'<div class="signature">{signature}</div>'
    ).write_pdf(path)


def reportlab_canvas(roster: Roster, path: Path) -> None:
    """Draw text and lines at places counted by hand; nothing is measured or broken into lines."""
    _use_font()
    canvas = Canvas(str(path), pagesize=(_WIDTH * mm, _HEIGHT * mm))
    edges = [_SIDE * mm]
    for width in _widths(roster):
        edges.append(edges[-1] + width)
    heading = [str(column.heading) for column in roster.columns]
    texts = list(_texts(roster))
    sheets = list(_sheets(len(texts)))
    for number, (start, end) in enumerate(sheets, 1):
        canvas.setFont("list", _SIZE)
        y = (_HEIGHT - _TOP) * mm
        if number == 1:
            for place, line in enumerate((*LETTERHEAD, TITLE)):
                canvas.drawCentredString(_WIDTH * mm / 2, y - place * 6 * mm, line)
            y -= _HEAD * mm
        lines = [heading, *texts[start:end]]
        rules = [y - place * _ROW * mm for place in range(len(lines) + 1)]
        for rule, cells in zip(rules[1:], lines, strict=True):
            for x, text in zip(edges, cells, strict=False):
                if text:
                    canvas.drawString(x + mm, rule + 1.6 * mm, text)
        canvas.grid(edges, rules)
        if number == len(sheets):
            for place, line in enumerate((*SIGNED, "", "", SIGNER)):
                canvas.drawString(130 * mm, rules[-1] - (place + 2) * 5 * mm, line)
        canvas.drawRightString(
            (_WIDTH - _SIDE) * mm, 8 * mm, f"Halaman {number} dari {len(sheets)}"
        )
        canvas.showPage()
    canvas.save()


def reportlab_table(roster: Roster, path: Path) -> None:
    """Set a LongTable with rows of one height; its sheets cannot say how many there are."""
    _use_font()
    lines = [[str(column.heading) for column in roster.columns], *_texts(roster)]
    table = LongTable(
        lines, colWidths=_widths(roster), rowHeights=[_ROW * mm] * len(lines), repeatRows=1
    )
    table.setStyle(
        TableStyle(
            [("FONT", (0, 0), (-1, -1), "list", _SIZE), ("GRID", (0, 0), (-1, -1), 0.4, "#555555")]
        )
    )
    paper = SimpleDocTemplate(
        str(path),
        pagesize=(_WIDTH * mm, _HEIGHT * mm),
        leftMargin=_SIDE * mm - 6,
        rightMargin=_SIDE * mm - 6,
        topMargin=_TOP * mm,
        bottomMargin=_BOTTOM * mm,
    )
    title = Paragraph(TITLE, getSampleStyleSheet()["Title"])
    paper.build([title, table], onFirstPage=_number, onLaterPages=_number)


def _number(canvas: Any, paper: Any) -> None:
    canvas.setFont("list", _SIZE)
    canvas.drawRightString((_WIDTH - _SIDE) * mm, 8 * mm, f"Halaman {paper.page}")


def _texts(roster: Roster) -> Iterator[list[str]]:
    for row in roster.rows():
        yield [cell.text for cell in paper_cells(roster.columns, row)]


def _font() -> Path:
    return Path(str(finders.find(_FONT)))


def _use_font() -> None:
    pdfmetrics.registerFont(TTFont("list", str(_font())))


def _widths(roster: Roster) -> list[float]:
    whole = sum(column.width for column in roster.columns)
    room = (_WIDTH - 2 * _SIDE) * mm
    return [room * column.width / whole for column in roster.columns]


def _sheets(rows: int) -> Iterator[tuple[int, int]]:
    """Give the first row of each sheet and the one after its last; the last holds a signature."""
    room = _HEIGHT - _TOP - _BOTTOM - _ROW
    start, end = 0, int((room - _HEAD) / _ROW)
    while start < rows:
        yield start, min(end, rows)
        start, end = end, end + int(room / _ROW)
