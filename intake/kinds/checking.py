"""What the checks of the other kinds of lists have in common."""

from collections.abc import Callable, Sequence

from common.problems import Problem, Severity
from intake.codes import CODES, FROM_READING, problem
from intake.compare import is_same_name
from intake.facts import Facts, KnownPerson
from intake.shapes import InterpretedRow
from workers.nik import LENGTH, InvalidNik, Nik


def found_in_reading(row: InterpretedRow) -> list[Problem]:
    """Keep what was seen in the cells; everything else is found afresh."""
    return [
        known
        for known in row.problems
        if known.code in FROM_READING and known.severity == CODES[known.code].severity
    ]


def check_nik(row: InterpretedRow) -> bool:
    """Add what is wrong with the NIK; tell whether it is one."""
    try:
        Nik.parse(row.values.get("nik", ""))
    except InvalidNik as error:
        row.problems.append(error.problem)
        return False
    return True


def check_name(row: InterpretedRow, known: KnownPerson | None, place: str) -> None:
    """Ask for a look when the registry has another name under the NIK.

    A like name proves a NIK whose last digit was in doubt.
    """
    if known is None:
        return
    name, on_record = row.values.get("full_name", ""), known.values.get("full_name", "")
    if not is_same_name(name, on_record):
        row.problems.append(
            problem("nik_other_name", severity=Severity.WARNING, name=on_record, place=place)
        )
    elif name:
        row.problems = [one for one in row.problems if one.code != "nik_rounding_suspect"]


def known_of(row: InterpretedRow, facts: Facts) -> KnownPerson | None:
    """Give the person of the registry under the NIK of a row."""
    return facts.registry.get(row.values.get("nik", ""))


def groups_of(
    rows: Sequence[InterpretedRow], key: Callable[[InterpretedRow], object]
) -> list[list[InterpretedRow]]:
    """Give the rows with a whole NIK that share a key, in the order of the list."""
    groups: dict[object, list[InterpretedRow]] = {}
    for row in rows:
        if not row.skipped and len(row.values.get("nik", "")) == LENGTH:
            groups.setdefault(key(row), []).append(row)
    return [group for group in groups.values() if len(group) > 1]


def is_blocked(row: InterpretedRow) -> bool:
    return any(found.severity == Severity.ERROR for found in row.problems)
