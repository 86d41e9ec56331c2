"""Texts that try to be more than text, and how a page that has printed them is looked through."""

import re

HOSTILE = [
    '=cmd|"/c calc"!A0',
    '"><img src=file:///etc/passwd>',
    "<link rel=attachment href=file:///etc/passwd>",
    "{{7*7}} {% now %}",
    "A & B",
]


def bare(text: str) -> str:
    """Give a text without spaces and line breaks, which paper puts where it likes."""
    return re.sub(r"\s", "", text)
