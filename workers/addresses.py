"""Neighbourhood numbers as people write them."""

import re


def three_digits(text: str) -> str:
    """Give an RT or RW number as three digits: ``3``, ``03`` and ``RT 3`` are ``003``.

    Gives   an empty text for nothing and for zero.
    Raises  ValueError for anything else.
    """
    found = re.fullmatch(r"(?:r[tw])?[\s.:]*0*([0-9]{0,3})", text.strip(), re.IGNORECASE)
    if found is None:
        raise ValueError(text)
    return found[1].zfill(3) if found[1] else ""
