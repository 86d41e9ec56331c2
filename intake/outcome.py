"""What saving a list did."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from intake.kinds import PEOPLE, ListKind


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one saving did: people made, changed and proposed, rows set aside."""

    new: int = 0
    changed: int = 0
    proposed: int = 0
    set_aside: int = 0

    @property
    def is_nothing(self) -> bool:
        return self == Outcome()

    @property
    def sentence(self) -> str:
        return _(
            "%(new)s orang baru, %(changed)s diperbarui, %(proposed)s diusulkan; "
            "%(set_aside)s disisihkan."
        ) % {
            name: number_format(getattr(self, name), force_grouping=True)
            for name in self.__slots__
        }

    def sentence_of(self, kind: ListKind) -> str:
        """Give the sentence in the words of a kind of list."""
        if kind.key == PEOPLE:
            return self.sentence
        counts = self.as_json()
        said = (
            f"{label}: {number_format(counts[name], force_grouping=True)}"
            for name, label in kind.outcome.items()
        )
        return f"{'; '.join(said)}."

    def as_json(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__slots__}
