"""Lists of people, live from their enrollments."""

from dataclasses import replace

from django.utils.translation import gettext_lazy

from enrollment.standing import Standing
from reporting import fields, frames
from reporting.filters.people import PeopleFilter
from reporting.groupings import BY_OCCUPATION, BY_VILLAGE
from reporting.kinds import EVERY_FORM, RosterKind
from reporting.measures import MEN, PEOPLE, WOMEN
from reporting.papers import F4
from reporting.sharing import Shared

BY_NAME = ("worker__name_key", "pk")
RELATED = ("worker",)
SHARED: Shared = {"worker__village": ("district",), "worker__occupation": ()}
# What no list of people shows.
UNREAD = (
    *("replaces", "place_village", "place_occupation", "place_agency", "form_token", "version"),
    *("reason_code", "reason_note", "decreed_at", "registered_at", "end_known_on"),
    *("worker__family_card_number", "worker__birth_place", "worker__marital_status"),
    *("worker__domicile_address", "worker__mother_name", "worker__income", "worker__note"),
    *("worker__name_key", "worker__version", "worker__created_at", "worker__updated_at"),
)
# Lists of participants do without what others show.
_UNREAD_OF_PARTICIPANTS = (
    *UNREAD,
    *("period", "proposed_at", "proposed_by", "verified_at", "verified_by"),
    *("worker__phone", "worker__work_place", "worker__dtsen_decile", "worker__died_on"),
)
_MEASURES = (PEOPLE, MEN, WOMEN)
WHO_AND_WHERE = (
    fields.NUMBER,
    fields.NUMBER_IN_VILLAGE,
    fields.NAME,
    fields.NIK,
    fields.SEX,
    fields.BIRTH_DATE,
    fields.ADDRESS,
    fields.RT,
    fields.RW,
    fields.DISTRICT,
    fields.VILLAGE,
    fields.OCCUPATION,
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
    formats=EVERY_FORM,
    source=PeopleFilter,
    frame=frames.office,
    columns=(
        *WHO_AND_WHERE,
        fields.MEMBER_NUMBER,
        fields.STARTS_ON,
        fields.STANDING,
    ),
    grouping=BY_VILLAGE,
    order_by=BY_NAME,
    measures=_MEASURES,
    related=RELATED,
    shared=SHARED,
    unread=_UNREAD_OF_PARTICIPANTS,
    official=True,
)
PARTICIPANTS_BY_OCCUPATION = RosterKind(
    slug="participants-by-occupation",
    title=gettext_lazy("Daftar Peserta per Pekerjaan"),
    description=gettext_lazy(
        "Nama, alamat, kelurahan, dan nomor peserta, dikelompokkan menurut kategori pekerjaan"
        " dengan jumlah tiap kategori."
    ),
    audience=gettext_lazy("Perangkat daerah teknis, pimpinan"),
    file_stem="daftar-peserta-pekerjaan",
    formats=EVERY_FORM,
    source=PeopleFilter,
    frame=frames.office,
    columns=(
        fields.NUMBER,
        replace(fields.NUMBER_IN_GROUP, heading=gettext_lazy("No. kat.")),
        fields.NAME,
        fields.NIK,
        fields.SEX,
        fields.BIRTH_DATE,
        fields.ADDRESS,
        fields.RT,
        fields.RW,
        replace(fields.VILLAGE, in_heading=False),
        replace(fields.OCCUPATION, in_heading=True),
        fields.MEMBER_NUMBER,
        fields.STARTS_ON,
        fields.STANDING,
    ),
    grouping=BY_OCCUPATION,
    order_by=("worker__village__code", *BY_NAME),
    measures=_MEASURES,
    related=RELATED,
    shared=SHARED,
    unread=_UNREAD_OF_PARTICIPANTS,
    official=True,
)
PROPOSALS = RosterKind(
    slug="proposals",
    title=gettext_lazy("Daftar Usulan Peserta"),
    description=gettext_lazy(
        "Orang yang diusulkan dan menunggu verifikasi, dengan tempat bekerja dan pengusulnya."
    ),
    audience=gettext_lazy("Kelurahan, verifikator"),
    file_stem="daftar-usulan",
    formats=EVERY_FORM,
    source=PeopleFilter,
    frame=frames.office,
    columns=(
        *WHO_AND_WHERE,
        fields.WORK_PLACE,
        fields.PROPOSED_ON,
        fields.PROPOSED_BY,
    ),
    grouping=BY_VILLAGE,
    order_by=BY_NAME,
    measures=_MEASURES,
    related=(*RELATED, "proposed_by"),
    shared=SHARED,
    unread=UNREAD,
    usual={"status": Standing.WAITING},
)
CARD_RECEIPT = RosterKind(
    slug="card-receipt",
    title=gettext_lazy("Tanda Terima Kartu Peserta"),
    description=gettext_lazy(
        "Lembar tanda tangan untuk pembagian kartu. Pilih satu kelurahan agar lurahnya ikut"
        " bertanda tangan."
    ),
    audience=gettext_lazy("Kelurahan, protokol"),
    file_stem="tanda-terima-kartu",
    source=PeopleFilter,
    frame=frames.handover,
    columns=(
        fields.NUMBER_IN_GROUP,
        fields.NAME,
        replace(fields.ADDRESS, width=24),
        fields.AREA,
        replace(fields.MEMBER_NUMBER, width=15),
        fields.REPRESENTED,
        fields.SIGNED_LEFT,
        fields.SIGNED_RIGHT,
    ),
    grouping=BY_VILLAGE,
    order_by=BY_NAME,
    measures=(PEOPLE,),
    related=RELATED,
    shared=SHARED,
    unread=_UNREAD_OF_PARTICIPANTS,
    paper=F4,
    formats=("pdf",),
    row_height=10,
    official=True,
)
WALL_LIST = RosterKind(
    slug="wall-list",
    title=gettext_lazy("Pengumuman Peserta Terlindungi"),
    description=gettext_lazy(
        "Daftar untuk papan pengumuman: nama, RT/RW, dan pekerjaan; NIK selalu disamarkan."
    ),
    audience=gettext_lazy("Papan pengumuman kelurahan"),
    file_stem="pengumuman-peserta",
    source=PeopleFilter,
    frame=frames.office,
    columns=(
        fields.NUMBER_IN_GROUP,
        fields.NAME,
        fields.NIK,
        fields.AREA,
        fields.OCCUPATION,
        fields.STARTS_ON,
    ),
    grouping=BY_VILLAGE,
    order_by=BY_NAME,
    measures=(PEOPLE,),
    related=RELATED,
    shared=SHARED,
    unread=_UNREAD_OF_PARTICIPANTS,
    paper=F4,
    formats=("pdf",),
    usual={"status": Standing.ACTIVE},
    may_show_full_nik=False,
)

KINDS = (PARTICIPANTS_BY_VILLAGE, PARTICIPANTS_BY_OCCUPATION, PROPOSALS, CARD_RECEIPT, WALL_LIST)
