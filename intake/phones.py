"""Phone numbers as people write them, one or several in a cell."""

import re
from functools import lru_cache

from workers.phones import InvalidPhone, to_e164

# Words in brackets; a number of an area keeps its own.
_REMARK = re.compile(r"\([^)\d]*\)?")
_SEVERAL = re.compile(
    r"\s*(?:/|;|,|\||\batau\b|\bdan\b|&)\s*|(?<=\d{9})\s+(?=(?:\+62|62|0)8\d{7})"
    r"|(?<=\d{7})[\s.,]*\b(?:hp|wa|telp|tlp|rumah)\b[\s.:]*(?=[\d+(])"
)
# A number that became text: 81234567890.0
_DECIMALS = re.compile(r"(?<=\d{8})[.,]00?$")
_MOBILE = re.compile(r"(?:\+?62|0062|0)?(8[1-9][0-9]{7,10})")
_NO_DIGITS = "abcdefghijklmnopqrstuvwxyz .:-"
_NOT_DIALLED = re.compile(r"[\s().\-_]+")
# An O among digits is a zero, as in a NIK.
_LETTER_O = re.compile(r"(?<=\d)[Oo](?=[\d\s]|$)|\b[Oo](?=8\d)")


def is_plain_mobile(text: str) -> bool:
    """Tell whether a text is one mobile number as dialled here: 081234567890."""
    return (
        10 <= len(text) <= 13
        and text.startswith("08")
        and text[2] != "0"
        and text.isascii()
        and text.isdigit()
    )


@lru_cache(maxsize=1024)
def read_phones(text: str) -> list[str]:
    """Give the phone numbers of a cell in international form, "" for one that is none."""
    text = _LETTER_O.sub("0", _REMARK.sub(" ", text).lower()).strip()
    text = _DECIMALS.sub("", text)
    return [_read_phone(part) for part in _SEVERAL.split(text) if part]


def _read_phone(text: str) -> str:
    if mobile := _MOBILE.fullmatch(_NOT_DIALLED.sub("", text)):
        return f"+62{mobile.group(1)}"
    text = text.strip(_NO_DIGITS)
    if any(char.isalpha() for char in text):  # 085xxxxxxx
        return ""
    try:
        return to_e164(text)
    except InvalidPhone:
        return ""
