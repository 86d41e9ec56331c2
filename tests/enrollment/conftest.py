"""The period in which most tests of these screens happen."""

from datetime import timedelta

import pytest

from common.dates import today
from enrollment.models import EnrollmentPeriod
from tests import make


@pytest.fixture
def period() -> EnrollmentPeriod:
    """An open period in the middle of which today lies."""
    on = today()
    return make.period("kini", starts_on=on - timedelta(days=60), ends_on=on + timedelta(days=90))
