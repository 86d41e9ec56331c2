"""Names of kelurahan as people write them, in cells of their own and inside longer texts."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

_PREFIX = re.compile(
    r"^(?:kelurahan|kelurahn|klurahan|kelurhan|kel|kl|desa|ds)\b[\s.:/]*(?:desa\b|kel\b)?[\s.:]*"
)
# What may follow the name in the same cell: the district, the city.
_SUFFIX = re.compile(
    r"[\s,(\-]+(?:kec(?:amatan)?\b|kota\b|kab(?:upaten)?\b|prov|jawa timur|jatim).*$"
)
# The district and the regency that a text names, and words before such names.
_DISTRICT = re.compile(r"\bkec(?:amatan)?\b[\s.:]*([a-z]+(?:[\s\-]+(?:kidul|wetan|rejo)\b)?)")
_REGENCY = re.compile(r"\bkab(?:upaten)?\b(?!\s*/\s*kota)")
_DISTRICT_WORD = re.compile(r"^\s*kec(?:amatan)?\b[\s.:]*")
_MARKED = re.compile(r"\b(?:kelurahan|kel|desa|lurah)\b[\s.:/_\-]*(.+)")
# Mentions that are not a kelurahan although the name is the same.
_OTHERS = re.compile(
    r"\b(?:(?:pemerintah|pemkot|wali|se)?[\s_-]*kota|kab(?:upaten)?|kec(?:amatan)?|se)\b"
    r"[\s.:_\-]*(?:kota[\s._-]*)?[a-z]+(?:[\s_-]+(?:kidul|wetan|rejo)\b)?"
)
_CITY_WORD = re.compile(r"^\s*(?:kota|kabupaten)\s+")
_AREAS = re.compile(r"[\s,/]*\bR[TW]\b.*$", re.IGNORECASE)
_JOINED = re.compile(r"^(?:kelurahan|kel)(?=[a-z]{4})")
# What stands between a kelurahan and its district in one cell.
_BETWEEN = re.compile(r"\s*[/,(]\s*|\s+[-–]\s+")
_WORD = re.compile(r"[a-z]+")
# Shorter names are a letter apart from too many other words.
_SHORTEST_TYPO = 6
_SHORTEST_WORD = 3
# Two to four letters and a dot before the rest of a name are a usual way to shorten it.
_USUAL_SHORT = re.compile(r"[a-z]{2,4}\.")


@dataclass(frozen=True, slots=True)
class VillageNames:
    """The code and every accepted spelling of one kelurahan."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    district: str = ""


