"""A roster that left the house comes back as a list: nothing in it is new."""

import random
import string
from datetime import date, timedelta
from pathlib import Path

import pytest

from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import Status
from intake.services import preview_file
from intake.shapes import Interpretation
from reporting.catalogue.people import PARTICIPANTS_BY_VILLAGE
from reporting.services import Order, make_file
from tests import make

pytestmark = pytest.mark.django_db

LETTERS = string.ascii_uppercase
NAMES = [
    "=cmd|'/c calc'!A0",
    "+62 Slamet",
    "-Slamet",
    "@Slamet",
    "Nur 'Aini",
    "Ma'ruf",
    "SITI AMINAH, S.Pd",
    "H. Abdul Ghofur",
    "1E5 Sukirman",
    "Slamet (Met)",
    "O'Neill d'Arc",
    "Jumlah Rahayu",
    "Total Lestari",
    "Tri Mengetahui",
    "Ny. Mujiati",
    "Sri",
]


def people(period: EnrollmentPeriod) -> None:
    places = ["Tlumpu", "Turi", "Blitar", "Karangsari"]
    trades = ["pedicab_driver", "mosque_caretaker", "parking_attendant"]
    for number, name in enumerate(NAMES):
        worker = make.worker(
            full_name=name,
            birth_date=date(1970 + number, 1 + number % 12, 10 + number),
            sex="F" if number % 3 else "M",
            village=make.village(places[number % len(places)]),
            occupation=make.occupation(trades[number % len(trades)]),
            address=f"Jl. Melati {number} RT 3" if number % 2 else "",
            rt="" if number % 5 == 0 else f"{number:03}",
            rw="" if number % 5 == 0 else "002",
            member_number=f"25000000{number:03}" if number % 2 else "",
        )
        status = Status.REGISTERED if number % 2 else Status.PROPOSED
        make.enrollment(worker=worker, period=period, status=status)


def exported(period: EnrollmentPeriod, folder: Path) -> Path:
    order = Order(
        kind=PARTICIPANTS_BY_VILLAGE,
        rows=Enrollment.objects.filter(period=period),
        caption=(("Periode", period.name),),
        filters={},
        file_stem="daftar-peserta",
        on=period.starts_on,
        format="xlsx",
        full_nik=True,
    )
    file = make_file(order, by="tests")
    path = folder / file.name
    path.write_bytes(file.content)
    return path


def read_back(period: EnrollmentPeriod, folder: Path) -> Interpretation:
    return preview_file(path=exported(period, folder), period=period, village=None)


def test_an_exported_roster_changes_nobody(period: EnrollmentPeriod, tmp_path: Path) -> None:
    people(period)
    found = read_back(period, tmp_path)
    rows = [row for row in found.rows if row.kind == "person"]
    odd = {
        row.values["full_name"]: (row.changes, row.problems)
        for row in rows
        if row.verdict != "same"
    }
    assert odd == {}
    assert len(rows) == len(NAMES)


def test_names_of_any_signs_come_back_as_they_left(
    period: EnrollmentPeriod, tmp_path: Path
) -> None:
    chance = random.Random(17)  # noqa: S311  made-up people, no secret
    signs = string.ascii_letters + " .,'-/@=+&\"()[]{}#!?:;*_%^~|<>\\0123456789éñ’ -"
    for number in range(80):
        marks = "".join(chance.choice(signs) for _place in range(chance.randrange(1, 25)))
        worker = make.worker(
            # Words in brackets alone are a remark, not a name.
            full_name=f"{marks.strip('([{')}{chance.choice(LETTERS)}{marks[::-1]}",
            birth_date=date(1965, 1, 1) + timedelta(days=97 * number),
        )
        make.enrollment(worker=worker, period=period)
    rows = [row for row in read_back(period, tmp_path).rows if row.kind == "person"]
    assert len(rows) == 80
    odd = {row.values.get("full_name"): row.changes or row.problems for row in rows}
    assert {name: why for name, why in odd.items() if why} == {}
    assert {row.verdict for row in rows} == {"same"}
