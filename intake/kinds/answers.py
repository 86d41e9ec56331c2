"""Words of a kelurahan about who goes on into the next period."""

import re

from enrollment.renewals import Answer
from workers.names import fold

# Words of each answer; the first that fits decides, so a no stands before a yes.
_WORDS: tuple[tuple[Answer, tuple[str, ...]], ...] = (
    (Answer.DIED, (r"\bmeninggal\b", r"\bwafat\b", r"\balm(?:arhum|arhumah|h)?\b", r"\bmd\b")),
    (
        Answer.CHANGED_WORK,
        (r"\b(?:ganti|ubah|beralih|pindah)\w* (?:kerja|pekerjaan|profesi)\b",),
    ),
    (Answer.MOVED, (r"\bpindah\b", r"\bluar (?:kota|daerah|wilayah)\b", r"\bmerantau\b")),
    (
        Answer.WAGE_EARNER,
        (r"\bpenerima upah\b", r"\bpu\b", r"\bkaryawan\b", r"\b(?:pns|asn|p3k|pppk)\b"),
    ),
    (
        Answer.STOPPED_WORKING,
        (
            r"\b(?:berhenti|tidak|tdk|sudah tidak) (?:be)?kerja\b",
            r"\b(?:berhenti|pensiun|sakit)\b",
        ),
    ),
    (
        Answer.RESIGNED,
        (
            r"\b(?:tidak|tdk|gak|batal) (?:lanjut|ikut|mau|bersedia|diperpanjang)\b",
            r"\b(?:mundur|mengundurkan diri|menolak)\b",
            r"^(?:tidak|t)$",
        ),
    ),
    (
        Answer.STAYS,
        (
            r"\b(?:lanjut|perpanjang)\w*\b",
            r"\b(?:tetap|ikut|masih)\b",
            r"^(?:ya?|v|x|ok|ada)$",
        ),
    ),
)
_PATTERNS = tuple((re.compile("|".join(words)), answer) for answer, words in _WORDS)
_TICKS = frozenset("✓✔√")
_LABELS = {fold(str(answer.label)): answer for answer in Answer}


def read_answer(text: str) -> Answer | None:
    """Give what a cell says of somebody; None for words that say neither yes nor no."""
    if text in Answer.values:
        return Answer(text)
    if text.strip() in _TICKS:
        return Answer.STAYS
    words = fold(text)
    if words in _LABELS:
        return _LABELS[words]
    return next((answer for pattern, answer in _PATTERNS if pattern.search(words)), None)
