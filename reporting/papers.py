"""Sheets of paper that offices print on."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet: short and long side in whole millimetres, and which way it lies."""

    name: str
    short: int
    long: int
    landscape: bool = False
    # The number by which workbooks know this sheet; measures are not understood everywhere.
    workbook_code: int = 9

    @property
    def width(self) -> int:
        return self.long if self.landscape else self.short

    @property
    def height(self) -> int:
        return self.short if self.landscape else self.long

    def lying_like(self, other: "Paper") -> "Paper":
        """Give this sheet upright or on its side, as another one lies."""
        return replace(self, landscape=other.landscape)


# Workbooks call F4 "Folio", 8.5 x 13 inches: within a millimetre of 215 x 330.
F4 = Paper("F4", 215, 330, workbook_code=14)
F4_LANDSCAPE = Paper("F4", 215, 330, landscape=True, workbook_code=14)
A4 = Paper("A4", 210, 297, workbook_code=9)
# What offices have in their printers, by the name that addresses say.
SHEETS = {sheet.name: sheet for sheet in (F4, A4)}
