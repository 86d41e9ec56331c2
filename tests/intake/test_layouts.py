"""Layouts that kelurahan send, one trouble at a time, without a file."""

import cProfile
from datetime import date
from typing import Any

import pytest

from intake.interpret import Hints
from tests.intake import judge

SLAMET = "3572020703800001"
SITI = "3572024508850002"
JOKO = "3572011212900003"
HEAD = ["NO", "NIK", "NAMA", "TGL LAHIR", "L/P", "PEKERJAAN"]


@pytest.fixture(scope="module")
def facts():
    return judge.facts()


def row(number, nik, name, born, sex="L", job="becak", *more):
    return [number, nik, name, born, sex, job, *more]


def three(*more):
    return [
        row(1, SLAMET, "Slamet", "07-03-1980", "L", "becak", *more),
        row(2, SITI, "Siti", "05-08-1985", "P", "ojol", *more),
        row(3, JOKO, "Joko", "12-12-1990", "L", "jukir", *more),
    ]


def values(result, field):
    return [found.values.get(field) for found in judge.people(result)]


class TestWhereTheListIs:
    def test_a_list_that_starts_at_column_d_and_row_twelve_is_found(self, facts):
        rows = [[]] * 11 + [[None] * 3 + cells for cells in (HEAD, *three())]
        result = judge.read_rows(rows, facts, sheet="Gedog")
        assert [found.row for found in judge.people(result)] == [13, 14, 15]
        assert result.sheets[0].columns[0].letter == "D"

    def test_two_lists_below_each_other_have_their_own_kelurahan_and_columns(self, facts):
        second = ["NAMA", "NO KTP", "TTL"]
        rows = [
            ["KELURAHAN GEDOG"],
            HEAD,
            *three()[:2],
            [],
            ["KELURAHAN TURI"],
            second,
            ["Joko", JOKO, "Blitar, 12 Desember 1990"],
        ]
        result = judge.read_rows(rows, facts)
        assert values(result, "village") == ["3572031001", "3572031001", "3572021004"]
        assert values(result, "birth_date")[2] == "1990-12-12"

    def test_headings_repeated_on_every_page_are_no_people(self, facts):
        result = judge.read_rows([HEAD, *three()[:2], HEAD, three()[2]], facts, sheet="Turi")
        assert len(judge.people(result)) == 3

    def test_twice_as_many_short_signed_lists_are_twice_the_work(self, facts):
        page: list[list[Any]] = [["NO", "NIK", "NAMA"], [1, SLAMET, "Slamet"], ["Lurah Turi"]]

        def calls(lists: int) -> int:
            with cProfile.Profile() as profile:
                result = judge.read_rows(page * lists, facts, sheet="Turi")
            assert len(judge.people(result)) == lists
            return sum(entry.callcount for entry in profile.getstats())

        assert calls(400) < 2.2 * calls(200)

    def test_a_row_of_wide_headings_may_start_at_the_first_column(self, facts):
        rows: list[list[Any]] = [
            ["NO", "IDENTITAS", None, "KELAHIRAN", None, "L/P", "PEKERJAAN"],
            [None, "NIK", "NAMA", "TEMPAT", "TANGGAL", None, None],
            [1, SLAMET, "Slamet", "Blitar", "7 Maret 1980", "L", "becak"],
        ]
        only = judge.people(judge.read_rows(rows, facts, sheet="Turi"))[0]
        assert (only.verdict, only.values["birth_place"]) == ("new", "Blitar")

    def test_headings_broken_over_two_rows_are_put_together(self, facts):
        rows: list[list[Any]] = [
            ["NO", "NAMA", "NOMOR INDUK", "TANGGAL", "JENIS", "RT/", "PEKER-"],
            [None, "LENGKAP", "KEPENDUDUKAN", "LAHIR", "KELAMIN", "RW", "JAAN"],
            [1, "Slamet", SLAMET, "7-3-1980", "L", "1/2", "becak"],
        ]
        only = judge.people(judge.read_rows(rows, facts, sheet="Turi"))[0]
        assert (only.verdict, only.values["nik"], only.values["rw"]) == ("new", SLAMET, "002")

    def test_tick_columns_may_stand_the_other_way_round(self, facts):
        rows: list[list[Any]] = [
            ["NO", "NIK", "NAMA", "P", "L"],
            [1, SLAMET, "Slamet", None, "v"],
            [2, SITI, "Siti", None, "v"],
        ]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "sex") == ["M", "M"]

    def test_a_list_without_headings_is_recognised_by_its_cells(self, facts):
        result = judge.read_rows(three(), facts, sheet="Turi")
        assert values(result, "full_name") == ["Slamet", "Siti", "Joko"]
        assert values(result, "occupation")[1] == "online_motorcycle_taxi"

    def test_two_columns_without_headings_are_enough(self, facts):
        rows: list[list[Any]] = [[SLAMET, "Slamet"], [SITI, "Siti"]]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "full_name") == ["Slamet", "Siti"]

    def test_a_nik_column_without_a_heading_is_recognised(self, facts):
        head = ["NO", None, "NAMA", "TGL LAHIR", "L/P", "PEKERJAAN"]
        result = judge.read_rows([head, *three()], facts, sheet="Turi")
        assert values(result, "nik") == [SLAMET, SITI, JOKO]

    def test_a_summary_is_no_list_of_people(self, facts):
        rows: list[list[Any]] = [
            ["NO", "KELURAHAN", "JUMLAH"],
            [1, "Gedog", 12],
            [2, "Turi", 8],
            [3, "Bendo", 4],
        ]
        assert judge.people(judge.read_rows(rows, facts)) == []
        rows[0][1] = "NAMA"
        assert judge.people(judge.read_rows(rows, facts)) == []

    def test_a_text_without_people_gives_a_remark_and_no_row_of_a_person(self, facts):
        result = judge.read_rows([["Kepada Yth."], ["Lurah Gedog"]], facts)
        assert judge.people(result) == []
        assert len(result.rows) == 2
        assert "Tidak ada daftar orang" in result.notes[0]


