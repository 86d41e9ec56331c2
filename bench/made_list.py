"""A long list as a kelurahan would send it: twenty columns, made-up people, the same each time."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook

HEADINGS = (
    "NO",
    "NIK",
    "NO KK",
    "NAMA LENGKAP",
    "TEMPAT LAHIR",
    "TANGGAL LAHIR",
    "JENIS KELAMIN",
    "ALAMAT",
    "RT",
    "RW",
    "KELURAHAN",
    "KECAMATAN",
    "PEKERJAAN",
    "TEMPAT KERJA",
    "PENGHASILAN",
    "NO HP",
    "NAMA IBU KANDUNG",
    "AHLI WARIS",
    "HUBUNGAN",
    "KETERANGAN",
)
# Given names are put together from two parts.
_STARTS = ("Su", "Har", "Mul", "War", "Kar", "Mar", "Pur", "Sri", "Sul", "Yul", "Kus", "Tri")
_ENDS = ("yanto", "tini", "yono", "sih", "wati", "nadi", "tono", "astri", "yati", "minah")
_FAMILIES = ("Cahyono", "Hidayat", "Kusuma", "Lestari", "Nugroho", "Rahayu", "Santoso", "Utami")
_STREETS = ("Anggrek", "Cemara", "Dahlia", "Kenanga", "Mawar", "Melati", "Merdeka", "Teratai")
_PLACES = ("Pasar Legi", "Pasar Templek", "Alun-alun", "Terminal Patria", "Stasiun Blitar")


def make_list(
    path: Path, rows: int, *, villages: list[tuple[str, str]], occupations: list[str]
) -> None:
    """Write the list as a workbook.

    Takes   villages: names of kelurahan with their kecamatan; occupations: names of categories.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Daftar")
    sheet.append(HEADINGS)
    for row in made_rows(rows, villages=villages, occupations=occupations):
        sheet.append(row)
    book.save(path)


def made_rows(
    rows: int, *, villages: list[tuple[str, str]], occupations: list[str]
) -> Iterator[list[Any]]:
    """Give the people of a list, a value for each heading.

    Takes   the same as ``make_list``.
    """
    chance = Random(357200)  # noqa: S311  the same people on every machine
    serials: dict[str, count[int]] = {}
    for number in range(1, rows + 1):
        born = date(1962, 1, 1) + timedelta(days=chance.randrange(15000))
        sex = chance.choice("LP")
        start = f"357201{born.day + 40 * (sex == 'P'):02}{born:%m%y}"
        serial = next(serials.setdefault(start, count(1)))
        village, district = chance.choice(villages)
        family = chance.choice(_FAMILIES)
        yield [
            number,
            f"{start}{serial:04}",
            f"3572011501{number % 90 + 10}{number % 10000:04}",
            f"{_given(chance)} {_given(chance)} {family}",
            "Blitar",
            born,
            sex,
            f"Jl. {chance.choice(_STREETS)} No. {chance.randrange(1, 200)}",
            f"{chance.randrange(1, 10):03}",
            f"{chance.randrange(1, 10):03}",
            village,
            district,
            chance.choice(occupations),
            chance.choice(_PLACES),
            1_000_000 + 50_000 * chance.randrange(40),
            f"0812{30_000_000 + number}",
            f"{_given(chance)} {chance.choice(_FAMILIES)}",
            f"{_given(chance)} {family}",
            chance.choice(["Istri", "Suami", "Anak"]),
            "",
        ]


def _given(chance: Random) -> str:
    return chance.choice(_STARTS) + chance.choice(_ENDS)