class VillageMatcher:
    """Finds the kelurahan that a text means, or says that it means none."""

    def __init__(self, villages: Iterable[VillageNames], *, city: str = "") -> None:
        """Takes city: its own name, which without a word like "Kel." means the city."""
        self.names: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        # Names that are also a city, a regency or a district need a word before them.
        self._city = _squash(_CITY_WORD.sub("", _plain(city)))
        self._ambiguous = {self._city}
        self._districts: dict[str, str] = {}
        for village in villages:
            self.names[village.code] = village.name
            for spelling in (village.name, *village.aliases):
                self._codes[_squash(spelling)] = village.code
            self._ambiguous.add(_squash(village.district))
            self._districts[village.code] = _squash(village.district)
        self._known: dict[str, str | None] = {}
        self._near: dict[str, str | None] = {}
        self._elsewhere: dict[str, bool] = {}

    def match(self, text: str) -> str | None:
        """Give the code for a cell that holds a kelurahan and nothing else; None if unknown.

        A kelurahan of the same name in a district or regency elsewhere is unknown.
        """
        if text not in self._known:
            self._known[text] = None if self._names_elsewhere(text) else self._match(text)
        return self._known[text]

    def _match(self, text: str) -> str | None:
        return (
            self._codes.get(_squash(_bare(text)))
            or self._by_code(text)
            or self._with_district(text)
            or self._usually_shortened(_bare(text))
        )

    def _names_elsewhere(self, text: str) -> bool:
        plain = _plain(text)
        if "kab" in plain and _REGENCY.search(plain):
            return True
        found = _DISTRICT.search(plain) if "kec" in plain else None
        return found is not None and self._is_foreign(found[1])

    def is_elsewhere(self, district: str) -> bool:
        """Tell whether a cell of a column of districts names one that is not the city's."""
        if district not in self._elsewhere:
            plain = _DISTRICT_WORD.sub("", _plain(district))
            is_there = bool(_REGENCY.search(plain)) or self._is_foreign(plain)
            self._elsewhere[district] = is_there
        return self._elsewhere[district]

    def _is_foreign(self, district: str) -> bool:
        """Tell whether a district is none of the city's, however misspelt or shortened."""
        word = _squash(district.partition("kota")[0])
        return len(word) >= _SHORTEST_WORD and not any(
            OSA.distance(word, own, score_cutoff=2) <= 2 or _is_short_for(word, own)
            for own in {*self._districts.values(), self._city} - {""}
        )

    def _by_code(self, text: str) -> str | None:
        """Give the code that a cell holds in digits, with dots or without: 35.72.01.1001."""
        code = text.replace(".", "").strip()
        return code if code in self.names else None

    def _with_district(self, text: str) -> str | None:
        """Give the code where the village's own district or RT and RW follow: Turi/Sukorejo."""
        name, _mark, rest = _BETWEEN.sub("|", _AREAS.sub("", text), count=1).partition("|")
        bare = _bare(name)
        code = self._codes.get(_squash(bare)) or self._usually_shortened(bare)
        return code if code and _squash(rest) in {"", self._districts[code]} else None

    def is_city(self, text: str) -> bool:
        """Tell whether a text may as well mean the city, as in a column of birth places."""
        return _squash(text) == self._city

    def nearest(self, text: str) -> str | None:
        """Give the only kelurahan that a cell names with one slip of the pen or shortened."""
        if text not in self._near:
            bare = "" if self._names_elsewhere(text) else _bare(text)
            self._near[text] = self._nearest(_squash(bare)) or self._shortened(bare)
        return self._near[text]

    def _nearest(self, word: str) -> str | None:
        near = {
            code
            for spelling, code in self._codes.items()
            if len(spelling) >= _SHORTEST_TYPO
            and OSA.distance(word, spelling, score_cutoff=1) <= 1
        }
        return near.pop() if len(near) == 1 else None

    def _usually_shortened(self, bare: str) -> str | None:
        """Give the only kelurahan that a text shortens as everybody does: Kep. Lor, Tj. Sari."""
        return self._shortened(bare) if _USUAL_SHORT.match(bare) else None

    def _shortened(self, bare: str) -> str | None:
        """Give the only kelurahan whose first word is shortened: Kep. Kidul, K. Tengah."""
        words = _WORD.findall(bare)
        if len(words) != 2 or len(words[1]) < _SHORTEST_WORD:
            return None
        short, last = words
        near = {
            code
            for spelling, code in self._codes.items()
            if spelling.endswith(last) and _is_short_for(short, spelling.removesuffix(last))
        }
        return near.pop() if len(near) == 1 else None

    def find_in(self, text: str) -> str | None:
        """Give the kelurahan that a title, sheet name or file name mentions.

        Gives   the code of the one after "Kel.", "Kelurahan" or "Lurah", else of the only one
                mentioned; None when there is none or several.
        """
        plain = _plain(text)
        marked = {
            code for found in _MARKED.finditer(plain) if (code := self._leading(found.group(1)))
        }
        if marked:
            return marked.pop() if len(marked) == 1 else None
        words = _WORD.findall(_OTHERS.sub(" / ", plain))
        words = [_JOINED.sub("", word) for word in words]
        mentioned = self._mentioned(words) - {None}
        ambiguous = {self._codes.get(name) for name in self._ambiguous}
        clear = mentioned - ambiguous
        return clear.pop() if len(clear) == 1 else None

    def _leading(self, text: str) -> str | None:
        words = _WORD.findall(text)
        for count in (2, 1):
            code = self._codes.get("".join(words[:count]))
            if code:
                return code
        return None

    def _mentioned(self, words: list[str]) -> set[str | None]:
        codes: set[str | None] = set()
        position = 0
        while position < len(words):
            for count in (2, 1):
                code = self._codes.get("".join(words[position : position + count]))
                if code:
                    codes.add(code)
                    position += count - 1
                    break
            position += 1
        return codes


def _is_short_for(short: str, word: str) -> bool:
    letters = iter(word)
    return short[0] == word[:1] and all(letter in letters for letter in short)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _bare(text: str) -> str:
    return _SUFFIX.sub("", _PREFIX.sub("", _plain(text).strip()))


def _squash(text: str) -> str:
    return "".join(_WORD.findall(_plain(text)))