class TestRowsThatAreNoPeople:
    def test_totals_signatures_and_numbering_are_ignored_with_a_reason(self, facts):
        rows = [
            ["DAFTAR USULAN"],
            HEAD,
            [1, 2, 3, 4, 5, 6],
            *three(),
            [None, "JUMLAH", 3],
            [],
            [None, "Mengetahui,", None, "Blitar, 3 Maret 2025"],
            [None, "Ketua RW 02", None, "Lurah Turi"],
            [None, "SUPARMAN", None, "MARGONO, S.E."],
            [None, None, None, "NIP 19710815 199603 1 004"],
        ]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert [found.row for found in judge.people(result)] == [4, 5, 6]
        reasons = {found.row: found.why_ignored for found in result.rows if found.why_ignored}
        assert reasons[1] == "Judul"
        assert reasons[3] == "Nomor kolom"
        assert reasons[7] == "Jumlah"
        assert reasons[12] == "Tanda tangan"

    def test_a_civil_servants_number_below_the_nik_column_is_no_person(self, facts):
        rows = [HEAD, *three(), [None, "Lurah"], [None, "197108151996031004", "MARGONO"]]
        result = judge.read_rows([*rows[:-1], [None, "197108151996031004"]], facts, sheet="Turi")
        assert len(judge.people(result)) == 3

    def test_numbers_waiting_for_somebody_are_no_people(self, facts):
        result = judge.read_rows([HEAD, *three(), [4], [5]], facts, sheet="Turi")
        assert len(judge.people(result)) == 3

    def test_a_person_without_a_nik_is_kept_and_refused(self, facts):
        rows = [HEAD, *three(), [4, None, "Tukiran", "01-02-1970", "L", "becak"]]
        last = judge.people(judge.read_rows(rows, facts, sheet="Turi"))[-1]
        assert (last.verdict, [found.code for found in last.problems]) == (
            "error",
            ["nik_missing"],
        )

    def test_words_of_a_signature_do_not_hide_a_numbered_person(self, facts):
        rows: list[list[Any]] = [
            ["NO", "NIK", "NAMA", "KEL", "PEKERJAAN", "KET"],
            [1, None, "Penata Susilo", "Turi", "becak", None],
            [2, None, "Budi", "Turi", "koordinator parkir", "ttd lurah"],
        ]
        assert len(judge.people(judge.read_rows(rows, facts))) == 2

    def test_subtotals_between_groups_are_no_people(self, facts):
        rows = [HEAD, *three()[:2], [None, None, "Sub Jumlah", 2], three()[2]]
        assert len(judge.people(judge.read_rows(rows, facts, sheet="Turi"))) == 3


