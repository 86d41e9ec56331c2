"""The text behind the hash of a file for BPJS: headings and cells, whatever program wrote it."""

import hashlib
import json
from collections.abc import Iterable, Sequence


def digest(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Give the SHA-256 of what a file says, its lines in their order."""
    said = json.dumps([list(headings), *map(list, lines)], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()
