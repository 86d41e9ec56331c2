"""Facts of the registry that a list is checked against, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, Value

from accounts.models import Scope, User
from common.bulk import pieces
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.rules import Cover, UnitCover
from enrollment.selectors import first_day_of_cover, limits_on, unit_covers_of
from intake.checks import WRITTEN
from intake.facts import Candidate, Facts, KnownPerson
from intake.grid import Names
from intake.kind_facts import with_kind_facts
from intake.models import ImportBatch, StagedRow
from intake.shapes import InterpretedRow
from places.matching import VillageMatcher, VillageNames
from places.models import Village
from workers.models import OccupationAlias, OccupationCategory, Worker
from workers.nik import LENGTH
from workers.occupations import OccupationMatcher

# Fields that a person's record holds under the names that rows use.
_PLAIN = tuple(field for field in WRITTEN if field not in {"village", "occupation"})


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
    Costs   at most six queries.
    """
    categories = dict(OccupationCategory.objects.active().values_list("slug", "name"))
    aliases = dict(
        OccupationAlias.objects.filter(category__is_active=True).values_list(
            "word", "category__slug"
        )
    )
    villages = occupations = None
    if by is not None and by.scope == Scope.VILLAGE and not by.is_superuser:
        villages = frozenset(by.villages.values_list("code", flat=True))
    if by is not None and by.scope == Scope.OCCUPATION:
        own = OccupationCategory.objects.in_scope(by).values_list("slug", flat=True)
        occupations = frozenset(own)
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
        allowed_villages=villages,
        allowed_occupations=occupations,
    )


def with_people(
    facts: Facts, rows: Iterable[InterpretedRow], period: EnrollmentPeriod, by: User | None
) -> Facts:
    """Add the people of the registry whom some rows concern.

    Takes   by: whoever must not learn of people out of their scope; None for nobody.
    Gives   facts with the owners of the rows' NIKs, their places in periods, and everybody else
            born on a day that a row of an unknown person names.
    Costs   at most seven queries per 5,000 rows, each through an index.
    """
    people = [row for row in rows if row.kind == StagedRow.Kind.PERSON]
    niks = {row.values.get("nik") or "" for row in people}
    registry: dict[str, KnownPerson] = {}
    unit_covers: dict[str, list[UnitCover]] = {}
    for chunk in pieces(sorted(nik for nik in niks if len(nik) == LENGTH)):
        registry |= _known_people(chunk, period, by)
        unit_covers |= unit_covers_of(chunk)
    unknown = [row.values for row in people if row.values.get("nik") not in registry]
    days = {values.get("birth_date") or "" for values in unknown} - {""}
    facts = replace(
        facts, registry=registry, candidates=_born_on(days, by), unit_covers=unit_covers
    )
    return with_kind_facts(facts, people, period)


def owners_of_numbers(numbers: Iterable[str]) -> dict[str, str]:
    """Give the NIK of whoever holds a member number (KPJ), by number."""
    return {
        number: nik
        for chunk in pieces(sorted(set(numbers)))
        for number, nik in Worker.objects.filter(member_number__among=chunk).values_list(
            "member_number", "nik"
        )
    }


def places_in(period: EnrollmentPeriod, worker_ids: Iterable[int]) -> dict[int, int]:
    """Give the live, unended enrollments of people in a period, by worker id."""
    return {
        worker_id: pk
        for chunk in pieces(worker_ids)
        for worker_id, pk in Enrollment.objects.live()
        .filter(period=period, ended_on__isnull=True, worker__among=chunk)
        .values_list("worker_id", "pk")
    }


def count_rows(batch: ImportBatch) -> dict[str, Any]:
    """Count the rows of a batch by tab and its problems by kind; two queries.

    Gives   the tabs' counts, which add up to the rows of the file; ``ready``; ``problems``:
            number of waiting rows by code.
    """
    tabs: dict[str, int] = defaultdict(int)
    ready = 0
    rows = batch.rows.annotate(done=Q(saved__isnull=False))
    groups = rows.values("kind", "done", "skipped", "verdict", "ready").annotate(
        number=Count("id")
    )
    for group in groups.order_by():
        if group["kind"] == StagedRow.Kind.IGNORED:
            tab = "ignored"
        elif group["done"]:
            tab = "saved"
        elif group["skipped"]:
            tab = "skipped"
        else:
            tab = group["verdict"]
        tabs[tab] += group["number"]
        ready += group["number"] if group["ready"] and not group["done"] else 0
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


def _hidden_from(by: User | None) -> Any:
    """Give what tells in a query of people whether one is out of a user's sight."""
    if by is None or by.scope == Scope.CITY or by.is_superuser:
        return Value(False)
    return ~Exists(Worker.objects.in_scope(by).filter(pk=OuterRef("pk")))


def _known_people(
    niks: Collection[str], period: EnrollmentPeriod, by: User | None
) -> dict[str, KnownPerson]:
    """Give the owners of some NIKs with their places, by NIK; two queries."""
    owners = list(
        Worker.objects.filter(nik__among=niks)
        .annotate(hidden=_hidden_from(by))
        .values("pk", "nik", "died_on", "hidden", "village_id", "occupation__slug", *_PLAIN)
    )
    places: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    found = Enrollment.objects.live().filter(worker__among=[owner["pk"] for owner in owners])
    for worker_id, *place in found.values_list(
        "worker_id", "period_id", "starts_on", "ended_on", "period__ends_on", "period__name"
    ):
        places[worker_id].append(tuple(place))
    return {owner["nik"]: _known(owner, places[owner["pk"]], period) for owner in owners}


def _known(
    owner: dict[str, Any], places: Sequence[tuple[Any, ...]], period: EnrollmentPeriod
) -> KnownPerson:
    values = {field: owner[field] for field in _PLAIN}
    values |= {
        "birth_date": owner["birth_date"].isoformat(),
        "village": owner["village_id"],
        "occupation": owner["occupation__slug"],
    }
    others = [place for place in places if place[0] != period.pk or place[2] is not None]
    return KnownPerson(
        pk=owner["pk"],
        nik=owner["nik"],
        values=values,
        enrolled=len(others) < len(places),
        covers=tuple(
            Cover(first, ended or last, name) for _period, first, ended, last, name in others
        ),
        died_on=owner["died_on"],
        hidden=owner["hidden"],
    )


def _born_on(days: Collection[str], by: User | None) -> list[Candidate]:
    """Give everybody born on some days; one query per 5,000 days."""
    return [
        Candidate(nik, name, day.isoformat(), hidden)
        for chunk in pieces(sorted(days))
        for nik, name, day, hidden in Worker.objects.filter(birth_date__among=chunk)
        .annotate(hidden=_hidden_from(by))
        .order_by()
        .values_list("nik", "full_name", "birth_date", "hidden")
    ]
