"""What a family must keep to when it claims, as papers for families say it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.terbilang import in_words
from contributions.models import ClockRule
from contributions.rates import ClockLimit

Kind = ClockRule.Kind
_OF_CLAIMS = (
    Kind.REPORT_HOURS,
    Kind.CLAIM_YEARS,
    Kind.SCHOLARSHIP_CHILDREN,
    Kind.TAX_NUMBER_ABOVE,
)
_DAY = 24


@dataclass(frozen=True, slots=True)
class ClaimTerms:
    """Times and limits of claims on a day; empty or zero is what the office has not set.

    ``report_within`` and ``children`` are words, ``tax_number_above`` is in million rupiah.
    """

    report_within: str
    claim_years: int
    children: str
    tax_number_above: int
    basis: tuple[str, ...]


def claim_terms(limits: Mapping[str, ClockLimit]) -> ClaimTerms:
    """Give the terms among the limits of a day; no query.

    Takes   limits: as ``contributions.selectors.clock_rules_on`` gives them.
    Source  docs/rules.md, M-8.
    """
    values = {kind: limits[kind].value for kind in _OF_CLAIMS if kind in limits}
    children = values.get(Kind.SCHOLARSHIP_CHILDREN, 0)
    return ClaimTerms(
        report_within=_hours(values.get(Kind.REPORT_HOURS, 0)),
        claim_years=values.get(Kind.CLAIM_YEARS, 0),
        children=in_words(children) if children else "",
        tax_number_above=values.get(Kind.TAX_NUMBER_ABOVE, 0),
        basis=tuple(dict.fromkeys(limits[kind].legal_basis for kind in values)),
    )


def _hours(hours: int) -> str:
    """Say a time as regulations do, in whole days where it is so long."""
    if not hours:
        return ""
    if hours % _DAY:
        return _("%(hours)s jam") % {"hours": hours}
    return _("%(days)s × 24 jam") % {"days": hours // _DAY}
