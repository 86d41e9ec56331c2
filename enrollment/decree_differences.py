"""What of a paper is no longer as in today's records; the paper itself stays as it is."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from common.dates import long_date
from enrollment.decree_lines import copies_of, values_of
from enrollment.models import DecreeLine, DecreeLineQuerySet
from enrollment.transitions import Status
from workers.models import Sex
from workers.nik import mask


class Difference(NamedTuple):
    """One thing about a person: as the paper says it, and as the records say it today."""

    label: Any
    then: str
    now: str


def differences(line: DecreeLine) -> list[Difference]:
    """List what of a line is no longer so.

    Takes   line: with ``LIVE_RECORD`` of its enrollment loaded.
    """
    now = copies_of(line.enrollment)
    return list(_told(values_of(line, now), now))


def differing(lines: DecreeLineQuerySet) -> DecreeLineQuerySet:
    """Keep the lines about which ``differences`` has something to tell."""
    same = Q(**{name: F(f"enrollment__{path}") for name, path in _RECORDS.items()})
    return lines.alias(last_day_now=_LAST_DAY).exclude(same & Q(ends_on=F("last_day_now")))


# Where the record keeps what a line copies; the last day is worked out.
_RECORDS = {
    "full_name": "worker__full_name",
    "nik": "worker__nik",
    "birth_place": "worker__birth_place",
    "birth_date": "worker__birth_date",
    "sex": "worker__sex",
    "address": "worker__address",
    "rt": "worker__rt",
    "rw": "worker__rw",
    "village_name": "worker__village__name",
    "occupation_name": "worker__occupation__name",
    "starts_on": "starts_on",
}
_LAST_DAY = Case(
    When(enrollment__ended_on__isnull=False, then="enrollment__ended_on"),
    When(enrollment__status=Status.REFUSED, then="enrollment__starts_on"),
    default="enrollment__period__ends_on",
)

Values = dict[str, Any]


def _told(then: Values, now: Values) -> Iterator[Difference]:
    for label, names, text in _SHOWN:
        if any(then[name] != now[name] for name in names):
            yield Difference(label, text(then), text(now))


def _address(values: Values) -> str:
    parts = [values["address"]]
    parts += [f"RT {values['rt']}"] if values["rt"] else []
    parts += [f"RW {values['rw']}"] if values["rw"] else []
    return ", ".join(filter(None, [*parts, values["village_name"]]))


def _last_day(values: Values) -> str:
    reason = f" ({values['end_reason']})" if values["end_reason"] else ""
    return f"{long_date(values['ends_on'])}{reason}"


def _text(name: str) -> Callable[[Values], str]:
    return lambda values: values[name] or "–"


_SHOWN: tuple[tuple[Any, tuple[str, ...], Callable[[Values], str]], ...] = (
    (_("Nama"), ("full_name",), _text("full_name")),
    (_("NIK"), ("nik",), lambda values: mask(values["nik"])),
    (_("Tempat lahir"), ("birth_place",), _text("birth_place")),
    (_("Tanggal lahir"), ("birth_date",), lambda values: long_date(values["birth_date"])),
    (_("Jenis kelamin"), ("sex",), lambda values: str(Sex(values["sex"]).label)),
    (_("Alamat"), ("address", "rt", "rw", "village_name"), _address),
    (_("Pekerjaan"), ("occupation_name",), _text("occupation_name")),
    (_("Mulai perlindungan"), ("starts_on",), lambda values: long_date(values["starts_on"])),
    (_("Berakhir"), ("ends_on",), _last_day),
)
