"""What every column of a list holds: by its heading, by its cells, by a person's choice."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from intake.areas import read_pair, take_from
from intake.cleaning import read_marital, read_nik, read_sex, show, words
from intake.dates import find_date
from intake.facts import Facts
from intake.headings import field_of, field_under
from intake.shapes import Cell, ColumnReading, RawRow
from intake.tables import Heading, Section

# Everything a column may be, in the order of the mapping page.
FIELDS = {
    "nik": _("NIK"),
    "full_name": _("Nama lengkap"),
    "birth_place": _("Tempat lahir"),
    "birth_date": _("Tanggal lahir"),
    "birth_place_date": _("Tempat dan tanggal lahir"),
    "sex": _("Jenis kelamin"),
    "sex_male": _("Jenis kelamin: centang L"),
    "sex_female": _("Jenis kelamin: centang P"),
    "address": _("Alamat"),
    "rt": _("RT"),
    "rw": _("RW"),
    "rt_rw": _("RT dan RW"),
    "village": _("Kelurahan"),
    "domicile_address": _("Alamat domisili"),
    "occupation": _("Pekerjaan"),
    "work_place": _("Tempat bekerja"),
    "income": _("Penghasilan"),
    "phone": _("Nomor HP"),
    "mother_name": _("Nama ibu kandung"),
    "family_card_number": _("Nomor KK"),
    "marital_status": _("Status kawin"),
    "dtsen_decile": _("Desil DTSEN"),
    "member_number": _("Nomor peserta (KPJ)"),
    "heir_name": _("Nama ahli waris"),
    "heir_relation": _("Hubungan ahli waris"),
    "note": _("Keterangan"),
    # Understood but not stored: the person's other data says the same.
    "row_no": _("Nomor urut"),
    "age": _("Umur"),
    "district": _("Kecamatan"),
    "postal_code": _("Kode pos"),
    # Understood and kept with the remarks, as the registry has no place for it.
    "bank_account": _("Rekening bank"),
}
NOT_STORED = frozenset({"row_no", "age", "district", "postal_code"})
# Several columns may hold one of these.
_REPEATABLE = frozenset({"note", "row_no", "address", "bank_account"})
_SAMPLE_ROWS = 300
_SAMPLES_SHOWN = 3
_ENOUGH = 0.6


def read_columns(
    section: Section, *, facts: Facts, chosen: Mapping[str, str] | None = None
) -> list[ColumnReading]:
    """Say for every column of a section which field it holds.

    Takes   chosen: column letter -> field, "" for a column to keep as a remark; over the rest.
    Gives   one reading per column that has a heading or cells.
    """
    chosen = chosen or {}
    samples = _samples(section.body)
    width = max([*samples, *section.headings, -1]) + 1
    columns = []
    for index in range(width):
        heading = section.headings.get(index, Heading())
        if not heading.text and not samples.get(index):
            continue
        column = ColumnReading(index, letter_of(index), heading.whole, None, "")
        column.samples = [show(cell) for cell in samples.get(index, [])[:_SAMPLES_SHOWN]]
        if column.letter in chosen:
            column.field, column.why = chosen[column.letter] or None, "chosen"
        elif field := _by_heading(heading):
            column.field, column.why = field, "heading"
        columns.append(column)
    _drop_doubtful(columns, samples)
    _settle_rivals(columns, samples, facts)
    _recognise(columns, samples, facts)
    return columns


def letter_of(index: int) -> str:
    """Give a column's letters: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _by_heading(heading: Heading) -> str | None:
    if heading.group:
        return field_under(heading.group, heading.text)
    return field_of(heading.text) if heading.text else None


def _samples(body: list[RawRow]) -> dict[int, list[Cell]]:
    """Collect the filled cells of the first rows that look like part of a list, by column."""
    samples: dict[int, list[Cell]] = {}
    taken = 0
    for row in body:
        if sum(cell is not None for cell in row.cells) < 3:
            continue
        for index, cell in enumerate(row.cells):
            if cell is not None and (not isinstance(cell, str) or words(cell.strip())):
                samples.setdefault(index, []).append(cell)
        taken += 1
        if taken == _SAMPLE_ROWS:
            break
    return samples


def _share(cells: list[Cell], test: Callable[[Cell], object]) -> float:
    return sum(bool(test(cell)) for cell in cells) / len(cells) if cells else 0.0


