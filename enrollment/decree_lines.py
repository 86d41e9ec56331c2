"""Lines of an annex: copies of the records, how they are made, ordered and told apart."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from enrollment.decree_text import COPIED
from enrollment.models import DecreeLine, Enrollment
from enrollment.transitions import EndReason, ReturnReason, Status

# What ``copies_of`` reads; querysets load it in one statement.
LIVE_RECORD = ("period", "worker__village__district", "worker__occupation")
# A draft numbers its lines from here on, so that signing can count them from 1 in one statement.
DRAFT_POSITIONS = 1_000_000

_ORDER_OF_CHANGES = {change: number for number, change in enumerate(DecreeLine.Change)}


def added_line(enrollment: Enrollment) -> DecreeLine:
    """Give the unsaved line that puts somebody on the list.

    Takes   enrollment: with ``LIVE_RECORD`` loaded, as for the other lines.
    """
    return DecreeLine(enrollment=enrollment, **copies_of(enrollment))


def replacing_line(enrollment: Enrollment, earlier: DecreeLine) -> DecreeLine:
    """Give the unsaved line that puts somebody in the place of another.

    Takes   earlier: the line that named the one who is replaced.
    """
    copies = copies_of(enrollment) | {
        "replaced_name": earlier.full_name,
        "replaced_nik": earlier.nik,
    }
    return DecreeLine(
        enrollment=enrollment,
        change=DecreeLine.Change.REPLACED,
        replaced_id=earlier.enrollment_id,
        **copies,
    )


def removing_line(enrollment: Enrollment, earlier: DecreeLine) -> DecreeLine:
    """Give the unsaved line that takes somebody off the list.

    The person is written as the earlier paper named them, so that its readers find them there.
    """
    last_day, reason = end_of(enrollment)
    copies = values_of(earlier, COPIED) | {
        "ends_on": last_day,
        "end_reason": reason,
        "replaced_name": "",
        "replaced_nik": "",
    }
    return DecreeLine(enrollment=enrollment, change=DecreeLine.Change.REMOVED, **copies)


def copies_of(enrollment: Enrollment) -> dict[str, Any]:
    """Give what a line says about an enrollment today, by the names of ``COPIED``."""
    worker = enrollment.worker
    last_day, end_reason = end_of(enrollment)
    return {
        "full_name": worker.full_name,
        "nik": worker.nik,
        "birth_place": worker.birth_place,
        "birth_date": worker.birth_date,
        "sex": worker.sex,
        "address": worker.address,
        "rt": worker.rt,
        "rw": worker.rw,
        "village_code": worker.village_id,
        "village_name": worker.village.name,
        "district_name": worker.village.district.name,
        "occupation_name": worker.occupation.name,
        "starts_on": enrollment.starts_on,
        "ends_on": last_day,
        "end_reason": end_reason,
        "replaced_name": "",
        "replaced_nik": "",
    }


def end_of(enrollment: Enrollment) -> tuple[date, str]:
    """Give the last day of somebody's cover and why it ended, empty when it has not.

    Whoever was refused after the decree had no day of cover; paper gives the day it would have
    started. The words are those of the city's language, whoever signs.
    """
    with translation.override(settings.LANGUAGE_CODE):
        if enrollment.ended_on:
            return enrollment.ended_on, str(EndReason(enrollment.end_reason).label)
        if enrollment.status == Status.REFUSED:
            reason = ReturnReason(enrollment.reason_code).label
            return enrollment.starts_on, _("Ditolak: %(reason)s") % {"reason": reason}
    return enrollment.last_day, ""


def values_of(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """Give some attributes of a row by name."""
    return {name: getattr(row, name) for name in names}


def in_order(lines: Iterable[DecreeLine]) -> list[DecreeLine]:
    """Order lines as annexes do: by kecamatan, kelurahan and name, changes of a kind together.

    Source  docs/rules.md, E-16.
    """
    return sorted(
        lines,
        key=lambda line: (
            _ORDER_OF_CHANGES[DecreeLine.Change(line.change)],
            line.district_name,
            line.village_name,
            line.full_name.casefold(),
            line.enrollment_id,
        ),
    )
