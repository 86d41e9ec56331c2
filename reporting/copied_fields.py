"""Columns of lists that read copies of people's data: lines of decrees and of bills."""

from datetime import date
from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.decree_lines import DRAFT_POSITIONS
from enrollment.models import DecreeLine
from reporting.columns import Column, Kind, as_text
from reporting.kinds import Line


def _position(line: Line) -> int:
    """Give the number under which a signed annex names somebody; a draft has none yet."""
    position: int = line.row.position
    return position if position < DRAFT_POSITIONS else line.number


def _birth(line: Line) -> str:
    day: date = line.row.birth_date
    return ", ".join(filter(None, (line.row.birth_place, as_text(day, Kind.DATE))))


def _address(line: Line) -> str:
    row = line.row
    area = f"RT {row.rt or '-'} RW {row.rw or '-'}" if row.rt or row.rw else ""
    return " ".join(filter(None, (row.address, area)))


def _change(line: Line) -> str:
    """Say from or until when a line of an amendment holds, and why somebody left."""
    row: DecreeLine = line.row
    if row.change != DecreeLine.Change.REMOVED:
        return _("Mulai %(day)s") % {"day": as_text(row.starts_on, Kind.DATE)}
    return _("Berakhir %(day)s: %(reason)s") % {
        "day": as_text(row.ends_on, Kind.DATE),
        "reason": row.end_reason,
    }


def _replaced_name(line: Line) -> str:
    row = line.row
    if row.replaced_name and not row.sees_replaced:
        return _("Orang di wilayah lain")
    name: str = row.replaced_name
    return name


def _replaced_nik(line: Line) -> str:
    return line.row.replaced_nik if line.row.sees_replaced else ""


POSITION = Column("number", gettext_lazy("No."), _position, Kind.NUMBER, 6)
NAME = Column(
    "full_name", gettext_lazy("Nama"), attrgetter("row.full_name"), width=30, heads_row=True
)
NIK = Column(
    "nik", gettext_lazy("NIK"), attrgetter("row.nik"), Kind.DIGITS, width=19, sensitive=True
)
BIRTH = Column("birth", gettext_lazy("Tempat, tanggal lahir"), _birth, width=20)
ADDRESS = Column("address", gettext_lazy("Alamat"), _address, width=34)
DISTRICT = Column(
    "district",
    gettext_lazy("Kecamatan"),
    attrgetter("row.district_name"),
    width=16,
    in_heading=True,
)
VILLAGE = Column("village", gettext_lazy("Kelurahan"), attrgetter("row.village_name"), width=18)
OCCUPATION = Column(
    "occupation", gettext_lazy("Pekerjaan"), attrgetter("row.occupation_name"), width=20
)
REPLACED = Column("replaced_name", gettext_lazy("Menggantikan"), _replaced_name, width=22)
REPLACED_NIK = Column(
    "replaced_nik",
    gettext_lazy("NIK yang diganti"),
    _replaced_nik,
    Kind.DIGITS,
    width=19,
    sensitive=True,
)
CHANGE = Column("change", gettext_lazy("Keterangan"), _change, width=19)
MEMBER_NUMBER = Column(
    "member_number", gettext_lazy("KPJ"), attrgetter("row.member_number"), Kind.DIGITS, 13
)
JKK = Column("jkk", gettext_lazy("JKK"), attrgetter("row.jkk"), Kind.RUPIAH, 13)
JKM = Column("jkm", gettext_lazy("JKM"), attrgetter("row.jkm"), Kind.RUPIAH, 13)
AMOUNT = Column("amount", gettext_lazy("Jumlah iuran"), attrgetter("row.amount"), Kind.RUPIAH, 14)
