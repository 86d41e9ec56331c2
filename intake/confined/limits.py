"""How large a list may be; one place for the reader, its sentences and its tests."""

MEGABYTE = 1024 * 1024

FILE_BYTES = 10 * MEGABYTE
ROWS = 60_000
COLUMNS = 200
SHEETS = 100
CELL_CHARACTERS = 2_000
MERGES = 20_000
# Rows under merged cells, counted for every column.
MERGED_ROWS = 300_000

# A workbook is a zip archive; these stop a bomb before it is unpacked.
ARCHIVE_PARTS = 400
ARCHIVE_BYTES = 60 * MEGABYTE
ARCHIVE_RATIO = 200
# Small parts of plain XML may shrink a lot without harm.
RATIO_FROM_BYTES = 2 * MEGABYTE

# The process that reads.
MEMORY_BYTES = 512 * MEGABYTE
CPU_SECONDS = 20
WALL_SECONDS = 30
OUTPUT_BYTES = 80 * MEGABYTE


class Refused(Exception):
    """A file that will not be read; ``code`` is a key of reading.refusals.SENTENCES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
