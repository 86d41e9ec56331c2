"""Lists on the way from a proposal to a decree: visits, the waiting list, who is next."""

from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.places import PUBLISHED_ORDER
from enrollment.standing import Standing
from reporting import fields, frames
from reporting.catalogue.people import BY_NAME, RELATED, SHARED, UNREAD, WHO_AND_WHERE
from reporting.columns import Column, Kind
from reporting.filters.field_checks import FieldCheckFilter
from reporting.filters.people import PeopleFilter
from reporting.groupings import BY_PERIOD, BY_VILLAGE, by_village
from reporting.kinds import EVERY_FORM, Line, RosterKind
from reporting.measures import CHECKED, MEN, PASSED, PEOPLE, WOMEN

_MEASURES = (PEOPLE, MEN, WOMEN)


def _seen(key: str, heading: str | Promise, field: str) -> Column:
    def value(line: Line) -> str:
        return _("Ya") if getattr(line.row, field) else _("Tidak")

    return Column(key, heading, value, Kind.MARK, 10)


def _outcome(line: Line) -> str:
    return _("Memenuhi") if line.row.passed else _("Tidak memenuhi")


FIELD_CHECKS = RosterKind(
    slug="field-checks",
    title=gettext_lazy("Berita Acara Verifikasi Lapangan"),
    description=gettext_lazy(
        "Hasil pemeriksaan lapangan dengan tanggal dalam kata dan tempat tanda tangan petugas."
        " Pilih satu kelurahan agar lurahnya ikut bertanda tangan."
    ),
    audience=gettext_lazy("Kelurahan, verifikator"),
    file_stem="berita-acara-verifikasi",
    formats=EVERY_FORM,
    source=FieldCheckFilter,
    frame=frames.minutes,
    columns=(
        fields.NUMBER,
        replace(fields.NAME, width=26),
        fields.NIK,
        replace(fields.BIRTH_DATE, width=13),
        replace(fields.ADDRESS, width=21),
        fields.AREA,
        fields.VILLAGE,
        replace(fields.OCCUPATION, width=15),
        Column(
            "checked_on",
            gettext_lazy("Diperiksa"),
            lambda line: line.row.checked_on,
            Kind.DATE,
            13,
        ),
        Column("officer", gettext_lazy("Petugas"), lambda line: line.row.officer, width=15),
        _seen("works", gettext_lazy("Bekerja"), "works"),
        _seen("able_to_work", gettext_lazy("Mampu"), "able_to_work"),
        _seen("has_statement", gettext_lazy("Surat ada"), "has_statement"),
        Column("outcome", gettext_lazy("Hasil"), _outcome, width=13),
        Column("note", gettext_lazy("Catatan"), lambda line: line.row.note, width=16),
    ),
    grouping=by_village("enrollment__"),
    order_by=("enrollment__worker__name_key", "checked_on", "pk"),
    measures=(CHECKED, PASSED),
    related=("enrollment__worker",),
    shared={f"enrollment__{path}": related for path, related in SHARED.items()},
    official=True,
)
CHECK_SHEET = RosterKind(
    slug="check-sheet",
    title=gettext_lazy("Lembar Verifikasi Lapangan"),
    description=gettext_lazy(
        "Lembar kosong untuk dibawa petugas: siapa yang perlu didatangi, dengan tempat mencatat"
        " hasilnya."
    ),
    audience=gettext_lazy("Verifikator, kelurahan"),
    file_stem="lembar-verifikasi",
    source=PeopleFilter,
    frame=frames.visit,
    columns=(
        fields.NUMBER_IN_GROUP,
        fields.NAME,
        fields.NIK,
        fields.BIRTH_DATE,
        fields.ADDRESS,
        fields.AREA,
        fields.OCCUPATION,
        fields.WORK_PLACE,
        fields.written("works", gettext_lazy("Bekerja (ya/tidak)")),
        fields.written("able_to_work", gettext_lazy("Mampu (ya/tidak)")),
        fields.written("has_statement", gettext_lazy("Surat (ada/tidak)")),
        fields.written("signed", gettext_lazy("Tanda tangan"), width=20),
    ),
    grouping=BY_VILLAGE,
    order_by=BY_NAME,
    measures=(PEOPLE,),
    related=RELATED,
    shared=SHARED,
    unread=UNREAD,
    formats=("pdf",),
    usual={"status": Standing.WAITING},
    row_height=10,
)
WAITING_LIST = RosterKind(
    slug="waiting-list",
    title=gettext_lazy("Daftar Tunggu"),
    description=gettext_lazy(
        "Cadangan satu periode dalam urutan yang diumumkan: desil DTSEN terendah dulu, lalu yang"
        " paling dulu diusulkan."
    ),
    audience=gettext_lazy("Pimpinan, kelurahan"),
    file_stem="daftar-tunggu",
    source=PeopleFilter,
    frame=frames.office,
    columns=(
        replace(fields.NUMBER, heading=gettext_lazy("Urutan"), width=8),
        fields.NAME,
        fields.NIK,
        fields.SEX,
        fields.BIRTH_DATE,
        replace(fields.VILLAGE, in_heading=False),
        fields.OCCUPATION,
        Column(
            "dtsen_decile",
            gettext_lazy("Desil DTSEN"),
            fields.of_person("dtsen_decile"),
            Kind.NUMBER,
            8,
        ),
        fields.PROPOSED_ON,
    ),
    grouping=BY_PERIOD,
    order_by=PUBLISHED_ORDER,
    measures=_MEASURES,
    related=RELATED,
    shared={**SHARED, "period": ()},
    unread=UNREAD,
    usual={"status": Standing.WAITLISTED},
)
VERIFIED = RosterKind(
    slug="verified",
    title=gettext_lazy("Daftar Terverifikasi Belum Ditetapkan"),
    description=gettext_lazy(
        "Orang yang sudah lolos verifikasi dan menunggu masuk SK, dengan verifikatornya."
    ),
    audience=gettext_lazy("Perangkat daerah, Bagian Hukum"),
    file_stem="daftar-terverifikasi",
    formats=EVERY_FORM,
    source=PeopleFilter,
    frame=frames.office,
    columns=(
        *WHO_AND_WHERE,
        fields.PROPOSED_ON,
        fields.VERIFIED_ON,
        fields.VERIFIED_BY,
    ),
    grouping=BY_VILLAGE,
    order_by=BY_NAME,
    measures=_MEASURES,
    related=(*RELATED, "verified_by"),
    shared=SHARED,
    unread=UNREAD,
    usual={"status": Standing.VERIFIED},
)
KINDS = (CHECK_SHEET, FIELD_CHECKS, WAITING_LIST, VERIFIED)
