"""Cover that ends before its period does."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from enrollment.models import Enrollment
from enrollment.transitions import ENDABLE, EndReason, Status


@transaction.atomic
def end_enrollment(
    *, enrollment_id: int, on: date, known_on: date, reason: EndReason, by: User
) -> Enrollment:
    """End a cover on a day, its last one.

    Takes   on: the last day of cover, within the enrollment's own days; known_on: the day on
            which the office heard of it.
    Gives   the saved row.
    Raises  ActionDenied when the cover cannot end so; Enrollment.DoesNotExist outside the scope
            of ``by``.
    """
    row = (
        Enrollment.objects.in_scope(by)
        .select_related("period", "worker")
        .select_for_update(of=("self",))
        .get(pk=enrollment_id)
    )
    if not by.has_perm("enrollment.end_enrollment"):
        raise ActionDenied(_("Peran Anda tidak boleh mengakhiri perlindungan."))
    if Status(row.status) not in ENDABLE or row.ended_on is not None:
        raise ActionDenied(_("Perlindungan ini belum ditetapkan atau sudah berakhir."))
    if not row.starts_on <= on <= row.period.ends_on:
        raise ActionDenied(_("Tanggal berakhir harus di dalam masa perlindungan."))
    row.ended_on, row.end_known_on, row.end_reason = on, known_on, reason
    row.version += 1
    row.full_clean()
    with acting(by, reason=reason.label):
        row.save(update_fields=["ended_on", "end_known_on", "end_reason", "version"])
    return row
