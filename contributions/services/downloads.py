"""Files of differences: noted before they leave."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.access import record_access
from audit.models import AccessEvent
from common.months import code, label
from contributions.exports import Found, as_csv, as_workbook
from contributions.reconciliation import Difference, people_of
from enrollment.models import Enrollment, EnrollmentPeriod

SUBJECT = "contribution-differences"


@transaction.atomic
def make_differences_file(
    *,
    period: EnrollmentPeriod,
    month: date,
    differences: Iterable[Difference],
    is_workbook: bool,
    by: User,
) -> tuple[str, bytes]:
    """Write the people behind some differences of a month into a file and note the download.

    Numbers of identity are in full for who may see them so, masked for others.

    Gives   the name of the file and its content.
    Raises  whatever keeps the download from being noted; then there is no file.
    Costs   one query for each kind of difference, and one to note it.
    """
    rows = [
        Found(difference, row)
        for difference in differences
        for row in people_of(difference, period, month, Enrollment.objects.in_scope(by))
    ]
    title = _("Selisih iuran %(month)s, %(period)s") % {"month": label(month), "period": period}
    full_nik = by.has_perm("workers.reveal_nik")
    if is_workbook:
        content = as_workbook(rows, title=title, full_nik=full_nik)
    else:
        content = as_csv(rows, full_nik=full_nik)
    record_access(
        by=by,
        kind=AccessEvent.Kind.EXPORT,
        subject=SUBJECT,
        filters={"title": title, "period": period.code, "month": month},
        rows=len(rows),
        sha256=sha256(content).hexdigest(),
    )
    ending = "xlsx" if is_workbook else "csv"
    return f"selisih-iuran-{period.code}-{code(month)}.{ending}", content