class TestGroupRows:
    def test_rt_and_rw_of_a_group_row_hold_until_the_next(self, facts):
        one, two, last = three()
        rows = [HEAD, ["RW 02"], ["RT 01"], one, ["RT 03"], two, ["RW : 05"], last]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "rt") == ["001", "003", None]
        assert values(result, "rw") == ["002", "002", "005"]

    def test_rt_with_a_dot_is_no_numbering_of_the_row(self, facts):
        result = judge.read_rows([HEAD, ["RT. 01 / RW. 02"], *three()], facts, sheet="Turi")
        assert values(result, "rt") == ["001"] * 3
        assert values(result, "rw") == ["002"] * 3

    def test_a_family_card_in_the_nik_column_is_no_person(self, facts):
        for card in (
            ["No. KK :", "3572021911196671"],
            [None, "KK No. 3572021911196671"],
            ["NO KK", 3572021911196671],
        ):
            result = judge.read_rows([HEAD, card, three()[0]], facts, sheet="Turi")
            assert values(result, "family_card_number") == ["3572021911196671"]

    def test_a_sheet_named_after_its_rw_says_the_rw(self, facts):
        rows = [["KELURAHAN TURI"], HEAD, *three()]
        assert values(judge.read_rows(rows, facts, sheet="RW 03"), "rw") == ["003"] * 3

    def test_family_card_and_address_may_share_a_row(self, facts):
        card = ["No. KK 3572.0319.1119.6671 - Alamat: Jl. Brantas RT 5 RW 2"]
        only = judge.people(judge.read_rows([HEAD, card, three()[0]], facts, sheet="Turi"))[0]
        assert only.values["family_card_number"] == "3572031911196671"
        assert (only.values["rt"], only.values["address"]) == ("005", "Jl. Brantas")

    def test_family_card_and_address_above_a_family_belong_to_it(self, facts):
        one, two, last = three()
        rows = [
            HEAD,
            ["No. KK : 3572021911196670"],
            ["Alamat : Jl. Mawar No. 5, RT/RW : 003/001"],
            one,
            two,
            ["No. KK", ":", "3572021911196671"],
            last,
        ]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "family_card_number") == [
            "3572021911196670",
            "3572021911196670",
            "3572021911196671",
        ]
        assert values(result, "address") == ["Jl. Mawar No. 5", "Jl. Mawar No. 5", None]
        assert values(result, "rt") == ["003", "003", None]

    def test_a_kelurahan_of_a_group_row_wins_over_the_sheet(self, facts):
        one, two, last = three()
        rows = [HEAD, one, ["KELURAHAN BENDO"], two, ["Karang Tengah"], last]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "village") == ["3572021004", "3572011006", "3572031006"]
        assert judge.people(result)[1].sources["village"] == "group"

    def test_an_occupation_of_a_group_row_holds_where_the_list_has_no_column(self, facts):
        rows: list[list[Any]] = [
            ["NO", "NIK", "NAMA"],
            ["A. TUKANG BECAK"],
            [1, SLAMET, "Slamet"],
            ["B", "JURU PARKIR"],
            [2, SITI, "Siti"],
        ]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "occupation") == ["pedicab_driver", "parking_attendant"]


