"""What a column of a file for BPJS may hold: how a person's value is read and written there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.months import count_months
from enrollment.models import Enrollment, PresetColumn
from workers import nik, phones
from workers.models import Heir, Sex

FIXED, BLANK, NUMBER = "fixed", "blank", "number"
_SEXES = {Sex.MALE: "L", Sex.FEMALE: "P"}
_HOME = "+62"
_MASKS: Mapping[str, Callable[[str], str]] = {
    "nik": nik.mask,
    "family_card": nik.mask,
    "phone": phones.mask,
}


@dataclass(frozen=True, slots=True)
class Sent:
    """One person on the way into a file.

    Takes   enrollment: with its period, and its worker with kelurahan, kecamatan and occupation
            loaded; heir: the first on record.
    """

    number: int
    enrollment: Enrollment
    heir: Heir | None


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that may stand in a column; what BPJS expects of everybody is told when absent."""

    label: str | Promise
    read: Callable[[Sent], str]
    is_expected: bool = False


@dataclass(frozen=True, slots=True)
class SentRow:
    """One line of a file before it leaves: its cells, and the headings of what is absent."""

    enrollment: Enrollment
    cells: list[str]
    absent: list[str]


def row_of(sent: Sent, columns: Sequence[PresetColumn]) -> SentRow:
    """Give the cells of a person in the order of the columns; texts all of them."""
    cells, absent = [], []
    for column in columns:
        source = SOURCES[column.source]
        cell = column.fixed_text if column.source == FIXED else source.read(sent)
        cells.append(cell)
        if source.is_expected and not cell:
            absent.append(column.heading)
    return SentRow(sent.enrollment, cells, absent)


def masked(cells: Sequence[str], columns: Sequence[PresetColumn]) -> list[str]:
    """Give the cells of a person as a screen shows them, with most digits of numbers hidden."""
    return [
        _MASKS[column.source](cell) if cell and column.source in _MASKS else cell
        for cell, column in zip(cells, columns, strict=True)
    ]


def differences(
    sent: Mapping[str, str], now: Mapping[str, str], columns: Sequence[PresetColumn]
) -> list[str]:
    """Give the headings under which a person reads otherwise than in the file.

    Takes   sent, now: cells by heading; columns that have come or gone since are left out.
    """
    return [
        column.heading
        for column in columns
        if column.source not in {NUMBER, FIXED, BLANK}
        and column.heading in sent
        and sent[column.heading] != now[column.heading]
    ]


def _name(text: str) -> str:
    """Write a name as identity cards do."""
    return text.upper()


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _phone(number: str) -> str:
    """Write a stored number as it is dialled here, digits only."""
    return f"0{number.removeprefix(_HOME)}" if number.startswith(_HOME) else number.lstrip("+")


def _months(row: Enrollment) -> str:
    """Count the calendar months that a cover touches."""
    return str(count_months(row.starts_on, row.last_day) + 1)


SOURCES: Mapping[str, Source] = {
    NUMBER: Source(_("Nomor urut"), lambda sent: str(sent.number)),
    "nik": Source(_("NIK"), lambda sent: sent.enrollment.worker.nik, is_expected=True),
    "family_card": Source(
        _("Nomor KK"), lambda sent: sent.enrollment.worker.family_card_number, is_expected=True
    ),
    "name": Source(
        _("Nama lengkap, huruf besar"),
        lambda sent: _name(sent.enrollment.worker.full_name),
        is_expected=True,
    ),
    "birth_place": Source(
        _("Tempat lahir"), lambda sent: sent.enrollment.worker.birth_place, is_expected=True
    ),
    "birth_date": Source(
        _("Tanggal lahir (17-08-1965)"),
        lambda sent: _day(sent.enrollment.worker.birth_date),
        is_expected=True,
    ),
    "sex": Source(
        _("Jenis kelamin (L/P)"),
        lambda sent: _SEXES[Sex(sent.enrollment.worker.sex)],
        is_expected=True,
    ),
    "marital_status": Source(
        _("Status kawin"), lambda sent: sent.enrollment.worker.get_marital_status_display()
    ),
    "address": Source(
        _("Alamat dengan RT dan RW"),
        lambda sent: sent.enrollment.worker.short_address,
        is_expected=True,
    ),
    "street": Source(
        _("Alamat tanpa RT dan RW"),
        lambda sent: sent.enrollment.worker.address,
        is_expected=True,
    ),
    "rt": Source(_("RT"), lambda sent: sent.enrollment.worker.rt, is_expected=True),
    "rw": Source(_("RW"), lambda sent: sent.enrollment.worker.rw, is_expected=True),
    "postal_code": Source(
        _("Kode pos"), lambda sent: sent.enrollment.worker.village.postal_code, is_expected=True
    ),
    "village": Source(_("Kelurahan"), lambda sent: sent.enrollment.worker.village.name),
    "district": Source(_("Kecamatan"), lambda sent: sent.enrollment.worker.village.district.name),
    "phone": Source(
        _("Nomor HP (081234567890)"),
        lambda sent: _phone(sent.enrollment.worker.phone),
        is_expected=True,
    ),
    "mother_name": Source(
        _("Nama ibu kandung"),
        lambda sent: _name(sent.enrollment.worker.mother_name),
        is_expected=True,
    ),
    "occupation": Source(
        _("Kategori pekerjaan"), lambda sent: sent.enrollment.worker.occupation.name
    ),
    "work_place": Source(
        _("Tempat bekerja"), lambda sent: sent.enrollment.worker.work_place, is_expected=True
    ),
    "income": Source(
        _("Penghasilan per bulan"),
        lambda sent: str(sent.enrollment.worker.income or ""),
        is_expected=True,
    ),
    "member_number": Source(
        _("Nomor peserta (KPJ) lama"), lambda sent: sent.enrollment.worker.member_number
    ),
    "starts_on": Source(
        _("Mulai perlindungan (01-04-2025)"), lambda sent: _day(sent.enrollment.starts_on)
    ),
    "months": Source(_("Lama perlindungan (bulan)"), lambda sent: _months(sent.enrollment)),
    "heir_name": Source(
        _("Nama ahli waris"),
        lambda sent: _name(sent.heir.full_name) if sent.heir else "",
        is_expected=True,
    ),
    "heir_relation": Source(
        _("Hubungan ahli waris"),
        lambda sent: str(Heir.Relation(sent.heir.relation).label) if sent.heir else "",
        is_expected=True,
    ),
    FIXED: Source(_("Teks tetap"), lambda sent: ""),
    BLANK: Source(_("Kosong"), lambda sent: ""),
}
