"""The month grid counts what the strips of its people show, whatever happened to their covers."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import pytest

from accounts.models import User
from contributions.board import month_board
from contributions.grids import GroupBy, month_grid
from contributions.reconciliation import Side, check_month
from contributions.selectors import months_of
from contributions.services.bills import delete_draft, draft_bill
from contributions.states import MonthState
from contributions.strips import StripCell, strips_in, strips_of
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.services.endings import end_enrollment
from enrollment.transitions import EndReason, Status
from tests import make
from tests.contributions.people import APRIL, JUNE, MAY, billed, covered, paid

pytestmark = pytest.mark.django_db

ON = date(2025, 7, 15)
Plant = Callable[[EnrollmentPeriod, User], None]


def two_covers_in_a_month_on_a_bill(period: EnrollmentPeriod, by: User) -> None:
    _two_covers(period)
    billed(period, MAY, by)


def two_covers_in_a_month_on_no_bill(period: EnrollmentPeriod, by: User) -> None:
    _two_covers(period)


def a_promised_and_a_registered_cover_in_a_month(period: EnrollmentPeriod, by: User) -> None:
    first = make.enrollment(
        period=period,
        status=Status.DECREED,
        ended_on=date(2025, 7, 10),
        end_reason=EndReason.RESIGNED,
        worker=make.worker(member_number=make.member_number()),
    )
    covered(period, worker=first.worker, starts_on=date(2025, 7, 12))


def two_covers_of_two_periods_in_a_month(period: EnrollmentPeriod, by: User) -> None:
    other = make.period("2025-CSR")
    first = covered(period, ended_on=date(2025, 5, 10), end_reason=EndReason.RESIGNED)
    covered(other, worker=first.worker, starts_on=date(2025, 5, 20))
    paid(other, MAY, by)


def a_death_within_a_paid_and_before_an_unpaid_month(period: EnrollmentPeriod, by: User) -> None:
    row = covered(period)
    paid(period, MAY, by)
    _die(row, date(2025, 5, 3), by)


def a_death_known_after_later_months_were_paid(period: EnrollmentPeriod, by: User) -> None:
    row = covered(period)
    for month in (APRIL, MAY, JUNE):
        paid(period, month, by)
    _die(row, date(2025, 4, 20), by)


def a_death_before_the_first_day_known_after_a_payment(period: EnrollmentPeriod, by: User) -> None:
    row = covered(period)
    paid(period, APRIL, by)
    _die(row, date(2025, 3, 20), by)


def a_cover_that_ends_on_the_last_day_of_a_month(period: EnrollmentPeriod, by: User) -> None:
    covered(period, ended_on=date(2025, 5, 31), end_reason=EndReason.MOVED)
    covered(period, ended_on=date(2025, 12, 31), end_reason=EndReason.MOVED)


def a_cover_that_begins_within_a_month(period: EnrollmentPeriod, by: User) -> None:
    covered(period, starts_on=date(2025, 5, 31))
    billed(period, MAY, by)


def a_supplement_for_somebody_registered_later(period: EnrollmentPeriod, by: User) -> None:
    covered(period)
    paid(period, APRIL, by)
    covered(period)
    billed(period, APRIL, by)


def a_draft_that_was_thrown_away(period: EnrollmentPeriod, by: User) -> None:
    covered(period)
    draft = draft_bill(period_id=period.pk, month=APRIL, by=by)
    delete_draft(bill_id=draft.pk, by=by)
    draft_bill(period_id=period.pk, month=JUNE, by=by)


def a_draft_that_names_somebody_gone(period: EnrollmentPeriod, by: User) -> None:
    row = covered(period)
    draft_bill(period_id=period.pk, month=JUNE, by=by)
    end_enrollment(enrollment_id=row.pk, on=MAY, known_on=ON, reason=EndReason.MOVED, by=by)


def a_place_that_is_only_promised(period: EnrollmentPeriod, by: User) -> None:
    make.enrollment(period=period, status=Status.DECREED)
    make.enrollment(period=period, status=Status.VERIFIED)


PLANTED: list[Plant] = [
    two_covers_in_a_month_on_a_bill,
    two_covers_in_a_month_on_no_bill,
    a_promised_and_a_registered_cover_in_a_month,
    two_covers_of_two_periods_in_a_month,
    a_death_within_a_paid_and_before_an_unpaid_month,
    a_death_known_after_later_months_were_paid,
    a_death_before_the_first_day_known_after_a_payment,
    a_cover_that_ends_on_the_last_day_of_a_month,
    a_cover_that_begins_within_a_month,
    a_supplement_for_somebody_registered_later,
    a_draft_that_was_thrown_away,
    a_draft_that_names_somebody_gone,
    a_place_that_is_only_promised,
]


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_the_grid_counts_what_the_strips_show(
    plant: Plant, period: EnrollmentPeriod, admin: User
) -> None:
    plant(period, admin)
    for one in EnrollmentPeriod.objects.all():
        counts = grid_counts(one, admin)
        assert counts == strip_counts(one)
        assert counts == one_by_one(one)


def test_all_of_it_together_agrees_too(period: EnrollmentPeriod, admin: User) -> None:
    covered(period)
    for plant in (
        a_supplement_for_somebody_registered_later,
        a_draft_that_names_somebody_gone,
        two_covers_in_a_month_on_a_bill,
        a_cover_that_begins_within_a_month,
    ):
        plant(period, admin)
    assert grid_counts(period, admin) == strip_counts(period) == one_by_one(period)


@pytest.mark.parametrize("plant", [two_covers_in_a_month_on_no_bill, *PLANTED[:1]])
def test_a_month_of_two_covers_is_one_persons_month(
    plant: Plant, period: EnrollmentPeriod, admin: User
) -> None:
    plant(period, admin)
    may = months_of(period).index(MAY)
    assert month_grid(period, GroupBy.VILLAGE, user=admin, on=ON).totals[may].people == 1
    assert month_board(period, ON)[may].covered == 1
    people = check_month(period, MAY, Enrollment.objects.all()).people
    assert people[Side.REGISTERED] == 1


def test_a_bill_takes_the_cover_that_the_strip_shows(
    period: EnrollmentPeriod, admin: User
) -> None:
    first = _two_covers(period)
    before = {
        strip.enrollment.pk: strip.cells[months_of(period).index(MAY)].state
        for strip in strips_of(first.worker, ON)
    }
    (shown,) = (pk for pk, state in before.items() if state == MonthState.HOLE)
    assert draft_bill(period_id=period.pk, month=MAY, by=admin).lines.get().enrollment_id == shown


def grid_counts(period: EnrollmentPeriod, by: User) -> list[Counter[str]]:
    """What stands in the columns of the grid."""
    grid = month_grid(period, GroupBy.VILLAGE, user=by, on=ON)
    return [
        +Counter(planned=cell.planned, billed=cell.billed, paid=cell.paid, hole=cell.holes)
        for cell in grid.totals or ()
    ] or [Counter() for _month in months_of(period)]


def strip_counts(period: EnrollmentPeriod) -> list[Counter[str]]:
    """What the strips of everybody of the period show, month by month."""
    rows = Enrollment.objects.filter(period=period).select_related("period", "worker")
    return _counted(period, [strip.cells for strip in strips_in(period, rows, ON)])


def one_by_one(period: EnrollmentPeriod) -> list[Counter[str]]:
    """What the strips show when each is asked for alone, as a page of a list does."""
    rows = Enrollment.objects.filter(period=period).select_related("period", "worker")
    return _counted(
        period, [strip.cells for row in rows for strip in strips_in(period, [row], ON)]
    )


def _counted(
    period: EnrollmentPeriod, strips: Iterable[Sequence[StripCell]]
) -> list[Counter[str]]:
    counts = [Counter[str]() for _month in months_of(period)]
    for cells in strips:
        for count, cell in zip(counts, cells, strict=True):
            count[cell.state.value] += cell.state != MonthState.OUTSIDE
    return [+count for count in counts]


def _two_covers(period: EnrollmentPeriod) -> Enrollment:
    first = covered(period, ended_on=date(2025, 5, 10), end_reason=EndReason.RESIGNED)
    covered(period, worker=first.worker, starts_on=date(2025, 5, 20))
    return first


def _die(row: Enrollment, on: date, by: User) -> None:
    end_enrollment(enrollment_id=row.pk, on=on, known_on=ON, reason=EndReason.DIED, by=by)
