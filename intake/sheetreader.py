"""The rows of one sheet, list after list, each with its meaning."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from intake.areas import behind_areas, of_title, take_from
from intake.cards import lay_out_cards
from intake.cleaning import show
from intake.columns import read_columns
from intake.facts import Facts
from intake.groups import Group
from intake.headings import is_of_official, nik_first
from intake.kinds import PEOPLE
from intake.people import SAYS_VILLAGE, PersonReader
from intake.positions import is_neighbourhood_office, is_position, occupation_of
from intake.remarks import SheetRemarks
from intake.rowkinds import LEADER, Judged, RowJudge, RowKind, judge_words
from intake.runningon import run_on
from intake.shapes import (
    ColumnReading,
    EarlierColumns,
    Hints,
    InterpretedRow,
    Merge,
    RawRow,
    RawSheet,
    SheetReading,
)
from intake.tables import Heading, Section, fill_merged, find_sections
from intake.titles import Titles

# What a group row may say of the people below it, beside where they live and work.
_OF_GROUPS = ("rt", "rw", "address", "family_card_number")
# Rows between two lists that may be a title of the second.
_TITLES = frozenset({RowKind.OTHER, RowKind.SIGNATURE, RowKind.GROUP})
_IDENTITY = ("nik", "full_name")
_PAGE = re.compile(
    r"\b(?:halaman|hal|page|lembar(?:an)?)\b[\s.:]*(?:ke[\s-]*)?\d+(?:\s*(?:dari|/)\s*\d+)?",
    re.IGNORECASE,
)
_NAMES_VILLAGE = re.compile(r"\bkel(?:urahan)?\b", re.IGNORECASE)


@dataclass(slots=True)
class SheetReader:
    """Reads one sheet; what titles and group rows say is carried from list to list."""

    sheet: RawSheet
    about: SheetReading
    file_name: str
    facts: Facts
    hints: Hints
    chosen: Mapping[str, str]
    notes: list[str] = field(default_factory=list)
    group: Group = field(default_factory=Group)
    # The unit that a list of another unit names once, and where.
    unit: tuple[str, str] = ("", "")
    has_people: bool = False
    # Whether the heading of the addresses promises kelurahan in them.
    addresses_name_village: bool = False
    # Columns by field of the list that is being read.
    by_field: Mapping[str, int] = field(default_factory=dict)
    # What stands above the first list, as _bare_titles gives it.
    top: frozenset[str] = frozenset()
    remarks: SheetRemarks = field(init=False)
    titles: Titles = field(init=False)
    known_columns: dict[tuple[tuple[int, str], ...], list[ColumnReading]] = field(
        default_factory=dict
    )
    # Cells merged downwards.
    merges: list[Merge] = field(init=False)

    def read(self) -> Iterator[InterpretedRow]:
        """Give the rows in order; those of the sheet are let go."""
        self.titles = Titles(self.sheet.name, self.file_name, self.facts)
        self.titles.take(self.sheet.titles)
        self._start_group(self.sheet.titles)
        self.merges = sorted(
            merge for merge in self.sheet.merges if merge[0] < merge[1] and merge[2] == merge[3]
        )
        self.remarks = SheetRemarks(self.sheet.name, self.facts.villages)
        sections = find_sections(self.sheet, self.facts.kind)
        if not any(section.header for section in sections):
            self._lay_out_cards(sections[0])
        self.sheet.rows = []
        for number, section in enumerate(sections):
            sections[number] = Section()
            yield from self._read_section(section)
        self.notes += self.remarks.sentences(self.about)

    def _read_section(self, section: Section) -> Iterator[InterpretedRow]:
        columns = self._columns_of(section)
        by_field = {column.field: column.index for column in columns if column.field}
        self.by_field = by_field
        # A cell of identity over several rows is one person's, with more than one line elsewhere.
        own = {by_field[name] for name in _IDENTITY if name in by_field}
        more = set(fill_merged(section.body, self.merges, own))
        niks = next((column.heading for column in columns if column.field == "nik"), "")
        judge = RowJudge(by_field, self.facts, nik_first=nik_first(niks))
        judged = [
            (raw, Judged(RowKind.OTHER) if raw.number in more else judge.judge(raw))
            for raw in section.body
        ]
        run_on(judged, by_field)
        if "nik" not in by_field and (not section.header or _is_of_officials(columns)):
            # A summary or a letter: words and numbers without a single NIK are no list of people,
            # nor are names with the numbers of civil servants.
            judged = [(raw, judge_words(raw)) for raw in section.body]
        people = [(raw, found) for raw, found in judged if found.kind == RowKind.PERSON]
        first, last = (people[0][0].number, people[-1][0].number) if people else (0, 0)
        if people and self.has_people and not _is_alike(self.about.columns, columns):
            until = section.header_numbers[0] - 1
            self.about.earlier.append(EarlierColumns(until, self.about.columns))
        if not section.header:
            # Without headings the titles are whatever stands above the first person.
            section.titles = [raw for raw in section.body if raw.number < first]
        elif not self.about.columns or people:
            self.about.columns = columns
        if people and not self.about.columns:
            self.about.columns = columns
        self.has_people |= bool(people)
        if people:
            self.remarks.columns(columns)
            if section.header:
                self.known_columns[_headings_of(section)] = columns
        self.about.header_rows += section.header_numbers
        self._take_titles(section.titles)
        self._place_list()
        self.addresses_name_village = any(
            column.field == "address" and SAYS_VILLAGE.search(column.heading) for column in columns
        )
        reader = PersonReader(columns, people, self.facts)
        # What stands between two lists is the title of the second, and ends the groups of the
        # first; without such a title the headings are only repeated, as on a new page.
        below = [(raw, found.kind) for raw, found in judged if raw.number > last]
        next_titles = []
        if any(kind in {RowKind.OTHER, RowKind.SIGNATURE} for _raw, kind in below):
            next_titles = [raw for raw, kind in below if kind in _TITLES]
        if _bare_titles(next_titles) in {frozenset(), self.top}:
            # A new page of the same list says nothing new and ends no group.
            repeated = {raw.number for raw in next_titles}
            next_titles = []
        else:
            repeated = set()
        if section.header:
            yield from (_ignored(self.sheet, raw, _("Judul")) for raw in section.titles)
        yield from (_ignored(self.sheet, raw, _("Judul kolom")) for raw in section.header)
        yield from (_ignored(self.sheet, raw, _("Nomor kolom")) for raw in section.numbering)
        section.body.clear()
        people.clear()
        judged.reverse()
        while judged:
            raw, found = judged.pop()
            if found.kind == RowKind.PERSON:
                row = reader.read(self.sheet.name, raw, found)
                self._complete(row)
                self.remarks.person(row)
            else:
                row = _ignored(self.sheet, raw, _why(found))
                if found.group and raw.number not in repeated:
                    self.group.take(found.group)
                if found.kind in {RowKind.GROUP, RowKind.TOTAL}:
                    reader.end_group()
                elif found.kind == RowKind.FOOTNOTE:
                    self.remarks.footnote(raw.number)
            yield row
        self._take_titles(next_titles)

    def _lay_out_cards(self, section: Section) -> None:
        if labels := lay_out_cards(section.body):
            section.headings = {index: Heading("", label) for index, label in labels.items()}
            self.notes.append(
                _(
                    "Lembar “%(name)s” berisi isian berjajar ke bawah; tiap orang dibaca sebagai"
                    " satu baris."
                )
                % {"name": self.sheet.name}
            )

    def _columns_of(self, section: Section) -> list[ColumnReading]:
        """Read the columns of a list; under headings met before they are what they were."""
        if section.header and (known := self.known_columns.get(_headings_of(section))):
            return known
        return read_columns(
            section, facts=self.facts, chosen=self.chosen, remembered=self.hints.remembered
        )

    def _take_titles(self, titles: list[RawRow]) -> None:
        if not titles:
            return
        texts = [" ".join(_texts(raw)) for raw in titles]
        self.top = self.top or _bare_titles(titles)
        self.titles.take(texts)
        self._start_group(texts)

    def _start_group(self, titles: list[str]) -> None:
        """Begin with RT and RW as the sheet and the titles of the list name them."""
        said: dict[str, str] = {}
        for text in (self.sheet.name, *titles):
            areas = of_title("" if LEADER.match(text) else text)
            said |= {name: v for name, v in (("rt", areas.rt), ("rw", areas.rw)) if v}
        self.group = Group()
        self.group.take(said)

    def _place_list(self) -> None:
        """Settle the kelurahan of rows that name none: sheet, title, file, then the sender's."""
        if self.facts.kind != PEOPLE:
            self.unit = self.titles.first_of("unit")
            return
        found = self.titles.all_of("village")
        if self.hints.village:
            found["hint"] = self.hints.village
        named = list(found.items())
        if not named:
            return
        self.about.village_from, self.about.village = named[0]
        self.about.village_others = {
            source: code for source, code in named if code != self.about.village
        }
        others = {code for source, code in named if source != "hint"} - {self.about.village}
        if others:
            names = self.facts.villages.names
            note = _(
                "Lembar “%(sheet)s” dibaca sebagai Kelurahan %(name)s; disebut juga %(others)s."
            ) % {
                "sheet": self.sheet.name,
                "name": names[self.about.village],
                "others": ", ".join(sorted(names[code] for code in others)),
            }
            if note not in self.notes:
                self.notes.append(note)

    def _complete(self, row: InterpretedRow) -> None:
        """Add what the rows above and the place of the list say about a person."""
        values, group = row.values, self.group
        if self.facts.kind != PEOPLE:
            if self.unit[0] and "unit" not in values:
                values["unit"], row.sources["unit"] = self.unit
            return
        self._take_areas_of_office(values)
        self._take_district(row)
        for name in _OF_GROUPS if group.values else ():
            if name in group.values and name not in values:
                values[name] = group.values[name]
                row.sources[name] = "group"
        if "village_text" not in values:
            if "village" in group.values:
                values["village"], row.sources["village"] = group.values["village"], "group"
            elif code := self._of_address(row):
                values["village"], row.sources["village"] = code, "address"
            elif self.about.village:
                values["village"] = self.about.village
                row.sources["village"] = self.about.village_from
        said = values.get("occupation_text", "")
        if not said or is_position(said):
            self._take_occupation(row, said)

    def _take_occupation(self, row: InterpretedRow, position: str) -> None:
        """Give a person the occupation of the list; a position in it becomes a remark."""
        if "occupation" in self.group.values:
            slug, source = self.group.values["occupation"], "group"
        else:
            slug, source = self.titles.first_of("occupation")
        if not slug:
            return
        row.values["occupation"] = occupation_of(position, slug) if position else slug
        row.sources["occupation"] = source
        if position:
            del row.values["occupation_text"]
            notes = (row.values.get("note"), f"{_('Jabatan')}: {position}")
            row.values["note"] = "; ".join(filter(None, notes))

    def _take_areas_of_office(self, values: dict[str, Any]) -> None:
        """Take RT and RW from Ketua RT 03 RW 01 where nothing else in the row says them."""
        said = values.get("occupation_text", "")
        if not said or "rt" in values or "rw" in values:
            return
        if is_neighbourhood_office(self.facts.occupations.match(said).slug):
            areas = take_from(said)
            found = {"rt": areas.rt, "rw": areas.rw}
            values.update({name: area for name, area in found.items() if area})

    def _take_district(self, row: InterpretedRow) -> None:
        """Let the words of the kelurahan name the district where that is not one of the city's."""
        index = self.by_field.get("district", len(row.cells))
        district = row.cells[index] if index < len(row.cells) else ""
        if district and self.facts.villages.is_elsewhere(district):
            said = (row.values.get("village_text"), f"Kec. {district}")
            row.values["village_text"] = ", ".join(filter(None, said))

    def _of_address(self, row: InterpretedRow) -> str | None:
        """Give the kelurahan after "Kel." in an address, or at its end where that is promised,
        or alone behind RT and RW.
        """
        villages = self.facts.villages
        address = row.values.get("address", "")
        if _NAMES_VILLAGE.search(address):
            return villages.find_in(address)
        if self.addresses_name_village:
            words = address.replace(",", " ").split()
            last = (" ".join(words[-count:]) for count in (2, 1))
            return next(filter(None, map(villages.match, last)), None)
        index = self.by_field.get("address", len(row.cells))
        behind = behind_areas(row.cells[index]) if index < len(row.cells) else ""
        return villages.match(behind) if behind and not villages.is_city(behind) else None


