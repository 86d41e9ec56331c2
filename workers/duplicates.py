"""People who may be the same person: suggestions with their reason, never a verdict."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from workers.models import Worker
from workers.names import comparable
from workers.nik import LENGTH

# Two names that share this much, out of 100, may be one name written twice.
SIMILAR = 85
MOST = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person on record who may be the one being typed, and why."""

    worker: Worker
    reason: str | Promise


def find_candidates(
    *,
    nik: str,
    full_name: str = "",
    birth_date: date | None = None,
    except_id: int | None = None,
) -> list[Candidate]:
    """List the people on record who look like somebody, at most five.

    Takes   nik: digits, complete or not; except_id: the person being edited.
    Gives   people of the whole city with kelurahan and occupation loaded; what an asker may see
            of them is the caller's business. The owner of the very same NIK is not among them.
    Costs   two queries at most, each through an index.
    """
    found: dict[int, Candidate] = {}
    people = Worker.objects.exclude(pk=except_id or 0).select_related("village", "occupation")
    if len(nik) == LENGTH:
        for worker in people.filter(nik__in=slips_of(nik))[:MOST]:
            found[worker.pk] = Candidate(worker, _("NIK berbeda satu angka"))
    if full_name and birth_date:
        name = comparable(full_name)
        for worker in people.filter(birth_date=birth_date).exclude(nik=nik)[:200]:
            if fuzz.ratio(name, comparable(worker.full_name)) >= SIMILAR:
                found.setdefault(worker.pk, Candidate(worker, _("Nama mirip, tanggal lahir sama")))
    return list(found.values())[:MOST]


def slips_of(nik: str) -> list[str]:
    """List every NIK that differs by one digit or by two neighbours swapped."""
    slips = {
        f"{nik[:place]}{digit}{nik[place + 1 :]}"
        for place in range(LENGTH)
        for digit in "0123456789"
    } | {
        f"{nik[:place]}{nik[place + 1]}{nik[place]}{nik[place + 2 :]}"
        for place in range(LENGTH - 1)
    }
    return sorted(slips - {nik})
