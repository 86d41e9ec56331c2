"""The money: rates with their legal basis, bills with their lines, ceilings."""

from contributions.models.bills import Bill, BillLine, BillLineQuerySet, BudgetCeiling
from contributions.models.rates import Benefit, ClockRule, Dated, Tariff

__all__ = [
    "Benefit",
    "Bill",
    "BillLine",
    "BillLineQuerySet",
    "BudgetCeiling",
    "ClockRule",
    "Dated",
    "Tariff",
]
