"""Under which facts of the registry a list was checked, and whether they still hold."""

from typing import Any

from django.apps import apps

from accounts.models import Scope, User
from audit.selectors import has_other_writers, last_event, written_since
from intake.facts import Facts
from intake.models import ImportBatch

# Everything that a check of rows depends on besides the rows; a write to any of it is an event.
DEPENDS_ON = (
    "accounts.Agency",
    "accounts.User",
    "accounts.User_villages",
    "enrollment.EligibilityLimit",
    "enrollment.Enrollment",
    "enrollment.EnrollmentPeriod",
    "enrollment.OtherCover",
    "places.District",
    "places.Village",
    "workers.OccupationAlias",
    "workers.OccupationCategory",
    "workers.OccupationCategory_staff",
    "workers.Worker",
    "intake.Remembered",
)


def note_facts(facts: Facts, *, by: User) -> dict[str, Any]:
    """Give what ``ImportBatch.facts`` keeps of the facts of a check of all rows.

    Takes   facts: those for reading; call it before people are looked up.
    Costs   two queries.
    """
    # In this order: whoever wrote before the first question and is not seen by the second has
    # finished, so the check sees it; whoever writes after the first gets a later event.
    event = last_event()
    return {"event": event, "exact": not has_other_writers(), **_asked(facts, by)}


def facts_unmoved(batch: ImportBatch, facts: Facts, *, by: User) -> bool:
    """Tell whether a check now would find for every row what the last check of all rows found.

    Lock first whatever is about to be changed, so that nobody changes it after the answer.

    Costs   one query.
    """
    noted = dict(batch.facts)
    event, exact = noted.pop("event", None), noted.pop("exact", False)
    tables = [apps.get_model(label)._meta.db_table for label in DEPENDS_ON]
    return exact and noted == _asked(facts, by) and not written_since(event, tables)


def asked_alike(batch: ImportBatch, facts: Facts, *, by: User) -> bool:
    """Tell whether facts are for the same day and the same eyes as those of the last check."""
    asked = _asked(facts, by)
    return {name: batch.facts.get(name) for name in asked} == asked


def _asked(facts: Facts, by: User) -> dict[str, Any]:
    """Give on which day and for whom the facts hold; staff of the whole city see the same."""
    everything = by.scope == Scope.CITY or by.is_superuser
    return {
        "first_day": facts.first_day.isoformat(),
        "last_day": facts.last_day.isoformat(),
        "for": "city" if everything else by.get_username(),
    }
