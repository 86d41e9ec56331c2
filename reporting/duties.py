"""What waits for a member of staff: people by role, and a few reminders."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import FormDraft, Role, User
from common.dates import long_date
from enrollment.drafts import ADD_DRAFT
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.standing import Standing, standing_q
from enrollment.submission_selectors import rejected_and_changed, unsent

# What each role looks after, the most pressing first: standing, words, what to do.
DUTIES: dict[str, tuple[tuple[Standing, Any, Any], ...]] = {
    Role.CLERK: (
        (
            Standing.RETURNED,
            gettext_lazy("Dikembalikan"),
            gettext_lazy("Perbaiki datanya, lalu usulkan lagi."),
        ),
        (
            Standing.REJECTED,
            gettext_lazy("Ditolak BPJS"),
            gettext_lazy("Perbaiki datanya; admin yang mengajukannya ulang."),
        ),
    ),
    Role.CHECKER: (
        (
            Standing.WAITING,
            gettext_lazy("Menunggu verifikasi"),
            gettext_lazy("Yang paling lama menunggu di atas."),
        ),
    ),
    Role.ADMIN: (
        (
            Standing.VERIFIED,
            gettext_lazy("Siap ditetapkan"),
            gettext_lazy("Sudah diverifikasi, belum masuk SK."),
        ),
        (
            Standing.REJECTED,
            gettext_lazy("Ditolak BPJS"),
            gettext_lazy("Perbaiki datanya, lalu ajukan ulang."),
        ),
    ),
    Role.OFFICIAL: (
        (
            Standing.DECREED,
            gettext_lazy("Ditetapkan, belum terdaftar"),
            gettext_lazy("Menunggu nomor peserta dari BPJS."),
        ),
    ),
    Role.AUDITOR: (
        (
            Standing.REJECTED,
            gettext_lazy("Ditolak BPJS"),
            gettext_lazy("Sudah ditetapkan, tetapi tidak diterima BPJS."),
        ),
    ),
}
# The verification queue shows these; every other standing has its tab in the list of workers.
IN_QUEUE = {
    Standing.WAITING: "",
    Standing.RETURNED: "dikembalikan",
    Standing.REJECTED: "ditolak-bpjs",
}
# People named on the page, shared out among the duties of a role.
MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits: since when, and why where there is a reason."""

    name: str
    place: str
    url: str
    since: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Duty:
    """People who wait for the reader: how many, the first of them, the whole list."""

    title: Any
    hint: Any
    count: int
    url: str
    people: list[Waiting]


@dataclass(frozen=True, slots=True)
class Reminder:
    """One sentence with the page it is about."""

    text: str
    url: str


def duties_of(
    user: User, *, period: EnrollmentPeriod | None, on: date, counts: Mapping[str, int]
) -> list[Duty]:
    """Give what waits for a role in a period, without the duties that nobody waits for.

    Takes   counts: people in the user's scope by standing.
    Costs   one query for each duty.
    """
    rows = Enrollment.objects.in_scope(user).filter(period=period)
    duties = DUTIES.get(user.role, ())
    return [
        Duty(
            title=title,
            hint=hint,
            count=counts[standing],
            url=_address(standing, period),
            people=[
                _waiting(row)
                for row in rows.filter(standing_q(standing, on))
                .select_related("worker__village")
                .order_by("proposed_at", "pk")[: MOST_SHOWN // len(duties)]
            ],
        )
        for standing, title, hint in duties
        if counts[standing]
    ]


def reminders_of(user: User, period: EnrollmentPeriod | None) -> Iterator[Reminder]:
    """Give what else a member of staff should know; at most eight queries."""
    if period is not None and user.has_perm("enrollment.register_enrollment"):
        yield from _about_bpjs(user, period)
    if FormDraft.objects.filter(user=user, form=ADD_DRAFT).exists():
        yield Reminder(
            _("Ada isian pekerja yang belum disimpan."), reverse("enrollment:worker_add")
        )
    if user.has_perm("enrollment.change_enrollmentperiod"):
        for period in EnrollmentPeriod.objects.filter(state=EnrollmentPeriod.State.DRAFT):
            yield Reminder(
                _("%(period)s masih rancangan.") % {"period": period},
                reverse("enrollment:period_edit", args=[period.pk]),
            )
    if user.expires_on is not None:
        yield Reminder(
            _("Akun Anda berlaku sampai %(day)s.") % {"day": long_date(user.expires_on)},
            reverse("accounts:profile"),
        )


def _about_bpjs(user: User, period: EnrollmentPeriod) -> Iterator[Reminder]:
    """Say who can be put forward again, and who waits to be sent."""
    if changed := rejected_and_changed(user, period):
        yield Reminder(
            _("%(n)d orang ditolak BPJS dan sudah diubah datanya. Ajukan ulang bila sudah benar.")
            % {"n": changed},
            _address(Standing.REJECTED, period),
        )
    if waiting := unsent(period).in_scope(user).count():
        yield Reminder(
            _("%(n)d orang sudah ditetapkan dan belum dikirim ke BPJS.") % {"n": waiting},
            f"{reverse('enrollment:unsent_list')}?{urlencode({'periode': period.code})}",
        )


def _address(standing: Standing, period: EnrollmentPeriod | None) -> str:
    values = {"periode": period.code} if period else {}
    if standing in IN_QUEUE:
        tab = {"tab": IN_QUEUE[standing]} if IN_QUEUE[standing] else {}
        return f"{reverse('enrollment:queue')}?{urlencode(tab | values)}"
    return f"{reverse('enrollment:worker_list')}?{urlencode({'status': standing.value} | values)}"


def _waiting(row: Enrollment) -> Waiting:
    reason = [row.get_reason_code_display(), row.reason_note]
    return Waiting(
        name=row.worker.full_name,
        place=row.worker.village.name,
        url=reverse("enrollment:worker_detail", args=[row.worker_id]),
        since=row.proposed_at,
        reason=". ".join(str(part).rstrip(".") for part in reason if part),
    )
