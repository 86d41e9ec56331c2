"""One row of a person: its cells turned into canonical values, with repairs and problems."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from intake import areas, cleaning
from intake.codes import problem
from intake.columns import FIELDS, NOT_STORED
from intake.dates import DateOrder, WrittenDate, find_date, order_of, settle
from intake.facts import Facts
from intake.rowkinds import Judged
from intake.shapes import Cell, ColumnReading, InterpretedRow, RawRow
from workers.nik import InvalidNik, Nik

_NO_DITTO = frozenset({"nik", "full_name", "row_no"})
_LIMITS = {"birth_place": 60, "address": 200, "domicile_address": 200}
_NOTE_LIMIT = 1000


def parse_nik(text: str) -> Nik | None:
    """Give the NIK of a text that is one, else None."""
    try:
        return Nik.parse(text)
    except InvalidNik:
        return None


class PersonReader:
    """Reads the people of one section; the columns' habits are learnt from all rows first."""

    def __init__(
        self, columns: list[ColumnReading], people: list[tuple[RawRow, Judged]], facts: Facts
    ) -> None:
        self._facts = facts
        self._columns = [
            (column.index, column.field, column.heading, self._reader(column.field))
            for column in columns
            if column.field not in NOT_STORED and (column.field or column.heading)
        ]
        self._above: dict[int, Cell] = {}
        self._nik: Nik | None = None
        self._read_nik = cleaning.ReadNik("")
        self._orders = {
            column.index: _order(column.index, people)
            for column in columns
            if column.field in {"birth_date", "birth_place_date"}
        }
        self._usual_years = {
            column.index: _usual_year(column.index, people)
            for column in columns
            if column.field == "rt_rw"
        }

    def read(self, sheet: str, raw: RawRow, judged: Judged) -> InterpretedRow:
        """Read one person; what group rows and titles say is added by the caller."""
        row = InterpretedRow(
            sheet, raw.number, "person", [cleaning.show(cell) for cell in raw.cells]
        )
        self._read_nik = judged.nik or cleaning.ReadNik("")
        self._nik = parse_nik(self._read_nik.text) if self._read_nik.text else None
        width = len(raw.cells)
        for index, field, heading, reader in self._columns:
            cell = raw.cells[index] if index < width else None
            if cell is None:
                continue
            if field not in _NO_DITTO:
                if cleaning.is_ditto(cell):
                    cell = self._above.get(index)
                    if cell is None:
                        continue
                self._above[index] = cell
            if reader is not None:
                reader(row, cell, index)
            elif text := cleaning.words(cleaning.show(cell)):
                _add_note(row, f"{heading}: {text}")
        self._finish(row)
        return row

    def _reader(self, field: str | None) -> Callable[[InterpretedRow, Cell, int], None] | None:
        if field is None or field == "bank_account":
            return None
        special = getattr(self, f"_take_{field}", None)
        if special is not None:
            return special

        def take_text(row: InterpretedRow, cell: Cell, index: int) -> None:
            if text := cleaning.words(cleaning.show(cell)):
                row.values[field] = text[: _LIMITS.get(field, 150)]

        return take_text

    def _finish(self, row: InterpretedRow) -> None:
        """Fill from the NIK what the list leaves open, and look for words of death."""
        if "nik" not in row.values:
            row.values["nik"] = ""
        if self._nik is not None:
            if "birth_date" not in row.values:
                row.values["birth_date"] = self._nik.birth_date(self._facts.first_day).isoformat()
                row.sources["birth_date"] = "nik"
            if "sex" not in row.values:
                row.values["sex"] = self._nik.sex
                row.sources["sex"] = "nik"
        if cleaning.mentions_death(row.values.get("note", "")):
            _add_problem(row, "deceased")

    def _take_nik(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        found = self._read_nik
        row.values["nik"] = found.text
        if found.rounding_suspect:
            _add_problem(row, "nik_rounding_suspect")
        shown = cleaning.show(cell)
        if self._nik is not None and shown != found.text:
            row.repairs["nik"] = [shown, found.text]
        if found.aside:
            _add_note(row, found.aside)

    def _take_full_name(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        shown = cleaning.show(cell)
        name = cleaning.read_name(shown)
        row.values["full_name"] = name.text
        if name.text != shown:
            row.repairs["full_name"] = [shown, name.text]
        if name.deceased:
            _add_problem(row, "deceased")
        if name.aside:
            _add_note(row, name.aside)

    def _take_birth_date(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        shown = cleaning.show(cell)
        written = find_date(cell)
        day = written and settle(
            written, self._orders[index], nik=self._nik, on=self._facts.first_day
        )
        if day:
            row.values["birth_date"] = day.isoformat()
            if isinstance(cell, date) and (day.day, day.month) != (cell.day, cell.month):
                row.repairs["birth_date"] = [shown, day.isoformat()]
        elif cleaning.words(shown):
            _add_problem(row, "birth_date_unreadable", text=shown)

    def _take_birth_place_date(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        written = find_date(cell)
        if written is None and not any(char.isdigit() for char in cleaning.show(cell)):
            if place := cleaning.words(cleaning.show(cell)):
                row.values.setdefault("birth_place", place[:60])
            return
        if written is not None and written.before:
            row.values.setdefault("birth_place", written.before[:60])
        self._take_birth_date(row, cell, index)

    def _take_sex(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        text = cleaning.words(cleaning.show(cell))
        if sex := cleaning.read_sex(text):
            row.values["sex"] = sex
        elif text:
            _add_problem(row, "sex_unreadable", text=text)

    def _take_sex_male(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        self._tick(row, cell, "M")

    def _take_sex_female(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        self._tick(row, cell, "F")

    def _tick(self, row: InterpretedRow, cell: Cell, sex: str) -> None:
        mark = cleaning.show(cell).strip()
        if not mark or mark in {"-", "0", "Tidak"}:
            return
        if row.values.get("sex", sex) != sex:
            del row.values["sex"]
            _add_problem(row, "sex_unreadable", text="L + P")
        else:
            row.values["sex"] = sex

    def _take_address(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        text = cleaning.words(cleaning.show(cell))
        pair = areas.read_pair(text)
        found = pair or areas.take_from(text)
        if found.rt:
            row.values.setdefault("rt", found.rt)
        if found.rw:
            row.values.setdefault("rw", found.rw)
        if found.rest:
            before = row.values.get("address")
            row.values["address"] = (f"{before}, {found.rest}" if before else found.rest)[:200]

    def _take_rt(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        self._area(row, "rt", cell)

    def _take_rw(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        self._area(row, "rw", cell)

    def _area(self, row: InterpretedRow, field: str, cell: Cell) -> None:
        shown = cleaning.show(cell)
        number = cleaning.read_area(shown)
        if number:
            row.values[field] = number
        elif number is None:
            if pair := areas.read_pair(shown):
                row.values.update(rt=pair.rt, rw=pair.rw)
            else:
                _unreadable(row, field, shown)

    def _take_rt_rw(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        shown = cleaning.show(cell)
        if isinstance(cell, date):
            rt, rw = cleaning.area_pair_of_date(cell, self._usual_years[index])
            row.repairs["rt"] = [shown, rt]
            row.repairs["rw"] = [shown, rw]
        elif pair := areas.read_pair(shown):
            rt, rw = pair.rt, pair.rw
        elif single := cleaning.read_area(shown):
            rt, rw = single, ""
        else:
            if cleaning.words(shown):
                _unreadable(row, "rt_rw", shown)
            return
        row.values.update({name: value for name, value in (("rt", rt), ("rw", rw)) if value})

    def _take_village(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        if text := cleaning.words(cleaning.show(cell)):
            row.values["village_text"] = text
            row.sources["village"] = "column"

    def _take_occupation(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        if text := cleaning.words(cleaning.show(cell)):
            row.values["occupation_text"] = text[:80]
            row.sources["occupation"] = "column"

    def _take_phone(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        shown = cleaning.words(cleaning.show(cell))
        numbers = cleaning.read_phones(shown)
        first = next((number for number in numbers if number), "")
        if first:
            row.values["phone"] = first
            if len(numbers) > 1:
                row.repairs["phone"] = [shown, first]
                _add_note(row, f"{FIELDS['phone']}: {shown}")
        elif numbers:
            _unreadable(row, "phone", shown)

    def _take_family_card_number(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        shown = cleaning.show(cell)
        digits = cleaning.read_digits(cell, 16)
        if digits and digits != self._read_nik.text:
            row.values["family_card_number"] = digits
            if not isinstance(cell, str) and digits.endswith("0"):
                _add_problem(row, "family_card_rounding_suspect")
        elif cleaning.words(shown):
            _unreadable(row, "family_card_number", shown)

    def _take_member_number(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        self._optional(row, "member_number", cell, cleaning.read_digits(cell, 11) or None)

    def _take_income(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        self._optional(row, "income", cell, cleaning.read_income(cleaning.show(cell)))

    def _take_dtsen_decile(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        text = cleaning.show(cell)
        if text.strip().lower() not in {"ya", "tidak", "y", "t", "iya"}:
            self._optional(row, "dtsen_decile", cell, cleaning.read_decile(text))

    def _take_marital_status(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        text = cleaning.show(cell)
        self._optional(row, "marital_status", cell, cleaning.read_marital(text) or None)

    def _optional(
        self, row: InterpretedRow, field: str, cell: Cell, value: str | int | None
    ) -> None:
        if value is not None:
            row.values[field] = value
        elif text := cleaning.words(cleaning.show(cell)):
            _unreadable(row, field, text)

    def _take_note(self, row: InterpretedRow, cell: Cell, index: int) -> None:
        if text := cleaning.words(cleaning.show(cell)):
            _add_note(row, text)


def _order(index: int, people: list[tuple[RawRow, Judged]]) -> DateOrder:
    column: list[tuple[WrittenDate, Nik | None]] = []
    for raw, judged in people:
        written = find_date(raw.cells[index]) if index < len(raw.cells) else None
        if written is not None:
            open_ = not written.fixed and judged.nik is not None
            column.append((written, parse_nik(judged.nik.text) if open_ and judged.nik else None))
    return order_of(column)


def _usual_year(index: int, people: list[tuple[RawRow, Judged]]) -> int:
    years = Counter(
        cell.year
        for raw, _judged in people
        if index < len(raw.cells) and isinstance(cell := raw.cells[index], date)
    )
    return years.most_common(1)[0][0] if years else 0


def _unreadable(row: InterpretedRow, field: str, text: str) -> None:
    label = str(FIELDS.get(field, field))
    row.problems.append(problem("value_unreadable", field=field, label=label, text=text))


def _add_problem(row: InterpretedRow, code: str, *, text: str = "") -> None:
    if all(known.code != code for known in row.problems):
        row.problems.append(problem(code, text=text))


def _add_note(row: InterpretedRow, text: str) -> None:
    before = row.values.get("note", "")
    row.values["note"] = (f"{before}; {text}" if before else text)[:_NOTE_LIMIT]
