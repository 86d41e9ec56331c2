"""Short codes on paper: unguessable, and of letters that nobody mistakes for another."""

import re
import secrets

# Neither 0 and O nor 1, I and L.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
_HALF = LENGTH // 2


def new_code() -> str:
    """Draw a code; there are about 850 thousand million of them."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def in_halves(code: str) -> str:
    """Write a code as people read it out: ``ABCD-EFGH``."""
    return f"{code[:_HALF]}-{code[_HALF:]}"


def read_code(typed: str) -> str:
    """Give the code that somebody typed, with or without the dash; empty when it is none."""
    code = re.sub(r"[\s-]+", "", typed).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
