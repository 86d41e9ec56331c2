"""How many people are covered, by where they live, what they do, sex, age and money."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enrollment.standing import Standing
from reporting import fields, frames
from reporting.columns import Column
from reporting.filters.people import AllPeriodsFilter, PeopleFilter
from reporting.groupings import BY_DISTRICT, BY_FUNDING, BY_VILLAGE
from reporting.kinds import Recap
from reporting.matrices import Matrix, occupations_of
from reporting.measures import AGES, MEN, PEOPLE, WOMEN, below, columns_of
from reporting.papers import F4
from reporting.pictures import Picture, of_figures, of_groups, of_rows

_MEASURES = below((PEOPLE, MEN, WOMEN, *AGES))


def _named(key: str, heading: str | Promise, path: str, **values: Any) -> Column:
    return Column(key, heading, lambda line: line.row[path], width=22, **values)


_BY_VILLAGE = Picture("village", _("Peserta per kelurahan"), _("Kelurahan"), of_rows)
_BY_SEX = Picture("sex", _("Jenis kelamin"), _("Jenis kelamin"), of_figures(1, 3), in_order=True)
_BY_AGE = Picture("age", _("Kelompok usia"), _("Usia"), of_figures(3), in_order=True)
_VILLAGE = "worker__village__name"
_DISTRICT = _named("district", _("Kecamatan"), "worker__village__district__name", in_heading=True)
_HEADED_BY_VILLAGE = _named("village", _("Kelurahan"), _VILLAGE, heads_row=True)
_VILLAGE_IN_ORDER = ("worker__village__code",)

RECAP_BY_VILLAGE = Recap(
    slug="recap-by-village",
    title=_("Rekapitulasi Peserta per Kelurahan"),
    description=_("Jumlah peserta tiap kelurahan menurut jenis kelamin dan kelompok usia."),
    audience=_("Wali Kota, DPRD, pimpinan"),
    file_stem="rekap-kelurahan",
    source=PeopleFilter,
    frame=frames.figures,
    columns=(
        fields.NUMBER_IN_GROUP,
        _DISTRICT,
        _HEADED_BY_VILLAGE,
        *columns_of(_MEASURES),
    ),
    by=("worker__village__code", _VILLAGE),
    grouping=BY_DISTRICT,
    order_by=_VILLAGE_IN_ORDER,
    measures=_MEASURES,
    paper=F4,
    shown_whole=True,
    pictures=(_BY_VILLAGE, _BY_SEX, _BY_AGE),
)
RECAP_MATRIX = Matrix(
    slug="recap-matrix",
    title=_("Rekapitulasi Kelurahan × Pekerjaan"),
    description=_(
        "Satu tabel: kelurahan ke bawah, kategori pekerjaan ke samping, dengan jumlah tiap"
        " kelurahan, kecamatan, dan kategori."
    ),
    audience=_("Wali Kota, DPRD, pimpinan"),
    file_stem="rekap-kelurahan-pekerjaan",
    source=PeopleFilter,
    frame=frames.office,
    columns=(
        fields.NUMBER_IN_GROUP,
        _DISTRICT,
        _HEADED_BY_VILLAGE,
    ),
    by=("worker__village__code", _VILLAGE),
    across=occupations_of,
    grouping=BY_DISTRICT,
    order_by=_VILLAGE_IN_ORDER,
    measures=(PEOPLE,),
    shown_whole=True,
    pictures=(
        Picture("occupation", _("Peserta per pekerjaan"), _("Kategori pekerjaan"), of_figures(1)),
        _BY_VILLAGE,
        Picture("district", _("Peserta per kecamatan"), _("Kecamatan"), of_groups, in_order=True),
    ),
)
RECAP_BY_OCCUPATION = Recap(
    slug="recap-by-occupation",
    title=_("Rekapitulasi Peserta per Kelurahan dan Pekerjaan"),
    description=_(
        "Jumlah peserta tiap kelurahan dan kategori pekerjaan menurut jenis kelamin dan"
        " kelompok usia."
    ),
    audience=_("Wali Kota, DPRD, perangkat daerah teknis"),
    file_stem="rekap-pekerjaan",
    source=PeopleFilter,
    frame=frames.figures,
    columns=(
        fields.NUMBER_IN_GROUP,
        _named("village", _("Kelurahan"), _VILLAGE, in_heading=True),
        _named("occupation", _("Pekerjaan"), "worker__occupation__name", heads_row=True),
        *columns_of(_MEASURES),
    ),
    by=("worker__occupation__slug", "worker__occupation__name"),
    grouping=BY_VILLAGE,
    order_by=("worker__occupation__position", "worker__occupation__slug"),
    measures=_MEASURES,
    paper=F4,
    pictures=(
        Picture("village", _("Peserta per kelurahan"), _("Kelurahan"), of_groups),
        _BY_SEX,
        _BY_AGE,
    ),
)
RECAP_BY_FUNDING = Recap(
    slug="recap-by-funding",
    title=_("Rekapitulasi Peserta per Sumber Dana"),
    description=_(
        "Jumlah peserta tiap sumber dana dan kelurahan dari semua periode yang sedang berjalan."
    ),
    audience=_("Wali Kota, DPRD, Inspektorat"),
    file_stem="rekap-sumber-dana",
    source=AllPeriodsFilter,
    usual={"status": Standing.ACTIVE},
    frame=frames.figures,
    columns=(
        fields.NUMBER_IN_GROUP,
        _named("funding", _("Sumber dana"), "period__funding_source__name", in_heading=True),
        _HEADED_BY_VILLAGE,
        *columns_of(_MEASURES),
    ),
    by=("worker__village__code", _VILLAGE),
    grouping=BY_FUNDING,
    order_by=_VILLAGE_IN_ORDER,
    measures=_MEASURES,
    paper=F4,
    shown_whole=True,
    pictures=(
        Picture("funding", _("Peserta per sumber dana"), _("Sumber dana"), of_groups),
        _BY_VILLAGE,
        _BY_SEX,
        _BY_AGE,
    ),
)
KINDS = (RECAP_MATRIX, RECAP_BY_VILLAGE, RECAP_BY_OCCUPATION, RECAP_BY_FUNDING)
