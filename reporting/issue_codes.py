"""Short codes on paper: unguessable, and of letters that nobody mistakes for another."""

import re
import secrets

# Neither 0 and O nor 1, I and L.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
_HALF = LENGTH // 2
# What people put between the letters: spaces, dots and dashes of any kind.
_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015\u2212]+")


def new_code() -> str:
    """Draw a code; there are about 850 thousand million of them."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def in_halves(code: str) -> str:
    """Write a code as people read it out: ``ABCD-EFGH``."""
    return f"{code[:_HALF]}-{code[_HALF:]}"


def read_code(typed: str) -> str:
    """Give the code that somebody typed, with spaces, dots and dashes; empty when it is none."""
    code = _BETWEEN.sub("", typed).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
