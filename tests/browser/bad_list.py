"""A list with most of what goes wrong in the lists people send, and its correction."""

from datetime import date
from pathlib import Path

import openpyxl

# A 15-digit NIK, one in exponent form, one that is no number at all.
SHORT, BLURRED, EMPTY = "Sri Wahyuni", "Agus Santoso", "Parti"
# Where these people stand in the file.
SHORT_ROW, BLURRED_ROW, EMPTY_ROW, NAMELESS_ROW, DEAD_ROW = 7, 8, 15, 14, 11
# Nobody can know what the last one is: it holds addresses.
HEADINGS = [
    "NO",
    "N.I.K",
    "NAMA LENKAP",
    "TGL LAHIR",
    "L/P",
    "RT/RW",
    "PROFESI",
    "HP",
    "KODE ALFA",
]
UNKNOWN_WORD = "penjual tahwa keliling"

PEOPLE = [
    ("Slamet Riyadi", date(1970, 5, 3), "L", "tukang becak"),
    (SHORT, date(1975, 8, 17), "P", "kader posyandu"),
    (BLURRED, date(1982, 1, 9), "L", "ojol"),
    ("Budi Utomo", date(1968, 12, 1), "L", UNKNOWN_WORD),
    ("Siti Aminah", date(1990, 2, 14), "P", "guru ngaji"),
    ("Joko Susilo (Alm.)", date(1985, 6, 30), "L", "jukir"),
    ("Dewi Lestari", date(1979, 11, 11), "P", UNKNOWN_WORD),
    ("Hadi Purnomo", date(1973, 3, 21), "L", "marbot"),
    ("", date(1980, 4, 4), "L", "becak"),
    (EMPTY, date(1977, 9, 25), "P", "guru ngaji"),
]


def nik_of(number: int) -> str:
    """Give the right NIK of the person with this number in the list."""
    _name, born, sex, _work = PEOPLE[number - 1]
    day = born.day + (40 if sex == "P" else 0)
    return f"357202{day:02}{born:%m%y}{number * 11:04}"


def write_bad_list(path: Path) -> None:
    """Write the list with titles above it, a row of numbers, totals and a signature."""
    written = {2: nik_of(2)[:15], 3: "3,57202E+15", 5: f" {nik_of(5)[:6]} {nik_of(5)[6:]}", 10: ""}
    workbook = openpyxl.Workbook()
    page = workbook.active
    page.title = "Usulan"
    page.append(["DAFTAR USULAN PEKERJA RENTAN"])
    page.append(["KELURAHAN TLUMPU"])
    page.append([])
    page.append(HEADINGS)
    page.append(list(range(1, len(HEADINGS) + 1)))
    for number, (name, born, sex, work) in enumerate(PEOPLE, start=1):
        nik = written.get(number, nik_of(number))
        phone = f"0812345678{number:02}"
        page.append(
            [
                number,
                nik,
                name,
                born,
                sex,
                f"00{number % 4 + 1}/002",
                work,
                phone,
                f"MAWAR {number}",
            ]
        )
    page.append(["JUMLAH", None, "10 orang"])
    page.append([])
    page.append([None, None, None, None, None, "Blitar, 2 November 2026"])
    page.append([None, None, None, None, None, "LURAH TLUMPU"])
    page.append([None, None, None, None, None, "NIP. 197001011990011001"])
    workbook.save(path)


def correct(path: Path) -> list[str]:
    """Put right what a workbook of refused rows still holds; give the names found in it."""
    workbook = openpyxl.load_workbook(path)
    page = workbook["Usulan"]
    place = {cell.value: (cell.row, cell.column) for row in page.iter_rows() for cell in row}
    header, name_column = place["NAMA LENKAP"]
    nik_column = place["N.I.K"][1]
    found = []
    for number in range(header + 1, page.max_row + 1):
        name = page.cell(number, name_column).value
        if name == EMPTY:
            page.cell(number, nik_column, nik_of(10))
        elif name and name.endswith("(Alm.)"):
            page.cell(number, name_column, name.removesuffix(" (Alm.)"))
        else:
            continue
        found.append(name)
    workbook.save(path)
    return found
