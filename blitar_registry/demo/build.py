"""Builds the demo programme in chunks, so that memory stays flat."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from random import Random
from typing import TypeVar

from django.db import connection, transaction
from django.utils.translation import gettext_noop

from audit.context import acting
from blitar_registry.demo.ahead import save_answers, save_budgets, save_ceremony
from blitar_registry.demo.bills import save_bills
from blitar_registry.demo.decrees import save_decrees
from blitar_registry.demo.people import Person, Town
from blitar_registry.demo.places import name_offices, put_in_place, save_ceilings
from blitar_registry.demo.programme import NEWCOMERS, Programme, save_periods
from blitar_registry.demo.staff import ACCOUNTS, save_staff
from blitar_registry.demo.submissions import save_submissions
from common.bulk import pieces
from contributions.models import BillLine
from enrollment.models import Enrollment
from enrollment.transitions import Status
from places.models import Village
from workers.models import Heir, OccupationCategory, Worker
from workers.services import save_workers_many

# The finished year of 2,000 people; the news named the first four, the rest is a guess.
MIX = {
    "pedicab_driver": 826,
    "online_motorcycle_taxi": 289,
    "waste_collector": 152,
    "mosque_caretaker": 114,
    "rt_rw_treasurer": 312,
    "parking_attendant": 96,
    "health_post_cadre": 84,
    "quran_teacher": 62,
    "rt_rw_officer": 28,
    "other": 15,
    "sunday_school_teacher": 12,
    "contract_staff": 10,
}
# Newcomers of the current year, in a hundred of the finished year's people.
GROWTH = 12
CHUNK = 2000

Case = tuple[Person, list[Enrollment]]
# A status and the kelurahan, empty for any.
Newcomer = tuple[Status, str]
Key = TypeVar("Key")


@transaction.atomic
def build(
    *, workers: int, seed: int, on: date, progress: Callable[[int, int], None] = lambda *_: None
) -> int:
    """Fill an empty registry: all of it or nothing.

    Takes   workers: people of the finished year, about a tenth more join this year;
            seed: the same seed and day make the same programme; on: today;
            progress: told how many of how many people are saved.
    Gives   the number of people.
    Costs   about a millisecond a person; memory for one chunk of them.
    """
    chance = Random(seed)  # noqa: S311  invents people, keeps no secret
    with acting("demo", reason=gettext_noop("Data contoh")):
        staff = save_staff(on)
        name_offices()
        periods = save_periods(on, workers)
        town = Town(chance, Village.objects.all(), OccupationCategory.objects.all())
        programme = Programme(chance, periods, staff, on)
        newcomers = _newcomers(chance, workers)
        cases = chain(
            _members(town, programme, _shuffled(chance, MIX, workers), periods.seed.starts_on),
            _joining(
                town,
                programme,
                zip(_shuffled(chance, MIX, len(newcomers)), newcomers, strict=True),
                periods.current.starts_on,
            ),
        )
        done = 0
        for chunk in pieces(cases, CHUNK):
            _save(chunk)
            done += len(chunk)
            progress(done, workers + len(newcomers))
        for period in (periods.seed, periods.current, periods.coming):
            save_ceilings(period, chance)
        save_decrees(periods, staff, on)
        save_submissions(periods, staff, on)
        save_bills(periods, staff, on)
        _take_stock()
        save_budgets(periods, on)
        save_answers(periods, staff, on)
        save_ceremony(periods, staff, on)
    return done


def _take_stock() -> None:
    """Let PostgreSQL count what came in this transaction, so that it plans for that many."""
    if connection.vendor == "postgresql":
        tables = ", ".join(model._meta.db_table for model in (Worker, Enrollment, BillLine))
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


def _members(
    town: Town, programme: Programme, slugs: Sequence[str], first_day: date
) -> Iterator[Case]:
    """Give the people of the finished year with their enrollments."""
    for person in town.people(slugs, first_day):
        yield person, list(programme.member(person.worker))


def _joining(
    town: Town, programme: Programme, newcomers: Iterable[tuple[str, Newcomer]], first_day: date
) -> Iterator[Case]:
    """Give the people who are new this year, each with one enrollment."""
    for slug, (status, village) in newcomers:
        person = town.person(slug, first_day, village)
        yield person, [programme.newcomer(person.worker, status)]


def _save(chunk: Sequence[Case]) -> None:
    save_workers_many(new=[person.worker for person, _rows in chunk], by="demo")
    Heir.objects.bulk_create(heir for person, _rows in chunk for heir in person.heirs)
    enrollments = [row for _person, rows in chunk for row in rows]
    for row in enrollments:
        put_in_place(row)
    Enrollment.objects.bulk_create(enrollments)


def _newcomers(chance: Random, workers: int) -> list[Newcomer]:
    """Decide where newcomers stand; every demo clerk of a kelurahan meets each status."""
    villages = [account.village for account in ACCOUNTS if account.village]
    shown = [(status, village) for village in villages for status in NEWCOMERS]
    rest = max(0, workers * GROWTH // 100 - len(shown))
    return shown + [(status, "") for status in _shuffled(chance, NEWCOMERS, rest)]


def _shuffled(chance: Random, shares: Mapping[Key, int], count: int) -> list[Key]:
    """Give a list of a length in which every key has its share, in random order.

    What rounding leaves over goes to the largest remainders.
    """
    whole = sum(shares.values())
    parts = {key: divmod(share * count, whole) for key, share in shares.items()}
    by_remainder = sorted(parts, key=lambda key: -parts[key][1])
    missing = count - sum(part for part, _remainder in parts.values())
    extra = set(by_remainder[:missing])
    dealt = [key for key, (part, _rest) in parts.items() for _n in range(part + (key in extra))]
    chance.shuffle(dealt)
    return dealt