class TestKelurahan:
    @pytest.mark.parametrize(
        ("title", "sheet", "file_name", "hint", "code", "source"),
        [
            ("x", "Gedog", "kel bendo.xlsx", "3572021004", "3572031001", "sheet"),
            ("KEL. TLUMPU KEC. SUKOREJO KOTA BLITAR", "Data", "x", "", "3572021003", "title"),
            (
                "PEMERINTAH KOTA BLITAR",
                "Data",
                "usulan-kelurahan-tlumpu.xlsx",
                "",
                "3572021003",
                "file",
            ),
            ("KOTA BLITAR", "Data", "x", "3572021004", "3572021004", "hint"),
            ("KECAMATAN SUKOREJO", "Data", "x", "3572021004", "3572021004", "hint"),
            ("KELURAHAN BLITAR", "Data", "x", "", "3572021002", "title"),
            ("Kelurahan Sukorejo Kecamatan Sukorejo", "Data", "x", "", "3572021006", "title"),
            ("SE-KOTA BLITAR", "Blitar", "x", "", "3572021002", "sheet"),
        ],
    )
    def test_comes_from_sheet_title_file_or_sender_in_that_order(
        self, facts, title, sheet, file_name, hint, code, source
    ):
        result = judge.read_rows(
            [[title], HEAD, *three()],
            facts,
            sheet=sheet,
            file_name=file_name,
            hints=Hints(village=hint),
        )
        assert values(result, "village") == [code] * 3
        assert judge.people(result)[0].sources["village"] == source

    def test_an_address_may_name_it(self, facts):
        rows = [[*HEAD, "ALAMAT"], *three("Jl. Mawar 5 RT 01/RW 02 Kel. Gedog Kec. Sananwetan")]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "village") == ["3572031001"] * 3

    def test_an_unknown_name_in_the_column_is_never_replaced_by_the_senders(self, facts):
        rows = [[*HEAD, "KELURAHAN"], *three("Sanankulon")]
        result = judge.read_rows(rows, facts, sheet="Turi", hints=Hints(village="3572021004"))
        assert {found.verdict for found in judge.people(result)} == {"error"}
        assert judge.people(result)[0].problems[0].code == "village_unknown"

    def test_a_slip_of_the_pen_is_read_but_asks(self, facts):
        rows = [[*HEAD, "KELURAHAN"], *three("Pakundn")]
        first = judge.people(judge.read_rows(rows, facts))[0]
        assert first.values["village"] == "3572021001"
        assert (first.verdict, first.problems[0].code) == ("warning", "village_spelling")

    def test_a_list_that_names_none_waits_for_somebody_to_say(self, facts):
        result = judge.read_rows([HEAD, *three()], facts)
        assert [found.code for found in judge.people(result)[0].problems] == ["village_missing"]

    def test_a_row_of_another_kelurahan_is_refused_to_its_clerk(self):
        known = judge.facts(allowed_villages=frozenset({"3572021004"}))
        result = judge.read_rows([HEAD, *three()], known, sheet="Gedog")
        assert judge.people(result)[0].problems[0].code == "village_not_yours"


