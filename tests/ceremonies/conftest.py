"""The seed year, its protocol office and a ceremony in August."""

from datetime import date

import pytest

from accounts.models import User
from ceremonies.models import Ceremony
from enrollment.models import EnrollmentPeriod
from tests import make


@pytest.fixture
def protocol() -> User:
    return make.official()


@pytest.fixture
def period() -> EnrollmentPeriod:
    return make.period("2025", starts_on=date(2025, 4, 1), ends_on=date(2025, 12, 31))


@pytest.fixture
def ceremony(period: EnrollmentPeriod) -> Ceremony:
    return make.ceremony(period)
