"""The file of a list: a path to it, and its meaning beside what is known of the sender."""

import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import File

from common.text import clean_text
from intake import memory
from intake.facts import Facts
from intake.interpret import interpret_rows
from intake.models import ImportBatch
from intake.shapes import Hints, Reading, RowStream

# Column letter -> field, by sheet: what a person chose on the columns page.
Chosen = Mapping[str, Mapping[str, str]]


@contextmanager
def path_of(file: File) -> Iterator[Path]:
    """Give a path to the bytes of a file, whatever storage they are in."""
    if hasattr(file, "temporary_file_path"):
        yield Path(file.temporary_file_path())
        return
    file.seek(0)
    with tempfile.NamedTemporaryFile(prefix="intake-") as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        yield Path(copy.name)


def hints_of(
    batch: ImportBatch, *, taught: Mapping[str, str] | None = None, forget: Collection[str] = ()
) -> Hints:
    """Give what is known besides the file, with what is being taught and forgotten just now."""
    known = memory.column_meanings(batch)
    return Hints(
        village=batch.village.code if batch.village else "",
        include_hidden=batch.include_hidden,
        remembered={
            **{text: known[text] for text in known if text not in forget},
            **(taught or {}),
        },
    )


def read_rows(
    reading: Reading, *, facts: Facts, hints: Hints, chosen: Chosen | None = None
) -> RowStream:
    """Give the meaning of a read file; sheets get names that the table can hold apart.

    Sentences are made as rows are taken, in the language of that moment.
    """
    taken: set[str] = set()
    for number, sheet in enumerate(reading.sheets, start=1):
        name = clean_text(sheet.name, limit=90)
        sheet.name = f"{name} ({number})" if name in taken else name
        taken.add(sheet.name)
    return interpret_rows(reading, facts=facts, hints=hints, mapping=chosen or None)


def summary_of(found: RowStream) -> dict[str, object]:
    return {
        "sheets": [sheet.as_json() for sheet in found.sheets],
        "notes": [str(note) for note in found.notes],
    }
