"""What the page of a person offers of paper: the sheet for their family."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from accounts.models import User
from enrollment.panels import panel
from reporting.documents.slip_forms import SlipForm
from reporting.documents.slips import SLIP
from workers.models import Worker


@panel("reporting/_person.html")
def sheet_for_the_family(worker: Worker, user: User, on: date) -> Mapping[str, Any] | None:
    """Give the form of the sheet to whoever may print it of somebody with a cover."""
    if not SLIP.is_open_to(user):
        return None
    form = SlipForm(worker=worker, user=user, on=on)
    return {"form": form, "worker": worker} if form.cover else None
