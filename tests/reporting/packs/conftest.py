"""A ceremony with two called up, a reserve and people of two kelurahan."""

from datetime import date

import pytest

from ceremonies.models import Ceremony, Recipient
from tests import make
from tests.reporting.asking import registered


@pytest.fixture
def held(period) -> Ceremony:
    row = make.ceremony(
        period,
        held_on=date(2025, 5, 1),
        title="Hari Jadi Kota",
        place="Balai Kota",
        dress="Batik",
    )
    people = (
        ("Siti Aminah", "Tlumpu", Recipient.Part.CALLED, 1, "F"),
        ("Budi Santoso", "Bendo", Recipient.Part.CALLED, 2, "M"),
        ("Cici Cadangan", "Bendo", Recipient.Part.RESERVE, 1, "F"),
    )
    for name, village, part, position, sex in people:
        person = registered(period, name, village, sex=sex)
        make.recipient(row, person, part=part, position=position)
    registered(period, "Orang Biasa", "Tlumpu")
    return row
