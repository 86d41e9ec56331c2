"""What saving a list did."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


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
            "%(new)d orang baru, %(changed)d diperbarui, %(proposed)d diusulkan; "
            "%(set_aside)d disisihkan."
        ) % {name: getattr(self, name) for name in self.__slots__}

    def as_json(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__slots__}
