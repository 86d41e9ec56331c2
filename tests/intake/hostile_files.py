"""Files made to hurt whoever opens them, or so far from usual that a reader may stumble."""

import struct
import warnings
from collections.abc import Iterator
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import xlwt

from tests.intake.bad_files import (
    HEAD,
    ROW,
    cells_at,
    ods_of,
    parts_of,
    with_part,
    with_sheet,
    zip_of,
)
from tests.intake.files_made import xlsx_of

_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def foreign() -> Iterator[tuple[str, bytes, str]]:
    """Give what people send instead of a list: name, bytes, expected code."""
    table = "<html><table><tr><td>NIK</td><td>NAMA</td></tr></table></html>"
    yield "photo.jpg", b"\xff\xd8\xff\xe0" + bytes(200), "not_a_list"
    yield "picture.gif", b"GIF89a" + bytes(100), "not_a_list"
    yield "scan.tif", b"II*\x00" + bytes(100), "not_a_list"
    yield "picture.webp", b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(60), "not_a_list"
    yield "pages.rar", b"Rar!\x1a\x07\x01\x00" + bytes(60), "not_a_list"
    yield "pages.7z", b"7z\xbc\xaf\x27\x1c" + bytes(60), "not_a_list"
    yield "letter.rtf", rb"{\rtf1\ansi Kepada Yth; Bapak}", "not_a_list"
    yield "program.xlsx", b"MZ" + bytes(300), "not_a_list"
    yield (
        "data.json",
        b'[{"nik": "3572020703800001", "nama": "Slamet"},\n{"nik": "1"}]',
        "not_a_list",
    )
    yield "old table.slk", b'ID;PWXL;N;E\r\nC;Y1;X1;K"NIK"\r\n', "not_a_list"
    yield (
        "slides.pptx",
        zip_of({"[Content_Types].xml": b"<Types/>", "ppt/p.xml": b"<p/>"}),
        "not_a_list",
    )
    yield "letter.odt", _ods_named("application/vnd.oasis.opendocument.text"), "not_a_list"
    yield "table.numbers", zip_of({"Index/Document.iwa": b"\x00" * 90}), "not_a_list"
    yield (
        "binary.xlsb",
        zip_of({"[Content_Types].xml": b"<T/>", "xl/workbook.bin": b"\x83"}),
        "not_a_list",
    )
    yield "zip in zip.xlsx", zip_of({"daftar.xlsx": xlsx_of([HEAD, ROW])}), "not_a_list"
    yield "table in utf-16.xls", table.encode("utf-16"), "web_page"
    yield "table after a remark.xls", b"<!-- laporan -->" + table.encode(), "web_page"
    yield "table alone.xls", b"\r\n\r\n  <TABLE border=1><tr><td>NIK</td></tr></TABLE>", "web_page"
    yield "division.xls", b"<div><table></table></div>", "web_page"
    yield "whole page.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web_page"
    yield (
        "spreadsheet 2003.xml",
        b'<?xml version="1.0"?><?mso-application?><Workbook/>',
        "web_page",
    )
    yield "one column.csv", b"NIK\r\n3572020703800001\r\n", "not_a_list"
    yield "half a character.csv", "NIK;NAMA\r\n1;a".encode("utf-16")[:-1], "not_a_list"
    yield "no encoding.csv", b"NIK;NAMA\r\n1;\x81\x8d\x8f\r\n", "not_a_list"


