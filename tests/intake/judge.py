"""Lists read without a database and held against what is expected of them."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from common.problems import Severity
from enrollment.rules import Limit
from intake.checks import check_rows
from intake.interpret import (
    Choices,
    Facts,
    Hints,
    Interpretation,
    InterpretedRow,
    RawRow,
    RawSheet,
    Reading,
    interpret,
)
from intake.reading import read_file
from places.matching import VillageMatcher, VillageNames
from workers.occupations import OccupationMatcher

LISTS = Path(__file__).parent / "lists"
_FIXTURES = Path(__file__).parents[2] / "fixtures"
_SEX = {"M": "L", "F": "P"}


def facts(on: date = date(2025, 4, 1), **values: Any) -> Facts:
    """The reference data of the city, as the fixtures have it, and an empty registry."""
    places = json.loads((_FIXTURES / "places.json").read_text())
    districts = {row["pk"]: row["fields"]["name"] for row in places if "tile" not in str(row)}
    villages = [
        VillageNames(
            row["pk"],
            row["fields"]["name"],
            tuple(row["fields"]["aliases"]),
            districts.get(row["fields"]["district"], ""),
        )
        for row in places
        if row["model"] == "places.village"
    ]
    occupations = json.loads((_FIXTURES / "occupations.json").read_text())
    categories = {
        row["pk"]: row["fields"]
        for row in occupations
        if row["model"] == "workers.occupationcategory"
    }
    values.setdefault(
        "limits",
        {
            "max_age": Limit("max_age", 65, Severity.ERROR, ""),
            "min_age": Limit("min_age", 17, Severity.WARNING, ""),
            "one_cover": Limit("one_cover", 0, Severity.ERROR, ""),
        },
    )
    return Facts(
        villages=VillageMatcher(villages, city="Blitar"),
        occupations=OccupationMatcher(
            names={fields["slug"]: fields["name"] for fields in categories.values()},
            aliases={
                row["fields"]["word"]: categories[row["fields"]["category"]]["slug"]
                for row in occupations
                if row["model"] == "workers.occupationalias"
            },
        ),
        first_day=on,
        last_day=date(on.year, 12, 31),
        **values,
    )


def read_list(path: Path, known: Facts, hints: Hints | None = None) -> Interpretation:
    """Read, interpret and check one file."""
    result = interpret(read_file(path, path.name), facts=known, hints=hints or Hints())
    check_rows(result.rows, facts=known, on=known.first_day)
    return result


def read_rows(
    rows: list[list[Any]],
    known: Facts,
    *,
    sheet: str = "Lembar1",
    file_name: str = "daftar.xlsx",
    hints: Hints | None = None,
    mapping: Choices | None = None,
) -> Interpretation:
    """Interpret and check cells as they come out of the reader, without a file."""
    raw = [
        RawRow(number, list(cells))
        for number, cells in enumerate(rows, start=1)
        if any(cell is not None for cell in cells)
    ]
    reading = Reading(file_name, "xlsx", [RawSheet(sheet, False, raw)])
    result = interpret(reading, facts=known, hints=hints or Hints(), mapping=mapping)
    check_rows(result.rows, facts=known, on=known.first_day)
    return result


def people(result: Interpretation) -> list[InterpretedRow]:
    """The rows that are people."""
    return [row for row in result.rows if row.kind == "person"]


@dataclass
class Score:
    """How a list was read, with a line for everything that is not as expected."""

    people: int = 0
    fields: int = 0
    wrong: list[str] = field(default_factory=list)


def score(result: Interpretation, expected: dict[str, Any]) -> Score:
    """Compare a reading with an expectation in the form of lists/README.md."""
    found = Score()
    people = {(row.sheet, row.row): row for row in result.rows if row.kind == "person"}
    places = {
        (sheet, number)
        for sheet, spans in expected["data_rows"].items()
        for first, last in spans
        for number in range(first, last + 1)
    }
    found.people = len(places)
    found.wrong += [f"person not found: {place}" for place in sorted(places - set(people))]
    found.wrong += [f"no person: {place}" for place in sorted(set(people) - places)]
    found.wrong += _score_verdicts(people, expected)
    imported = {
        row.values["nik"]: row
        for row in people.values()
        if row.verdict in {"new", "update", "warning"}
    }
    for nik, fields in expected["fields"].items():
        row = imported.get(nik)
        for name, wanted in fields.items():
            found.fields += 1
            got = shown(row, name) if row else None
            if got != wanted:
                found.wrong.append(f"{nik} {name}: {got!r}, not {wanted!r}")
    return found


def shown(row: InterpretedRow, name: str) -> str | None:
    """Give a value in the form of the expectations: sex as L or P, phone without a plus."""
    value = row.values.get(name)
    if name == "sex" and value:
        return _SEX[value]
    return value.lstrip("+") if name == "phone" and value else value


def _score_verdicts(
    people: dict[tuple[str, int], InterpretedRow], expected: dict[str, Any]
) -> list[str]:
    wrong: list[str] = []
    refused = {(entry["sheet"], entry["row"]): entry for entry in expected["refuse"]}
    same = {(entry["sheet"], entry["row"]) for entry in expected["same"]}
    accepted: list[str] = []
    for place, row in people.items():
        codes = {problem.code for problem in row.problems}
        about = f"{place} {row.values.get('nik')} is {row.verdict} {sorted(codes)}"
        if place in same:
            wrong += [] if row.verdict == "same" else [f"not same: {about}"]
        elif entry := refused.get(place):
            allowed = {"error", "warning"} if entry.get("or_warning") else {"error"}
            if row.verdict not in allowed or entry["class"] not in codes:
                wrong.append(f"not refused as {entry['class']}: {about}")
        elif wanted := expected["warn"].get(row.values["nik"]):
            accepted.append(row.values["nik"])
            if row.verdict != "warning" or not set(wanted) <= codes:
                wrong.append(f"not warned of {wanted}: {about}")
        else:
            accepted.append(row.values["nik"])
            allowed = {"new", "update"}
            if row.values["nik"] in expected["may_warn"]:
                allowed.add("warning")
            if row.verdict not in allowed:
                wrong.append(f"not accepted: {about}")
    listed = set(expected["accept"]) | set(expected["warn"])
    wrong += [f"wrong NIK accepted: {nik}" for nik in accepted if nik not in listed]
    wrong += [f"NIK lost: {nik}" for nik in sorted(listed - set(accepted))]
    return wrong
