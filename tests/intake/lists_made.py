"""Lists as kelurahan send them, made up from a seed together with what a good reading gives.

Each list draws its own layout: where the table starts, how the headings are worded, how dates,
numbers, RT/RW, sex and kelurahan are written, which rows stand between and below the people.
"""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random
from typing import Any

from tests.intake import lists_twisted
from tests.intake.made_people import Cells, People, Person
from tests.intake.made_shapes import MadeList, MadeSheet
from tests.intake.made_styles import draw_style
from tests.intake.made_words import (
    HEADINGS,
    OCCUPATIONS,
    TROUBLES,
    VILLAGES,
)

ON = date(2025, 4, 1)


def make_list(seed: int) -> MadeList:
    """Make the list of a seed; the same seed always gives the same list."""
    return _Maker(Random(seed), seed).make()  # noqa: S311  people made up, no secret


class _Maker:
    def __init__(self, random: Random, seed: int) -> None:
        self.random = random
        self.kind = ["xlsx", "xls", "ods", "csv"][seed % 4]
        self.style = draw_style(random, self.kind)
        self.expected: dict[str, Any] = {
            "reference_date": ON.isoformat(),
            "rows_data": 0,
            "data_rows": {},
            "accept": [],
            "may_warn": [],
            "warn": {},
            "same": [],
            "refuse": [],
            "fields": {},
        }
        self.people = People(random, self.style)
        self.cells = Cells(random, self.style)
        self.headed: list[int] = []  # rows of headings

    def make(self) -> MadeList:
        style, random = self.style, self.random
        names = random.sample(sorted(VILLAGES), style["sheets"])
        if style["beside"]:
            sheets = [self._pair_of_lists(names[0])]
        else:
            sheets = [self._sheet(name, number) for number, name in enumerate(names, start=1)]
        people = sum(map(len, self.expected["data_rows"].values()))
        if style["cover"]:
            sheets = [
                lists_twisted.cover(names[0], people),
                *sheets,
                lists_twisted.recap(names[0], people),
            ]
        if style["hidden"]:
            hidden = MadeSheet(
                "arsip", [["NIK", "NAMA"], ["3572010101700001", "Orang Lama"]], [], True
            )
            sheets.insert(random.randrange(len(sheets) + 1), hidden)
        file_name = "daftar pekerja"
        if style["village"] == "file":
            file_name += f" kel {names[0]}"
        for sheet in sheets:
            if sheet.hidden:
                self.expected["data_rows"].pop(sheet.name, None)
        self.expected["rows_data"] = sum(
            last - first + 1
            for spans in self.expected["data_rows"].values()
            for first, last in spans
        )
        encodings = ["utf-8", "utf-8-sig", "utf-16"]
        if style["sex"] not in {"signs", "ticks"}:
            encodings.append("cp1252")
        encoding = random.choice(encodings)
        delimiter = random.choice([";", ",", "\t"])
        return MadeList(
            f"{file_name}.{self.kind}", self.kind, sheets, self.expected, delimiter, encoding
        )

    def _pair_of_lists(self, village: str) -> MadeSheet:
        """Make two lists and put the second beside the first."""
        first = self._sheet(village, 1)
        headed = self.headed[0]
        self.headed = []
        same = self.style["village"] == "file"
        other = self._sheet(village if same else self.random.choice(sorted(VILLAGES)), 2)
        rows = (headed, self.headed[0])
        return lists_twisted.put_beside(first, other, rows, self.expected)

    # Sheets -------------------------------------------------------------------------------

    def _sheet(self, village: str, number: int) -> MadeSheet:
        style, random = self.style, self.random
        csv = self.kind == "csv"
        name = (
            "" if csv else (village.upper() if style["village"] == "sheet" else f"Lembar{number}")
        )
        sheet = MadeSheet(name)
        slug = random.choice(sorted(OCCUPATIONS)) if style["job"] == "title" else ""
        columns = self._columns()
        sheet.rows += [[] for _ in range(style["top"])]
        if style["header"] == "none" and style["village"] == "title" and csv:
            style["header"] = "one"
        titles = ["DAFTAR USULAN PESERTA TAHUN 2025"]
        if slug:
            titles.append(f"KATEGORI : {OCCUPATIONS[slug][0].upper()}")
        if style["village"] == "title":
            titles.append(
                random.choice(
                    [f"KELURAHAN {village.upper()} KOTA BLITAR", f"Kel. {village} Kec. Sukorejo"]
                )
            )
        if slug or style["village"] == "title" or random.random() < 0.5:
            sheet.rows += [self._row([title]) for title in titles]
            sheet.rows += [[] for _ in range(random.randint(0, 2))]
        self._head(sheet, columns)
        groups = self._groups(village)
        count = 0
        for index, (group_rows, area, group_village) in enumerate(groups):
            sheet.rows += [self._row(cells) for cells in group_rows]
            if index and style["again"] and style["header"] != "none":
                self._head(sheet, columns)
            above: Person | None = None
            first_row = len(sheet.rows) + 1
            for _ in range(random.randint(4, 9)):
                if style["blank"] and random.random() < 0.15:
                    sheet.rows.append([])
                    above = above if style["once"] else None
                count += 1
                person = self.people.make(group_village, slug)
                if area:
                    person.rt, person.rw = area
                repeats = style["once"] or (
                    (style["ditto"] or style["merged"]) and random.random() < 0.5
                )
                if above and repeats:
                    person.slug = above.slug
                    clean = self._add(sheet, columns, person, count, ditto=True)
                else:
                    clean = self._add(sheet, columns, person, count, ditto=False)
                above = person if clean else None
            if style["merged"]:
                self._merge(sheet, columns, first_row)
        if style["total"]:
            sheet.rows.append(
                self._row(["", random.choice(["JUMLAH", "Total", "JUMLAH PESERTA"]), count])
            )
        if style["signature"]:
            self._sign(sheet, columns, village)
            if style["late"]:
                self._add_latecomer(sheet, columns, groups[-1], slug, count + 1)
        if style["remarks"]:
            nik = style["left"] + columns.index("nik")
            sheet.rows += lists_twisted.remarks(random, style["left"], nik)
        return sheet

    def _add_latecomer(
        self, sheet: MadeSheet, columns: list[str], group: Any, slug: str, count: int
    ) -> None:
        """Add somebody below the signature."""
        _rows, area, village = group
        person = self.people.make(village, slug)
        if area:
            person.rt, person.rw = area
        sheet.rows.append(self._row(["Susulan"]))
        troubles, self.style["troubles"] = self.style["troubles"], False
        self._add(sheet, columns, person, count, ditto=False)
        self.style["troubles"] = troubles

    def _columns(self) -> list[str]:
        style, random = self.style, self.random
        columns = ["nik", "name"]
        if style["birth"] == "joined":
            columns.append("ttl")
        else:
            columns += ["place", "date"] if style["birth"] == "apart" else ["date"]
        if style["sex"] == "ticks":
            columns.append("ticks")
        elif style["sex"] != "none":
            columns.append("sex")
        columns.append("address")
        columns += {
            "apart": ["areas"],
            "number": ["areas"],
            "joined": ["rtrw"],
            "as_date": ["rtrw"],
        }.get(style["area"], [])
        if style["village"] == "column":
            columns.append("village")
        if style["job"] == "column":
            columns.append("job")
        columns += ["phone"] if style["phone"] else []
        columns += ["extra"] if style["extra"] and style["header"] != "none" else []
        random.shuffle(columns)
        wide = {"ticks": ["male", "female"], "areas": ["rt", "rw"]}
        flat = [name for column in columns for name in wide.get(column, [column])]
        return ["no", *flat]

    def _row(self, cells: list[Any]) -> list[Any]:
        return [None] * self.style["left"] + [None if cell == "" else cell for cell in cells]

    def _head(self, sheet: MadeSheet, columns: list[str]) -> None:
        style, random = self.style, self.random
        if style["header"] == "none":
            return
        self.headed.append(len(sheet.rows) + 1)
        texts = [
            {"male": "L", "female": "P"}.get(name) or random.choice(HEADINGS[name])
            for name in columns
        ]
        if style["typos"]:
            texts = [self._with_slip(text) for text in texts]
        if style["header"] == "two":
            self._two_rows(sheet, columns, texts)
        else:
            sheet.rows.append(self._row(texts))
        if style["numbering"]:
            sheet.rows.append(self._row(list(range(1, len(columns) + 1))))

    def _with_slip(self, text: str) -> str:
        """Leave a letter out of a long word, now and then."""
        words = text.split(" ")
        long = [index for index, word in enumerate(words) if len(word) > 6 and word.isalpha()]
        if long and self.random.random() < 0.5:
            index = self.random.choice(long)
            place = self.random.randint(2, len(words[index]) - 1)
            words[index] = words[index][:place] + words[index][place + 1 :]
        return " ".join(words)

    def _two_rows(self, sheet: MadeSheet, columns: list[str], texts: list[str]) -> None:
        """Put pairs of columns below a wider heading, merged over both."""
        groups = {
            ("place", "date"): ("KELAHIRAN", "TEMPAT", "TANGGAL"),
            ("rt", "rw"): ("LINGKUNGAN", "RT", "RW"),
            ("male", "female"): ("JENIS KELAMIN", "L", "P"),
        }
        upper: list[Any] = list(texts)
        lower: list[Any] = [""] * len(texts)
        top, left = len(sheet.rows) + 1, self.style["left"] + 1
        merges = []
        for index, pair in enumerate(pairwise(columns)):
            if pair in groups:
                upper[index], lower[index], lower[index + 1] = groups[pair]
                upper[index + 1] = ""
                merges.append((top, top, left + index, left + index + 1))
        if not any(lower):
            sheet.rows.append(self._row(texts))
            return
        merges += [
            (top, top + 1, left + index, left + index)
            for index, text in enumerate(lower)
            if not text
        ]
        sheet.merges += merges
        sheet.rows += [self._row(upper), self._row(lower)]

    def _groups(self, village: str) -> list[tuple[list[list[Any]], tuple[int, int] | None, str]]:
        style, random = self.style, self.random
        groups: list[tuple[list[list[Any]], tuple[int, int] | None, str]] = []
        for number in range(random.randint(1, 3)):
            rows: list[list[Any]] = []
            area = None
            here = village
            if style["village"] in {"column", "group"} and number:
                here = random.choice(sorted(VILLAGES))
            if style["village"] == "group":
                rows.append([f"KELURAHAN : {here.upper()}"])
            if style["area"] == "group":
                area = (random.randint(1, 9), random.randint(1, 12))
                rows.append(
                    random.choice(
                        [
                            [f"RT {area[0]:02} RW {area[1]:02}"],
                            [f"RT : {area[0]} / RW : {area[1]}"],
                        ]
                    )
                )
            groups.append((rows, area, here))
        return groups

    # Rows ---------------------------------------------------------------------------------

    def _add(
        self, sheet: MadeSheet, columns: list[str], person: Person, count: int, *, ditto: bool
    ) -> bool:
        """Add one person; False when their row cannot stand for the next one's ditto marks."""
        cells = [self.cells.of(name, person, count) for name in columns]
        if ditto:
            is_blank = self.style["merged"] or self.style["once"]
            mark = None if is_blank else self.random.choice(['"', "idem", "sda"])
            cells = [
                mark if name in {"village", "job"} else cell
                for name, cell in zip(columns, cells, strict=True)
            ]
        trouble = ""
        if self.style["troubles"] and not ditto and self.random.random() < 0.25:
            trouble = self.random.choice(TROUBLES)
            cells, person = self._spoil(trouble, columns, cells, person, count)
        sheet.rows.append(self._row(cells))
        number = len(sheet.rows)
        self._expect_row(sheet.name, number)
        if not self._expect_trouble(trouble, person, sheet.name, number):
            return False
        fields = {
            "full_name": person.name,
            "birth_date": person.birth.isoformat(),
            "sex": "L" if person.sex == "M" else "P",
            "rt": f"{person.rt:03}",
            "rw": f"{person.rw:03}",
            "village": VILLAGES[person.village],
            "occupation": person.slug,
        }
        if "phone" in columns:
            fields["phone"] = f"62{person.phone[1:]}"
        self.expected["fields"][person.nik] = fields
        return True

    def _spoil(
        self, trouble: str, columns: list[str], cells: list[Any], person: Person, count: int
    ) -> tuple[list[Any], Person]:
        """Give the cells of a row with one thing wrong, and the person as it then stands."""
        changes: dict[str, dict[str, Any]] = {
            "over_age": {"birth": date(self.random.randint(1941, 1959), 6, 15)},
            "under_age": {"birth": date(2009, 3, 2)},
            "deceased": {"name": f"{person.name} (Alm.)"},
        }
        changed = changes.get(trouble)
        if changed:
            person = replace(person, **changed)
            if "birth" in changed:
                person.nik = self.people.nik(person.birth, person.sex)
            cells = [self.cells.of(name, person, count) for name in columns]
        spoilt = {
            "nik_lost": ("nik", "3,57202E+15"),
            "nik_short": ("nik", person.nik[:15]),
            "nik_long": ("nik", person.nik + "4"),
            "nik_missing": ("nik", self.random.choice(["-", None, "belum ada"])),
            "village_unknown": ("village", self.random.choice(["Sanankulon", "Kel. Kaweron"])),
            "unknown_occupation": (
                "job",
                self.random.choice(["serabutan", "buruh tani", "petani"]),
            ),
            "nik_sex_mismatch": ("sex", self.cells.sex("F" if person.sex == "M" else "M")),
        }.get(trouble)
        if spoilt and spoilt[0] in columns:
            cells = list(cells)
            cells[columns.index(spoilt[0])] = spoilt[1]
        return cells, person

    def _expect_trouble(self, trouble: str, person: Person, sheet: str, number: int) -> bool:
        """Say what a reading makes of a row; True when its fields can be compared."""
        code = {"nik_short": "nik_length", "nik_long": "nik_length"}.get(trouble, trouble)
        if (
            (code == "village_unknown" and self.style["village"] != "column")
            or (code == "unknown_occupation" and self.style["job"] != "column")
            or (code == "nik_sex_mismatch" and self.style["sex"] in {"none", "ticks"})
        ):
            code = ""
        if code in {"nik_lost", "nik_length", "nik_missing", "over_age", "village_unknown"}:
            self.expected["refuse"].append({"sheet": sheet, "row": number, "class": code})
            return False
        if code:
            self.expected["warn"][person.nik] = [code]
            return False
        self.expected["accept"].append(person.nik)
        return True

    def _expect_row(self, sheet: str, number: int) -> None:
        self.expected["data_rows"].setdefault(sheet, []).append([number, number])

    def _merge(self, sheet: MadeSheet, columns: list[str], first_row: int) -> None:
        """Merge each value of kelurahan and occupation with the empty cells below it."""
        for name in {"village", "job"} & set(columns):
            column = columns.index(name) + self.style["left"]
            start = None
            for number in range(first_row, len(sheet.rows) + 2):
                row = sheet.rows[number - 1] if number <= len(sheet.rows) else []
                filled = len(row) > column and row[column] is not None
                if start and (filled or not row) and number - 1 > start:
                    sheet.merges.append((start, number - 1, column + 1, column + 1))
                start = number if filled else (start if row else None)

    def _sign(self, sheet: MadeSheet, columns: list[str], village: str) -> None:
        at = max(len(columns) - 3, 1)
        name = self.random.choice(["SUPRIYANTO, S.Sos", "Drs. H. MULYADI", "ENDANG SRI, S.E."])
        for text in (
            "",
            "Blitar, 3 Maret 2025",
            f"Lurah {village},",
            "",
            name,
            "NIP 19710815 199603 1 004",
        ):
            sheet.rows.append(self._row([""] * at + [text]) if text else [])