def _drop_doubtful(columns: list[ColumnReading], samples: dict[int, list[Cell]]) -> None:
    """Take back a heading's meaning where the cells plainly say otherwise."""
    for column in columns:
        cells = samples.get(column.index, [])
        if column.why != "heading" or not cells:
            continue
        test = _PLAUSIBLE.get(column.field or "")
        if test and _share(cells, test) < 1 - _ENOUGH:
            column.field, column.why = None, ""


def _settle_rivals(
    columns: list[ColumnReading], samples: dict[int, list[Cell]], facts: Facts
) -> None:
    """Leave each field to one column: a person's choice, else the better cells, else the first."""
    tests = _content_tests(facts)
    rivals: dict[str, list[ColumnReading]] = {}
    for column in columns:
        if column.field and column.field not in _REPEATABLE:
            rivals.setdefault(column.field, []).append(column)
    for field, group in rivals.items():
        test = tests.get(field)
        best = max(
            group,
            key=lambda column: (
                column.why == "chosen",
                _share(samples.get(column.index, []), test) if test else 0,
                -column.index,
            ),
        )
        for column in group:
            if column is not best:
                column.field, column.why = None, ""


def _recognise(columns: list[ColumnReading], samples: dict[int, list[Cell]], facts: Facts) -> None:
    """Recognise columns without a known heading by their cells, the surest kinds first."""
    taken = {column.field for column in columns if column.field}
    combined = {
        "birth_date": {"birth_place_date"},
        "birth_place_date": {"birth_date"},
        "sex": {"sex_male", "sex_female"},
        "rt_rw": {"rt", "rw"},
    }
    for field, test in _content_tests(facts).items():
        if field in taken or combined.get(field, set()) & taken:
            continue
        open_ = [
            column
            for column in columns
            if column.field is None
            and column.why != "chosen"
            # A heading that names something else is believed unless the field is the NIK.
            and (field == "nik" or not column.heading)
        ]
        shares = {column.index: _share(samples.get(column.index, []), test) for column in open_}
        best = max(open_, key=lambda column: shares[column.index], default=None)
        if best is not None and shares[best.index] >= _ENOUGH:
            best.field, best.why = field, "content"
            taken.add(field)


def _content_tests(facts: Facts) -> dict[str, Callable[[Cell], object]]:
    """Give the test of a cell by field, the surest first."""
    return {
        "nik": _is_nik,
        "family_card_number": _is_nik,
        "birth_date": lambda cell: _is_birth(cell, facts.first_day),
        "birth_place_date": lambda cell: _is_place_and_birth(cell, facts.first_day),
        "sex": lambda cell: read_sex(show(cell)) and not isinstance(cell, int),
        "phone": _is_phone,
        "village": lambda cell: facts.villages.match(show(cell)),
        "rt_rw": lambda cell: isinstance(cell, str) and read_pair(cell),
        "occupation": lambda cell: facts.occupations.match(show(cell)).slug,
        "address": _is_address,
        "full_name": _is_name,
    }


def _is_nik(cell: Cell) -> bool:
    text = read_nik(cell).text
    return len(text) in {15, 16, 17} and text.isdigit()


def _is_phone(cell: Cell) -> bool:
    digits = "".join(char for char in show(cell) if char.isdigit())
    return digits.startswith(("08", "628", "8")) and 9 <= len(digits) <= 14


def _is_birth(cell: Cell, on: date) -> bool:
    written = find_date(cell)
    return written is not None and not written.before and _is_past_year(written.year, on)


def _is_place_and_birth(cell: Cell, on: date) -> bool:
    written = find_date(cell)
    return written is not None and bool(written.before) and _is_past_year(written.year, on)


def _is_past_year(year: int, on: date) -> bool:
    return year < 100 or on.year - 110 < year < on.year - 5


def _is_address(cell: Cell) -> bool:
    text = show(cell).lower()
    areas = take_from(text)
    return bool(areas.rt or areas.rw) or text.startswith(
        ("jl", "jalan", "dsn", "dusun", "ds.", "gg", "gang", "lingk", "perum")
    )


def _is_name(cell: Cell) -> bool:
    text = show(cell)
    letters = sum(char.isalpha() for char in text)
    return letters >= 3 and not any(char.isdigit() for char in text) and len(text.split()) <= 6


# Headings that also stand above other things: a share of such cells must fit.
_PLAUSIBLE: dict[str, Callable[[Cell], object]] = {
    "marital_status": lambda cell: read_marital(show(cell)),
    "row_no": lambda cell: not _is_nik(cell),
    "sex_male": lambda cell: len(show(cell)) <= 3,
    "sex_female": lambda cell: len(show(cell)) <= 3,
}
