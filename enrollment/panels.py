"""Pieces of a person's page that rooms above this one bring along.

A room declares a function in a module ``panels``; they are found at start. The page shows what the
functions give, in the order of their names, below the covers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from workers.models import Worker

Read = Callable[[Worker, User, date], Mapping[str, Any] | None]

_panels: dict[str, Read] = {}


@dataclass(frozen=True, slots=True)
class Panel:
    """One piece: its template, and what that template calls ``panel``."""

    template: str
    content: Mapping[str, Any]


def panel(template: str) -> Callable[[Read], Read]:
    """Name a function as the one that reads what a template shows of a person.

    The function takes the person, the reader and the day; None leaves the piece out.
    """

    def register(function: Read) -> Read:
        if _panels.setdefault(template, function) is not function:
            raise ValueError(f"Two panels use {template!r}.")
        return function

    return register


def panels_of(worker: Worker, user: User, on: date) -> list[Panel]:
    """Read the pieces that a page about a person shows to a reader on a day."""
    found = ((template, read(worker, user, on)) for template, read in sorted(_panels.items()))
    return [Panel(template, content) for template, content in found if content is not None]
