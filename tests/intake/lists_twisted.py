"""What made-up files hold besides their lists, and lists put side by side."""

from random import Random
from typing import Any

from intake.columns import letter_of
from tests.intake.made_shapes import MadeSheet

_PLACED = ("refuse", "same")


def cover(village: str, people: int) -> MadeSheet:
    """A letter to the city that names the kelurahan and a number of people."""
    lines = [
        "PEMERINTAH KOTA BLITAR",
        f"KELURAHAN {village.upper()}",
        "Perihal : Usulan peserta",
        "Kepada Yth. Kepala Dinas Koperasi, UKM dan Tenaga Kerja",
        f"Bersama ini kami sampaikan daftar pekerja rentan sebanyak {people} orang.",
        f"Lurah {village}",
        "NIP 19710815 199603 1 004",
    ]
    return MadeSheet("Surat", [[line] for line in lines])


def recap(village: str, people: int) -> MadeSheet:
    """A table of numbers that looks like a list from afar."""
    rows: list[list[Any]] = [
        ["NO", "KELURAHAN", "L", "P", "JUMLAH"],
        [1, village, people // 2, people - people // 2, people],
        [None, "JUMLAH", people // 2, people - people // 2, people],
    ]
    return MadeSheet("Rekap", rows)


def remarks(random: Random, left: int, nik_column: int) -> list[list[Any]]:
    """Rows below a list that speak of people and are none."""
    moved = "3572020108830011 = sudah pindah ke Malang"
    indent = random.choice([left, nik_column])
    return [
        [],
        [*[None] * left, random.choice(["Catatan :", "Keterangan", "NB:"])],
        [*[None] * indent, moved],
        [*[None] * left, 1, "Merah = sudah meninggal"],
        [*[None] * left, 2, "L = Laki-laki, P = Perempuan"],
    ]


def put_beside(
    first: MadeSheet, other: MadeSheet, headed: tuple[int, int], expected: dict[str, Any]
) -> MadeSheet:
    """Put one list to the right of another, their headings in one row.

    Takes   headed: the rows of the headings; expected: changed to say where everybody is now.
    """
    down = headed[0] - headed[1]
    _move_down(first, max(-down, 0), expected)
    _move_down(other, max(down, 0), expected)
    start = max(len(row) for row in first.rows)
    rows = []
    for number in range(max(len(first.rows), len(other.rows))):
        left = first.rows[number] if number < len(first.rows) else []
        right = other.rows[number] if number < len(other.rows) else []
        rows.append([*left, *[None] * (start - len(left)), *right] if right else left)
    heading = rows[max(headed) - 1]
    cut = next(index for index in range(start, len(heading)) if heading[index] is not None)
    end = max(len(row) for row in rows) - 1
    name = f"{first.name} {letter_of(cut)}–{letter_of(end)}".strip()
    _rename(other.name, name, expected)
    merges = [(top, bottom, one + start, last + start) for top, bottom, one, last in other.merges]
    return MadeSheet(first.name, rows, [*first.merges, *merges])


def _move_down(sheet: MadeSheet, rows: int, expected: dict[str, Any]) -> None:
    sheet.rows = [*([] for _ in range(rows)), *sheet.rows]
    sheet.merges = [
        (top + rows, bottom + rows, left, right) for top, bottom, left, right in sheet.merges
    ]
    spans = expected["data_rows"].get(sheet.name, [])
    expected["data_rows"][sheet.name] = [[first + rows, last + rows] for first, last in spans]
    for kind in _PLACED:
        for entry in expected[kind]:
            entry["row"] += rows if entry["sheet"] == sheet.name else 0


def _rename(old: str, new: str, expected: dict[str, Any]) -> None:
    expected["data_rows"][new] = expected["data_rows"].pop(old)
    for kind in _PLACED:
        for entry in expected[kind]:
            entry["sheet"] = new if entry["sheet"] == old else entry["sheet"]
