"""What a person says of a sender's headings and words is kept for the sender's next lists."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from intake import memory
from intake.checks import FALLBACK_OCCUPATION
from intake.headings import key_of
from intake.models import ImportBatch, Remembered, StagedRow
from intake.words import UNKNOWN_WORD
from workers.names import fold


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


def remember(
    *, batch: ImportBatch, what: Remembered.What, meanings: Mapping[str, str], by: User
) -> None:
    """Keep what was said of a sender's headings or words, over what was said before.

    Costs   at most three statements.
    """
    wanted = {text[:150]: meaning for text, meaning in meanings.items() if text}
    if not wanted:
        return
    known = list(memory.known_of(batch, what).filter(text__in=wanted))
    for entry in known:
        entry.meaning, entry.changed_at = wanted.pop(entry.text), timezone.now()
    fresh = [
        Remembered(
            **memory.sender_of(batch), list_kind=batch.kind, what=what, text=text, meaning=meaning
        )
        for text, meaning in wanted.items()
    ]
    with acting(by, reason=gettext_noop("Ingatan untuk daftar berikutnya")):
        Remembered.objects.bulk_update(known, ["meaning", "changed_at"])
        # Another list of the same sender may teach the same word at this very moment.
        Remembered.objects.bulk_create(fresh, ignore_conflicts=True)


def forget(*, batch: ImportBatch, what: Remembered.What, texts: Collection[str], by: User) -> None:
    """Drop what was remembered of a sender's headings or words."""
    if texts:
        with acting(by, reason=gettext_noop("Ingatan untuk daftar berikutnya")):
            memory.known_of(batch, what).filter(text__in=texts).delete()


def remember_suggestions(*, batch: ImportBatch, rows: Iterable[StagedRow], by: User) -> None:
    """Keep the categories that a person accepted for unknown words of a sender.

    A word that was only put with the others for want of a suggestion is not kept.
    """
    words = {
        fold(str(row.values.get("occupation_text", ""))): str(row.values["occupation"])
        for row in rows
        if UNKNOWN_WORD in row.warning_codes
        and row.values.get("occupation") != FALLBACK_OCCUPATION
    }
    remember(batch=batch, what=Remembered.What.OCCUPATION, meanings=words, by=by)
