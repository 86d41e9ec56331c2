"""What a person says of a sender's headings and words is kept for the sender's next lists."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.utils import timezone

from intake import memory
from intake.checks import FALLBACK_OCCUPATION
from intake.headings import key_of
from intake.models import ImportBatch, Remembered, StagedRow
from workers.names import fold

UNKNOWN_WORD = "unknown_occupation"


def changed_meanings(
    batch: ImportBatch,
    chosen: Mapping[str, Mapping[str, str]],
    *,
    forget: Collection[str] = (),
) -> dict[str, str]:
    """Give what a choice of columns says otherwise than the list was read so far.

    Takes   chosen: sheet -> column letter -> field, as for ``remap_batch``.
    Gives   heading as ``headings.key_of`` gives it -> field, "" for a remark. A heading that
            stands over columns of different meanings teaches nothing, nor does an empty one.
    """
    meanings: dict[str, set[str]] = defaultdict(set)
    changed: set[str] = set()
    for sheet in batch.reading.get("sheets", []):
        for column in sheet["columns"]:
            before = column["field"] or ""
            now = chosen.get(sheet["name"], {}).get(column["letter"], before)
            if key := key_of(column["heading"]):
                meanings[key].add(now)
                if now != before:
                    changed.add(key)
    taught = (key for key in changed if len(meanings[key]) == 1 and key not in forget)
    return {key: min(meanings[key]) for key in taught}


def remember(*, batch: ImportBatch, what: Remembered.What, meanings: Mapping[str, str]) -> None:
    """Keep what was said of a sender's headings or words, over what was said before.

    Costs   at most three statements.
    """
    wanted = {text[:150]: meaning for text, meaning in meanings.items() if text}
    known = list(memory.known_of(batch, what).filter(text__in=wanted)) if wanted else []
    for entry in known:
        entry.meaning, entry.changed_at = wanted.pop(entry.text), timezone.now()
    if known:
        Remembered.objects.bulk_update(known, ["meaning", "changed_at"])
    # Another list of the same sender may have taught the same word at this very moment.
    Remembered.objects.bulk_create(
        (
            Remembered(
                **memory.sender_of(batch),
                list_kind=batch.kind,
                what=what,
                text=text,
                meaning=meaning,
            )
            for text, meaning in wanted.items()
        ),
        ignore_conflicts=True,
    )


def forget(*, batch: ImportBatch, what: Remembered.What, texts: Collection[str]) -> None:
    """Drop what was remembered of a sender's headings or words."""
    if texts:
        memory.known_of(batch, what).filter(text__in=texts).delete()


def remember_suggestions(*, batch: ImportBatch, rows: Iterable[StagedRow]) -> None:
    """Keep the categories that a person accepted for unknown words of a sender.

    A word that was only put with the others for want of a suggestion is not kept.
    """
    words = {
        fold(str(row.values.get("occupation_text", ""))): str(row.values["occupation"])
        for row in rows
        if UNKNOWN_WORD in row.warning_codes
        and row.values.get("occupation") != FALLBACK_OCCUPATION
    }
    remember(batch=batch, what=Remembered.What.OCCUPATION, meanings=words)
