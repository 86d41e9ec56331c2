"""A list from the database to its bytes, in a process of its own: query, groups, file, trail.

Started by print_lists.py with an empty database; the last line it prints is its result as JSON.
"""

import json
import sys

import django

django.setup()

from measuring import Laps, peaks
from registry import fill

from accounts.models import Role, Scope, User
from audit.context import acting
from common.dates import today
from enrollment.models import EnrollmentPeriod
from reporting.catalogue.people import PARTICIPANTS_BY_VILLAGE as KIND
from reporting.filters.people import EVERYBODY
from reporting.services import FORMATS, Order, make_file, roster_of

# The quickest of so many is kept, after one that is not counted.
ROUNDS = 4
_NAME = "bench"


def ask(format: str) -> Order:
    """Order everybody of the demo's first year, as the screen does."""
    reader = User(username=_NAME, role=Role.ADMIN, scope=Scope.CITY)
    period = EnrollmentPeriod.objects.earliest("starts_on")
    values = {"periode": period.code, "status": EVERYBODY}
    filters = KIND.filters(values, user=reader, on=today())
    if not filters.form.is_valid():
        raise ValueError(filters.form.errors)
    return filters.order(KIND, format=format)


def main(people: str) -> None:
    fill(int(people))
    laps = Laps()
    quickest: dict[str, float] = {}
    rows = 0
    for number in range(ROUNDS + 1):
        for format in FORMATS:
            with acting(_NAME, source=_NAME):
                laps.leave_out()
                rows = make_file(ask(format), by=_NAME).rows
                laps.note(f"{format} whole")
            roster = roster_of(ask(format))
            laps.leave_out()
            FORMATS[format].render(roster)
            laps.note(f"{format} render")
        if number:
            quickest = {
                step: min(worked, quickest.get(step, worked))
                for step, worked in laps.worked.items()
            }
    ratios = {
        format: round(quickest[f"{format} whole"] / quickest[f"{format} render"], 2)
        for format in FORMATS
    }
    print(
        json.dumps(
            {
                "rows": rows,
                "worked": quickest,
                "ratios": ratios,
                "statements": laps.statements,
                "memory": peaks()["own"],
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
