"""What officers saw in the field, written down for one person or for many."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from common.text import clean_text
from enrollment.models import Enrollment, FieldCheck
from enrollment.services.actions import Outcome
from enrollment.transitions import LIVE


@transaction.atomic
def record_field_check(
    *,
    enrollment_id: int,
    checked_on: date,
    officer: str,
    works: bool,
    able_to_work: bool,
    has_statement: bool,
    by: User,
    note: str = "",
) -> FieldCheck:
    """Note one visit to somebody who holds a place or wants one.

    Takes   officer: who was there, which need not be a member of staff.
    Gives   the saved check; earlier ones stay, the latest counts.
    Raises  ActionDenied with a sentence fit for the screen; Enrollment.DoesNotExist outside the
            scope of ``by``.
    Source  docs/rules.md, E-23.
    """
    seen = {
        "checked_on": checked_on,
        "officer": officer,
        "works": works,
        "able_to_work": able_to_work,
        "has_statement": has_statement,
        "note": note,
    }
    row = Enrollment.objects.in_scope(by).get_locked(enrollment_id)
    outcome = _record([row], seen, by)
    for _row, sentence in outcome.refused:
        raise ActionDenied(sentence)
    return FieldCheck.objects.filter(enrollment=row).latest("pk")


@transaction.atomic
def record_field_check_many(*, enrollment_ids: Collection[int], by: User, **seen: Any) -> Outcome:
    """Note the same visit for many; the others stay, each with why.

    Takes   seen: as for ``record_field_check``.
    Costs   a fixed number of statements, whatever the number of rows.
    Source  docs/rules.md, E-23.
    """
    rows = Enrollment.objects.in_scope(by).filter(pk__in=enrollment_ids).locked()
    return _record(rows, seen, by)


def _record(rows: list[Enrollment], seen: Mapping[str, Any], by: User) -> Outcome:
    if not by.has_perm("enrollment.add_fieldcheck"):
        raise ActionDenied(_("Peran Anda tidak boleh mencatat pemeriksaan lapangan."))
    facts = {
        **seen,
        "officer": clean_text(seen["officer"], limit=150),
        "note": clean_text(seen.get("note", ""), limit=300),
    }
    if not facts["officer"]:
        raise ActionDenied(_("Isi nama petugas lapangan."))
    # A second press says the same of the same visit.
    noted = set(
        FieldCheck.objects.filter(enrollment__in=rows, **facts).values_list(
            "enrollment", flat=True
        )
    )
    refused, checks = [], []
    for row in rows:
        if row.pk in noted:
            continue
        if row.status in LIVE and row.ended_on is None:
            checks.append(FieldCheck(enrollment=row, recorded_by=by, **facts))
        else:
            refused.append((row, _("Usulan atau perlindungan ini sudah tidak berlaku.")))
    with acting(by, reason=gettext_noop("Pemeriksaan lapangan")):
        FieldCheck.objects.bulk_create(checks)
    return Outcome(len(checks), refused)
