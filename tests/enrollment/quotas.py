"""Ceilings and counters for the tests about places."""

from typing import Any

from django.db import transaction

from audit.context import acting
from enrollment.models import Enrollment, EnrollmentPeriod, Quota
from enrollment.services.places import take_places
from tests import make


def ceiling(period: EnrollmentPeriod, total: int, **names: Any) -> Quota:
    """Make a ceiling before anybody holds a place; without names the whole period's."""
    with acting("tests"):
        return Quota.objects.create(period=period, total=total, **names)


def used(quota: Quota) -> int:
    return Quota.objects.get(pk=quota.pk).used


def holder(**values: Any) -> Enrollment:
    """An enrollment that holds a place under the ceilings of its period."""
    row = make.enrollment(**values)
    with acting("tests"), transaction.atomic():
        assert take_places([row]) == {}
    row.refresh_from_db()
    return row


def miscounts(period: EnrollmentPeriod) -> dict[str, tuple[int, int]]:
    """Count again, one ceiling after the other; give those whose counter says another number."""
    wrong = {}
    for quota in Quota.objects.filter(period=period):
        names = {
            f"place_{name}": value
            for name in ("village", "occupation", "agency")
            if (value := getattr(quota, name))
        }
        placed = Enrollment.objects.filter(period=period, place_village__isnull=False, **names)
        if placed.count() != quota.used:
            wrong[str(quota)] = (quota.used, placed.count())
    return wrong