class TestDates:
    def test_the_order_of_a_column_is_proved_by_the_niks(self, facts):
        rows = [HEAD]
        rows += [row(1, SLAMET, "Slamet", "03/07/1980"), row(2, SITI, "Siti", "08/05/1985", "P")]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "birth_date") == ["1980-03-07", "1985-08-05"]

    def test_date_cells_read_the_wrong_way_round_are_put_right_and_said(self, facts):
        rows = [HEAD]
        rows += [
            row(1, SLAMET, "Slamet", date(1980, 7, 3)),
            row(2, SITI, "Siti", date(1985, 5, 8), "P"),
        ]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "birth_date") == ["1980-03-07", "1985-08-05"]
        assert judge.people(result)[0].repairs["birth_date"] == ["03-07-1980", "1980-03-07"]

    def test_one_wrong_date_does_not_turn_the_column(self, facts):
        rows = [HEAD, *three(), row(4, "3572010506750004", "Budi", "06-05-1975")]
        last = judge.people(judge.read_rows(rows, facts, sheet="Turi"))[-1]
        assert last.values["birth_date"] == "1975-05-06"
        assert [found.code for found in last.problems] == ["nik_date_mismatch"]

    def test_a_date_that_does_not_exist_asks_and_takes_the_niks(self, facts):
        rows = [HEAD, row(1, SLAMET, "Slamet", "31-02-1980")]
        only = judge.people(judge.read_rows(rows, facts, sheet="Turi"))[0]
        assert only.values["birth_date"] == "1980-03-07"
        assert (only.verdict, only.problems[0].code) == ("warning", "birth_date_unreadable")
        assert "31-02-1980" in str(only.problems[0].message)

    def test_a_list_without_birth_dates_takes_them_from_the_nik(self, facts):
        rows = [["NIK", "NAMA", "PEKERJAAN"], [SITI, "Siti", "ojol"]]
        only = judge.people(judge.read_rows(rows, facts, sheet="Turi"))[0]
        assert (only.values["birth_date"], only.values["sex"]) == ("1985-08-05", "F")
        assert only.verdict == "new"


class TestOtherColumns:
    def test_rt_and_rw_that_excel_made_a_date_are_put_right_and_said(self, facts):
        rows: list[list[Any]] = [[*HEAD, "RT/RW"]]
        rows += [
            [*cells, day]
            for cells, day in zip(
                three(), [date(2025, 2, 3), "004/011", date(2013, 5, 1)], strict=True
            )
        ]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "rt") == ["003", "004", "005"]
        assert values(result, "rw") == ["002", "011", "013"]
        assert judge.people(result)[0].repairs["rt"] == ["03-02-2025", "003"]

    def test_two_apostrophes_repeat_the_cell_above(self, facts):
        rows = [[*HEAD, "RT"], *([*cells, "''"] for cells in three())]
        rows[1][-1] = "05"
        assert values(judge.read_rows(rows, facts, sheet="Turi"), "rt") == ["005"] * 3

    def test_odd_forms_of_a_single_rt_or_rw_are_read(self, facts):
        rows = [[*HEAD, "RT", "RW"], *three()]
        for cells, pair in zip(rows[1:], (["1.0", "II"], ["01/02", None], ["-", 2]), strict=True):
            cells += pair
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "rt") == ["001", "001", None]
        assert values(result, "rw") == ["002", "002", "002"]

    def test_where_people_live_is_their_address_when_there_is_no_other(self, facts):
        rows = [[*HEAD, "ALAMAT TEMPAT TINGGAL"], *three("Jl. Mawar 5 RT 1 RW 2")]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "address") == ["Jl. Mawar 5"] * 3
        assert values(result, "rt") == ["001"] * 3

    def test_columns_nobody_knows_are_kept_with_the_remarks(self, facts):
        rows = [[*HEAD, "UKURAN KAOS", "KET"], *[[*cells, "XL", "rajin"] for cells in three()]]
        assert (
            values(judge.read_rows(rows, facts, sheet="Turi"), "note")
            == ["UKURAN KAOS: XL; rajin"] * 3
        )

    def test_a_chosen_meaning_stands_over_what_was_found(self, facts):
        rows = [[*HEAD, "POS"], *three("Pasar Legi")]
        mapping = {"Lembar1": {"G": "work_place", "F": ""}}
        result = judge.read_rows(rows, facts, mapping=mapping)
        assert values(result, "work_place") == ["Pasar Legi"] * 3
        assert values(result, "note")[0] == "PEKERJAAN: becak"
        assert [column.why for column in result.sheets[0].columns[-2:]] == ["chosen", "chosen"]

    def test_the_heirs_name_is_not_taken_for_the_persons(self, facts):
        rows = [[*HEAD, "AHLI WARIS", None], [None] * 6 + ["NAMA", "HUBUNGAN"]]
        rows += [[*cells, "Wati", "Istri"] for cells in three()]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "full_name") == ["Slamet", "Siti", "Joko"]
        assert values(result, "heir_name") == ["Wati"] * 3

    def test_family_cards_and_niks_without_headings_are_told_apart(self, facts):
        cards = ["3572021911196670", "3572022304200002", "3572020101170001"]
        rows = [[card, *cells[1:]] for card, cells in zip(cards, three(), strict=True)]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "nik") == [SLAMET, SITI, JOKO]
        assert values(result, "family_card_number") == cards

    def test_a_number_ending_in_zero_is_put_to_a_person_other_numbers_pass(self, facts):
        rows = [
            HEAD,
            row(1, 3572020703800010, "Slamet", "07-03-1980"),
            row(2, int(SITI), "Siti", "05-08-1985", "P"),
        ]
        one, two = judge.people(judge.read_rows(rows, facts, sheet="Turi"))
        assert [found.code for found in one.problems] == ["nik_rounding_suspect"]
        assert (two.verdict, two.values["nik"]) == ("new", SITI)

    def test_hidden_sheets_are_named_and_left_alone(self, facts):
        from intake.interpret import RawRow, RawSheet, Reading, interpret

        hidden = RawSheet("tahun lalu", True, [RawRow(1, list(HEAD)), RawRow(2, three()[0])])
        reading = Reading("x.xlsx", "xlsx", [hidden])
        result = interpret(reading, facts=facts, hints=Hints())
        assert result.rows == []
        assert "tahun lalu" in result.notes[0]
        opened = interpret(reading, facts=facts, hints=Hints(include_hidden=True))
        assert len(judge.people(opened)) == 1


