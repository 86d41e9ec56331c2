"""The seed year with people in it."""

from datetime import date

import pytest

from accounts.models import User
from enrollment.models import EnrollmentPeriod
from tests import make


@pytest.fixture
def admin() -> User:
    return make.admin()


@pytest.fixture
def period() -> EnrollmentPeriod:
    return make.period("2025", starts_on=date(2025, 4, 1), ends_on=date(2025, 12, 31))
