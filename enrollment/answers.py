"""What the registry can say at once about a person somebody is typing in."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from common.dates import age_on
from common.problems import Problem, Severity
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.selectors import check_person, first_day_of_cover
from enrollment.standing import Standing, standing_of
from workers.duplicates import find_candidates
from workers.models import Sex, Worker
from workers.nik import InvalidNik, Nik, check_against


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields an answer depends on, as far as they are filled in."""

    nik: str = ""
    full_name: str = ""
    birth_date: date | None = None
    sex: str = ""
    village_id: str = ""


@dataclass(frozen=True, slots=True)
class NikFacts:
    """What the digits of a NIK say."""

    birth_date: date
    age: int
    sex: str
    sex_label: str
    region: str
    is_local: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody on record who may be the same person; ``worker`` is None outside the scope."""

    worker: Worker | None
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything to show beside the form; ``problem`` alone when the NIK cannot be one."""

    problem: Problem | None = None
    facts: NikFacts | None = None
    is_known: bool = False
    known: Worker | None = None
    places: list[tuple[Enrollment, Standing]] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    likenesses: list[Likeness] = field(default_factory=list)
    eligibility: list[Problem] = field(default_factory=list)
    first_day: date | None = None

    @property
    def to_heed(self) -> list[Problem]:
        """Problems that stop nobody but must be seen before saving."""
        notices = [*self.warnings, *(p for p in self.eligibility if not p.blocks)]
        if self.likenesses:
            notices.append(
                Problem(
                    "looks_known",
                    "full_name",
                    _("Ada orang yang mirip di daftar. Pastikan bukan orang yang sama."),
                    Severity.WARNING,
                )
            )
        return notices


def answer(
    typed: Typed,
    *,
    period: EnrollmentPeriod | None,
    user: User,
    on: date,
    except_id: int | None = None,
) -> Answer:
    """Say what the registry knows about somebody being typed in.

    Takes   except_id: the person being edited, who is no stranger to themselves.
    Gives   nothing about people outside the user's scope but that they exist.
    Costs   at most nine queries, each through an index.
    """
    if not typed.nik.strip():
        return Answer()
    try:
        nik = Nik.parse(typed.nik)
    except InvalidNik as error:
        return Answer(problem=error.problem)
    owner = Worker.objects.filter(nik=nik.digits).exclude(pk=except_id or 0).first()
    facts = _facts(nik, on)
    if owner is not None:
        return _about_known(owner, facts, user, on)
    birth_date = typed.birth_date or facts.birth_date
    first_day = first_day_of_cover(period, on) if period else None
    return Answer(
        facts=facts,
        warnings=check_against(nik, birth_date=typed.birth_date, sex=typed.sex),
        likenesses=_likenesses(nik, typed, birth_date, user, except_id),
        eligibility=check_person(
            nik=nik.digits,
            birth_date=birth_date,
            village_code=typed.village_id,
            first_day=first_day,
            last_day=period.ends_on,
        )
        if period and first_day
        else [],
        first_day=first_day,
    )


def _facts(nik: Nik, on: date) -> NikFacts:
    birth_date = nik.birth_date(on)
    return NikFacts(
        birth_date=birth_date,
        age=age_on(birth_date, on),
        sex=nik.sex,
        sex_label=str(Sex(nik.sex).label),
        region=nik.region_name,
        is_local=nik.region_code == settings.CITY_CODE,
    )


def _about_known(owner: Worker, facts: NikFacts, user: User, on: date) -> Answer:
    visible = Worker.objects.in_scope(user).filter(pk=owner.pk).first()
    places = (
        Enrollment.objects.filter(worker=visible).select_related("period")[:3] if visible else []
    )
    return Answer(
        facts=facts if visible else None,
        is_known=True,
        known=visible,
        places=[(row, standing_of(row, on)) for row in places],
    )


def _likenesses(
    nik: Nik, typed: Typed, birth_date: date, user: User, except_id: int | None
) -> list[Likeness]:
    candidates = find_candidates(
        nik=nik.digits,
        full_name=typed.full_name,
        birth_date=birth_date,
        except_id=except_id,
    )
    if not candidates:
        return []
    visible = set(
        Worker.objects.in_scope(user)
        .filter(pk__in=[candidate.worker.pk for candidate in candidates])
        .values_list("pk", flat=True)
    )
    return [
        Likeness(
            candidate.worker if candidate.worker.pk in visible else None, str(candidate.reason)
        )
        for candidate in candidates
    ]
