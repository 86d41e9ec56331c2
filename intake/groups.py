"""Rows inside a list that say something about the rows below: RT 01 RW 02, No. KK, Alamat."""

import re
from dataclasses import dataclass, field

from intake.areas import take_from
from intake.facts import Facts

_FAMILY = re.compile(
    r"^(?:no(?:mor)?\.?\s*)?(?:kk|kartu keluarga)\b(?:\s*no(?:mor)?\b)?"
    r"[\s.:=]*'?([\d\s.'\-]{16,25})\s*(?:,|;|$|\D)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\balamat\s*(?:rumah)?\s*[:.]+\s*(.+)$", re.IGNORECASE)
_LABEL = re.compile(r"^(?!r[tw]\b)[a-z0-9]{0,4}[.)]\s+", re.IGNORECASE)
_LABEL_CELL = re.compile(r"(?:[a-z]|[ivx]+|\d{1,2})[.)]?", re.IGNORECASE)
_VILLAGE_LABEL = re.compile(r"\b(?:kelurahan|kel|desa)\b", re.IGNORECASE)
_OCCUPATION_LABEL = re.compile(
    r"^(?:jenis pekerjaan|pekerjaan|profesi|kategori|kelompok|segmen)\s*(?:[:.]+\s*|\s)(.+)$",
    re.IGNORECASE,
)
_LIST_WORDS = re.compile(
    r"^(?:(?:daftar|data|rekap|usulan|nama|calon|penerima|peserta|anggota)\b\s*)+", re.IGNORECASE
)
_MOST_CELLS = 5


@dataclass(slots=True)
class Group:
    """What the last group rows said, by field; empty until one is met."""

    values: dict[str, str] = field(default_factory=dict)
    _of_family: set[str] = field(default_factory=set)

    def take(self, said: dict[str, str]) -> None:
        """Let a new group row speak; it ends what narrower rows above it said."""
        if "address" in said:
            # RT and RW of an address are the family's, as the address is.
            self._of_family = set(said)
        elif ended := next((level for level in _NARROWER if level in said), None):
            for name in {*_NARROWER[ended], *self._of_family}:
                self.values.pop(name, None)
            self._of_family = set()
        self.values.update(said)


# The widest level first: a row of that level ends what is listed beside it.
_NARROWER = {
    "village": ("rw", "rt", "family_card_number", "address"),
    "rw": ("rt", "family_card_number", "address"),
    "rt": ("family_card_number", "address"),
    "family_card_number": ("address",),
}


def read_group(texts: list[str], facts: Facts) -> dict[str, str]:
    """Read a row that names no person.

    Takes   texts: its filled cells in order.
    Gives   field -> value for village (code), occupation (slug), rt, rw, family_card_number and
            address; empty when the row says nothing about the rows below.
    """
    if not texts or len(texts) > _MOST_CELLS:
        return {}
    if len(texts) > 1 and _LABEL_CELL.fullmatch(texts[0]):
        texts = texts[1:]
    text = " ".join(texts).lstrip(" -*")
    said: dict[str, str] = {}
    if family := _FAMILY.search(text):
        digits = re.sub(r"\D", "", family.group(1))
        if len(digits) == 16:
            said["family_card_number"] = digits
    address = _ADDRESS.search(text)
    if address:
        areas = take_from(address.group(1))
        said |= {"address": areas.rest.strip(" ,:"), "rt": areas.rt, "rw": areas.rw}
    if not family and not address:
        said |= _read_short(_LABEL.sub("", text).strip(" :-"), facts)
    return {name: value for name, value in said.items() if value}


def _read_short(text: str, facts: Facts) -> dict[str, str]:
    areas = take_from(text)
    said: dict[str, str] = {"rt": areas.rt, "rw": areas.rw}
    rest = areas.rest.strip(" :,-/.")
    if named := _VILLAGE_LABEL.search(rest):
        said["village"] = facts.villages.find_in(rest[named.start() :]) or ""
        rest = rest[: named.start()].strip(" :,-/.")
    elif rest and len(rest.split()) <= 3:
        said["village"] = facts.villages.match(rest) or ""
    if labelled := _OCCUPATION_LABEL.match(rest):
        rest = labelled.group(1)
    if rest and (named or not said.get("village")) and len(rest.split()) <= 5:
        said["occupation"] = facts.occupations.match(_LIST_WORDS.sub("", rest)).slug or ""
    return said
