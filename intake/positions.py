"""What somebody is called within a group, which says less of the work than the list's title."""

import re
from functools import lru_cache

_POSITIONS = frozenset(
    [
        *("ketua", "wakil", "wkl", "waka", "sekretaris", "sekertaris", "sekr", "sek", "bendahara"),
        *("bend", "bendhr", "anggota", "anggt", "angg", "agt", "koordinator", "kordinator"),
        *("koord", "korlap", "pengurus", "pembina", "penasehat", "penasihat", "pelindung"),
        *("seksi", "sie", "bidang", "humas", "umum", "keamanan", "perlengkapan", "pj"),
        *("penanggung", "jawab", "kelompok", "paguyuban", "pangkalan", "regu", "i", "ii", "iii"),
    ]
)
_TREASURERS = frozenset({"bendahara", "bend", "bendhr"})
_WORD = re.compile(r"[a-z]+")
# The two categories of neighbourhood office: their holders are told apart by position.
_OFFICER, _TREASURER = "rt_rw_officer", "rt_rw_treasurer"


@lru_cache(maxsize=2048)
def is_position(text: str) -> bool:
    """Tell whether a text names a place in a group and no trade: Ketua, Wakil Sekretaris II."""
    found = _WORD.findall(text.lower())
    return bool(found) and _POSITIONS.issuperset(found)


def occupation_of(position: str, of_list: str) -> str:
    """Give the occupation of somebody of that position in a list of people of one occupation."""
    if of_list not in {_OFFICER, _TREASURER}:
        return of_list
    is_treasurer = _TREASURERS & set(_WORD.findall(position.lower()))
    return _TREASURER if is_treasurer else _OFFICER


def is_neighbourhood_office(occupation: str | None) -> bool:
    """Tell whether an occupation is held in the RT or RW where its holder lives."""
    return occupation in {_OFFICER, _TREASURER}
