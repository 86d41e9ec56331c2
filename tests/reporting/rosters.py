"""Rosters made by hand, for the renderers alone."""

from datetime import date
from typing import Any

from reporting.catalogue.people import PARTICIPANTS_BY_VILLAGE
from reporting.rosters import Figure, Frame, Group, Roster, Row, Signature, Total

COLUMNS = PARTICIPANTS_BY_VILLAGE.columns


def row(number: int, place: int = 1, **values: Any) -> Row:
    """One row with a recognisable name; any column can be given by its key."""
    whole = {
        "number": number,
        "number_in_group": place,
        "full_name": f"Slamet Riyadi {number}",
        "nik": f"3572********{number:04}",
        "sex": "L",
        "birth_date": date(1980, 5, 17),
        "address": "Jl. Melati 5",
        "rt": "001",
        "rw": "002",
        "district": "Sukorejo",
        "village": "Tlumpu",
        "occupation": "Tukang becak",
        "member_number": f"{number:011}",
        "starts_on": date(2025, 4, 1),
        "standing": "",
    } | values
    return tuple(whole[column.key] for column in COLUMNS)


def frame(**values: Any) -> Frame:
    """A letterhead and one signature, unless told otherwise."""
    head = Signature(("Contoh, 8 April 2025", "KEPALA,"), "NAMA CONTOH", "", "1" * 18)
    defaults: dict[str, Any] = {
        "letterhead": ("PEMERINTAH KOTA CONTOH", "DINAS CONTOH", "Jalan Contoh 1"),
        "signatures": (head,),
        "note": "Dibuat 8 April 2025",
    }
    return Frame(**(defaults | values))


def roster(*sizes: int, first: dict[str, Any] | None = None, **values: Any) -> Roster:
    """A list with groups of the given sizes; ``first`` replaces values of its first row."""
    groups: list[Group] = []
    number = 0
    for size in sizes:
        name = f"Contoh {len(groups) + 1}"
        rows = []
        for place in range(1, size + 1):
            number += 1
            rows.append(row(number, place, **(first if first and number == 1 else {})))
        total = Total(f"Jumlah Kelurahan {name}", (Figure("peserta", size),))
        groups.append(
            Group(name, name, f"Kecamatan Sukorejo – Kelurahan {name}", tuple(rows), total)
        )
    defaults: dict[str, Any] = {
        "title": "Daftar Peserta per Kelurahan",
        "caption": (("Periode", "Periode 2025"), ("Status", "Terdaftar")),
        "columns": COLUMNS,
        "groups": tuple(groups),
        "total": Total("Jumlah seluruhnya", (Figure("peserta", number),)),
        "on": date(2025, 4, 8),
        "paper": PARTICIPANTS_BY_VILLAGE.paper,
        "frame": frame(),
    }
    return Roster(**(defaults | values))
