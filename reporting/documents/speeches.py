"""Figures to speak from: what the programme is on a day, large enough for a lectern."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import starmap
from operator import attrgetter
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from ceremonies.models import Ceremony
from ceremonies.selectors import in_force_q
from common.terbilang import in_words, rupiah_in_words
from contributions.models import Bill, BillLine, BudgetCeiling
from enrollment.models import DecreeLine, Enrollment, EnrollmentPeriod, EnrollmentQuerySet, Quota
from enrollment.transitions import ENDABLE, EndReason
from reporting.documents.benefits import read_benefits
from reporting.documents.document import Document
from reporting.documents.kinds import DocumentKind
from reporting.papers import Paper
from reporting.rosters import Frame
from reporting.selectors import letterhead_on
from workers.models import Sex

SPEECH = DocumentKind(
    slug="speech-figures",
    title=gettext_lazy("Angka untuk Sambutan"),
    description=gettext_lazy(
        "Angka program pada satu hari atau acara, dicetak besar dan dengan terbilang: peserta"
        " menurut pekerjaan dan kelurahan, iuran yang dibayar, pagu, kematian, dan yang berakhir."
    ),
    audience=gettext_lazy("Pimpinan, protokol"),
    url_name="reporting:speech_figures",
    permissions=("ceremonies.view_ceremony", "contributions.view_bill"),
    official=False,
)
_DEATHS = (EndReason.DIED, EndReason.DIED_AT_WORK)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number with the words in which it is said."""

    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a division: how many there are of something."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is said of a day; amounts in whole rupiah, None where no document sets them."""

    people: Spoken
    men: int
    women: int
    occupations: tuple[Share, ...]
    villages: tuple[Share, ...]
    paid: Spoken
    paid_months: int
    budget: Spoken | None
    places: int | None
    deaths: Spoken
    ended: tuple[Share, ...]
    death_benefit: Spoken
    death_at_work_benefit: Spoken


@override("id")
def build_speech(
    period: EnrollmentPeriod,
    *,
    day: date,
    on: date,
    user: User,
    paper: Paper,
    ceremony: Ceremony | None = None,
) -> Document:
    """Give the figures of a period on a day, for what a user may see.

    Takes   ceremony: whose name and place stand above them, and whose decree narrows the people.
    Costs   ten queries, whatever the number of people.
    """
    figures = read_figures(period, day=day, user=user, ceremony=ceremony)
    return Document(
        slug=SPEECH.slug,
        title=_("Angka untuk Sambutan"),
        template="paper/documents/speech.html",
        content={
            "figures": figures,
            "day": day,
            "period": period.name,
            "event": ceremony.title if ceremony else "",
            "place": ceremony.place if ceremony else "",
        },
        row_count=figures.people.value,
        on=on,
        paper=paper,
        frame=Frame(letterhead_on(day)),
        style_sheet="speech.css",
    )


def read_figures(
    period: EnrollmentPeriod, *, day: date, user: User, ceremony: Ceremony | None = None
) -> Figures:
    """Count what is said of a period on a day; nine queries."""
    rows = _rows(period, user, ceremony)
    people = rows.filter(in_force_q(day))
    sexes = dict(people.order_by().values_list("worker__sex").annotate(Count("pk")))
    ended = _ended(rows, day)
    paid = BillLine.objects.in_scope(user).filter(
        enrollment__in=rows.order_by().values("pk"),
        bill__state=Bill.State.PAID,
        bill__paid_on__lte=day,
    )
    money = paid.aggregate(amount=Sum(F("jkk") + F("jkm")), months=Count("month", distinct=True))
    ceiling = (
        BudgetCeiling.objects.filter(period=period, decided_on__lte=day)
        .order_by("-decided_on")
        .first()
    )
    whole = Quota.objects.filter(
        period=period, village__isnull=True, occupation__isnull=True, agency__isnull=True
    ).first()
    benefits = read_benefits(day, None)
    return Figures(
        people=_people(sum(sexes.values())),
        men=sexes.get(Sex.MALE, 0),
        women=sexes.get(Sex.FEMALE, 0),
        occupations=_shares(people, "worker__occupation__name", largest_first=True),
        villages=_shares(people, "worker__village__name"),
        paid=_rupiah(money["amount"] or 0),
        paid_months=money["months"],
        budget=_rupiah(ceiling.amount) if ceiling else None,
        places=whole.total if whole else None,
        deaths=_people(sum(ended.pop(reason, 0) for reason in _DEATHS)),
        ended=tuple(Share(str(EndReason(reason).label), n) for reason, n in ended.items()),
        death_benefit=_rupiah(benefits.death.total),
        death_at_work_benefit=_rupiah(benefits.death_at_work.total),
    )


def _rows(period: EnrollmentPeriod, user: User, ceremony: Ceremony | None) -> EnrollmentQuerySet:
    rows = Enrollment.objects.in_scope(user).filter(period=period)
    if ceremony is None or ceremony.decree_id is None:
        return rows
    named = DecreeLine.objects.filter(decree=ceremony.decree_id)
    return rows.filter(pk__in=named.exclude(change=DecreeLine.Change.REMOVED).values("enrollment"))


def _ended(rows: EnrollmentQuerySet, day: date) -> dict[str, int]:
    """Count the covers ended by a day, by reason."""
    ended = rows.filter(Q(ended_on__lte=day), status__in=ENDABLE).order_by("end_reason")
    return dict(ended.values_list("end_reason").annotate(Count("pk")))


def _shares(
    people: EnrollmentQuerySet, path: str, *, largest_first: bool = False
) -> tuple[Share, ...]:
    counted: Iterable[Any] = people.order_by().values_list(path).annotate(number=Count("pk"))
    shares = sorted(starmap(Share, counted), key=attrgetter("name"))
    return tuple(sorted(shares, key=lambda share: -share.count) if largest_first else shares)


def _people(number: int) -> Spoken:
    return Spoken(number, in_words(number))


def _rupiah(amount: int) -> Spoken:
    return Spoken(amount, rupiah_in_words(amount))
