"""Checks of rows: against themselves, each other and the registry; the same whenever repeated."""

from dataclasses import replace
from datetime import date

import pytest

from enrollment.rules import Cover
from intake.checks import check_rows
from intake.codes import CODES
from intake.facts import Candidate
from intake.interpret import InterpretedRow, KnownPerson, edit_value
from tests.intake import files_made, judge, lists_made

ON = date(2025, 4, 1)
NIK = "3572020703800001"
VALUES = {
    "nik": NIK,
    "full_name": "Slamet Riyadi",
    "birth_date": "1980-03-07",
    "sex": "M",
    "rt": "001",
    "rw": "002",
    "village": "3572021004",
    "occupation": "pedicab_driver",
    "phone": "+6281234567890",
}


@pytest.fixture(scope="module")
def facts():
    return judge.facts()


def person(number=1, **values):
    return InterpretedRow("Data", number, "person", [], VALUES | values)


def known(facts, **facts_of_person):
    values = VALUES | facts_of_person.pop("values", {})
    one = KnownPerson(7, NIK, values, **facts_of_person)
    alike = Candidate(NIK, values["full_name"], values["birth_date"])
    return replace(facts, registry={NIK: one}, candidates=[alike])


def check(rows, facts):
    check_rows(rows, facts=facts, on=ON)
    return [(row.verdict, [found.code for found in row.problems]) for row in rows]


class TestOneRow:
    def test_a_sound_row_is_new(self, facts):
        assert check([person()], facts) == [("new", [])]

    def test_every_problem_is_told_at_once(self, facts):
        row = person(nik="123", full_name="", birth_date=None, village=None)
        assert check([row], facts) == [
            ("error", ["village_missing", "name_missing", "nik_length", "birth_date_missing"])
        ]

    def test_checking_again_says_the_same(self, facts):
        row = person(village=None, village_text="Sanankulon", occupation_text="serabutan")
        first = check([row], facts)
        assert (
            check([row], facts) == first == [("error", ["village_unknown", "unknown_occupation"])]
        )

    def test_a_word_learnt_since_makes_the_row_right(self, facts):
        row = person(occupation=None, occupation_text="serabutan")
        assert check([row], facts)[0][0] == "warning"
        assert row.values["occupation"] == "other"
        wiser = replace(
            facts,
            occupations=type(facts.occupations)(
                names=facts.occupations.names, aliases={"serabutan": "waste_collector"}
            ),
        )
        assert check([row], wiser) == [("new", [])]
        assert row.values["occupation"] == "waste_collector"

    def test_the_day_of_turning_sixty_five_is_too_late(self, facts):
        birth = {"nik": "3572020104600001", "birth_date": "1960-04-01"}
        assert check([person(**birth)], facts) == [("error", ["over_age"])]
        birth = {"nik": "3572020204600001", "birth_date": "1960-04-02"}
        assert check([person(**birth)], facts) == [("new", [])]

    def test_rows_that_are_no_people_are_left_alone(self, facts):
        row = InterpretedRow("Data", 1, "ignored", ["JUMLAH"])
        assert check([row], facts) == [("", [])]


class TestRowsTogether:
    def test_the_same_person_twice_counts_once(self, facts):
        rows = [person(1), person(2, full_name="SLAMET  RIYADI")]
        assert check(rows, facts) == [("new", []), ("same", ["same_row_twice"])]
        assert "lembar Data baris 1" in rows[1].problems[0].message

    def test_a_skipped_row_concerns_no_other(self, facts):
        rows = [person(1), person(2)]
        rows[0].skipped = True
        assert check(rows, facts)[1] == ("new", [])

    def test_one_nik_with_two_names_warns_the_first_and_blocks_the_second(self, facts):
        rows = [person(1), person(2, full_name="Kasminah")]
        assert check(rows, facts) == [
            ("warning", ["nik_other_name"]),
            ("error", ["nik_other_name"]),
        ]

    @pytest.mark.parametrize(
        ("values", "alike"),
        [
            ({"nik": "3572020703800011"}, True),  # one digit
            ({"nik": "3572020703800010"}, True),  # two neighbours swapped
            ({"nik": "3572030703800001"}, True),
            ({"nik": "3572020703809999", "full_name": "Slamet Riyadhi"}, True),
            ({"nik": "3572020703800011", "full_name": "Budi Santoso"}, False),
            ({"nik": "3572021204759999", "birth_date": "1975-04-12"}, False),
        ],
    )
    def test_people_who_may_be_one_are_told_apart_by_a_person(self, facts, values, alike):
        expected = ["near_duplicate"] if alike else []
        rows = [person(1), person(2, **values)]
        assert [codes for _verdict, codes in check(rows, facts)] == [expected, expected]


