"""What the office of the demo knows ahead: its ceremony, its budgets, who goes on next year."""

from datetime import date, datetime, time, timedelta
from itertools import cycle

from django.utils import timezone

from blitar_registry.demo.programme import Periods
from blitar_registry.demo.staff import Staff
from ceremonies.models import Ceremony
from ceremonies.selectors import candidates_for
from ceremonies.services.events import choose_recipients
from contributions.budget import budgets
from contributions.models import BudgetCeiling
from enrollment.models import RenewalAnswer
from enrollment.renewals import Answer, renewable
from workers.models import OccupationCategory

MILLION = 1_000_000
# In a hundred: what a finished or a running year may cost beyond what it does.
ROOM = {"seed": 2, "current": 8}
# The kelurahan that have begun to answer; in each of them every third person is left open.
ANSWERING = ("Tlumpu", "Bendogerit", "Turi")
SAID = (
    *[Answer.STAYS] * 9,
    Answer.CHANGED_WORK,
    Answer.MOVED,
    *[Answer.STAYS] * 6,
    Answer.STOPPED_WORKING,
    Answer.RESIGNED,
)


CALLED, RESERVES = 10, 4
_SOON = timedelta(days=14)
_LOT = 1906


def save_ceremony(periods: Periods, staff: Staff, on: date) -> None:
    """Plan the handing over of cards in a fortnight, with those who are called up."""
    period = periods.current
    ceremony = Ceremony.objects.create(
        title=f"Penyerahan Kartu Peserta {period.code}",
        held_on=min(on + _SOON, period.ends_on),
        starts_at=time(8),
        place="Halaman Balai Kota Contoh",
        dress="Batik",
        period=period,
        seed=_LOT,
        made_by=staff.admin,
    )
    if len(candidates_for(ceremony, staff.admin)) >= CALLED:
        choose_recipients(
            ceremony_id=ceremony.pk, number=CALLED, reserves=RESERVES, by=staff.admin
        )


def save_budgets(periods: Periods, on: date) -> None:
    """Give the finished and the running year a ceiling a little above what they cost."""
    for name, room in ROOM.items():
        period = getattr(periods, name)
        (found,) = budgets([period], on)
        wanted = -(-found.committed * (100 + room) // (100 * MILLION)) * MILLION
        if wanted:
            BudgetCeiling.objects.create(
                period=period,
                amount=wanted,
                decided_on=period.starts_on - timedelta(days=14),
                document=f"DPA {period.code}",
            )


def save_answers(periods: Periods, staff: Staff, on: date) -> None:
    """Let some kelurahan answer for the next year; the others are silent so far."""
    said = cycle(SAID)
    other_work = OccupationCategory.objects.get(slug="other")
    rows = renewable(periods.current).filter(worker__village__name__in=ANSWERING)
    people = list(rows.select_related("worker__village", "worker__occupation").order_by("pk"))
    answered_at = timezone.make_aware(datetime.combine(on - timedelta(days=1), time(9, 30)))
    answers = []
    for number, row in enumerate(people):
        if number % 3 == 2:
            continue
        answer = next(said)
        answers.append(
            RenewalAnswer(
                enrollment=row,
                period=periods.coming,
                answer=answer,
                occupation=other_work if answer == Answer.CHANGED_WORK else None,
                answered_at=answered_at,
                answered_by=staff.proposer(row.worker.village.name, row.worker.occupation.slug),
            )
        )
    RenewalAnswer.objects.bulk_create(answers)
