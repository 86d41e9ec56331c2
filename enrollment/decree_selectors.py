"""Decrees as they are read: annexes, effective lists, whether the hash still fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from enrollment.decree_lines import values_of
from enrollment.decree_text import DECREE_KEYS, LINE_KEYS, canonical_text, digest_of
from enrollment.models import Decree, DecreeLine, DecreeLineQuerySet
from workers import nik

Change = DecreeLine.Change


def annex_lines(decree: Decree) -> DecreeLineQuerySet:
    """Give the lines of a paper in their order; copies only, so what follows reads one table."""
    return DecreeLine.objects.filter(decree=decree).order_by("position")


def papers_until(decree: Decree, on: date) -> QuerySet[Decree]:
    """Give a decree and its amendments as far as they were signed by a day, in their order."""
    return Decree.objects.filter(
        Q(pk=decree.pk) | Q(amends=decree), state=Decree.State.SIGNED, signed_on__lte=on
    ).order_by("sequence")


def effective_list(decree: Decree, on: date) -> DecreeLineQuerySet:
    """Give the lines of those who stand on the list of a decree on a day.

    That is the annex plus what every amendment signed by that day has added, removed, replaced.

    Takes   decree: one that amends none; on: that day included.
    Gives   lines of the annex and of the amendments, in the order in which they were signed.
    Source  docs/rules.md, E-17.
    """
    lines = DecreeLine.objects.filter(decree__in=papers_until(decree, on).order_by())
    gone = lines.filter(change=Change.REMOVED).values("enrollment")
    replaced = lines.filter(change=Change.REPLACED).values("replaced")
    return (
        lines.exclude(change=Change.REMOVED)
        .exclude(enrollment__in=gone)
        .exclude(enrollment__in=replaced)
        .order_by("decree__sequence", "position")
    )


def on_list(decree: Decree) -> dict[int, DecreeLine]:
    """Give who stands on the list of a decree after all its amendments, by enrollment id."""
    lines = effective_list(decree, date.max).select_related("enrollment")
    return {line.enrollment_id: line for line in lines}


def find(lines: DecreeLineQuerySet, text: str) -> DecreeLineQuerySet:
    """Keep the lines that a typed text means: the beginning of a NIK, or part of a name."""
    digits = nik.tidy(text)
    if digits.isascii() and digits.isdigit():
        return lines.filter(nik__prefix=digits)
    for word in text.split()[:6]:
        lines = lines.filter(full_name__icontains=word)
    return lines


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines a paper has, by kelurahan and by occupation, the most first."""

    villages: list[tuple[str, int]]
    occupations: list[tuple[str, int]]

    @property
    def total(self) -> int:
        return sum(number for _name, number in self.villages)


def counts_of(lines: DecreeLineQuerySet) -> Counts:
    """Count lines by what they say, not by where people live today; two queries."""
    return Counts(_count(lines, "village_name"), _count(lines, "occupation_name"))


def _count(lines: DecreeLineQuerySet, name: str) -> list[tuple[str, int]]:
    found = lines.order_by().values_list(name).annotate(number=Count("pk"))
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def papers(user: User) -> QuerySet[Decree]:
    """Give all decrees and amendments with ``people``, their lines within a user's scope."""
    mine = DecreeLine.objects.in_scope(user).filter(decree=OuterRef("pk")).order_by()
    number = mine.values("decree").annotate(number=Count("pk")).values("number")
    return Decree.objects.select_related("period", "amends", "made_by").annotate(
        people=Coalesce(Subquery(number), 0)
    )


def digest(decree: Decree, lines: Iterable[DecreeLine]) -> str:
    """Give the hash of a decree with these lines, in the order of their positions."""
    text = canonical_text(
        values_of(decree, DECREE_KEYS), (values_of(line, LINE_KEYS) for line in lines)
    )
    return digest_of(text)


def verify_hash(decree: Decree) -> bool:
    """Tell whether a signed decree and its lines are still what was signed; one query."""
    return digest(decree, annex_lines(decree)) == decree.sha256
