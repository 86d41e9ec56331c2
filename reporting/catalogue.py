"""Every kind of roster, said once as data."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.db.models.aggregates import Aggregate
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.models import Enrollment
from enrollment.transitions import Status
from reporting.columns import Column, Kind, as_text
from reporting.papers import F4_LANDSCAPE, Paper
from workers.models import Sex

Names = tuple[str, ...]


class Line(NamedTuple):
    """What a column reads its value from: one enrollment and its place in the list."""

    number: int
    number_in_group: int
    enrollment: Enrollment


@dataclass(frozen=True, slots=True)
class Grouping:
    """How a list falls into groups; ``paths`` leads to the group's key and then to its names."""

    paths: tuple[str, ...]
    title: Callable[[Names], str]
    total_label: Callable[[Names], str]

    def names_of(self, enrollment: Enrollment) -> Names:
        """Read the key and the names of the group an enrollment belongs to."""
        return attrgetter(*(path.replace("__", ".") for path in self.paths))(enrollment)


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of every total, counted the same by Python and by the database."""

    label: str | Promise
    of: Callable[[Enrollment], int]
    aggregate: Aggregate


@dataclass(frozen=True, slots=True)
class RosterKind:
    """A kind of list: what it shows, of whom, in which order and on what paper."""

    slug: str
    title: str | Promise
    description: str | Promise
    audience: str | Promise
    file_stem: str
    columns: tuple[Column, ...]
    grouping: Grouping
    order_by: tuple[str, ...]
    measures: tuple[Measure, ...]
    related: tuple[str, ...]
    paper: Paper = F4_LANDSCAPE
    formats: tuple[str, ...] = ("pdf", "xlsx")

    @property
    def has_sensitive_columns(self) -> bool:
        return any(column.sensitive for column in self.columns)


def _standing(line: Line) -> str:
    """Say how the enrollment stands, where that is more than a plain registered place."""
    row = line.enrollment
    if row.ended_on is not None:
        return _("Berakhir %(day)s: %(reason)s") % {
            "day": as_text(row.ended_on, Kind.DATE),
            "reason": row.get_end_reason_display(),
        }
    return "" if row.status == Status.REGISTERED else row.get_status_display()


def _worker(field: str) -> Callable[[Line], Any]:
    return attrgetter(f"enrollment.worker.{field}")


NUMBER = Column("number", gettext_lazy("No."), lambda line: line.number, Kind.NUMBER, 6)
NUMBER_IN_VILLAGE = Column(
    "number_in_group",
    gettext_lazy("No. kel."),
    lambda line: line.number_in_group,
    Kind.NUMBER,
    6,
)
NAME = Column("full_name", gettext_lazy("Nama"), _worker("full_name"), width=30, heads_row=True)
NIK = Column("nik", gettext_lazy("NIK"), _worker("nik"), Kind.DIGITS, 19, sensitive=True)
SEX = Column(
    "sex",
    gettext_lazy("L/P"),
    lambda line: "P" if line.enrollment.worker.sex == Sex.FEMALE else "L",
    Kind.MARK,
    5,
)
BIRTH_DATE = Column(
    "birth_date", gettext_lazy("Tanggal lahir"), _worker("birth_date"), Kind.DATE, 12
)
ADDRESS = Column("address", gettext_lazy("Alamat"), _worker("address"), width=30)
RT = Column("rt", gettext_lazy("RT"), _worker("rt"), Kind.DIGITS, 5)
RW = Column("rw", gettext_lazy("RW"), _worker("rw"), Kind.DIGITS, 5)
DISTRICT = Column(
    "district",
    gettext_lazy("Kecamatan"),
    _worker("village.district.name"),
    width=16,
    in_heading=True,
)
VILLAGE = Column(
    "village", gettext_lazy("Kelurahan"), _worker("village.name"), width=18, in_heading=True
)
OCCUPATION = Column("occupation", gettext_lazy("Pekerjaan"), _worker("occupation.name"), width=20)
MEMBER_NUMBER = Column(
    "member_number", gettext_lazy("KPJ"), _worker("member_number"), Kind.DIGITS, 13
)
STARTS_ON = Column(
    "starts_on",
    gettext_lazy("Mulai perlindungan"),
    lambda line: line.enrollment.starts_on,
    Kind.DATE,
    13,
)
STANDING = Column("standing", gettext_lazy("Keterangan"), _standing, width=20)

BY_VILLAGE = Grouping(
    paths=(
        "worker__village__code",
        "worker__village__district__name",
        "worker__village__name",
    ),
    title=lambda names: (
        _("Kecamatan %(district)s – Kelurahan %(village)s")
        % {"district": names[1], "village": names[2]}
    ),
    total_label=lambda names: _("Jumlah Kelurahan %(village)s") % {"village": names[2]},
)
PEOPLE = Measure(gettext_lazy("peserta"), lambda row: 1, Count("pk"))
MEN = Measure(
    gettext_lazy("laki-laki"),
    lambda row: row.worker.sex == Sex.MALE,
    Count("pk", filter=Q(worker__sex=Sex.MALE)),
)
WOMEN = Measure(
    gettext_lazy("perempuan"),
    lambda row: row.worker.sex == Sex.FEMALE,
    Count("pk", filter=Q(worker__sex=Sex.FEMALE)),
)

PARTICIPANTS_BY_VILLAGE = RosterKind(
    slug="participants-by-village",
    title=gettext_lazy("Daftar Peserta per Kelurahan"),
    description=gettext_lazy(
        "Nama, alamat, pekerjaan, dan nomor peserta, dikelompokkan menurut kelurahan"
        " dengan jumlah tiap kelurahan."
    ),
    audience=gettext_lazy("Kelurahan, perangkat daerah, pimpinan"),
    file_stem="daftar-peserta",
    columns=(
        NUMBER,
        NUMBER_IN_VILLAGE,
        NAME,
        NIK,
        SEX,
        BIRTH_DATE,
        ADDRESS,
        RT,
        RW,
        DISTRICT,
        VILLAGE,
        OCCUPATION,
        MEMBER_NUMBER,
        STARTS_ON,
        STANDING,
    ),
    grouping=BY_VILLAGE,
    # Village codes begin with their district's, so this is also the order of the districts.
    order_by=("worker__village__code", "worker__name_key", "pk"),
    measures=(PEOPLE, MEN, WOMEN),
    related=("worker__village__district", "worker__occupation"),
)

CATALOGUE: dict[str, RosterKind] = {kind.slug: kind for kind in (PARTICIPANTS_BY_VILLAGE,)}
