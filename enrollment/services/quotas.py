"""Ceilings of a period: set, changed and lifted, many in one step."""

from collections.abc import Mapping
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.context import acting
from common.bulk import by_row
from common.http import ActionDenied
from enrollment.ceilings import WHOLE_PERIOD, Key
from enrollment.models import EnrollmentPeriod, Quota
from enrollment.places import holders
from enrollment.services.places import lock_places


class Change(NamedTuple):
    """What somebody saw of a ceiling and what they want it to be; None for no ceiling."""

    seen: int | None
    wanted: int | None


@transaction.atomic
def save_quotas(
    *, period: EnrollmentPeriod, changes: Mapping[Key, Change], reason: str, by: User
) -> int:
    """Set the ceilings of a period in one step, all or none.

    Takes   reason: in one's own words, for the trail.
    Gives   how many ceilings are another than before.
    Raises  ActionDenied without the right to it; ValidationError with one sentence for each
            ceiling that would lie below its holders, or that somebody changed meanwhile.
    Costs   a fixed number of statements, whatever the number of ceilings.
    Source  docs/rules.md, E-15.
    """
    if not by.has_perm("enrollment.change_quota"):
        raise ActionDenied(_("Peran Anda tidak boleh mengubah kuota."))
    lock_places([period.pk])
    known = {quota.key: quota for quota in _quotas_of(period)}
    used = holders(period)
    wanted, problems = {}, []
    for key, change in changes.items():
        quota = known.get(key) or _new(period, key, used[key])
        total = quota.total if quota.pk else None
        if change.wanted == total:
            continue
        if change.seen != total:
            problems.append(_("%(where)s baru diubah orang lain.") % {"where": quota})
        elif change.wanted is not None and change.wanted < quota.used:
            problems.append(f"{quota}: {sentence_of_too_few(quota.used)}")
        wanted[key] = change.wanted
    if problems:
        raise ValidationError(problems)
    with acting(by, reason=reason):
        _write(period, known, wanted, used)
    return len(wanted)


def keep_whole_period(period: EnrollmentPeriod) -> None:
    """Make the ceiling over everybody agree with the quota of the period itself.

    Takes   period: locked and saved by the caller, whose actor writes.
    Raises  ValidationError by field when more people hold places than that.
    """
    lock_places([period.pk])
    known = {quota.key: quota for quota in _quotas_of(period) if quota.key == WHOLE_PERIOD}
    used = holders(period)
    if period.quota is not None and period.quota < used[WHOLE_PERIOD]:
        raise ValidationError({"quota": sentence_of_too_few(used[WHOLE_PERIOD])})
    total = known[WHOLE_PERIOD].total if known else None
    if period.quota != total:
        _write(period, known, {WHOLE_PERIOD: period.quota}, used)


def sentence_of_too_few(used: int) -> str:
    """Say why a ceiling cannot be that low."""
    return ngettext(
        "Paling sedikit %(used)d: sudah sebanyak itu yang memegang tempat.",
        "Paling sedikit %(used)d: sudah sebanyak itu yang memegang tempat.",
        used,
    ) % {"used": used}


def _quotas_of(period: EnrollmentPeriod) -> list[Quota]:
    rows = Quota.objects.filter(period=period).order_by("pk")
    return list(rows.select_related("period", "village", "occupation", "agency"))


def _new(period: EnrollmentPeriod, key: Key, used: int) -> Quota:
    village, occupation, agency = key
    return Quota(
        period=period, village_id=village, occupation_id=occupation, agency_id=agency, used=used
    )


def _write(
    period: EnrollmentPeriod,
    known: Mapping[Key, Quota],
    wanted: Mapping[Key, int | None],
    used: Mapping[Key, int],
) -> None:
    """Write all ceilings in one statement of each kind."""
    lifted, totals, fresh = [], {}, []
    for key, total in wanted.items():
        if total is None:
            lifted.append(known[key].pk)
        elif key in known:
            totals[known[key].pk] = total
        else:
            quota = _new(period, key, used[key])
            quota.total = total
            fresh.append(quota)
    if lifted:
        Quota.objects.filter(pk__in=lifted).delete()
    if totals:
        Quota.objects.filter(pk__in=totals).update(total=by_row(Quota, "total", totals))
    Quota.objects.bulk_create(fresh)
    if WHOLE_PERIOD in wanted and period.quota != wanted[WHOLE_PERIOD]:
        EnrollmentPeriod.objects.filter(pk=period.pk).update(quota=wanted[WHOLE_PERIOD])
