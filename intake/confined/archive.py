"""A look into a zip archive before anything unpacks it."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from intake.confined import limits
from intake.confined.limits import Refused

_CHUNK = limits.MEGABYTE
# No program writes wide characters into a workbook; a DTD would hide there.
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
# Longer than any mark searched for, so that none is cut in two by the end of a chunk.
_OVERLAP = 256
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# An address past column GR (200) or row 60,000, as r="XFD1048576".
_FAR = (
    rb"""r=["'](?:[A-Z]{3}|(?:G[S-Z]|[H-Z][A-Z])[0-9]"""
    rb"""|[A-Z]{1,2}(?:6(?!0000["'])[0-9]{4}|[7-9][0-9]{4}|[0-9]{6}))"""
)
# Several times as fast as the next, which looks closer.
_FAR_ADDRESS = re.compile(_FAR)
# A filled cell: <c r="XFD1048576" t="s"><v>...; cells that only carry a format are harmless and
# common.
_FAR_CELL = re.compile(rb"<c\s(?:[^<>]*\s)?" + _FAR + rb"[^<>]*[^/<>]>\s*<[a-z]")
_REPEATED_VALUE = re.compile(
    rb"<table:table-cell(?=[^<>]*office:value-type)[^<>]*"
    rb"""number-columns-repeated=["']([0-9]{3,})["']"""
)
_REPEATED_ROW = re.compile(
    rb"""<table:table-row[^<>]*number-rows-repeated=["']([0-9]{5,})["'][^<>]*>"""
    rb"(?:<table:table-cell(?![^<>]*office:value-type)[^<>]*/>)*"
    rb"<table:table-cell[^<>]*office:value-type"
)


def check_archive(data: bytes) -> str:
    """Tell what kind of workbook an archive is.

    Gives   "xlsx" or "ods".
    Raises  Refused with damaged, not_a_list, locked, bomb or too_far.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_directory(parts)
            kind = _kind(archive)
            for part in parts:
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    _check_part(archive, part, kind)
    except (BadZipFile, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise Refused("damaged") from error
    except RuntimeError as error:  # zipfile's word for a part that needs a password
        raise Refused("locked") from error
    return kind


def _check_directory(parts: list[ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    if len(parts) > limits.ARCHIVE_PARTS or total > limits.ARCHIVE_BYTES:
        raise Refused("bomb")
    for part in parts:
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > limits.RATIO_FROM_BYTES and ratio > limits.ARCHIVE_RATIO:
            raise Refused("bomb")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("locked")


def _kind(archive: ZipFile) -> str:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names and archive.read("mimetype").strip() in {
        b"application/vnd.oasis.opendocument.spreadsheet",
        b"application/vnd.oasis.opendocument.spreadsheet-template",
    }:
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in archive.read(manifest):
            raise Refused("locked")
        return "ods"
    raise Refused("not_a_list")


def _check_part(archive: ZipFile, part: ZipInfo, kind: str) -> None:
    is_sheet = part.filename.startswith("xl/worksheets/")
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            window = before + chunk
            if _DTD.search(window) or (not before and chunk.startswith(_WIDE)):
                raise Refused("bomb")
            if is_sheet and _FAR_ADDRESS.search(window) and _FAR_CELL.search(window):
                raise Refused("too_far")
            if kind == "ods" and part.filename == "content.xml":
                _check_repeats(window)
            before = chunk[-_OVERLAP:]


def _check_repeats(window: bytes) -> None:
    for found in _REPEATED_VALUE.finditer(window):
        if int(found.group(1)) > limits.COLUMNS:
            raise Refused("too_far")
    for found in _REPEATED_ROW.finditer(window):
        if int(found.group(1)) > limits.ROWS:
            raise Refused("too_far")
