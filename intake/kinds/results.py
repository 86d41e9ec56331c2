"""Checks of a result of BPJS: whom it means, what it says, whether that can be recorded."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from common.dates import long_date
from enrollment.transitions import ReturnReason, Status
from intake.codes import problem
from intake.compare import place_of
from intake.facts import Facts, KnownPerson, KnownPlace
from intake.kinds.checking import (
    check_name,
    check_nik,
    found_in_reading,
    groups_of,
    is_blocked,
    known_of,
)
from intake.kinds.reading import ACCEPTED, KPJ_LENGTH, REJECTED, read_outcome, reason_of
from intake.shapes import InterpretedRow

# How much of what BPJS says is kept.
MOST_WORDS = 300
# What a result says of somebody, by which two rows of one person are compared.
_SAYS = ("outcome", "kpj", "reason_code")


def words_of(values: Mapping[str, str]) -> str:
    """Give what BPJS says about a rejection, as it is kept."""
    said = values.get("bpjs_reason") or values.get("bpjs_status") or ""
    return said[:MOST_WORDS]


def check_results(rows: Sequence[InterpretedRow], facts: Facts) -> None:
    """Set problems, verdict and worker of every person row; may be run again.

    Gives   in ``values`` also ``outcome`` (accepted or rejected, absent when unknown) and, for a
            rejection, ``reason_code``; the raw words stay in ``bpjs_reason``.
    """
    people = [row for row in rows if row.kind == "person"]
    for row in people:
        row.problems = found_in_reading(row)
        _read_result(row)
        if check_nik(row):
            _check_place(row, facts)
    repeats = _mark_repeats(people)
    _check_numbers(people, facts)
    for row in people:
        known = known_of(row, facts)
        row.worker, row.changes = known.pk if known else None, {}
        row.verdict = _verdict(row, facts, known, repeated=id(row) in repeats)


def _read_result(row: InterpretedRow) -> None:
    """Find the outcome and, of a rejection, its reason."""
    values = row.values
    status, reason = values.get("bpjs_status", ""), values.get("bpjs_reason", "")
    values.pop("outcome", None)
    if row.sources.get("reason_code") == "words":
        values.pop("reason_code", None)
        del row.sources["reason_code"]
    outcome = read_outcome(status, reason=reason, number=values.get("kpj", ""))
    if not outcome:
        row.problems.append(problem("result_unknown", text=status))
        return
    values["outcome"] = outcome
    if outcome == ACCEPTED or values.get("reason_code"):
        return
    # Some offices write the reason into the status.
    found = reason_of(reason) or reason_of(status)
    values["reason_code"] = (found or ReturnReason.OTHER).value
    row.sources["reason_code"] = "words"
    if found is None:
        row.problems.append(problem("reason_unknown", text=reason or status))


def _check_place(row: InterpretedRow, facts: Facts) -> None:
    """Say why a result cannot be recorded with the person it names."""
    known, outcome = known_of(row, facts), row.values.get("outcome")
    if known is None:
        row.problems.append(problem("not_in_registry"))
        return
    check_name(row, known, _("di registri"))
    place = facts.places.get(known.nik)
    if place is None:
        row.problems.append(problem("not_in_period"))
    elif place.ended_on:
        row.problems.append(problem("ended_meanwhile", day=long_date(place.ended_on)))
    elif place.status == Status.REGISTERED:
        if outcome == REJECTED:
            row.problems.append(problem("already_registered"))
    elif place.status == Status.REJECTED:
        if outcome == ACCEPTED:
            row.problems.append(problem("already_rejected"))
    elif place.status != Status.DECREED:
        row.problems.append(problem("not_decreed", status=Status(place.status).label))
    else:
        _check_file(row, place)


def _check_file(row: InterpretedRow, place: KnownPlace) -> None:
    """Ask for a look when the answer does not fit what was sent."""
    if not place.is_sent:
        row.problems.append(problem("never_sent"))
    if row.values.get("outcome") == REJECTED and words_of(row.values) in place.rejections:
        row.problems.append(problem("answered_before"))
    said = row.values.get("starts_on", "")
    if said and said != place.starts_on.isoformat():
        days = long_date(date.fromisoformat(said)), long_date(place.starts_on)
        row.problems.append(problem("first_day_differs", said=days[0], own=days[1]))


def _check_numbers(people: Sequence[InterpretedRow], facts: Facts) -> None:
    """Hold back a member number that is missing, odd, or not this person's."""
    owners = dict(facts.number_owners)
    for row in people:
        if row.values.get("outcome") != ACCEPTED:
            continue
        known, number = known_of(row, facts), row.values.get("kpj", "")
        on_record = str(known.values.get("member_number") or "") if known else ""
        if not number:
            if not on_record:
                row.problems.append(problem("kpj_missing"))
            continue
        if len(number) != KPJ_LENGTH:
            row.problems.append(problem("kpj_length", length=len(number)))
        if on_record and on_record != number:
            row.problems.append(problem("kpj_differs"))
        elif not row.skipped and owners.setdefault(number, row.values["nik"]) != row.values["nik"]:
            row.problems.append(problem("member_number_taken", field="kpj"))


def _mark_repeats(people: Sequence[InterpretedRow]) -> set[int]:
    """Tell rows that say the same of a person again from rows that contradict each other."""
    repeats: set[int] = set()
    for first, *later in groups_of(people, lambda row: row.values["nik"]):
        for row in later:
            if all(row.values.get(name) == first.values.get(name) for name in _SAYS):
                repeats.add(id(row))
                row.problems.append(problem("same_row_twice", place=place_of(first)))
                continue
            row.problems.append(problem("rows_contradict", place=place_of(first)))
            if all(one.code != "rows_contradict" for one in first.problems):
                first.problems.append(problem("rows_contradict", place=place_of(row)))
    return repeats


def _verdict(
    row: InterpretedRow, facts: Facts, known: KnownPerson | None, *, repeated: bool
) -> str:
    if repeated:
        return "same"
    if is_blocked(row):
        return "error"
    if known and _is_recorded(facts.places.get(known.nik)):
        return "same"
    return "warning" if row.problems else "new"


def _is_recorded(place: KnownPlace | None) -> bool:
    """Tell whether a result is on record; a row that says otherwise has been held back."""
    recorded = {Status.REGISTERED, Status.REJECTED}
    return place is not None and place.ended_on is None and place.status in recorded