class TestAgainstTheRegistry:
    def test_nothing_to_do_is_the_same(self, facts):
        row = person()
        assert check([row], known(facts, enrolled=True)) == [("same", [])]
        assert (row.worker, row.changes) == (7, {})

    def test_a_known_person_without_a_place_is_an_update(self, facts):
        assert check([person()], known(facts)) == [("update", [])]

    def test_changes_are_shown_old_and_new(self, facts):
        row = person(rt="005", full_name="SLAMET RIYADI", phone="")
        assert check([row], known(facts, enrolled=True)) == [("update", [])]
        assert row.changes == {"rt": ["001", "005"]}

    def test_what_only_the_nik_says_changes_nothing(self, facts):
        row = person(birth_date="1980-03-07")
        row.sources["birth_date"] = "nik"
        older = known(facts, enrolled=True, values={"birth_date": "1980-03-08"})
        check([row], older)
        assert row.changes == {}

    def test_another_name_on_record_blocks(self, facts):
        other = known(facts, values={"full_name": "Kasminah"})
        assert check([person()], other) == [("error", ["nik_other_name"])]

    def test_cover_elsewhere_on_the_same_days_blocks(self, facts):
        cover = Cover(date(2025, 1, 1), date(2025, 6, 30), "Lain")
        assert check([person()], known(facts, covers=(cover,))) == [("error", ["already_covered"])]

    def test_a_recorded_death_blocks_and_goes_when_it_is_taken_back(self, facts):
        row = person()
        assert check([row], known(facts, died_on=date(2024, 5, 1))) == [("error", ["deceased"])]
        assert check([row], known(facts)) == [("update", [])]

    def test_somebody_alike_on_record_is_told(self, facts):
        row = person(nik="3572020703800011")
        assert check([row], known(facts)) == [("warning", ["near_duplicate"])]
        assert "sudah terdaftar" in row.problems[0].message


class TestEditValue:
    def edited(self, facts, field, text, **values):
        row = person(**values)
        check([row], facts)
        edit_value(row, field, text, facts=facts)
        return row, check([row], facts)[0]

    def test_a_right_nik_fills_what_it_tells(self, facts):
        row = person(nik="123", birth_date=None, sex=None)
        edit_value(row, "nik", "357202 450788 0003", facts=facts)
        assert check([row], facts) == [("new", [])]
        assert (row.values["nik"], row.values["birth_date"], row.values["sex"]) == (
            "3572024507880003",
            "1988-07-05",
            "F",
        )

    def test_a_wrong_nik_is_kept_and_refused(self, facts):
        row, (verdict, codes) = self.edited(facts, "nik", "12345")
        assert (row.values["nik"], verdict, codes) == ("12345", "error", ["nik_length"])

    @pytest.mark.parametrize("text", ["3572031001", "Kel. Gedog"])
    def test_a_kelurahan_by_code_or_name(self, facts, text):
        row, result = self.edited(facts, "village", text, village_text="Sanankulon")
        assert (row.values["village"], result) == ("3572031001", ("new", []))

    @pytest.mark.parametrize("text", ["waste_collector", "tukang sampah"])
    def test_an_occupation_by_code_or_words(self, facts, text):
        row, result = self.edited(facts, "occupation", text, occupation_text="serabutan")
        assert (row.values["occupation"], result) == ("waste_collector", ("new", []))

    def test_a_date_as_typed(self, facts):
        row, result = self.edited(facts, "birth_date", "8 Maret 1980")
        assert row.values["birth_date"] == "1980-03-08"
        assert result == ("warning", ["nik_date_mismatch"])

    def test_what_was_found_in_the_cell_goes_with_it(self, facts):
        rows = [["NIK", "NAMA", "PEKERJAAN"], [NIK, "Zainal (Alm.)", "becak"]]
        row = judge.people(judge.read_rows(rows, facts, sheet="Turi"))[0]
        assert row.verdict == "warning"
        edit_value(row, "full_name", "Zainal", facts=facts)
        assert check([row], facts) == [("new", [])]

    def test_an_emptied_field_is_empty(self, facts):
        row, result = self.edited(facts, "phone", " ")
        assert "phone" not in row.values
        assert result == ("new", [])

    def test_unreadable_text_is_told(self, facts):
        row, result = self.edited(facts, "phone", "0812 3")
        assert result == ("warning", ["value_unreadable"])
        assert "phone" not in row.values


def test_every_problem_found_in_made_lists_is_in_the_closed_list(facts, tmp_path):
    for seed in range(8):
        made = lists_made.make_list(seed)
        for row in judge.read_list(files_made.write(made, tmp_path), facts).rows:
            assert {found.code for found in row.problems} <= set(CODES)
