"""Ways in which lists fall into groups."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ceremonies.models import Recipient
from enrollment.models import DecreeLine
from reporting.kinds import Grouping, Names

_Change = DecreeLine.Change
_CHANGES = {
    _Change.ADDED: (gettext_lazy("Peserta yang ditambahkan"), gettext_lazy("Ditambahkan")),
    _Change.REMOVED: (gettext_lazy("Peserta yang dihapus"), gettext_lazy("Dihapus")),
    _Change.REPLACED: (gettext_lazy("Peserta pengganti"), gettext_lazy("Pengganti")),
}
_PARTS = {
    Recipient.Part.CALLED: gettext_lazy("Penerima simbolis"),
    Recipient.Part.RESERVE: pgettext_lazy("acara", "Cadangan"),
    Recipient.Part.EXCUSED: gettext_lazy("Berhalangan"),
}


def _village_title(names: Names) -> str:
    return _("Kecamatan %(district)s – Kelurahan %(village)s") % {
        "district": names[1],
        "village": names[2],
    }


def _village_total(names: Names) -> str:
    return _("Jumlah Kelurahan %(village)s") % {"village": names[-1]}


def by_village(start: str = "") -> Grouping:
    """Group by where people live.

    Takes   start: how the rows lead to an enrollment's fields, such as ``enrollment__``.
    """
    village = f"{start}worker__village"
    return Grouping(
        paths=(f"{village}__code", f"{village}__district__name", f"{village}__name"),
        # Village codes begin with their district's, so this is also the order of the districts.
        order=(f"{village}__code",),
        title=_village_title,
        total_label=_village_total,
    )


BY_VILLAGE = by_village()
BY_OCCUPATION = Grouping(
    paths=("worker__occupation__slug", "worker__occupation__name"),
    order=("worker__occupation__position", "worker__occupation__slug"),
    title=lambda names: names[1],
    total_label=lambda names: _("Jumlah %(occupation)s") % {"occupation": names[1]},
)
BY_DISTRICT = Grouping(
    paths=("worker__village__district__code", "worker__village__district__name"),
    order=("worker__village__district__code",),
    title=lambda names: _("Kecamatan %(district)s") % {"district": names[1]},
    total_label=lambda names: _("Jumlah Kecamatan %(district)s") % {"district": names[1]},
)
BY_FUNDING = Grouping(
    paths=("period__funding_source__code", "period__funding_source__name"),
    order=("period__funding_source__name", "period__funding_source__code"),
    title=lambda names: names[1],
    total_label=lambda names: _("Jumlah %(source)s") % {"source": names[1]},
)
# One group, for a list whose order runs through the whole period.
BY_PERIOD = Grouping(
    paths=("period__code", "period__name"),
    order=("period__starts_on", "period__code"),
    title=lambda names: names[1],
    total_label=lambda names: _("Jumlah %(period)s") % {"period": names[1]},
)
# As the lines of a decree were put in order when it was signed.
BY_COPIED_VILLAGE = Grouping(
    paths=("village_code", "district_name", "village_name"),
    order=("district_name", "village_name", "village_code"),
    title=_village_title,
    total_label=_village_total,
)
BY_VILLAGE_NAME = Grouping(
    paths=("village_name",),
    order=("village_name",),
    title=lambda names: _("Kelurahan %(village)s") % {"village": names[0]},
    total_label=_village_total,
)
# Whoever is called up stands before the reserves, also in the alphabet.
BY_PART = Grouping(
    paths=("part",),
    order=("part",),
    title=lambda names: str(_PARTS[Recipient.Part(names[0])]),
    total_label=lambda names: (
        _("Jumlah %(part)s") % {"part": str(_PARTS[Recipient.Part(names[0])]).lower()}
    ),
    name=lambda names: str(_PARTS[Recipient.Part(names[0])]),
)
BY_CHANGE = Grouping(
    paths=("change",),
    # In the alphabet, added comes before removed and removed before replaced.
    order=("change",),
    title=lambda names: str(_CHANGES[_Change(names[0])][0]),
    total_label=lambda names: (
        _("Jumlah %(change)s") % {"change": str(_CHANGES[_Change(names[0])][1]).lower()}
    ),
    name=lambda names: str(_CHANGES[_Change(names[0])][1]),
)
