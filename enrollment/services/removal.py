"""Taking proposals back as if they had never been made, when the list they came from is undone."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from enrollment.models import Enrollment
from enrollment.transitions import Status


def untouched(enrollments: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Keep the proposals that nobody has done anything with since they were made."""
    return enrollments.filter(status=Status.PROPOSED, version=1, ended_on__isnull=True)


@transaction.atomic
def remove_proposals_many(*, enrollments: QuerySet[Enrollment], by: User) -> int:
    """Delete untouched proposals; any other place only ends by an event (docs/rules.md, E-9).

    Gives   how many went.
    Raises  ActionDenied when one of them is no longer an untouched proposal; nothing goes then.
    Costs   two statements; the audit rows come from triggers.
    """
    wanted = enrollments.order_by()
    with acting(by):
        gone = untouched(wanted)._raw_delete(wanted.db)
    if left := wanted.first():
        raise ActionDenied(
            _("Kepesertaan %(name)s sudah ditindaklanjuti.") % {"name": left.worker}
        )
    return gone
