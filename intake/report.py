"""What a check of a list found, as plain values in the form that operators' programs read."""

from collections.abc import Sequence
from typing import Any

from intake.beside import whole_sheet
from intake.models import StagedRow
from intake.shapes import InterpretedRow

# Canonical forms: ISO date, M or F, three digits, ten digits, slug, E.164.
FIELDS = ("full_name", "birth_date", "sex", "rt", "rw", "village", "occupation", "phone")


def build_report(file_name: str, rows: Sequence[InterpretedRow]) -> dict[str, Any]:
    """Give the report of a checked list.

    Takes   rows: all rows of the file, people and ignored ones.
    Gives   ``file``, ``rows`` (people only), ``ignored_rows`` and ``counts`` by verdict.
    Source  the format of ``import_list --report`` in its help text.
    """
    people = [row for row in rows if row.kind == StagedRow.Kind.PERSON]
    ignored = sum(1 for row in rows if row.kind == StagedRow.Kind.IGNORED)
    counts = {verdict.value: 0 for verdict in StagedRow.Verdict}
    for row in people:
        counts[row.verdict] += 1
    return {
        "file": file_name,
        "rows": [_row(row) for row in people],
        "ignored_rows": ignored,
        "counts": counts,
    }


def _row(row: InterpretedRow) -> dict[str, Any]:
    return {
        "sheet": whole_sheet(row.sheet),
        "row": row.row,
        "verdict": str(row.verdict),
        "nik": str(row.values.get("nik") or ""),
        "fields": {field: row.values[field] for field in FIELDS if row.values.get(field)},
        "problems": [
            {"code": problem.code, "field": problem.field, "message": str(problem.message)}
            for problem in row.problems
        ],
    }
