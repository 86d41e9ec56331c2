"""What a list would do, without storing anything."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import translation

from common.collector import held_back
from enrollment.models import EnrollmentPeriod
from intake import selectors
from intake.models import ImportBatch
from intake.reading import read_file
from intake.services import rows as stored_rows
from intake.services.files import read_rows
from intake.shapes import Hints, Interpretation, InterpretedRow
from places.models import Village


@held_back()
def preview_file(
    *, path: Path, period: EnrollmentPeriod, village: Village | None
) -> Interpretation:
    """Read and check a file for a period in any state; age is taken on the period's first day.

    Gives   all rows, people and ignored ones, and remarks about the whole file.
    Raises  UnreadableFile with a code and a sentence.
    Costs   one confined process and the facts; writes nothing.
    """
    reading = read_file(path, path.name)
    facts = selectors.reading_facts(period, starts_on=period.starts_on, by=None)
    hints = Hints(village=village.code if village else "")
    stream = read_rows(reading, facts=facts, hints=hints)
    with translation.override(settings.LANGUAGE_CODE):
        rows = list(stream.rows)
    facts = selectors.with_people(facts, rows, period, None)
    stored_rows.check(rows, facts=facts)
    return Interpretation(stream.sheets, rows, stream.notes)


def preview_batch(batch: ImportBatch, *, on: date) -> list[InterpretedRow]:
    """Check all rows of a stored list with the facts of now, saved rows too; writes nothing."""
    facts = stored_rows.first_day_facts(batch, by=batch.uploaded_by, on=on)
    rows = [stored_rows.to_interpreted(row) for row in batch.rows.all()]
    facts = selectors.with_people(facts, rows, batch.period, batch.uploaded_by)
    stored_rows.check(rows, facts=facts)
    return rows
