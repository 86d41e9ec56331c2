"""Names as keys: for sorting, for the word table, for comparing two people."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^0-9a-z\s]+")
_HONORIFICS = frozenset(
    [
        "h",
        "hj",
        "haji",
        "hajah",
        "kh",
        "k",
        "ust",
        "ustadz",
        "drs",
        "dra",
        "ir",
        "dr",
        "rr",
        "r",
        "alm",
        "almh",
    ]
)
_EXPANSIONS = {
    "moh": "muhammad",
    "moch": "muhammad",
    "mochammad": "muhammad",
    "mohammad": "muhammad",
    "mohamad": "muhammad",
    "muh": "muhammad",
    "muhamad": "muhammad",
    "m": "muhammad",
    "st": "siti",
    "abd": "abdul",
    "abdl": "abdul",
}

# Characters of a name by which lists are sorted.
NAME_KEY = 150
_TITLES_AND_SHORT = _HONORIFICS | _EXPANSIONS.keys()


def fold(text: str) -> str:
    """Give text in lower-case plain Latin letters, digits and single spaces.

    Apostrophes vanish (``Ma'ruf`` is ``maruf``); other punctuation separates words. A text
    without any Latin letter or digit keeps its letters in lower case, so it can still be found.
    """
    if text.isascii() and text.replace(" ", "").isalnum():
        return " ".join(text.lower().split())  # as most names are
    plain = text.replace("'", "").replace("’", "").replace("`", "")
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).lower()
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    folded = " ".join(_NOT_WORD.sub(" ", plain.lower()).split())
    return folded or " ".join(text.casefold().split())


def name_key(full_name: str) -> str:
    """Give the key by which lists of people are sorted and paged, cut short."""
    return fold(full_name)[:NAME_KEY]


def words_of(full_name: str) -> set[str]:
    """Give the words under which a person is found, each at most 40 characters."""
    return words_in(fold(full_name))


def words_in(folded: str) -> set[str]:
    """Do what ``words_of`` does for a name that is folded already."""
    return {word[:40] for word in folded.split()}


def comparable(full_name: str) -> str:
    """Give a name without titles and with short forms spelt out, to compare two people.

    Academic titles follow a comma; the name is what stands before it.
    """
    folded = fold(full_name.partition(",")[0])
    words = folded.split()
    if words and _TITLES_AND_SHORT.isdisjoint(words):
        return folded  # as most names are
    kept = [_EXPANSIONS.get(word, word) for word in words if word not in _HONORIFICS]
    return " ".join(kept) or fold(full_name)
