"""What is on record already about an end, told to whoever reports another one."""

from datetime import date

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from audit.models import AuditEvent
from audit.wording import describe
from common.dates import long_date
from enrollment.models import Enrollment
from enrollment.transitions import EndReason
from workers.models import Worker


def death_on_record(worker: Worker, reader: User | None = None) -> str:
    """Say on which day a death is on record and, to whoever may read the trail, by whom.

    Takes   reader: left out where there are many people, and nobody's name is looked up.
    """
    if worker.died_on is None:
        return ""
    told = {"day": long_date(worker.died_on)}
    if reader and (who := _writer(reader, worker, "died_on", worker.died_on)):
        told["who"] = who
        return _("Sudah tercatat meninggal dunia pada %(day)s (dicatat %(who)s).") % told
    return _("Sudah tercatat meninggal dunia pada %(day)s.") % told


def end_on_record(row: Enrollment, reader: User | None = None) -> str:
    """Say on which day and why a cover has ended and, to whoever may read the trail, by whom.

    Takes   reader: as for ``death_on_record``.
    """
    if row.ended_on is None:
        return ""
    told = {"day": long_date(row.ended_on), "reason": EndReason(row.end_reason).label}
    if reader and (who := _writer(reader, row, "ended_on", row.ended_on)):
        told["who"] = who
        return (
            _("Perlindungan ini sudah berakhir pada %(day)s: %(reason)s (dicatat %(who)s).") % told
        )
    return _("Perlindungan ini sudah berakhir pada %(day)s: %(reason)s.") % told


def _writer(reader: User, record: Model, column: str, day: date) -> str:
    """Name who gave a column the day it holds; empty for whoever may not read the trail."""
    if not reader.has_perm("audit.view_auditevent"):
        return ""
    value = day.isoformat()
    events = AuditEvent.objects.filter(
        table=record._meta.db_table, row=str(record.pk), **{f"new__{column}": value}
    )
    for event in events:
        if (event.old or {}).get(column) != value:
            return describe([event])[0].who
    return ""
