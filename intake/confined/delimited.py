"""Delimited text: its encoding, its delimiter, its rows."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from intake.confined import limits
from intake.confined.limits import Refused

DELIMITERS = ";,\t|"
_SAMPLE_LINES = 60
_TEXT_FORMULA = re.compile(r'="([^"]*)"')


def read_text(data: bytes) -> Iterator[list[str]]:
    """Give the records of a delimited text, blank ones as empty lists.

    Raises  Refused with not_a_list, damaged, too_many_rows or too_many_columns.
    """
    text = decode(data)
    delimiter = ""
    if text[:4].lower() == "sep=" and text[5:6] in {"\r", "\n"}:
        delimiter = text[4]
        text = text.split("\n", 1)[-1]
    csv.field_size_limit(limits.MEGABYTE)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter or vote(text))
    widest = 0
    try:
        for number, record in enumerate(reader, start=1):
            if number > limits.ROWS:
                raise Refused("too_many_rows")
            if len(record) > limits.COLUMNS:
                raise Refused("too_many_columns")
            widest = max(widest, len(record))
            yield [_as_text(cell) for cell in record] if '="' in "".join(record) else record
    except csv.Error as error:
        raise Refused("damaged") from error
    if widest < 2:
        raise Refused("not_a_list")


def _as_text(cell: str) -> str:
    """Give the text of a cell written as a formula so that Excel leaves its digits: ="0012"."""
    found = _TEXT_FORMULA.fullmatch(cell)
    return found.group(1) if found else cell


def decode(data: bytes) -> str:
    """Read bytes as text: byte order marks, utf-8, utf-16, at last Windows-1252."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(data, encoding)
    # Plain utf-16 shows as a zero byte beside every Latin letter.
    sample = data[:2000]
    if sample.count(0) > len(sample) // 4:
        high_first = sum(byte == 0 for byte in sample[::2]) > sum(
            byte == 0 for byte in sample[1::2]
        )
        return _strict(data, "utf-16-be" if high_first else "utf-16-le")
    if 0 in data:
        raise Refused("not_a_list")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "cp1252")


def vote(text: str) -> str:
    """Choose the delimiter that gives most lines the same number of columns, above one."""
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:_SAMPLE_LINES]
    best, best_score = ",", 0
    for delimiter in DELIMITERS:
        widths = Counter(len(record) for record in csv.reader(lines, delimiter=delimiter))
        score = sum(count * (width - 1) for width, count in widths.items()) + 2 * max(
            (count * (width - 1) for width, count in widths.items()), default=0
        )
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("not_a_list") from error
