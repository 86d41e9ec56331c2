"""How many sheets a finished file has."""

from io import BytesIO

import pikepdf


def count_pages(content: bytes) -> int:
    """Count the pages of a PDF of our own making."""
    with pikepdf.open(BytesIO(content)) as document:
        return len(document.pages)
