"""Somebody who does not exist, to show what a file for BPJS will look like."""

from collections.abc import Sequence
from datetime import date

from enrollment.bpjs_columns import Sent, row_of
from enrollment.models import Enrollment, EnrollmentPeriod, PresetColumn
from places.models import District, Village
from workers.models import Heir, MaritalStatus, OccupationCategory, Sex, Worker

_PERIOD = EnrollmentPeriod(name="2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
_VILLAGE = Village(name="Tlumpu", district=District(name="Sukorejo"), postal_code="66122")
_WORKER = Worker(
    nik="3572025708650001",
    family_card_number="3572020101100001",
    full_name="Siti Aminah",
    birth_place="Blitar",
    birth_date=date(1965, 8, 17),
    sex=Sex.FEMALE,
    marital_status=MaritalStatus.MARRIED,
    address="Jl. Melati 5",
    rt="003",
    rw="001",
    village=_VILLAGE,
    phone="+6281234567890",
    mother_name="Sulastri",
    occupation=OccupationCategory(name="Pedagang kecil"),
    work_place="Pasar Legi",
    income=900_000,
)
_SAMPLE = Sent(
    1,
    Enrollment(worker=_WORKER, period=_PERIOD, starts_on=date(2026, 4, 1)),
    Heir(full_name="Slamet", relation=Heir.Relation.SPOUSE),
)


def sample_row(columns: Sequence[PresetColumn]) -> list[tuple[str, str]]:
    """Give the headings of a preset with the cells of an invented person."""
    cells = row_of(_SAMPLE, columns).cells
    return [(column.heading, cell) for column, cell in zip(columns, cells, strict=True)]