def _is_of_officials(columns: list[ColumnReading]) -> bool:
    return any(is_of_official(column.heading) for column in columns)


def _bare_titles(titles: list[RawRow]) -> frozenset[str]:
    """Give what titles say beside the number of the page."""
    bare = (_PAGE.sub("", " ".join(_texts(raw))).strip(" -.,:").casefold() for raw in titles)
    return frozenset(bare) - {""}


def _headings_of(section: Section) -> tuple[tuple[int, str], ...]:
    return tuple((index, heading.whole) for index, heading in section.headings.items())


def _is_alike(first: list[ColumnReading], other: list[ColumnReading]) -> bool:
    """Tell whether two lists say the same in the same columns."""
    return [(one.index, one.field) for one in first] == [(one.index, one.field) for one in other]


def _texts(raw: RawRow) -> list[str]:
    return [show(cell) for cell in raw.cells if cell is not None]


def _ignored(sheet: RawSheet, raw: RawRow, why: str) -> InterpretedRow:
    cells = [show(cell) for cell in raw.cells]
    return InterpretedRow(sheet.name, raw.number, "ignored", cells, why_ignored=why)


def _why(judged: Judged) -> str:
    return {
        RowKind.GROUP: _("Judul kelompok, berlaku untuk baris di bawahnya"),
        RowKind.TOTAL: _("Jumlah"),
        RowKind.SIGNATURE: _("Tanda tangan"),
        RowKind.NUMBERING: _("Nomor kolom"),
        RowKind.UNFILLED: _("Nomor tanpa isian"),
        RowKind.FOOTNOTE: _("Catatan yang menyebut NIK"),
        RowKind.SECOND: _("Baris kedua dari orang di atasnya"),
    }.get(judged.kind, _("Tidak berisi data orang"))
