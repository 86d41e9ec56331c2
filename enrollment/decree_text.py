"""The text of a signed decree from which its hash is taken; pure.

Form 1: one JSON object with the keys ``form`` (the number 1), ``decree`` (an object) and ``lines``
(a list in the order of ``position``). Keys are sorted, nothing stands between the tokens, text is
written as it is and encoded as UTF-8, dates are ``YYYY-MM-DD``, what is not there is ``null``. The
hash is the SHA-256 of these bytes in lower-case hexadecimal digits.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

FORM = 1

DECREE_KEYS = (
    "period_id",
    "amends_id",
    "sequence",
    "title",
    "number",
    "signed_on",
    "signatory_id",
    "signed_block",
)
# What a line copies from the records of its day.
COPIED = (
    "full_name",
    "nik",
    "birth_place",
    "birth_date",
    "sex",
    "address",
    "rt",
    "rw",
    "village_code",
    "village_name",
    "district_name",
    "occupation_name",
    "starts_on",
    "ends_on",
    "end_reason",
    "replaced_name",
    "replaced_nik",
)
LINE_KEYS = ("position", "change", "enrollment_id", "replaced_id", *COPIED)


def canonical_text(decree: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]) -> bytes:
    """Give the bytes that stand for a decree and its lines.

    Takes   decree: the values of ``DECREE_KEYS``; lines: those of ``LINE_KEYS``, in the order of
            their positions.
    """
    whole = {
        "form": FORM,
        "decree": {key: decree[key] for key in DECREE_KEYS},
        "lines": [{key: line[key] for key in LINE_KEYS} for line in lines],
    }
    text = json.dumps(
        whole,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=date.isoformat,
    )
    return text.encode()


def digest_of(text: bytes) -> str:
    """Give the hash that a decree keeps of its text."""
    return sha256(text).hexdigest()
