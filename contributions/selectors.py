"""Rates, covers and bills, each read in a fixed number of queries."""

from datetime import date

from django.db.models import Count, F, IntegerField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from common.months import last_day, months_between
from contributions.models import Benefit, Bill, BillLine, BillLineQuerySet, ClockRule, Tariff
from contributions.rates import BenefitAmount, ClockLimit, Rate, Tariffs
from enrollment.models import BEGUN, EnrollmentPeriod
from enrollment.transitions import Status
from workers.nik import LENGTH, tidy


def tariffs() -> Tariffs:
    """Read all rates at once, past and coming ones too, for many people or months; one query."""
    return Tariffs(
        [
            Rate(
                row.sector,
                row.payer,
                row.jkk,
                row.jkm,
                row.valid_from,
                row.valid_to,
                row.legal_basis,
            )
            for row in Tariff.objects.all()
        ]
    )


def benefits_on(on: date) -> dict[str, BenefitAmount]:
    """Give what each kind of benefit pays on a day, by kind; one query."""
    return {
        row.kind: BenefitAmount(row.kind, row.amount, row.legal_basis)
        for row in Benefit.objects.in_force(on)
    }


def clock_rules_on(on: date) -> dict[str, ClockLimit]:
    """Give the waiting times and limits in force on a day, by kind; one query."""
    return {
        row.kind: ClockLimit(row.kind, row.value, row.legal_basis)
        for row in ClockRule.objects.in_force(on)
    }


def months_of(period: EnrollmentPeriod) -> list[date]:
    """List the months of a period, also those of which only some days lie in it."""
    return months_between(period.starts_on, period.ends_on)


def covered_q(month: date) -> Q:
    """Give the filter for enrollments whose own days of cover touch a month.

    Source  docs/rules.md, M-2.
    """
    reaches = Q(ended_on__gte=month) | Q(ended_on__isnull=True, period__ends_on__gte=month)
    return Q(status=Status.REGISTERED, starts_on__lte=last_day(month)) & reaches & BEGUN


# Lines whose month is still one of their cover's: others were billed before the end was known.
WITHIN_COVER = (
    Q(enrollment__status=Status.REGISTERED)
    & (Q(enrollment__ended_on__isnull=True) | Q(enrollment__ended_on__gte=F("month")))
    & (Q(worker__died_on__isnull=True) | Q(worker__died_on__gte=F("enrollment__starts_on")))
)


def on_bills(month: date, *states: str) -> QuerySet[BillLine, int]:
    """Give the ids of workers whose month stands on a bill, of certain states where given."""
    lines = BillLine.objects.filter(month=month).order_by()
    if states:
        lines = lines.filter(bill__state__in=states)
    return lines.values_list("worker", flat=True)


def bills_of(period: EnrollmentPeriod) -> "QuerySet[Bill]":
    """List the bills of a period as ``with_totals`` gives them, the first month first."""
    return with_totals(Bill.objects.filter(period=period)).order_by("month", "sequence")


def with_totals(bills: "QuerySet[Bill]") -> "QuerySet[Bill]":
    """Give bills with ``people`` and ``total`` (whole rupiah)."""
    return bills.annotate(
        people=Count("lines"),
        total=Coalesce(
            Sum(F("lines__jkk") + F("lines__jkm")), Value(0), output_field=IntegerField()
        ),
    )


def bill_lines(bill: Bill) -> BillLineQuerySet:
    """Give the lines of a bill as they are printed: by kelurahan, then by name."""
    return BillLine.objects.filter(bill=bill).order_by("village_name", "full_name", "pk")


def find_lines(lines: BillLineQuerySet, sought: str) -> BillLineQuerySet:
    """Narrow lines to those with a full NIK, or with every word of a name, as typed."""
    digits = tidy(sought)
    if len(digits) == LENGTH and digits.isdigit():
        return lines.filter(nik=digits)
    for word in sought.split():
        lines = lines.filter(full_name__icontains=word)
    return lines
