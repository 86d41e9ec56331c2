"""People of one ceremony: who is called up at it, and everybody whom it is held for."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceremonies.models import Ceremony, Recipient, RecipientQuerySet
from ceremonies.selectors import covered_by, nearest_ceremony
from enrollment.filters import occupation_choice, village_choice
from enrollment.models import Enrollment, EnrollmentQuerySet
from reporting.filters.base import RosterFilter
from reporting.kinds import Chosen


def _ceremony_choice(**values: Any) -> django_filters.ModelChoiceFilter:
    return django_filters.ModelChoiceFilter(
        label=gettext_lazy("Acara"),
        empty_label=None,
        required=True,
        queryset=Ceremony.objects.select_related("period", "decree", "organiser"),
        error_messages={"required": gettext_lazy("Belum ada acara. Buat acara dulu.")},
        **values,
    )


class CeremonyFilter(RosterFilter):
    """A source of rows about the ceremony that an address names, or else the nearest one."""

    permission = "ceremonies.view_ceremony"
    named_after: ClassVar = ("acara", "kelurahan", "pekerjaan")

    def complete(self, given: dict[str, str]) -> None:
        if not given["acara"] and (nearest := nearest_ceremony(self.on)):
            given["acara"] = str(nearest.pk)

    def caption(self, chosen: Chosen) -> tuple[tuple[str, str], ...]:
        """Say also when and where the ceremony is, as every paper about it does."""
        ceremony: Ceremony = chosen["acara"]
        (first, *others) = super().caption(chosen)
        when = _("%(day)s pukul %(hour)s") % {"day": ceremony.day, "hour": ceremony.hour}
        return (first, (_("Waktu"), when), (_("Tempat"), ceremony.place), *others)


class RecipientFilter(CeremonyFilter):
    """Who is called up or stands by; who cannot come is not expected."""

    person = "enrollment__worker"

    acara = _ceremony_choice(field_name="ceremony")
    kelurahan = village_choice("enrollment__worker__village")
    pekerjaan = occupation_choice("enrollment__worker__occupation")

    class Meta:
        model = Recipient
        fields: list[str] = []

    def filter_queryset(self, queryset: RecipientQuerySet) -> RecipientQuerySet:
        found: RecipientQuerySet = super().filter_queryset(queryset)
        return found.exclude(part=Recipient.Part.EXCUSED)


class CoveredFilter(CeremonyFilter):
    """Everybody whose cover holds on the day of the ceremony, of its period and decree."""

    person = "worker"

    acara = _ceremony_choice(method="keep_covered")
    kelurahan = village_choice("worker__village")
    pekerjaan = occupation_choice("worker__occupation")

    class Meta:
        model = Enrollment
        fields: list[str] = []

    def keep_covered(
        self, people: EnrollmentQuerySet, name: str, value: Ceremony
    ) -> EnrollmentQuerySet:
        return people.filter(covered_by(value))


class UncollectedFilter(CoveredFilter):
    """Those of them whose card nobody has come for, or whose card came back."""

    # Said again, so that the choices stand on the screen as in the other lists.
    acara = _ceremony_choice(method="keep_covered")
    kelurahan = village_choice("worker__village")
    pekerjaan = occupation_choice("worker__occupation")

    def filter_queryset(self, queryset: EnrollmentQuerySet) -> EnrollmentQuerySet:
        found: EnrollmentQuerySet = super().filter_queryset(queryset)
        return found.filter(Q(card__isnull=True) | Q(card__returned_on__isnull=False))
