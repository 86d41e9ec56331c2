"""A file that came back: rows with their codes, and rows that were added without one."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from accounts.models import User
from intake.models import ImportBatch
from intake.reading import UnreadableFile
from intake.shapes import RawRow, RawSheet, Reading
from intake.workbooks.corrections import cell_at
from intake.workbooks.keys import RowKey, key_columns, read_key

# The sheet that says what to do, as ``refused`` writes it.
_EXPLAINS = frozenset({"petunjuk"})


@dataclass(slots=True)
class ReturnedSheet:
    """One sheet of a returned file."""

    number: int  # of the sheet in the sent file, as its codes say
    keyed: dict[RowKey, list[RawRow]]  # several where a row was copied with its code
    loose: RawSheet  # head and rows without a code
    unknown: int  # rows whose code is no code any more


@dataclass(slots=True)
class Returned:
    """A file of rows that went back to be corrected."""

    sheets: list[ReturnedSheet] = field(default_factory=list)
    # Sheets without codes; they are no part of the list.
    others: list[str] = field(default_factory=list)

    @property
    def batches(self) -> set[int]:
        return {key.batch for sheet in self.sheets for key in sheet.keyed}


def read_returned(reading: Reading) -> Returned:
    """Find the codes of rows in a read file; hidden sheets are left alone."""
    returned = Returned()
    for sheet in reading.sheets:
        if sheet.hidden or sheet.name.casefold() in _EXPLAINS:
            continue
        found = _read_sheet(sheet)
        if found is None:
            returned.others.append(sheet.name)
        else:
            returned.sheets.append(found)
    return returned


def list_of(returned: Returned, by: User) -> int:
    """Give the list that a returned file continues.

    Raises  UnreadableFile when its codes are of several lists, or of none that ``by`` may see.
    """
    if len(returned.batches) > 1:
        raise UnreadableFile("rows_of_several_lists")
    (batch_id,) = returned.batches
    if not ImportBatch.objects.in_scope(by).filter(pk=batch_id).exists():
        raise UnreadableFile("rows_of_no_list")
    return batch_id


def _read_sheet(sheet: RawSheet) -> ReturnedSheet | None:
    columns = key_columns(sheet)
    if not columns:
        return None
    keyed: defaultdict[RowKey, list[RawRow]] = defaultdict(list)
    loose: list[RawRow] = []
    unknown, place = 0, -1
    for row in sheet.rows:
        place = columns.get(row.number, place)
        cell = cell_at(row, place) if place >= 0 else None
        if key := read_key(cell):
            keyed[key].append(row)
        elif cell is None or row.number in columns:
            loose.append(row)
        else:
            unknown += 1
    if not keyed:
        return None
    numbers = Counter(key.sheet for key in keyed)
    rest = RawSheet(sheet.name, hidden=False, rows=loose, merges=sheet.merges)
    return ReturnedSheet(numbers.most_common(1)[0][0], dict(keyed), rest, unknown)
