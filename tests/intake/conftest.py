"""The period for which most lists of these tests are sent."""

import pytest

from enrollment.models import EnrollmentPeriod
from tests import make


@pytest.fixture
def period() -> EnrollmentPeriod:
    return make.period("2025")
