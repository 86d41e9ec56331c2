"""What has happened to the people of the demo: a finished year, and one in full swing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.models import Agency
from blitar_registry.demo.staff import Staff
from common.dates import age_on
from enrollment.models import Enrollment, EnrollmentPeriod, FundingSource
from enrollment.selectors import first_day_of_cover
from enrollment.transitions import EndReason, ReturnReason, Status
from workers.models import Worker

SEED_CODE = "2025"
SEED_FIRST_DAY = date(2025, 4, 1)
SEED_LAST_DAY = date(2025, 12, 31)
AGE_LIMIT = 65

# In a thousand: how a year's cover ended early, and where a renewal stands today.
EARLY_ENDS = {
    EndReason.DIED: 7,
    EndReason.DIED_AT_WORK: 1,
    EndReason.MOVED: 5,
    EndReason.WAGE_EARNER: 5,
    EndReason.RESIGNED: 2,
    EndReason.STOPPED_WORKING: 2,
}
RENEWALS = {
    Status.REGISTERED: 930,
    Status.DECREED: 20,
    Status.VERIFIED: 15,
    Status.PROPOSED: 15,
    Status.RETURNED: 10,
    Status.REJECTED: 10,
}
NOT_RENEWED = 0.05
# In a hundred: where newcomers stand today.
NEWCOMERS = {
    Status.PROPOSED: 28,
    Status.RETURNED: 9,
    Status.VERIFIED: 14,
    Status.WAITLISTED: 6,
    Status.DECREED: 11,
    Status.REGISTERED: 18,
    Status.REJECTED: 6,
    Status.REFUSED: 5,
    Status.WITHDRAWN: 3,
}
# Reasons for a no, with what the checker or BPJS added.
REASONS: dict[Status, tuple[tuple[ReturnReason, str], ...]] = {
    Status.RETURNED: (
        (ReturnReason.INCOMPLETE, "Foto KTP belum ada."),
        (ReturnReason.INCOMPLETE, "Nama ibu kandung belum diisi."),
        (ReturnReason.IDENTITY_DIFFERS, "Tanggal lahir berbeda dengan KTP."),
        (ReturnReason.NIK_UNKNOWN, "Mohon dicocokkan lagi dengan KTP asli."),
    ),
    Status.REFUSED: (
        (ReturnReason.WAGE_EARNER, ""),
        (ReturnReason.ALREADY_MEMBER, "Masih aktif sebagai peserta mandiri."),
        (ReturnReason.NOT_WORKING, ""),
        (ReturnReason.DECLINED, ""),
    ),
    Status.REJECTED: (
        (ReturnReason.NIK_UNKNOWN, ""),
        (ReturnReason.IDENTITY_DIFFERS, "Nama di Dukcapil berbeda."),
        (ReturnReason.WAGE_EARNER, ""),
    ),
}
DECREED = frozenset({Status.DECREED, Status.REGISTERED, Status.REJECTED})
VERIFIED = DECREED | {Status.VERIFIED, Status.WAITLISTED}


@dataclass(frozen=True, slots=True)
class Periods:
    """The finished, the current and the coming year."""

    seed: EnrollmentPeriod
    current: EnrollmentPeriod
    coming: EnrollmentPeriod


def save_periods(on: date, workers: int) -> Periods:
    """Make the three periods; quotas leave room for newcomers."""
    room = -(-workers * 6 // 5 // 50) * 50
    seed = _save_period(SEED_CODE, SEED_FIRST_DAY, SEED_LAST_DAY, "closed", workers)
    years = [
        _save_period(str(year), date(year, 1, 1), date(year, 12, 31), state, room)
        for year, state in ((on.year, "open"), (on.year + 1, "draft"))
    ]
    return Periods(seed, *years)


def _save_period(
    code: str, first_day: date, last_day: date, state: str, quota: int
) -> EnrollmentPeriod:
    values = {
        "name": f"Pekerja rentan {code}",
        "starts_on": first_day,
        "ends_on": last_day,
        "funding_source": FundingSource.objects.get(code="dbhcht"),
        "agency": Agency.objects.get(code="dinkop-naker"),
        "quota": quota,
        "state": state,
    }
    return EnrollmentPeriod.objects.update_or_create(code=code, defaults=values)[0]


class Programme:
    """Gives people their enrollments, as they would be on a day."""

    def __init__(self, chance: Random, periods: Periods, staff: Staff, on: date) -> None:
        self._chance = chance
        self._periods = periods
        self._staff = staff
        self._on = on
        self._numbers = 0

    def member(self, worker: Worker) -> Iterator[Enrollment]:
        """Cover somebody in the finished year and mostly once more in the current one."""
        seed = self._periods.seed
        first = self._enrollment(worker, seed, Status.REGISTERED, seed.starts_on)
        self._end_early(first, seed.ends_on)
        self._end_by_age(first, seed.ends_on)
        yield first
        current = self._periods.current
        too_old = age_on(worker.birth_date, current.starts_on) >= AGE_LIMIT
        if first.ended_on or too_old or self._chance.random() < NOT_RENEWED:
            return
        status = self._chance.choices(list(RENEWALS), list(RENEWALS.values()))[0]
        again = self._enrollment(worker, current, status, self._start(status, renewed=True))
        if status == Status.REGISTERED:
            self._end_early(again, self._on - timedelta(days=1))
            self._end_by_age(again, self._on)
        yield again

    def newcomer(self, worker: Worker, status: Status) -> Enrollment:
        """Put somebody new forward in the current year and leave them in a status."""
        start = self._start(status, renewed=False)
        return self._enrollment(worker, self._periods.current, status, start)

    def _start(self, status: Status, *, renewed: bool) -> date:
        """Give a first day of cover: a decided one lies behind, a wanted one ahead."""
        current = self._periods.current
        if status not in DECREED:
            return first_day_of_cover(current, self._on)
        return current.starts_on.replace(
            month=1 if renewed else self._chance.randint(1, self._on.month)
        )

    def _enrollment(
        self, worker: Worker, period: EnrollmentPeriod, status: Status, starts_on: date
    ) -> Enrollment:
        """Make an enrollment whose steps lie one after the other, all before today."""
        chance = self._chance
        values: dict[str, Any] = {}
        day = self._last_step_on(status, starts_on)
        if status == Status.REGISTERED:
            self._number(worker, period)
            values["registered_at"] = self._moment(day)
            day -= timedelta(days=chance.randint(3, 12))
        if status in DECREED:
            values["decreed_at"] = self._moment(day)
            day -= timedelta(days=chance.randint(5, 15))
        if status in VERIFIED:
            values["verified_at"] = self._moment(day)
            values["verified_by"] = self._staff.checker
            day -= timedelta(days=chance.randint(1, 14))
        if status in REASONS:
            values["reason_code"], values["reason_note"] = chance.choice(REASONS[status])
        elif status == Status.WAITLISTED:
            values["reason_code"] = ReturnReason.QUOTA_FULL
            values["reason_note"] = f"Kuota {worker.village} penuh."
        return Enrollment(
            worker=worker,
            period=period,
            status=status,
            starts_on=starts_on,
            proposed_at=self._moment(day),
            proposed_by=self._staff.proposer(worker.village.name, worker.occupation.slug),
            **values,
        )

    def _last_step_on(self, status: Status, starts_on: date) -> date:
        if status == Status.REGISTERED:
            wanted = starts_on + timedelta(days=self._chance.randint(4, 24))
            return min(wanted, self._on - timedelta(days=1))
        return self._on - timedelta(days=self._chance.randint(1, 35))

    def _moment(self, day: date) -> datetime:
        """Some minute of the office hours of a day."""
        minutes = self._chance.randrange(8 * 60)
        return timezone.make_aware(datetime.combine(day, time(7, 30)) + timedelta(minutes=minutes))

    def _number(self, worker: Worker, period: EnrollmentPeriod) -> None:
        if not worker.member_number:
            self._numbers += 1
            worker.member_number = f"{period.starts_on:%y}{self._numbers:09}"

    def _end_early(self, row: Enrollment, last_day: date) -> None:
        reasons = list(EARLY_ENDS)
        if self._chance.randrange(1000) >= sum(EARLY_ENDS.values()) or last_day < row.starts_on:
            return
        row.end_reason = self._chance.choices(reasons, list(EARLY_ENDS.values()))[0]
        days = (last_day - row.starts_on).days
        row.ended_on = row.starts_on + timedelta(days=self._chance.randint(0, days))
        row.end_known_on = row.ended_on
        if row.end_reason in {EndReason.DIED, EndReason.DIED_AT_WORK}:
            row.worker.died_on = row.ended_on

    def _end_by_age(self, row: Enrollment, on: date) -> None:
        """End the cover of those whose 65th birthday has come, on the day before it."""
        birth_date = row.worker.birth_date
        if row.ended_on or age_on(birth_date, on) < AGE_LIMIT:
            return
        month = date(birth_date.year + AGE_LIMIT, birth_date.month, 1)
        row.ended_on = month + timedelta(days=birth_date.day - 2)
        row.end_known_on = row.ended_on
        row.end_reason = EndReason.AGE_LIMIT
