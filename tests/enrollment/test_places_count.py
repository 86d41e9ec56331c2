"""Whatever is done in whatever order, each counter is the number of those who hold a place."""

from random import Random

import pytest

from accounts.models import Agency, User
from audit.context import acting
from common.http import ActionDenied
from enrollment.models import Enrollment, EnrollmentPeriod, Quota
from enrollment.places import turns
from enrollment.services.actions import take_action, take_action_many
from enrollment.services.endings import end_enrollment
from enrollment.transitions import HOLDERS, Action, EndReason, ReturnReason, Status
from tests import make
from tests.enrollment.quotas import ceiling, miscounts
from workers.models import OccupationCategory

pytestmark = pytest.mark.django_db

# Steps that lead on, so that a walk does not end among the refused.
OFTEN = (Action.VERIFY, Action.VERIFY, Action.PROMOTE, Action.DECREE, Action.PROPOSE)
VILLAGES = ("Tlumpu", "Turi")
WORK = ("pedicab_driver", "mosque_caretaker")


def crowd(count: int, chance: Random) -> tuple[EnrollmentPeriod, list[int]]:
    """Put people of two kelurahan and two occupations, one of an office, under tight ceilings."""
    with acting("tests"):
        OccupationCategory.objects.filter(slug=WORK[0]).update(
            agency=Agency.objects.get(code="dishub")
        )
    period, clerk = make.period(), make.clerk()
    village, work = make.village(), make.occupation(WORK[0])
    ceiling(period, 5)
    ceiling(period, 3, village=village)
    ceiling(period, 3, agency=work.agency)
    ceiling(period, 3, occupation=make.occupation(WORK[1]))
    ceiling(period, 2, village=village, occupation=work)
    pks = []
    for number in range(count):
        worker = make.worker(
            village=make.village(chance.choice(VILLAGES)),
            occupation=make.occupation(chance.choice(WORK)),
            member_number=f"{number:011}",
            dtsen_decile=chance.choice([None, 1, 2, 3]),
        )
        row = make.enrollment(worker=worker, period=period, proposed_by=clerk)
        pks.append(row.pk)
    return period, pks


def wander(pks: list[int], admin: User, chance: Random) -> None:
    """Take one step, of one row or of several, or end a cover; most of them are refused."""
    action = chance.choice([*Action, *OFTEN, None])
    some = chance.sample(pks, chance.randint(1, 4))
    if action is None:
        row = Enrollment.objects.select_related("period").get(pk=some[0])
        day = row.period.starts_on
        end_enrollment(
            enrollment_id=row.pk, on=day, known_on=day, reason=EndReason.RESIGNED, by=admin
        )
    elif len(some) == 1:
        take_action(enrollment_id=some[0], action=action, by=admin, reason_code=ReturnReason.OTHER)
    else:
        take_action_many(
            enrollment_ids=some, action=action, by=admin, reason_code=ReturnReason.OTHER
        )


@pytest.mark.parametrize("seed", range(4))
def test_counters_are_right_after_every_step_of_a_random_walk(seed: int) -> None:
    chance = Random(seed)  # noqa: S311  the order of steps in a test
    period, pks = crowd(14, chance)
    admin = make.admin()
    reached = set()
    for _step in range(150):
        try:
            wander(pks, admin, chance)
        except ActionDenied:
            continue
        rows = Enrollment.objects.filter(pk__in=pks)
        reached |= set(rows.values_list("status", flat=True))
        assert miscounts(period) == {}
        for row in rows:
            holds = row.status in HOLDERS - {Status.PROPOSED, Status.RETURNED}
            assert (row.spot is not None) == (holds and row.ended_on is None)
    assert {Status.WAITLISTED, Status.DECREED, Status.REGISTERED} <= reached
    assert not Quota.objects.filter(used__lt=0).exists()


def test_whose_turn_it_is_can_all_be_promoted_at_once() -> None:
    chance = Random(7)  # noqa: S311  who lives where in a test
    period, pks = crowd(20, chance)
    admin = make.admin()
    take_action_many(enrollment_ids=pks, action=Action.VERIFY, by=admin)
    with acting("tests"):
        for quota in Quota.objects.all():
            Quota.objects.filter(pk=quota.pk).update(total=quota.total + 2)
    waiting = turns(period)
    free = [pk for pk, turn in waiting.items() if turn.full is None]
    outcome = take_action_many(enrollment_ids=list(waiting), action=Action.PROMOTE, by=admin)
    assert outcome.moved == len(free) > 0
    assert {row.pk for row, _why in outcome.refused} == set(waiting) - set(free)
