"""How an enrollment stands on a day: the word for one row and the filter for many agree."""

from datetime import date, timedelta

import pytest

from enrollment.models import Enrollment
from enrollment.standing import Standing, standing_of, standing_q
from enrollment.transitions import ENDABLE, EndReason, Status
from tests import make

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2025, 4, 1), date(2025, 12, 31)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (FIRST - DAY, Standing.UPCOMING),
        (FIRST, Standing.ACTIVE),
        (LAST, Standing.ACTIVE),
        (LAST + DAY, Standing.EXPIRED),
    ],
)
def test_a_registered_place_follows_the_calendar(on, expected):
    row = make.enrollment(status=Status.REGISTERED)
    assert standing_of(row, on) == expected


def test_a_place_that_ended_early_is_over_the_day_after():
    row = make.enrollment(
        status=Status.REGISTERED, ended_on=date(2025, 6, 1), end_reason=EndReason.DIED
    )
    assert standing_of(row, date(2025, 6, 1)) == Standing.ACTIVE
    assert standing_of(row, date(2025, 6, 2)) == Standing.EXPIRED


def test_word_and_filter_agree_for_every_status_on_every_day():
    rows = [make.enrollment(status=status) for status in Status]
    rows += [
        make.enrollment(status=status, ended_on=date(2025, 6, 1), end_reason=EndReason.MOVED)
        for status in ENDABLE
    ]
    for on in (FIRST - DAY, FIRST, date(2025, 6, 1), date(2025, 6, 2), LAST, LAST + DAY):
        for standing in Standing:
            filtered = set(Enrollment.objects.filter(standing_q(standing, on)))
            assert filtered == {row for row in rows if standing_of(row, on) == standing}
