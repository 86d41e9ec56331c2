"""Facts of the registry that a list is checked against, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Count

from accounts.models import Scope, User
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.rules import Cover, UnitCover
from enrollment.selectors import first_day_of_cover, limits_on, unit_covers_of
from intake.checks import WRITTEN
from intake.facts import Facts, KnownPerson
from intake.grid import Names
from intake.kind_facts import with_kind_facts
from intake.models import ImportBatch, StagedRow
from intake.shapes import InterpretedRow
from places.matching import VillageMatcher, VillageNames
from places.models import Village
from workers.models import OccupationAlias, OccupationCategory, Worker
from workers.nik import LENGTH
from workers.occupations import OccupationMatcher

# Values looked up in one statement; both databases take this many.
CHUNK = 5000
# Fields that a row holds as text and a person's record in another form.
CODED = frozenset({"birth_date", "village", "occupation"})


def first_day(period: EnrollmentPeriod, on: date) -> date:
    """Give the first day of cover of people proposed now; that of the period once it is over."""
    return period.starts_on if on > period.ends_on else first_day_of_cover(period, on)


def reading_facts(
    period: EnrollmentPeriod,
    *,
    starts_on: date,
    by: User | None,
    own_words: Mapping[str, str] | None = None,
) -> Facts:
    """Give what is needed to read a file: spellings, limits, whose rows the sender may bring.

    Takes   starts_on: the first day of cover; by: None for nobody in particular; own_words:
            what the sender calls occupations (``memory.occupation_words``).
    Costs   five queries.
    """
    categories = dict(OccupationCategory.objects.active().values_list("slug", "name"))
    aliases = dict(
        OccupationAlias.objects.filter(category__is_active=True).values_list(
            "word", "category__slug"
        )
    )
    allowed = None
    if by is not None and by.scope == Scope.VILLAGE and not by.is_superuser:
        allowed = frozenset(by.villages.values_list("code", flat=True))
    return Facts(
        villages=VillageMatcher(
            (
                VillageNames(
                    village.code, village.name, tuple(village.aliases), village.district.name
                )
                for village in Village.objects.select_related("district")
            ),
            city=settings.CITY_NAME,
        ),
        occupations=OccupationMatcher(names=categories, aliases=aliases, own_words=own_words),
        first_day=starts_on,
        last_day=period.ends_on,
        limits=limits_on(starts_on),
        allowed_villages=allowed,
    )


def with_people(
    facts: Facts, rows: Iterable[InterpretedRow], period: EnrollmentPeriod, by: User | None
) -> Facts:
    """Add the people of the registry whom some rows concern.

    Takes   by: whoever must not learn of people out of their scope; None for nobody.
    Gives   facts with the owners of the rows' NIKs, their places in periods, and everybody
            born on a day that the rows name.
    Costs   at most eight queries per 5,000 rows, each through an index.
    """
    people = [row for row in rows if row.kind == StagedRow.Kind.PERSON]
    niks = {row.values.get("nik") or "" for row in people}
    days = {row.values.get("birth_date") or "" for row in people}
    owners: list[Worker] = []
    unit_covers: dict[str, list[UnitCover]] = {}
    for chunk in chunks(sorted(nik for nik in niks if len(nik) == LENGTH)):
        owners += Worker.objects.filter(nik__in=chunk).select_related("occupation")
        unit_covers |= unit_covers_of(chunk)
    born: list[tuple[int, str, str, date]] = []
    for chunk in chunks(sorted(day for day in days if day)):
        found = Worker.objects.filter(birth_date__in=chunk)
        born += found.values_list("pk", "nik", "full_name", "birth_date")
    ids = {worker.pk for worker in owners} | {pk for pk, *_rest in born}
    hidden = ids - _visible(by, ids)
    places = _places_of([worker.pk for worker in owners])
    facts = replace(
        facts,
        registry={
            worker.nik: _known(worker, places[worker.pk], period, worker.pk in hidden)
            for worker in owners
        },
        candidates=[
            KnownPerson(
                pk,
                nik,
                {"full_name": name, "birth_date": day.isoformat()},
                hidden=pk in hidden,
            )
            for pk, nik, name, day in born
        ],
        unit_covers=unit_covers,
    )
    return with_kind_facts(facts, people, period)


def owners_of_numbers(numbers: Iterable[str]) -> dict[str, str]:
    """Give the NIK of whoever holds a member number (KPJ), by number."""
    return {
        number: nik
        for chunk in chunks(sorted(set(numbers)))
        for number, nik in Worker.objects.filter(member_number__in=chunk).values_list(
            "member_number", "nik"
        )
    }


def chunks(values: Sequence[Any]) -> Iterator[list[Any]]:
    """Cut values into pieces that one statement takes."""
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def places_in(period: EnrollmentPeriod, worker_ids: Iterable[int]) -> dict[int, int]:
    """Give the live, unended enrollments of people in a period, by worker id."""
    return {
        worker_id: pk
        for chunk in chunks(list(worker_ids))
        for worker_id, pk in Enrollment.objects.live()
        .filter(period=period, ended_on__isnull=True, worker__in=chunk)
        .values_list("worker_id", "pk")
    }


def count_rows(batch: ImportBatch) -> dict[str, Any]:
    """Count the rows of a batch by tab and its problems by kind; two queries.

    Gives   the tabs' counts, which add up to the rows of the file; ``ready``; ``problems``:
            number of waiting rows by code.
    """
    tabs: dict[str, int] = defaultdict(int)
    ready = 0
    groups = batch.rows.values("kind", "committed", "skipped", "verdict", "ready").annotate(
        number=Count("id")
    )
    for group in groups.order_by():
        if group["kind"] == StagedRow.Kind.IGNORED:
            tab = "ignored"
        elif group["committed"]:
            tab = "saved"
        elif group["skipped"]:
            tab = "skipped"
        else:
            tab = group["verdict"]
        tabs[tab] += group["number"]
        ready += group["number"] if group["ready"] else 0
    kinds: dict[str, int] = defaultdict(int)
    waiting = batch.rows.waiting().filter(skipped=False).exclude(codes="")
    for codes, number in waiting.values_list("codes").annotate(number=Count("id")).order_by():
        for code in codes.split():
            kinds[code] += number
    return {**tabs, "ready": ready, "problems": dict(kinds)}


def names_of_codes() -> Names:
    """Give the names behind the codes of kelurahan and occupations; two queries."""
    return Names(
        villages=dict(Village.objects.values_list("code", "name")),
        occupations=dict(OccupationCategory.objects.values_list("slug", "name")),
    )


def earlier_twin(batch: ImportBatch, by: User) -> ImportBatch | None:
    """Give the last batch before this one with the very same bytes, among those ``by`` sees."""
    same = ImportBatch.objects.in_scope(by).filter(sha256=batch.sha256, pk__lt=batch.pk)
    return same.select_related("uploaded_by", "period").first()


def _visible(by: User | None, ids: set[int]) -> set[int]:
    if by is None or by.scope == Scope.CITY or by.is_superuser:
        return ids
    return {
        pk
        for chunk in chunks(sorted(ids))
        for pk in Worker.objects.in_scope(by).filter(pk__in=chunk).values_list("pk", flat=True)
    }


def _known(
    worker: Worker, places: Sequence[Enrollment], period: EnrollmentPeriod, hidden: bool
) -> KnownPerson:
    values = {field: getattr(worker, field) for field in WRITTEN if field not in CODED}
    values |= {
        "birth_date": worker.birth_date.isoformat(),
        "village": worker.village_id,
        "occupation": worker.occupation.slug,
    }
    return KnownPerson(
        pk=worker.pk,
        nik=worker.nik,
        values=values,
        enrolled=any(_holds(place, period) for place in places),
        covers=tuple(
            Cover(place.starts_on, place.last_day, place.period.name)
            for place in places
            if not _holds(place, period)
        ),
        died_on=worker.died_on,
        hidden=hidden,
    )


def _holds(place: Enrollment, period: EnrollmentPeriod) -> bool:
    return place.period_id == period.pk and place.ended_on is None


def _places_of(ids: Sequence[int]) -> dict[int, list[Enrollment]]:
    places = defaultdict(list)
    for chunk in chunks(ids):
        for place in Enrollment.objects.live().filter(worker__in=chunk).select_related("period"):
            places[place.worker_id].append(place)
    return places
