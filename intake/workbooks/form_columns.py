"""The columns of the form that senders fill in: fields of a list, and how they are filled."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enrollment.renewals import Answer
from intake.kinds import COVERS, PEOPLE, RENEWALS, RESULTS, kind_of
from workers.models import Heir, MaritalStatus


class Filling(StrEnum):
    """How the cells of a column are filled."""

    TEXT = "text"
    DIGITS = "digits"  # digits that are no quantity, of a fixed length where one is set
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column: what is filled in, how wide it is, what an example looks like."""

    field: str
    meaning: str | Promise
    example: str
    filling: Filling = Filling.TEXT
    width: int = 18
    length: int = 0
    most: int = 0  # the largest number
    # Words to choose from; those of the registry are looked up by the name of the field.
    words: tuple[str | Promise, ...] = ()
    required: bool = False
    label: str | Promise = ""


def form_columns(kind: str = PEOPLE) -> list[FormColumn]:
    """Give the columns of the form of a kind of list, in the order of its fields.

    Columns that say two fields at once and those that are not stored are left out: there is a
    plain one for everything.
    """
    known = {**_KNOWN, **_OF_KIND.get(kind, {})}
    return [
        replace(known[name], label=label)
        for name, label in kind_of(kind).fields.items()
        if name in known and name not in _LEFT_OUT.get(kind, ())
    ]


_DIGITS, _CHOICE = Filling.DIGITS, Filling.CHOICE
_KNOWN: Mapping[str, FormColumn] = {
    column.field: column
    for column in (
        FormColumn(
            "nik",
            _("16 angka seperti pada KTP"),
            "357202…",
            _DIGITS,
            width=19,
            length=16,
            required=True,
        ),
        FormColumn(
            "full_name",
            _("Seperti pada KTP, tanpa gelar panggilan"),
            "Siti Aminah",
            width=30,
            required=True,
        ),
        FormColumn("birth_place", _("Kota atau kabupaten"), "Blitar"),
        FormColumn("birth_date", _("Hari-bulan-tahun"), "17-08-1980", Filling.DATE, width=14),
        FormColumn(
            "sex", _("L untuk laki-laki, P untuk perempuan"), "P", _CHOICE, 9, words=("L", "P")
        ),
        FormColumn("address", _("Jalan dan nomor rumah"), "Jl. Melati 5", width=30),
        FormColumn("rt", _("Tiga angka"), "003", _DIGITS, width=7, length=3),
        FormColumn("rw", _("Tiga angka"), "001", _DIGITS, width=7, length=3),
        FormColumn(
            "village",
            _("Pilih dari daftar. Boleh kosong bila tertulis di judul"),
            "Tlumpu",
            _CHOICE,
        ),
        FormColumn("domicile_address", _("Diisi bila berbeda dari KTP"), "Jl. Mawar 2", width=30),
        FormColumn(
            "occupation",
            _("Pilih dari daftar"),
            "Tukang becak",
            _CHOICE,
            width=24,
            required=True,
        ),
        FormColumn("work_place", _("Pangkalan, masjid, atau tempat lain"), "Pasar Legi", width=24),
        FormColumn(
            "income",
            _("Rupiah sebulan, angka saja"),
            "1000000",
            Filling.NUMBER,
            width=14,
            most=999_999_999,
        ),
        FormColumn("phone", _("Nomor HP yang masih aktif"), "081234567890", _DIGITS),
        FormColumn("mother_name", _("Nama ibu kandung"), "Sulastri", width=24),
        FormColumn(
            "family_card_number",
            _("16 angka seperti pada kartu keluarga"),
            "357202…",
            _DIGITS,
            width=19,
            length=16,
        ),
        FormColumn(
            "marital_status",
            _("Pilih dari daftar"),
            "Kawin",
            _CHOICE,
            width=14,
            words=tuple(MaritalStatus.labels),
        ),
        FormColumn(
            "dtsen_decile",
            _("Desil kesejahteraan, 1 sampai 10"),
            "2",
            Filling.NUMBER,
            width=9,
            most=10,
        ),
        FormColumn(
            "member_number",
            _("11 angka, bila sudah pernah terdaftar"),
            "",
            _DIGITS,
            width=15,
            length=11,
        ),
        FormColumn("heir_name", _("Nama ahli waris"), "Slamet", width=24),
        FormColumn(
            "heir_relation",
            _("Hubungan ahli waris dengan pekerja"),
            "Suami / istri",
            _CHOICE,
            words=tuple(Heir.Relation.labels),
        ),
        FormColumn("note", _("Catatan lain"), "", width=24),
    )
}
_KPJ = FormColumn("kpj", _("Nomor peserta, 11 angka"), "", _DIGITS, width=15, length=11)
# What other kinds of lists have, or want otherwise.
_OF_KIND: Mapping[str, Mapping[str, FormColumn]] = {
    RESULTS: {
        "kpj": _KPJ,
        "starts_on": FormColumn(
            "starts_on",
            _("Hari pertama menurut BPJS, bila tertulis"),
            "01-04-2025",
            Filling.DATE,
            width=14,
        ),
        "bpjs_status": FormColumn(
            "bpjs_status",
            _("Terdaftar atau ditolak"),
            "Terdaftar",
            _CHOICE,
            width=14,
            words=(_("Terdaftar"), _("Ditolak")),
        ),
        "bpjs_reason": FormColumn("bpjs_reason", _("Sebab bila ditolak"), "", width=40),
    },
    COVERS: {
        "kpj": _KPJ,
        "unit": FormColumn(
            "unit", _("Perangkat daerah yang membayar"), "", width=30, required=True
        ),
        "program": FormColumn("program", _("Program BPJS Ketenagakerjaan"), "JKK, JKM"),
        "segment": FormColumn(
            "segment",
            _("PU atau BPU"),
            "PU",
            _CHOICE,
            width=10,
            words=("PU", "BPU"),
        ),
        "starts_on": FormColumn(
            "starts_on",
            _("Hari pertama perlindungan"),
            "01-01-2025",
            Filling.DATE,
            width=14,
            required=True,
        ),
        "ends_on": FormColumn(
            "ends_on", _("Hari terakhir perlindungan"), "31-12-2025", Filling.DATE, width=14
        ),
        "cover_status": FormColumn(
            "cover_status",
            _("Aktif atau nonaktif"),
            "Aktif",
            _CHOICE,
            width=12,
            words=(_("Aktif"), _("Nonaktif")),
        ),
    },
    RENEWALS: {
        "renewal_answer": FormColumn(
            "renewal_answer",
            _("Pilih dari daftar. Yang kosong dianggap belum dijawab"),
            str(Answer.STAYS.label),
            _CHOICE,
            width=26,
            words=tuple(Answer.labels),
        ),
        "fact_on": FormColumn(
            "fact_on",
            _("Untuk yang meninggal, pindah, atau berhenti"),
            "08-11-2025",
            Filling.DATE,
            width=14,
        ),
        "new_work": FormColumn(
            "new_work",
            _("Untuk yang ganti pekerjaan; pilih dari daftar"),
            "",
            _CHOICE,
            width=24,
        ),
    },
}
# Remarks in a list of results are its reasons.
_LEFT_OUT: Mapping[str, tuple[str, ...]] = {RESULTS: ("note",)}
