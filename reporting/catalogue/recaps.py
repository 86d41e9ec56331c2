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
from reporting.measures import AGES, MEN, PEOPLE, WOMEN, below, columns_of
from reporting.papers import F4

_MEASURES = below((PEOPLE, MEN, WOMEN, *AGES))


def _named(key: str, heading: str | Promise, path: str, **values: Any) -> Column:
    return Column(key, heading, lambda line: line.row[path], width=22, **values)


_VILLAGE = "worker__village__name"
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
        _named("district", _("Kecamatan"), "worker__village__district__name", in_heading=True),
        _HEADED_BY_VILLAGE,
        *columns_of(_MEASURES),
    ),
    by=("worker__village__code", _VILLAGE),
    grouping=BY_DISTRICT,
    order_by=_VILLAGE_IN_ORDER,
    measures=_MEASURES,
    paper=F4,
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
)
KINDS = (RECAP_BY_VILLAGE, RECAP_BY_OCCUPATION, RECAP_BY_FUNDING)
