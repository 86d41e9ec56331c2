"""Men and women in the many words of lists."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

_LETTERS = re.compile(r"[^a-z]+")
# Signs in place of words, pictures of men and women among them.
_SEX_SIGNS = dict.fromkeys("1♂👨👦🧔👴", "M") | dict.fromkeys("2♀👩👧🧕👵", "F")


_MEN = frozenset(
    [
        *("l", "lk", "lki", "lklk", "m", "male", "pria", "cowok", "lelaki"),
        *("bapak", "bpk", "bp", "tn", "tuan"),
    ]
)
_WOMEN = frozenset(
    [
        *("p", "pr", "prp", "w", "wnt", "f", "female", "cewek"),
        *("ibu", "ny", "nyonya", "nn", "nona"),
    ]
)
# Slips of the pen are forgiven in long words only.
_SEXES = {"lakilaki": "M", "perempuan": "F", "wanita": "F"}
_LONG_WORD = 6


@lru_cache(maxsize=1024)
def read_sex(text: str) -> str:
    """Give M or F for the many ways to write it; "" when it is neither."""
    word = _LETTERS.sub("", text.lower())
    if not word:
        return _SEX_SIGNS.get(text.strip(" .'\ufe0f"), "")
    if word in _MEN or word.startswith("lak"):
        return "M"
    if word in _WOMEN or word.startswith(("perem", "prem", "wanit", "pere")):
        return "F"
    if len(word) >= _LONG_WORD:
        near = {
            sex
            for spelling, sex in _SEXES.items()
            if OSA.distance(word, spelling, score_cutoff=2) <= 2
        }
        return near.pop() if len(near) == 1 else ""
    return ""
