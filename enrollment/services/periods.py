"""Opening, changing and closing programme periods."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.services.proposals import OVERLAP_GUARDS
from enrollment.services.quotas import keep_whole_period

PERIOD_FIELDS = (
    "code",
    "name",
    "starts_on",
    "ends_on",
    "funding_source",
    "agency",
    "quota",
    "state",
    "second_person",
)
# What enrollments already rest on; it stays as it is while anybody holds a place.
SETTLED_FIELDS = ("code", "starts_on", "ends_on", "funding_source")


@transaction.atomic
def save_period(
    *, period: EnrollmentPeriod | None, data: Mapping[str, Any], by: User
) -> EnrollmentPeriod:
    """Save one period, new or known.

    Takes   data: values for some of PERIOD_FIELDS.
    Gives   the saved row.
    Raises  ValidationError by field, also when somebody holds a place and the code, the days or
            the money would change, when an open period would become a draft again, or when its
            quota would lie below the places that are taken.
    Source  docs/rules.md, E-8 and E-15.
    """
    if period is None:
        row = EnrollmentPeriod()
    else:
        row = EnrollmentPeriod.objects.select_for_update(of=("self",), no_key=True).get(
            pk=period.pk
        )
        require_settled(row, data)
    for name in PERIOD_FIELDS:
        if name in data:
            setattr(row, name, data[name])
    row.full_clean()
    with acting(
        by, reason=gettext_noop("Periode diubah") if period else gettext_noop("Periode baru")
    ):
        try:
            with transaction.atomic():
                row.save()
                keep_whole_period(row)
        except IntegrityError as error:
            if not any(guard in str(error) for guard in OVERLAP_GUARDS):
                raise
            raise ValidationError(
                {"ends_on": _("Hari terakhir ini membuat perlindungan orang bertumpuk.")}
            ) from error
    return row


def require_settled(row: EnrollmentPeriod, data: Mapping[str, Any]) -> None:
    """Raise ValidationError by field where somebody's place rests on what would change."""
    if not Enrollment.objects.live().filter(period=row).exists():
        return
    sentence = _("Tidak bisa diubah lagi: sudah ada yang diusulkan untuk periode ini.")
    problems = {
        name: sentence
        for name in SETTLED_FIELDS
        if name in data and data[name] != getattr(row, name)
    }
    if (
        row.state != EnrollmentPeriod.State.DRAFT
        and data.get("state") == EnrollmentPeriod.State.DRAFT
    ):
        problems["state"] = _("Sudah ada yang diusulkan; tutup saja periodenya.")
    if problems:
        raise ValidationError(problems)
