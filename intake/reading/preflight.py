"""What can be told about a file from its size and first bytes, before a process is started."""

import re
from pathlib import Path

from intake.confined import limits
from intake.confined.signatures import ARCHIVE, OLE
from intake.reading.refusals import UnreadableFile

# Files that people send instead of a list.
_FOREIGN = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    b"\x7fELF",
    b"MZ",
    b"ID;PWXL",
    b"[{",
    b'{"',
)
# Any element or remark of HTML or XML, or a web page kept with its pictures in one file.
_MARKUP = re.compile(rb"<(?:[!?]|[a-z][a-z0-9:]*[\s/>])|mime-version:", re.IGNORECASE)
_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"


def check_outside(path: Path) -> None:
    """Refuse what needs no opening.

    Raises  UnreadableFile with empty, too_big, not_a_list or web_page.
    """
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        raise UnreadableFile("too_big")
    with path.open("rb") as file:
        head = file.read(2000)
    if not head.strip(_MARKS + b"\x00"):
        raise UnreadableFile("empty")
    if head.startswith((ARCHIVE, OLE)):
        return
    if head.startswith(_FOREIGN) or head.startswith(b"PK"):
        raise UnreadableFile("not_a_list")
    # Text in wide characters has a zero beside every letter.
    if _MARKUP.match(head.replace(b"\x00", b"").lstrip(_MARKS)):
        raise UnreadableFile("web_page")
