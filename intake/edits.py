"""A value typed during the review, read into a row as if the file had said so."""

from intake.cleaning import ReadNik, read_nik
from intake.codes import FROM_READING
from intake.facts import Facts
from intake.people import PersonReader
from intake.rowkinds import Judged, RowKind
from intake.shapes import ColumnReading, InterpretedRow, RawRow

# What the NIK tells when the list does not.
_FROM_NIK = ("birth_date", "sex")
# A typed value replaces what the list said under these other names too.
_ALSO = {
    "village": ("village_text",),
    "occupation": ("occupation_text",),
}


def edit_value(row: InterpretedRow, field: str, text: str, *, facts: Facts) -> None:
    """Read one typed value into a row in place of what the file said; check the row afterwards.

    Takes   field: one of the canonical fields; text: as typed, empty to empty the field. A
            kelurahan or occupation may be given by code or in words.
    """
    values = row.values
    for name in (field, *_ALSO.get(field, ())):
        values.pop(name, None)
    row.repairs.pop(field, None)
    row.sources.pop(field, None)
    row.problems = [
        known
        for known in row.problems
        if not (known.code in FROM_READING and _concerns(known.field, field))
    ]
    text = text.strip()
    if field == "village" and text in facts.villages.names:
        values["village"] = text
    elif field == "occupation" and text in facts.occupations.names:
        values["occupation"] = text
    elif text or field == "nik":
        _take(row, field, text, facts)
    if field == "nik" or not text:
        _refill(row, facts)


def _concerns(found: str, field: str) -> bool:
    return found == field or (found == "rt_rw" and field in {"rt", "rw"})


def _take(row: InterpretedRow, field: str, text: str, facts: Facts) -> None:
    read = _read(field, text, row, facts)
    for name in (field, *_ALSO.get(field, ())):
        if name in read.values:
            row.values[name] = read.values[name]
    row.problems += [known for known in read.problems if known.field == field]


def _refill(row: InterpretedRow, facts: Facts) -> None:
    """Take from the NIK what the row itself leaves open."""
    read = _read("nik", str(row.values.get("nik", "")), row, facts)
    for name in _FROM_NIK:
        if row.sources.get(name) == "nik":
            row.values.pop(name, None)
            row.sources.pop(name)
        if name in read.values and not row.values.get(name):
            row.values[name] = read.values[name]
            row.sources[name] = "nik"


def _read(field: str, text: str, row: InterpretedRow, facts: Facts) -> InterpretedRow:
    """Read a text as the only cell of a row."""
    column = ColumnReading(0, "A", "", field, "chosen")
    nik = read_nik(text) if field == "nik" else ReadNik(str(row.values.get("nik", "")))
    reader = PersonReader([column], [], facts)
    return reader.read(row.sheet, RawRow(row.row, [text or None]), Judged(RowKind.PERSON, nik))
