"""Names of occupations in a list that nobody has told the meaning of yet."""

from dataclasses import dataclass
from typing import TypedDict

from django.db.models import Count, Min
from django.db.models.fields.json import KeyTextTransform

from intake.models import ImportBatch, StagedRow
from workers.names import fold
from workers.occupations import OccupationMatcher

# The warning of a row whose occupation is such a word.
UNKNOWN_WORD = "unknown_occupation"
_SAMPLES = 3


class _Group(TypedDict):
    text: str
    number: int
    first: int


@dataclass(slots=True)
class UnknownWord:
    """A word of a list with its rows and what it may mean."""

    key: str  # folded
    text: str  # as it first stands in the list
    rows: int
    samples: list[StagedRow]
    suggestion: str  # slug, "" when nothing is near
    is_close: bool


def find_unknown(batch: ImportBatch, matcher: OccupationMatcher) -> list[UnknownWord]:
    """Give every unknown word of the waiting rows once, the most frequent first.

    Costs   two queries, over the rows with such a warning.
    """
    rows = batch.rows.with_problem(UNKNOWN_WORD)
    groups: list[_Group] = list(
        rows.annotate(text=KeyTextTransform("occupation_text", "values"))
        .values("text")
        .annotate(number=Count("id"), first=Min("id"))
        .order_by("first")
    )
    samples = batch.rows.in_bulk([group["first"] for group in groups])
    found: dict[str, UnknownWord] = {}
    for group in groups:
        text = group["text"] or ""
        word = found.get(fold(text))
        if word is None:
            match = matcher.match(text)
            word = UnknownWord(fold(text), text, 0, [], match.suggestion or "", match.close)
            found[word.key] = word
        word.rows += group["number"]
        if len(word.samples) < _SAMPLES:
            word.samples.append(samples[group["first"]])
    return sorted(found.values(), key=lambda word: (-word.rows, word.key))
