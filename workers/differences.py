"""What differs between two states of one person's record, in words for a screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from workers.models import Worker


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with what is on record and what somebody wants to write."""

    label: str
    on_record: str
    wanted: str


def differences(on_record: Worker, wanted: Worker, fields: Iterable[str]) -> list[Difference]:
    """List the fields whose values differ between two states of a person."""
    return [
        Difference(
            str(Worker._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
            _words(on_record, name),
            _words(wanted, name),
        )
        for name in fields
        if getattr(on_record, name) != getattr(wanted, name)
    ]


def _words(worker: Worker, name: str) -> str:
    value: Any = getattr(worker, name)
    if value in (None, ""):
        return "–"
    shown = getattr(worker, f"get_{name}_display", None)
    if shown is not None:
        return str(shown())
    if hasattr(value, "strftime"):
        return date_format(value, "j F Y")
    return str(value)
