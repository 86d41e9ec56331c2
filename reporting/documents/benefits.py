"""What cover pays on a day, as papers for families say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contributions.models import Benefit, ClockRule
from contributions.person_clocks import RulesOfDay
from contributions.rates import BenefitAmount
from contributions.selectors import benefits_on

Kind = Benefit.Kind
_DEATH = (Kind.DEATH, Kind.BURIAL, Kind.PERIODIC)
_DEATH_AT_WORK = (Kind.ACCIDENT_DEATH, Kind.BURIAL, Kind.PERIODIC)


@dataclass(frozen=True, slots=True)
class Payment:
    """Parts that are paid together, in whole rupiah, and where they are written."""

    parts: tuple[tuple[str, int], ...]
    basis: tuple[str, ...]

    @property
    def total(self) -> int:
        return sum(amount for _label, amount in self.parts)


@dataclass(frozen=True, slots=True)
class Benefits:
    """The payments of a day; ``scholarship_months`` are those to be paid before children learn."""

    death: Payment
    death_at_work: Payment
    scholarship: Payment
    burial: int
    scholarship_months: int

    @property
    def basis(self) -> tuple[str, ...]:
        """Where all of it is written, each source once."""
        every = (self.death, self.death_at_work, self.scholarship)
        return tuple(dict.fromkeys(line for payment in every for line in payment.basis))


def read_benefits(on: date, of_day: RulesOfDay | None) -> Benefits:
    """Read what cover pays on a day; a kind without an amount is left out. One query."""
    amounts = benefits_on(on)
    burial = amounts.get(Kind.BURIAL)
    months = of_day.limits[ClockRule.Kind.SCHOLARSHIP_MONTHS].value if of_day else 0
    return Benefits(
        death=_payment(amounts, _DEATH),
        death_at_work=_payment(amounts, _DEATH_AT_WORK),
        scholarship=_payment(amounts, (Kind.SCHOLARSHIP,)),
        burial=burial.amount if burial else 0,
        scholarship_months=months,
    )


def _payment(amounts: Mapping[str, BenefitAmount], kinds: tuple[Kind, ...]) -> Payment:
    found = [amounts[kind] for kind in kinds if kind in amounts]
    return Payment(
        tuple((str(Kind(part.kind).label), part.amount) for part in found),
        tuple(dict.fromkeys(part.legal_basis for part in found)),
    )
