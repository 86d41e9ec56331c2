"""Which amount holds: pure choosing among rows that were read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Rate:
    """What one person costs a month, in whole rupiah; an empty sector or payer means any."""

    sector: str
    payer: str
    jkk: int
    jkm: int
    valid_from: date
    valid_to: date | None
    legal_basis: str

    @property
    def amount(self) -> int:
        return self.jkk + self.jkm

    def fits(self, on: date, sector: str, payer: str) -> bool:
        """Tell whether the rate holds on a day for somebody of a sector whom a payer pays."""
        return (
            self.valid_from <= on
            and (self.valid_to is None or on <= self.valid_to)
            and self.sector in {"", sector}
            and self.payer in {"", payer}
        )

    @property
    def weight(self) -> tuple[int, date]:
        """What makes one fitting rate win over another: it names more, or it is newer."""
        return bool(self.sector) + bool(self.payer), self.valid_from


@dataclass(frozen=True, slots=True)
class Tariffs:
    """All rates there are; asking for one more person costs no query."""

    rates: Sequence[Rate]

    def rate(self, month: date, sector: str, *, is_public_money: bool) -> Rate | None:
        """Choose the rate of a month, None when no row holds.

        Takes   month: its first day, on which the rate must hold.
        Source  docs/rules.md, M-1.
        """
        payer = "public" if is_public_money else "other"
        fitting = (rate for rate in self.rates if rate.fits(month, sector, payer))
        return max(fitting, key=lambda rate: rate.weight, default=None)


@dataclass(frozen=True, slots=True)
class BenefitAmount:
    """What one kind of benefit pays on a day, in whole rupiah, and where that is written."""

    kind: str
    amount: int
    legal_basis: str


@dataclass(frozen=True, slots=True)
class ClockLimit:
    """A waiting time or a limit in the unit that its kind names, and where it is written."""

    kind: str
    value: int
    legal_basis: str
