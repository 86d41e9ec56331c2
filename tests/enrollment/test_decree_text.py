"""The canonical text: the same bytes for the same facts, for ever."""

from datetime import date
from typing import Any

from enrollment.decree_text import DECREE_KEYS, LINE_KEYS, canonical_text, digest_of

DECREE: dict[str, Any] = dict.fromkeys(DECREE_KEYS, "") | {
    "period_id": 1,
    "amends_id": None,
    "sequence": 0,
    "number": "188/1/2025",
    "signed_on": date(2025, 4, 8),
    "signed_block": {"name": "NAMA CONTOH", "capacity": ["WALI KOTA,"]},
}
LINE: dict[str, Any] = dict.fromkeys(LINE_KEYS, "") | {
    "position": 1,
    "full_name": "Siti Nurjanah – “Nur”",
    "birth_date": date(1980, 5, 17),
    "replaced_id": None,
}


def test_the_text_is_the_documented_form() -> None:
    text = canonical_text(DECREE, []).decode()
    assert text == (
        '{"decree":{"amends_id":null,"number":"188/1/2025","period_id":1,"sequence":0,'
        '"signatory_id":"","signed_block":{"capacity":["WALI KOTA,"],"name":"NAMA CONTOH"},'
        '"signed_on":"2025-04-08","title":""},"form":1,"lines":[]}'
    )


def test_letters_stand_as_they_are_and_dates_in_iso() -> None:
    text = canonical_text(DECREE, [LINE]).decode()
    assert '"full_name":"Siti Nurjanah – “Nur”"' in text
    assert '"birth_date":"1980-05-17"' in text


def test_the_order_of_keys_does_not_matter() -> None:
    turned = dict(reversed(LINE.items()))
    assert canonical_text(DECREE, [LINE]) == canonical_text(DECREE, [turned])


def test_every_part_counts() -> None:
    digests = {digest_of(canonical_text(DECREE, [LINE]))}
    for key in DECREE_KEYS:
        digests.add(digest_of(canonical_text(DECREE | {key: "lain"}, [LINE])))
    for key in LINE_KEYS:
        digests.add(digest_of(canonical_text(DECREE, [LINE | {key: "lain"}])))
    assert len(digests) == 1 + len(DECREE_KEYS) + len(LINE_KEYS)


def test_what_else_a_row_holds_does_not_count() -> None:
    assert canonical_text(DECREE | {"id": 7}, [LINE | {"id": 9}]) == canonical_text(DECREE, [LINE])
