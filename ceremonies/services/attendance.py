"""Who has come: several phones at the door, each person marked once."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from ceremonies.models import Recipient
from ceremonies.policies import why_not_change
from common.http import ActionDenied


@transaction.atomic
def mark_arrived(*, recipient_id: int, by: User) -> bool:
    """Note that somebody has come.

    Gives   whether it was this call that noted it; whoever was quicker stays on record.
    Raises  ActionDenied.
    Costs   one update, whose condition decides between phones.
    Source  docs/rules.md, U-2.
    """
    if reason := why_not_change(by):
        raise ActionDenied(reason)
    waiting = Recipient.objects.filter(pk=recipient_id, arrived_at__isnull=True).exclude(
        part=Recipient.Part.EXCUSED
    )
    with acting(by, reason=gettext_noop("Hadir")):
        return waiting.update(arrived_at=timezone.now(), arrived_by=by) == 1


@transaction.atomic
def take_back_arrival(*, recipient_id: int, by: User) -> bool:
    """Undo a mark that was set on the wrong person; tell whether there was one."""
    if reason := why_not_change(by):
        raise ActionDenied(reason)
    marked = Recipient.objects.filter(pk=recipient_id, arrived_at__isnull=False)
    with acting(by, reason=gettext_noop("Kehadiran dibatalkan")):
        return marked.update(arrived_at=None, arrived_by=None) == 1