def broken() -> Iterator[tuple[str, bytes, str]]:
    """Give files that are empty, locked or damaged, each in another way."""
    good = xlsx_of([HEAD, ROW])
    sheet = parts_of(good)["xl/worksheets/sheet1.xml"]
    yield "only a mark.csv", b"\xef\xbb\xbf", "empty"
    yield "only a wide mark.csv", b"\xff\xfe", "empty"
    yield "blank lines in utf-16.csv", "\r\n;;\r\n".encode("utf-16"), "empty"
    yield "only pictures.xlsx", with_part(xlsx_of([]), "xl/media/image1.png", bytes(900)), "empty"
    yield "nothing.ods", ods_of("", text=""), "empty"
    yield "nothing.xls", _xls({}), "empty"
    yield "no content.ods", _ods_named("application/vnd.oasis.opendocument.spreadsheet"), "damaged"
    for share in (10, 60, 95, 99):
        yield f"cut at {share}.xlsx", good[: len(good) * share // 100], "damaged"
    yield "cut.ods", ods_of("")[:-30], "damaged"
    yield "other check sum.xlsx", _flipped(good), "damaged"
    yield "sheet that ends early.xlsx", with_sheet(good, sheet[: len(sheet) // 2]), "damaged"
    yield "workbook of nothing.xlsx", with_part(good, "xl/workbook.xml", b""), "damaged"
    yield "words for a workbook.xlsx", with_part(good, "xl/workbook.xml", b"<<<"), "damaged"
    yield "locked.xls", _locked_xls(), "locked"
    yield "locked parts.xlsx", _encrypted(good), "locked"


def bombs() -> Iterator[tuple[str, bytes, str]]:
    """Give files that grow or point far away once they are opened."""
    good = xlsx_of([HEAD, ROW])
    laughs = f"<!DOCTYPE x [<!ENTITY a0 'ha'>{_LAUGHS}]><x>&a9;</x>"
    outside = b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"
    for part in (
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
    ):
        yield (
            f"entities in {part[-17:].replace('/', ' ')}",
            with_part(good, part, laughs.encode()),
            "bomb",
        )
    yield "outside entity.xlsx", with_part(good, "xl/_rels/workbook.xml.rels", outside), "bomb"
    yield "outside dtd.ods", ods_of("", before="<!DOCTYPE x SYSTEM 'http://x.invalid/'>"), "bomb"
    yield "entities in utf-16.xlsx", with_sheet(good, laughs.encode("utf-16")), "bomb"
    yield "entities in lower case.xlsx", with_sheet(good, laughs.lower().encode()), "bomb"
    yield "overlapping.xlsx", _overlapping(good), "bomb"
    yield (
        "5,000 sheets.xlsx",
        zip_of(parts_of(good) | {f"xl/worksheets/sheet{n}.xml": b"<a/>" for n in range(2, 5002)}),
        "bomb",
    )
    yield "150 sheets.xls", _xls({f"s{n}": [(0, 0, "a")] for n in range(150)}), "bomb"
    yield "70,000 rows.csv", b"a;b\r\n" * 70_000, "too_many_rows"
    yield (
        "61,000 rows.xlsx",
        with_sheet(good, cells_at(*(f"A{n}" for n in range(1, 61_001)))),
        "too_far",
    )
    yield "300 columns.xlsx", xlsx_of([list(range(300))]), "too_far"
    yield "300 columns.csv", b";".join(b"a" for _ in range(300)) + b"\r\n", "too_many_columns"
    yield "250 columns.xls", _xls({"s": [(0, n, "a") for n in range(250)]}), "too_many_columns"
    yield (
        "repeated rows.ods",
        ods_of('office:value-type="string"', row='table:number-rows-repeated="900000"'),
        "too_far",
    )
    yield "ten megabytes in a line.csv", b"a;" + b"b" * (10 * 1024 * 1024 - 2), "damaged"
    yield "merges without end.xlsx", _merges(good, 60_000, tall=2), "bomb"
    yield "tall merges.xlsx", _merges(good, 400, tall=1_000_000), "bomb"


def endured() -> Iterator[tuple[str, bytes]]:
    """Give files that may be read or refused, as long as they are answered in time."""
    good = xlsx_of([HEAD, ROW])
    yield "far corner.xls", _xls({"s": [(0, 0, "a"), (65_535, 255, "b")]})
    yield (
        "every cell repeated.ods",
        ods_of(
            'table:number-columns-repeated="200" office:value-type="string"',
            row='table:number-rows-repeated="29999"',
        ),
    )
    yield (
        "repeats in disguise.ods",
        ods_of(
            'office:value-type="string" table:number-columns-repeated = "16384"',
            row='table:number-rows-repeated = "1048576"',
        ),
    )
    yield (
        "a million shared strings.xlsx",
        with_part(
            good,
            "xl/sharedStrings.xml",
            f'<sst xmlns="{_SPACE}">{"<si><t>a</t></si>" * 900_000}</sst>'.encode(),
        ),
    )
    yield "deep.xlsx", with_sheet(good, b"<a>" * 400_000)
    yield "deep.ods", ods_of("", before="<x>" * 200_000 + '<y table:number-rows-spanned="1"/>')
    yield "tags that never end.xlsx", with_sheet(good, b"<c " * 300_000)
    yield "a cell in a megabyte of spaces.xlsx", with_sheet(good, b"<c " + b" " * 1_900_000 + b">")
    yield (
        "styles without end.xlsx",
        with_part(
            good, "xl/styles.xml", b"<styleSheet><cellXfs>" + b'<xf numFmtId="14"/>' * 90_000
        ),
    )
    yield "numbers beyond numbers.xlsx", _numbers(good)
    yield "names that climb.xlsx", _climbing(good)
    yield "two of everything.xlsx", _doubled(good)
    yield "links to other files.xlsx", with_sheet(good, _formulas())
    yield (
        "cells of 32,000 letters.xlsx",
        xlsx_of([[_letters(row, column) for column in range(20)] for row in range(20)]),
    )
    yield (
        "claims to be wide.xlsx",
        with_sheet(
            good,
            f'<worksheet xmlns="{_SPACE}"><dimension ref="A1:XFD1048576"/><sheetData/>'
            "</worksheet>".encode(),
        ),
    )
    yield "quotes without end.csv", b'NIK;NAMA\r\n"' + b"1;a\r\n" * 100_000
    yield "many quotes.csv", b'";' * 200_000
    yield "all separators.csv", b";,\t|" * 40 + b"\r\n" + b";,\t|\r\n" * 20_000


def _letters(row: int, column: int) -> str:
    return Random(row * 100 + column).randbytes(16_000).hex()  # noqa: S311  no secret


def _ods_named(kind: str) -> bytes:
    return zip_of({"mimetype": kind.encode(), "META-INF/manifest.xml": b"<m/>"})


def _xls(sheets: dict[str, list[tuple[int, int, str]]]) -> bytes:
    book = xlwt.Workbook()
    for name, cells in (sheets or {"s": []}).items():
        page = book.add_sheet(name)
        for row, column, text in cells:
            page.write(row, column, text)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _locked_xls() -> bytes:
    """Give a workbook whose second record says that a password is needed."""
    data = bytearray(_xls({"s": [(0, 0, "NIK")]}))
    start = data.index(struct.pack("<HHH", 0x0809, 16, 0x0600))
    second = start + 4 + 16
    data[second : second + 2] = struct.pack("<H", 0x002F)
    return bytes(data)


def _flipped(workbook: bytes) -> bytes:
    """Give a workbook with one byte of its compressed sheet turned over."""
    data = bytearray(workbook)
    place = data.index(b"xl/worksheets/sheet1.xml") + 60
    data[place] ^= 0xFF
    return bytes(data)


def _encrypted(workbook: bytes) -> bytes:
    """Give an archive whose directory says that its parts are encrypted."""
    data = bytearray(workbook)
    place = -1
    while (place := data.find(b"PK\x01\x02", place + 1)) >= 0:
        data[place + 8] |= 1
    return bytes(data)


def _overlapping(workbook: bytes) -> bytes:
    """Give an archive whose directory leads many names to the same large part."""
    big = with_sheet(workbook, b"<x>" + b" " * 1_900_000 + b"</x>")
    name = b"xl/worksheets/sheet1.xml"
    place, end = big.rfind(name) - 46, big.rfind(b"PK\x05\x06")
    copies = big[place : place + 46 + len(name)] * 40
    count, size = struct.unpack_from("<HI", big, end + 10)
    tail = bytearray(big[end:])
    struct.pack_into("<HHI", tail, 8, count + 40, count + 40, size + len(copies))
    return big[:end] + copies + bytes(tail)


def _merges(workbook: bytes, count: int, *, tall: int) -> bytes:
    places = ((chr(65 + n % 26), n // 26 * 2) for n in range(count))
    merges = "".join(
        f'<mergeCell ref="{column}{row + 1}:{column}{row + tall}"/>' for column, row in places
    )
    sheet = parts_of(workbook)["xl/worksheets/sheet1.xml"].decode()
    return with_sheet(
        workbook,
        sheet.replace("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>").encode(),
    )


def _numbers(workbook: bytes) -> bytes:
    values = ["1e999", "-1e999", "NaN", "-5", "1e300", "2958466", "99999999", "-0"]
    cells = "".join(
        f'<c r="{chr(65 + n)}2" s="{n % 2}"><v>{text}</v></c>' for n, text in enumerate(values)
    )
    styles = (
        f'<styleSheet xmlns="{_SPACE}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/>'
        "</cellXfs></styleSheet>"
    )
    sheet = (
        f'<worksheet xmlns="{_SPACE}"><sheetData><row r="2">{cells}</row></sheetData></worksheet>'
    )
    return with_part(with_sheet(workbook, sheet.encode()), "xl/styles.xml", styles.encode())


def _climbing(workbook: bytes) -> bytes:
    """Give a workbook with parts named like files of ours, one of them a link."""
    buffer = BytesIO(workbook)
    with ZipFile(buffer, "a", ZIP_DEFLATED) as archive:
        archive.writestr("../../../../tmp/climbed.xml", b"<a/>")
        archive.writestr("/etc/climbed.xml", b"<a/>")
        link = ZipInfo("xl/worksheets/link.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, b"/etc/passwd")
    return buffer.getvalue()


def _doubled(workbook: bytes) -> bytes:
    buffer = BytesIO()
    with warnings.catch_warnings(), ZipFile(buffer, "w", ZIP_STORED) as archive:
        warnings.simplefilter("ignore")  # zipfile's own word on names given twice
        for name, content in [*parts_of(workbook).items()] * 2:
            archive.writestr(name, content)
    return buffer.getvalue()


def _formulas() -> bytes:
    formulas = ["[1]Sheet1!A1", "HYPERLINK(&quot;http://x.invalid&quot;)", "WEBSERVICE(A1)", "A2"]
    cells = "".join(
        f'<c r="{chr(65 + n)}1" t="str"><f>{formula}</f><v>3572020703800001</v></c>'
        for n, formula in enumerate(formulas)
    )
    return (
        f'<worksheet xmlns="{_SPACE}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    ).encode()
