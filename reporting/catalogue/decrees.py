"""Annexes of decrees and of their amendments, from the lines as they were signed."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from reporting import copied_fields as fields
from reporting import frames
from reporting.filters.decrees import AmendmentFilter, AnnexFilter
from reporting.groupings import BY_CHANGE, BY_COPIED_VILLAGE
from reporting.kinds import EVERY_FORM, RosterKind
from reporting.measures import COPIED_MEN, COPIED_WOMEN, PEOPLE

_MEASURES = (PEOPLE, COPIED_MEN, COPIED_WOMEN)

DECREE_ANNEX = RosterKind(
    slug="decree-annex",
    title=_("Lampiran SK"),
    description=_(
        "Nama-nama yang ditetapkan, persis seperti saat SK ditandatangani. Selama masih"
        " rancangan, lembarnya ditandai."
    ),
    audience=_("Bagian Hukum, perangkat daerah"),
    file_stem="lampiran-sk",
    formats=EVERY_FORM,
    source=AnnexFilter,
    frame=frames.annex,
    columns=(
        fields.POSITION,
        fields.NAME,
        fields.NIK,
        fields.BIRTH,
        fields.ADDRESS,
        fields.DISTRICT,
        fields.VILLAGE,
        fields.OCCUPATION,
    ),
    grouping=BY_COPIED_VILLAGE,
    order_by=("position",),
    measures=_MEASURES,
    official=True,
)
AMENDMENT_ANNEX = RosterKind(
    slug="amendment-annex",
    title=_("Lampiran SK Perubahan"),
    description=_(
        "Siapa yang ditambahkan, dihapus beserta alasannya, dan menggantikan siapa menurut satu"
        " SK perubahan."
    ),
    audience=_("Bagian Hukum, perangkat daerah"),
    file_stem="lampiran-sk-perubahan",
    source=AmendmentFilter,
    frame=frames.amendment,
    columns=(
        fields.POSITION,
        replace(fields.NAME, width=26),
        fields.NIK,
        replace(fields.BIRTH, width=16),
        replace(fields.ADDRESS, width=26),
        fields.DISTRICT,
        replace(fields.VILLAGE, width=14),
        replace(fields.OCCUPATION, width=16),
        fields.REPLACED,
        fields.REPLACED_NIK,
        fields.CHANGE,
    ),
    grouping=BY_CHANGE,
    order_by=("position",),
    measures=_MEASURES,
    official=True,
)
KINDS = (DECREE_ANNEX, AMENDMENT_ANNEX)
