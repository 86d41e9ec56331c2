"""Occupations as people write them, matched to the categories of the programme."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from workers.names import fold

# Words before the trade that do not change it.
_GENERIC = frozenset(
    [
        "pekerja",
        "pekerjaan",
        "profesi",
        "sebagai",
        "seorang",
        "bapak",
        "pak",
        "ibu",
        "bu",
        "mas",
        "abang",
        "bang",
        "tukang",
        "tk",
        "tkg",
        "petugas",
        "ptgs",
        "pengemudi",
        "driver",
        "supir",
        "sopir",
        "penarik",
        "pengayuh",
        "anggota",
        "ketua",
        "wakil",
        "koordinator",
    ]
)
_NUMBERS = re.compile(r"\b[0-9]+\b")
_SUGGEST_FROM = 70
_SURE_FROM = 88


@dataclass(frozen=True, slots=True)
class OccupationMatch:
    """The category a text means; without one, perhaps the nearest and whether it is close."""

    slug: str | None
    suggestion: str | None = None
    close: bool = False


class OccupationMatcher:
    """Finds the category for free text through its aliases."""

    def __init__(
        self,
        *,
        names: Mapping[str, str],
        aliases: Mapping[str, str],
        own_words: Mapping[str, str] | None = None,
    ) -> None:
        """Takes names: slug to shown name; aliases: folded words to slug; own_words: the same
        as one sender uses them, only for whole cells.
        """
        self.names = dict(names)
        self._own_words = dict(own_words or {})
        self._aliases = {fold(name): slug for slug, name in names.items()}
        self._aliases |= {fold(slug.replace("_", " ")): slug for slug in names}
        self._aliases |= {fold(word): slug for word, slug in aliases.items()}
        self._longest = max((len(word.split()) for word in self._aliases), default=0)
        self._known: dict[str, OccupationMatch] = {}

    def match(self, text: str) -> OccupationMatch:
        """Give the category of a cell's text.

        Gives   its slug when the text is an alias, or begins with one after words such as
                "tukang"; else the most similar alias as a suggestion.
        """
        if text not in self._known:
            self._known[text] = self._match(fold(text))
        return self._known[text]

    def find_in(self, text: str) -> str | None:
        """Give the only category that a title, sheet name or file name mentions."""
        words = fold(text).split()
        found: set[str] = set()
        position = 0
        while position < len(words):
            alias = self._alias_at(words, position)
            if alias:
                found.add(self._aliases[alias])
                position += len(alias.split())
            else:
                position += 1
        return found.pop() if len(found) == 1 else None

    def _match(self, folded: str) -> OccupationMatch:
        if not folded:
            return OccupationMatch(None)
        if slug := self._aliases.get(folded) or self._own_words.get(folded):
            return OccupationMatch(slug)
        words = _NUMBERS.sub(" ", folded).split()
        for start in range(len(words)):
            if alias := self._alias_at(words, start):
                return OccupationMatch(self._aliases[alias])
            if words[start] not in _GENERIC:
                break
        best = process.extractOne(
            folded, self._aliases.keys(), scorer=fuzz.ratio, score_cutoff=_SUGGEST_FROM
        )
        if best is None:
            return OccupationMatch(None)
        return OccupationMatch(None, self._aliases[best[0]], best[1] >= _SURE_FROM)

    def _alias_at(self, words: list[str], start: int) -> str:
        for count in range(self._longest, 0, -1):
            candidate = " ".join(words[start : start + count])
            if len(words) >= start + count and candidate in self._aliases:
                return candidate
        return ""
