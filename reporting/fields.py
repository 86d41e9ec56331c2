"""Columns of lists of people and their enrollments, each said once."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.transitions import Status
from reporting.columns import Column, Kind, as_text
from reporting.kinds import Line
from workers.models import Sex

# What people write on: the number of their row and a line behind it.
_DOTS = " ...................."


def _standing(line: Line) -> str:
    """Say how the enrollment stands, where that is more than a plain registered place."""
    row = line.row
    if row.ended_on is not None:
        return _("Berakhir %(day)s: %(reason)s") % {
            "day": as_text(row.ended_on, Kind.DATE),
            "reason": row.get_end_reason_display(),
        }
    # Asking the field for it would write all choices down again for every row.
    return "" if row.status == Status.REGISTERED else str(Status(row.status).label)


def of_person(field: str) -> Callable[[Line], Any]:
    """Read what is known of the person, however the rows of a list lead there."""
    return attrgetter(f"person.{field}")


def written(key: str, heading: str | Promise, width: float = 11) -> Column:
    """Give a column that stays empty, for people to write into."""
    return Column(key, heading, lambda line: "", width=width)


NUMBER = Column("number", gettext_lazy("No."), lambda line: line.number, Kind.NUMBER, 6)
NUMBER_IN_VILLAGE = Column(
    "number_in_group",
    gettext_lazy("No. kel."),
    lambda line: line.number_in_group,
    Kind.NUMBER,
    6,
)
NAME = Column("full_name", gettext_lazy("Nama"), of_person("full_name"), width=30, heads_row=True)
NIK = Column("nik", gettext_lazy("NIK"), of_person("nik"), Kind.DIGITS, 19, sensitive=True)
SEX = Column(
    "sex",
    gettext_lazy("L/P"),
    lambda line: "P" if line.person.sex == Sex.FEMALE else "L",
    Kind.MARK,
    5,
)
BIRTH_DATE = Column(
    "birth_date", gettext_lazy("Tanggal lahir"), of_person("birth_date"), Kind.DATE, 12
)
ADDRESS = Column("address", gettext_lazy("Alamat"), of_person("address"), width=30)
RT = Column("rt", gettext_lazy("RT"), of_person("rt"), Kind.DIGITS, 5)
RW = Column("rw", gettext_lazy("RW"), of_person("rw"), Kind.DIGITS, 5)
DISTRICT = Column(
    "district",
    gettext_lazy("Kecamatan"),
    of_person("village.district.name"),
    width=16,
    in_heading=True,
)
VILLAGE = Column(
    "village", gettext_lazy("Kelurahan"), of_person("village.name"), width=18, in_heading=True
)
OCCUPATION = Column(
    "occupation", gettext_lazy("Pekerjaan"), of_person("occupation.name"), width=20
)
MEMBER_NUMBER = Column(
    "member_number", gettext_lazy("KPJ"), of_person("member_number"), Kind.DIGITS, 13
)
STARTS_ON = Column(
    "starts_on",
    gettext_lazy("Mulai perlindungan"),
    lambda line: line.row.starts_on,
    Kind.DATE,
    13,
)
STANDING = Column("standing", gettext_lazy("Keterangan"), _standing, width=20)
NUMBER_IN_GROUP = Column(
    "number_in_group", gettext_lazy("No."), lambda line: line.number_in_group, Kind.NUMBER, 6
)
AREA = Column(
    "area",
    gettext_lazy("RT/RW"),
    lambda line: f"{line.person.rt or '-'}/{line.person.rw or '-'}",
    Kind.DIGITS,
    11,
)
PROPOSED_ON = Column(
    "proposed_on",
    gettext_lazy("Diusulkan"),
    lambda line: timezone.localdate(line.row.proposed_at),
    Kind.DATE,
    12,
)
PROPOSED_BY = Column(
    "proposed_by",
    gettext_lazy("Pengusul"),
    attrgetter("row.proposed_by.full_name"),
    width=18,
)
VERIFIED_ON = Column(
    "verified_on",
    gettext_lazy("Diverifikasi"),
    lambda line: line.row.verified_at and timezone.localdate(line.row.verified_at),
    Kind.DATE,
    12,
)
VERIFIED_BY = Column(
    "verified_by",
    gettext_lazy("Verifikator"),
    lambda line: line.row.verified_by.full_name if line.row.verified_by else "",
    width=18,
)
WORK_PLACE = Column(
    "work_place", gettext_lazy("Tempat bekerja"), of_person("work_place"), width=20
)
REPRESENTED = written("represented", gettext_lazy("Diwakili oleh / hubungan"), width=20)
# Two half columns: odd numbers sign at the left, even ones at the right, so that two neighbours
# have twice the room.
SIGNED_LEFT = Column(
    "signed_left",
    gettext_lazy("Tanda tangan"),
    lambda line: f"{line.number_in_group}{_DOTS}" if line.number_in_group % 2 else "",
    width=17,
)
SIGNED_RIGHT = Column(
    "signed_right",
    gettext_lazy("atau cap jempol"),
    lambda line: "" if line.number_in_group % 2 else f"{line.number_in_group}{_DOTS}",
    width=17,
)
