"""From raw sheets to rows of people: the one way in."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from common import collector
from intake.beside import take_apart
from intake.boxes import join_boxes
from intake.columns import letter_of
from intake.edits import edit_value
from intake.facts import Facts, KnownPerson
from intake.shapes import (
    ColumnReading,
    Hints,
    Interpretation,
    InterpretedRow,
    RawRow,
    RawSheet,
    Reading,
    RowStream,
    SheetReading,
)
from intake.sheetreader import SheetReader
from intake.unfolding import unfold

__all__ = [
    "Choices",
    "ColumnReading",
    "Facts",
    "Hints",
    "Interpretation",
    "InterpretedRow",
    "KnownPerson",
    "RawRow",
    "RawSheet",
    "Reading",
    "RowStream",
    "SheetReading",
    "edit_value",
    "interpret",
    "interpret_rows",
]

# Sheets of our own workbooks that hold no people and need no remark.
_BESIDE_LISTS = frozenset({"petunjuk", "pilihan", "rekap"})
# Sheet name -> column letter -> key of columns.FIELDS, "" for a column kept as a remark.
Choices = Mapping[str, Mapping[str, str]]


def interpret(
    reading: Reading, *, facts: Facts, hints: Hints, mapping: Choices | None = None
) -> Interpretation:
    """Find the lists in a file and give every row its meaning.

    Takes   mapping: what a person chose on the mapping page, over what would be found.
    Gives   all rows that are not blank, in order, people and ignored ones. Problems of reading
            are set; those of checking, and the verdicts, come from checks.check_rows.
    """
    kept = replace(
        reading, sheets=[replace(sheet, rows=[*sheet.rows]) for sheet in reading.sheets]
    )
    stream = interpret_rows(kept, facts=facts, hints=hints, mapping=mapping)
    with collector.held_back():
        rows = list(stream.rows)
    return Interpretation(stream.sheets, rows, stream.notes)


def interpret_rows(
    reading: Reading, *, facts: Facts, hints: Hints, mapping: Choices | None = None
) -> RowStream:
    """Do what ``interpret`` does, one row at a time.

    Takes   reading: used up; its rows leave memory as their meaning is given.
    Gives   rows to go through once, best under ``collector.held_back``, and sheets and remarks
            that are complete after the last.
    """
    sheets: list[SheetReading] = []
    notes: list[str] = []
    rows = _interpret_sheets(reading, facts, hints, mapping or {}, sheets, notes)
    return RowStream(sheets, rows, notes)


def _interpret_sheets(
    reading: Reading,
    facts: Facts,
    hints: Hints,
    mapping: Choices,
    sheets: list[SheetReading],
    notes: list[str],
) -> Iterator[InterpretedRow]:
    for sheet in _lists_apart(reading.sheets, notes):
        about = SheetReading(sheet.name, sheet.hidden, len(sheet.rows))
        sheets.append(about)
        if sheet.hidden and not hints.include_hidden:
            notes.append(
                _("Lembar “%(name)s” tersembunyi dan tidak dibaca (%(rows)d baris).")
                % {"name": sheet.name, "rows": len(sheet.rows)}
            )
            continue
        reader = SheetReader(
            sheet=sheet,
            about=about,
            file_name=reading.file_name,
            facts=facts,
            hints=hints,
            chosen=mapping.get(sheet.name, {}),
        )
        is_filled = bool(sheet.rows)
        yield from reader.read()
        if is_filled and not reader.has_people and sheet.name.casefold() not in _BESIDE_LISTS:
            notes.append(_("Tidak ada daftar orang di lembar “%(name)s”.") % {"name": sheet.name})
        notes += reader.notes


def _lay_out(sheet: RawSheet, notes: list[str]) -> None:
    """Put forms into the shape of lists: a number in one cell, a person on one row."""
    for column in join_boxes(sheet):
        notes.append(
            _("Lembar “%(name)s”: angka satu per kotak mulai kolom %(column)s digabung.")
            % {"name": sheet.name, "column": letter_of(column)}
        )
    if column := unfold(sheet):
        notes.append(
            _(
                "Lembar “%(name)s” menulis tiap orang dalam dua baris; baris keduanya dibaca"
                " sebagai kolom %(column)s dan seterusnya."
            )
            % {"name": sheet.name, "column": letter_of(column)}
        )


def _lists_apart(sheets: list[RawSheet], notes: list[str]) -> Iterator[RawSheet]:
    for sheet in sheets:
        _lay_out(sheet, notes)
        parts = take_apart(sheet)
        if len(parts) > 1:
            sheet.rows = []
            notes.append(
                _("Lembar “%(name)s” berisi daftar berdampingan; dibaca pula sebagai %(others)s.")
                % {
                    "name": sheet.name,
                    "others": ", ".join(f"“{part.name}”" for part in parts[1:]),
                }
            )
        yield from parts
