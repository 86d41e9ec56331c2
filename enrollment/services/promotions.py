"""From the waiting list to the places that are free, in the published order."""

from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from enrollment.models import EnrollmentPeriod
from enrollment.places import turns
from enrollment.services.actions import Outcome, take_action_many
from enrollment.transitions import Action


@transaction.atomic
def promote_waiting(
    *, period: EnrollmentPeriod, by: User, only: Collection[int] | None = None
) -> Outcome:
    """Promote everybody whose turn it is, as many as there are free places.

    Takes   only: enrollment ids to choose from, such as those of one kelurahan; a place that is
            somebody else's turn is not given to them.
    Gives   those who moved; whoever found the last place gone meanwhile is among the refused.
    Costs   a fixed number of statements, whatever the number of people.
    Source  docs/rules.md, E-14.
    """
    free = [pk for pk, turn in turns(period).items() if turn.full is None]
    chosen = free if only is None else [pk for pk in free if pk in set(only)]
    return take_action_many(enrollment_ids=chosen, action=Action.PROMOTE, by=by)
