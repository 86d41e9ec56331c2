"""Lines of one decree or amendment, as they were copied for it."""

import re
from typing import Any, ClassVar

import django_filters
from django.utils.translation import gettext_lazy as _

from accounts.models import Scope
from enrollment.models import Decree, DecreeLine
from reporting.filters.copies import CopyFilter, copied_occupation_choice, copied_village_choice
from reporting.kinds import EXCERPT, Chosen


def _decree_choice(decrees: Any, *, label: Any, missing: Any) -> django_filters.ModelChoiceFilter:
    return django_filters.ModelChoiceFilter(
        field_name="decree",
        label=label,
        empty_label=None,
        required=True,
        queryset=decrees.order_by("-pk"),
        error_messages={"required": missing},
    )


class AnnexFilter(CopyFilter):
    """The lines of one decree, the newest one unless an address says another."""

    permission = "enrollment.view_decree"
    named_after: ClassVar = ("sk", "kelurahan", "pekerjaan")

    sk = _decree_choice(
        Decree.objects.filter(amends__isnull=True),
        label=_("SK"),
        missing=_("Belum ada SK. Buat rancangan SK dulu."),
    )
    kelurahan = copied_village_choice()
    pekerjaan = copied_occupation_choice()

    class Meta:
        model = DecreeLine
        fields: list[str] = []

    def complete(self, given: dict[str, str]) -> None:
        if not given["sk"] and (newest := self.base_filters["sk"].queryset.first()):
            given["sk"] = str(newest.pk)

    @property
    def chosen(self) -> Chosen:
        """What was chosen, and whether the list is an excerpt, which nobody has signed."""
        found = super().chosen
        narrowed = len(found) > 1 or self.user.scope != Scope.CITY
        return {**found, EXCERPT: True} if narrowed else found

    def name_of(self, value: Any) -> str:
        # Numbers of decrees are full of dots and strokes, which would fall out of a file's name.
        return re.sub(r"\W+", " ", super().name_of(value))

    def caption(self, chosen: Chosen) -> tuple[tuple[str, str], ...]:
        # The head of an annex names the decree.
        return super().caption({name: chosen[name] for name in chosen if name != "sk"})


class AmendmentFilter(AnnexFilter):
    """The lines of one amendment; who is replaced is named to whoever may see them."""

    sk = _decree_choice(
        Decree.objects.filter(amends__isnull=False),
        label=_("SK perubahan"),
        missing=_("Belum ada SK perubahan."),
    )

    def filter_queryset(self, queryset: Any) -> Any:
        return super().filter_queryset(queryset).with_sight_of_replaced(self.user)

    # Said again, so that they follow the choice of the paper on the screen.
    kelurahan = copied_village_choice()
    pekerjaan = copied_occupation_choice()