class TestColumnsUnderOddHeadings:
    """What a heading leaves open is told by the cells, but only with proof."""

    def read(self, facts, heading, cells, *more):
        head = ["NO", "NIK", "NAMA", "PEKERJAAN", heading, *(text for text, _ in more)]
        people = [(1, SLAMET, "Slamet"), (2, SITI, "Siti"), (3, JOKO, "Joko")]
        rows = [
            [*person, "becak", cell, *(others[at] for _, others in more)]
            for at, (person, cell) in enumerate(zip(people, cells, strict=True))
        ]
        return judge.read_rows([head, *rows], facts, sheet="Turi")

    def test_days_that_are_the_niks_are_days_of_birth(self, facts):
        result = self.read(facts, "TGL LHRN", ["07-03-1980", "05-08-1985", "13-12-1991"])
        last = judge.people(result)[-1]
        assert last.values["birth_date"] == "1991-12-13"
        assert [found.code for found in last.problems] == ["nik_date_mismatch"]

    def test_other_days_are_kept_as_a_remark(self, facts):
        result = self.read(facts, "TGL MASUK", ["07-03-2001", "05-08-1999", "13-12-2003"])
        assert values(result, "note")[0] == "TGL MASUK: 07-03-2001"
        assert values(result, "birth_date")[0] == "1980-03-07"

    def test_mobile_numbers_are_phones_unless_the_heading_names_somebody_else(self, facts):
        phones = ["081234567890", "081234567891", "081234567892"]
        assert values(self.read(facts, "SELULER", phones), "phone")[0] == "+6281234567890"
        assert values(self.read(facts, "NO HP KETUA RT", phones), "phone") == [None] * 3

    def test_a_column_of_ones_is_no_sex(self, facts):
        result = self.read(facts, "JML", ["1", "1", "1"])
        assert values(result, "sex") == ["M", "F", "M"]
        assert values(result, "note")[0] == "JML: 1"

    def test_family_cards_are_known_by_their_day_of_issue(self, facts):
        cards = ["3572020103120001", "3572021207150002", "3572020511180003"]
        for heading in ("NO. KARTU", "NO KELRG"):
            assert values(self.read(facts, heading, cards), "family_card_number") == cards

    def test_a_relative_has_the_only_nik_of_a_list(self, facts):
        rows: list[list[Any]] = [
            ["NO", "NAMA", "TGL LAHIR", "L/P", "PEKERJAAN", "NIK AHLI WARIS"],
            [1, "Paijo", "01-02-1970", "L", "becak", SLAMET],
            [2, "Painem", "02-03-1971", "P", "ojol", SITI],
            [3, "Paimin", "03-04-1972", "L", "jukir", JOKO],
        ]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "nik") == [""] * 3

    def test_name_and_nik_in_one_cell_are_read_apart(self, facts):
        rows: list[list[Any]] = [
            ["NO", "NAMA / NIK", "L/P", "PEKERJAAN"],
            [1, f"Slamet / {SLAMET}", "L", "becak"],
            [2, f"Siti\n{SITI}", "P", "ojol"],
            [3, f"Joko (alm) - {JOKO}", "L", "jukir"],
        ]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "full_name") == ["Slamet", "Siti", "Joko"]
        assert values(result, "nik") == [SLAMET, SITI, JOKO]
        assert [found.code for found in judge.people(result)[2].problems] == ["deceased"]

    def test_words_beside_a_nik_are_no_name_under_another_heading(self, facts):
        rows: list[list[Any]] = [
            ["NO", "NIK", "L/P"],
            [1, f"{SLAMET} (KTP hilang)", "L"],
            [2, SITI, "P"],
        ]
        result = judge.read_rows(rows, facts, sheet="Turi")
        assert values(result, "full_name") == [None, None]

    def test_places_below_lahir_are_no_birth_dates(self, facts):
        people = [(SLAMET, "Slamet"), (SITI, "Siti"), (JOKO, "Joko")]
        born = [("Blitar", "07-03-1981"), ("Kediri", "05-08-1985"), ("Malang", "12-12-1990")]
        rows = [[*who, *when] for who, when in zip(people, born, strict=True)]
        head = ["NIK", "NAMA", "LAHIR DI", "TANGGAL"]
        result = judge.read_rows([head, *rows], facts, sheet="Turi")
        assert values(result, "birth_date") == ["1981-03-07", "1985-08-05", "1990-12-12"]

    def test_the_plainer_of_two_headings_gives_the_name(self, facts):
        shops = ("NAMA WARUNG", ["Barokah", "Lestari", "Mulya"])
        head: list[Any] = ["NO", shops[0], "NAMA", "NIK", "L/P"]
        people = [("Slamet", SLAMET, "L"), ("Siti", SITI, "P"), ("Joko", JOKO, "L")]
        rows: list[list[Any]] = [[at + 1, shops[1][at], *one] for at, one in enumerate(people)]
        result = judge.read_rows([head, *rows], facts, sheet="Turi")
        assert values(result, "full_name") == ["Slamet", "Siti", "Joko"]


def test_a_title_between_lists_may_name_work_and_kelurahan_at_once(facts):
    rows = [
        ["A. MARBOT KELURAHAN BENDO"],
        HEAD[:-1],
        *[cells[:-1] for cells in three()[:2]],
        ["JUMLAH", 2],
        ["B. GURU NGAJI KELURAHAN NGADIREJO"],
        HEAD[:-1],
        three()[2][:-1],
    ]
    result = judge.read_rows(rows, facts)
    assert values(result, "village") == ["3572011006", "3572011006", "3572011002"]
    assert values(result, "occupation")[-1] == "quran_teacher"
