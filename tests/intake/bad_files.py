"""Files that must be refused: broken, foreign, locked, or made to hurt whoever opens them."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests.intake.files_made import xlsx_of

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
HEAD = ["NO", "NIK", "NAMA"]
ROW = [1, "3572020703800001", "Slamet"]
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def refused() -> Iterator[tuple[str, bytes, str]]:
    """Give the name, the bytes and the expected code of every kind of bad file."""
    good = xlsx_of([HEAD, ROW])
    yield "empty.xlsx", b"", "empty"
    yield "spaces.csv", b" \r\n \r\n", "empty"
    yield "no rows.xlsx", xlsx_of([]), "empty"
    yield "only separators.csv", b";;;\r\n;;;\r\n", "empty"
    yield "eleven megabytes.xlsx", good + b"\0" * (11 * 1024 * 1024), "too_big"
    yield "words.xlsx", b"Kepada Yth. Bapak Lurah\r\nDengan hormat\r\n", "not_a_list"
    yield "letter.pdf", b"%PDF-1.7\n1 0 obj\n", "not_a_list"
    yield "photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200), "not_a_list"
    yield "zeros.csv", b"NIK;NAMA\r\n1;a\x00b\r\n", "not_a_list"
    yield "letter.docx", _docx(), "not_a_list"
    yield "other archive.xlsx", zip_of({"readme.txt": b"x"}), "not_a_list"
    yield "letter.doc", OLE + _utf16("WordDocument") + bytes(600), "not_a_list"
    yield "web page.xls", b"<html><table><tr><td>NIK</td></tr></table></html>", "web_page"
    yield "xml.xls", b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "web_page"
    yield "locked.xlsx", OLE + bytes(500) + _utf16("EncryptedPackage") + bytes(500), "locked"
    yield "locked.ods", _locked_ods(), "locked"
    yield "cut.xlsx", good[: len(good) // 2], "damaged"
    yield "cut.xls", OLE + bytes(100) + _utf16("Workbook") + bytes(100), "damaged"
    yield "head only.xlsx", b"PK\x03\x04" + bytes(50), "damaged"
    yield "no sheet part.xlsx", without(good, "xl/worksheets/sheet1.xml"), "empty"
    yield "far corner.xlsx", with_sheet(good, cells_at("A1", "XFD1048576")), "too_far"
    yield "far row.xlsx", with_sheet(good, cells_at("A1", "B900000")), "too_far"
    yield "far column.xlsx", with_sheet(good, cells_at("A1", "GS1")), "too_far"
    yield (
        "far columns.ods",
        ods_of('office:value-type="string" table:number-columns-repeated="9999"'),
        "too_far",
    )
    yield "zip bomb.xlsx", with_sheet(good, b" " * 70_000_000), "bomb"
    yield "ratio bomb.xlsx", with_sheet(good, b"<row/>" * 5_000_000), "bomb"
    yield "many parts.xlsx", zip_of({f"xl/{n}.xml": b"<a/>" for n in range(500)}), "bomb"
    yield "entities.xlsx", with_sheet(good, _entities()), "bomb"
    yield "61,000 rows.csv", b"NIK;NAMA\r\n" + b"1;a\r\n" * 61_000, "too_many_rows"
    yield "201 columns.csv", b";".join(b"a" for _ in range(201)) + b"\r\n", "too_many_columns"
    yield "one long line.csv", b"a;" + b"b" * 5_000_000, "damaged"
    yield "lying size.xlsx", _lying(good), "damaged"


def far_corner_in_disguise() -> bytes:
    """Give a far corner whose address no quick look finds."""
    content = cells_at("A1", "XFD1048576").replace(b'r="XFD', b'r = "XFD')
    content = content.replace(b'<row r="1048576"', b"<row")
    return with_sheet(xlsx_of([HEAD, ROW]), content)


def only_for_openpyxl(workbook: bytes) -> bytes:
    """Give a workbook that calamine refuses: an error value younger than its list of them."""
    sheet = parts_of(workbook)["xl/worksheets/sheet1.xml"]
    spill = b'<c r="C2" t="e"><v>#SPILL!</v></c></row></sheetData>'
    return with_sheet(workbook, sheet.replace(b"</row></sheetData>", spill))


def mutated(good: bytes, seed: int) -> bytes:
    """Give a file with some bytes changed, cut out or put in."""
    random = Random(seed)  # noqa: S311  damage, no secret
    data = bytearray(good)
    for _ in range(random.randint(1, 20)):
        place = random.randrange(len(data))
        kind = random.randrange(4)
        if kind == 0:
            data[place] = random.randrange(256)
        elif kind == 1:
            del data[place : place + random.randint(1, 40)]
        elif kind == 2:
            data[place:place] = random.randbytes(random.randint(1, 40))
        else:
            data[place : place + 4] = random.randbytes(4)
    return bytes(data)


def zip_of(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def parts_of(workbook: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    return zip_of(parts_of(workbook) | {name: content})


def without(workbook: bytes, name: str) -> bytes:
    return zip_of({part: data for part, data in parts_of(workbook).items() if part != name})


def with_sheet(workbook: bytes, content: bytes) -> bytes:
    return with_part(workbook, "xl/worksheets/sheet1.xml", content)


def cells_at(*addresses: str) -> bytes:
    rows = "".join(
        f'<row r="{address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}">'
        f'<c r="{address}" t="inlineStr"><is><t>x</t></is></c></row>'
        for address in addresses
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def _entities() -> bytes:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{lines}]><x>&a9;</x>'.encode()


def _docx() -> bytes:
    return zip_of({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})


def ods_of(cell: str, *, row: str = "", text: str = "x", before: str = "") -> bytes:
    """Give an .ods of one cell, with attributes of the cell and its row, and what comes first."""
    content = (
        f"{before}<office:document-content><office:body><office:spreadsheet>"
        f"<table:table table:name='s'><table:table-row {row}><table:table-cell {cell}>"
        f"<text:p>{text}</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE, ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def _locked_ods() -> bytes:
    return zip_of(
        {
            "mimetype": ODS_TYPE.encode(),
            "META-INF/manifest.xml": b"<manifest:encryption-data/>",
            "content.xml": bytes(100),
        }
    )


def _lying(workbook: bytes) -> bytes:
    """Give a workbook whose directory claims a sheet far smaller than it is."""
    real = zlib.crc32(b"")
    data = bytearray(with_sheet(workbook, b"<x>" + b"y" * 3_000_000 + b"</x>"))
    place = data.rfind(b"xl/worksheets/sheet1.xml") - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    data[place + 24 : place + 28] = (1000 + real).to_bytes(4, "little")
    return bytes(data)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
