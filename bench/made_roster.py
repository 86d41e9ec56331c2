"""Rosters of made-up people: eight columns for paper, twenty for workbooks."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from made_list import HEADINGS, made_rows

from reporting.columns import Column, Kind
from reporting.papers import F4, F4_LANDSCAPE, Paper
from reporting.rosters import Figure, Frame, Group, Roster, Row, Signature, Total
from reporting.shelves import Shelf

LETTERHEAD = ("PEMERINTAH KOTA BLITAR", "DINAS CONTOH", "Jl. Contoh No. 1, Blitar")
TITLE = "Daftar Peserta"
SIGNED = ("Blitar, 8 April 2026", "Kepala Dinas Contoh,")
SIGNER = "NAMA PEJABAT"
_VILLAGES = [("Sananwetan", "Sananwetan"), ("Kepanjenlor", "Kepanjenkidul"), ("Turi", "Sukorejo")]
_OCCUPATIONS = ["Buruh harian", "Juru parkir", "Pedagang kecil", "Pengemudi becak", "Petani"]
# Headings of made lists with their kind and width; the others are texts of fifteen letters.
_SHEET = {
    "NO": (Kind.NUMBER, 6),
    "NIK": (Kind.DIGITS, 19),
    "NO KK": (Kind.DIGITS, 19),
    "NAMA LENGKAP": (Kind.TEXT, 30),
    "TANGGAL LAHIR": (Kind.DATE, 12),
    "JENIS KELAMIN": (Kind.MARK, 5),
    "ALAMAT": (Kind.TEXT, 30),
    "RT": (Kind.DIGITS, 5),
    "RW": (Kind.DIGITS, 5),
    "PENGHASILAN": (Kind.RUPIAH, 15),
    "NO HP": (Kind.DIGITS, 15),
}
# The columns of paper: heading, that of the made list, kind and width. Nearly all texts fit on
# one line, as reportlab's canvas does not break any.
_PRINTED = (
    ("No.", "NO", Kind.NUMBER, 10),
    ("Nama", "NAMA LENGKAP", Kind.TEXT, 32),
    ("NIK", "NIK", Kind.DIGITS, 21),
    ("L/P", "JENIS KELAMIN", Kind.MARK, 5),
    ("Tanggal lahir", "TANGGAL LAHIR", Kind.DATE, 16),
    ("Alamat", "ALAMAT", Kind.TEXT, 24),
    ("Pekerjaan", "PEKERJAAN", Kind.TEXT, 21),
    ("Ket.", "KETERANGAN", Kind.TEXT, 7),
)


def printed_roster(rows: int) -> Roster:
    """Give a roster for paper."""
    places = [HEADINGS.index(listed) for _heading, listed, _kind, _width in _PRINTED]
    people = (tuple(row[place] for place in places) for row in _people(rows))
    columns = [
        _column(heading, kind, width, heads_row=heading == "Nama")
        for heading, _listed, kind, width in _PRINTED
    ]
    return _roster(columns, people, F4)


def sheet_roster(rows: int) -> Roster:
    """Give a roster for a workbook."""
    columns = [_column(name, *_SHEET.get(name, (Kind.TEXT, 15))) for name in HEADINGS]
    return _roster(columns, map(tuple, _people(rows)), F4_LANDSCAPE)


def _people(rows: int) -> Any:
    return made_rows(rows, villages=_VILLAGES, occupations=_OCCUPATIONS)


def _column(heading: str, kind: Kind, width: float, *, heads_row: bool = False) -> Column:
    # Values are there already, so no column has to find its own.
    return Column(heading, heading, str, kind, width, heads_row=heads_row)


def _roster(columns: Sequence[Column], people: Iterable[Row], paper: Paper) -> Roster:
    kept = Shelf().keep(people)
    total = Total("Jumlah", (Figure("peserta", len(kept)),))
    return Roster(
        title=TITLE,
        caption=(("Keadaan", "8 April 2026"),),
        columns=tuple(columns),
        groups=(Group("3572", "Blitar", "KOTA BLITAR", kept, total),),
        total=total,
        on=date(2026, 4, 8),
        paper=paper,
        frame=Frame(LETTERHEAD, signatures=(Signature(SIGNED, SIGNER),), note="Dibuat bench"),
    )
