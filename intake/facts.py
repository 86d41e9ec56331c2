"""What must be known outside the file to read and check it, loaded beforehand by the caller."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from enrollment.rules import Cover, Limits, UnitCover
from intake.kinds import PEOPLE
from places.matching import VillageMatcher
from workers.nik import Nik
from workers.occupations import OccupationMatcher


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the registry, with what decides about a row under the same NIK."""

    pk: int
    nik: str
    # Canonical values by field, as in InterpretedRow.values; dates as ISO text.
    values: Mapping[str, Any]
    enrolled: bool = False  # holds a live place in the period of this import
    covers: tuple[Cover, ...] = ()  # live places in other periods
    died_on: date | None = None
    hidden: bool = False  # out of the asker's sight: neither name nor data may be shown


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A person's place in the period of a list: its state, and what BPJS was sent of it.

    Takes   ended_on: the last day of a cover that ended, where no other place came after;
            is_sent: a file went out that nobody has answered yet for this person; rejections:
            what BPJS said when it turned the person away, before somebody sent them again.
    """

    status: str
    starts_on: date
    ended_on: date | None = None
    is_sent: bool = False
    rejections: frozenset[str] = frozenset()


class Candidate(NamedTuple):
    """Somebody of the registry who may be a person of the list under another NIK."""

    nik: str
    full_name: str
    birth_date: str  # as in InterpretedRow.values
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Reference data and the part of the registry that a file touches.

    Reading needs ``villages``, ``occupations`` and ``first_day``; the rest is for checking, so
    a caller reads first and then fills in the people under the NIKs found.
    """

    villages: VillageMatcher
    occupations: OccupationMatcher
    first_day: date
    last_day: date
    # Which column set the list has, a key of kinds.KINDS.
    kind: str = PEOPLE
    limits: Limits = field(default_factory=dict)
    # Sound NIKs that reading has met by their digits, so that checking need not read them again.
    niks: dict[str, Nik] = field(default_factory=dict)
    registry: Mapping[str, KnownPerson] = field(default_factory=dict)
    # What other units of the city say, by NIK; their people need not be in the registry.
    unit_covers: Mapping[str, Sequence[UnitCover]] = field(default_factory=dict)
    # People of the registry born on a day that the file names, to find near-duplicates.
    candidates: Sequence[Candidate] = ()
    # For results of BPJS: places in the period by NIK, NIKs by member number (KPJ).
    places: Mapping[str, KnownPlace] = field(default_factory=dict)
    number_owners: Mapping[str, str] = field(default_factory=dict)
    # For lists of other units: names of offices by every way to write them, and what is on
    # record by NIK, unit and first day.
    agencies: Mapping[str, str] = field(default_factory=dict)
    known_covers: Mapping[tuple[str, str, str], Mapping[str, str]] = field(default_factory=dict)
    # For renewals: the answers on record by NIK, empty ones for people not answered for yet.
    renewals: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    today: date = date.max
    # Kelurahan and occupations the uploader may import for; None for all.
    allowed_villages: frozenset[str] | None = None
    allowed_occupations: frozenset[str] | None = None
