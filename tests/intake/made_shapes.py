"""A made-up file before it is written: its sheets, and what a good reading gives."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class MadeSheet:
    """A sheet as rows of cells, with the merges and whether it is hidden."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # rows, columns from 1
    hidden: bool = False


@dataclass
class MadeList:
    """A file to write and what is expected of it."""

    file_name: str
    kind: str
    sheets: list[MadeSheet]
    expected: dict[str, Any]
    delimiter: str = ";"
    encoding: str = "utf-8"
