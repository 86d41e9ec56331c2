"""What the page of a person shows of the money: months as strips, clocks as badges."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from accounts.models import User
from contributions.clock_words import clock_badges
from contributions.person_clocks import clocks_of, rules_on
from contributions.strips import strips_of
from enrollment.panels import panel
from workers.models import Worker


@panel("contributions/_person.html")
def months_and_clocks(worker: Worker, user: User, on: date) -> Mapping[str, Any] | None:
    """Give the month strips and clocks of somebody whom a decree has named at least once."""
    strips = strips_of(worker, on)
    if not strips:
        return None
    of_day = rules_on(on)
    badges = []
    if of_day is not None:
        clocks = clocks_of([worker], on, of_day)[worker.pk]
        badges = clock_badges(clocks, on, of_day)
    return {"strips": strips, "badges": badges}
