"""The NIK: what is one, what it tells, what is repaired without a guess."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers import nik
from workers.nik import InvalidNik, Nik, check_against, mask, tidy

ON = date(2025, 4, 1)
REGIONS = ["357201", "350522", "317402", "640201", "327605", "940101"]
births = st.dates(date(1930, 1, 1), date(2015, 3, 31))
sexes = st.sampled_from("MF")
serials = st.integers(1, 9999)


def make(birth: date, sex: str = "M", region: str = "357202", serial: int = 1) -> str:
    return f"{region}{birth.day + (40 if sex == 'F' else 0):02}{birth:%m%y}{serial:04}"


def problem_of(text: object) -> str:
    with pytest.raises(InvalidNik) as refusal:
        Nik.parse(text)
    assert refusal.value.problem.field == "nik"
    assert refusal.value.problem.blocks
    assert "%(" not in str(refusal.value.problem.message)
    return refusal.value.problem.code


class TestParse:
    def test_tells_birth_sex_and_region(self):
        found = Nik.parse("3572024507880003")
        assert str(found) == "3572024507880003"
        assert (found.birth_date(ON), found.sex) == (date(1988, 7, 5), "F")
        assert found.region_code == "3572"
        assert found.region_name == "Kota Blitar"

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "nik_missing"),
            (None, "nik_missing"),
            (" - ", "nik_missing"),
            ("3.57203E+15", "nik_lost"),
            ("3,57203E+15", "nik_lost"),
            ("3.57e15", "nik_lost"),
            ("4E+15", "nik_lost"),
            ("357203260792876", "nik_length"),
            ("35720314099697532", "nik_length"),
            ("1", "nik_length"),
            ("357202070380000l", "nik_letters"),
            ("belum ada", "nik_letters"),
            ("٣٥٧٢٠٢٠٧٠٣٨٠٠٠٠١", "nik_letters"),  # Arabic digits
            ("0000000000000000", "nik_placeholder"),
            ("1111111111111111", "nik_placeholder"),
            ("0000", "nik_placeholder"),
            ("0172020703800001", "nik_region"),
            ("9972020703800001", "nik_region"),
            ("3500020703800001", "nik_region"),
            ("3572000703800001", "nik_region"),
            ("3572020003800001", "nik_date"),
            ("3572023203800001", "nik_date"),
            ("3572024003800001", "nik_date"),
            ("3572027203800001", "nik_date"),
            ("3572020713800001", "nik_date"),
            ("3572020700800001", "nik_date"),
            ("3572023002800001", "nik_date"),
            ("3572022902810001", "nik_date"),
            ("3572020703800000", "nik_serial"),
        ],
    )
    def test_says_what_is_wrong(self, text, code):
        assert problem_of(text) == code

    @pytest.mark.parametrize(
        "text",
        [
            "'3572020703800001",
            "357202 070380 0001",
            "3572.0207.0380.0001",
            "35-72-02-070380-0001",
            "357202\u00a00703800001",
            " 3572020703800001\u200b ",
            "3572O2O7O38OOOO1",
            "357202o703800001",
        ],
    )
    def test_repairs_what_needs_no_guess(self, text):
        assert Nik.parse(text).digits == "3572020703800001"

    @given(births, sexes, st.sampled_from(REGIONS), serials)
    def test_reads_back_every_number_that_can_be_issued(self, birth, sex, region, serial):
        found = Nik.parse(make(birth, sex, region, serial))
        assert (found.birth_date(ON), found.sex) == (birth, sex)
        assert found.agrees_with(birth)
        assert found.region_name

    @given(births, serials, st.sampled_from([" ", ".", "-", "'", "\u00a0", ""]), st.data())
    def test_separators_never_change_the_digits(self, birth, serial, mark, data):
        digits = make(birth, serial=serial)
        places = data.draw(st.sets(st.integers(0, 16)))
        text = "".join(mark * (place in places) + digits[place : place + 1] for place in range(17))
        assert Nik.parse(text).digits == digits

    @given(births, serials, st.integers(0, 15))
    def test_a_lost_digit_is_never_filled_in(self, birth, serial, place):
        digits = make(birth, serial=serial)
        assert problem_of(digits[:place] + digits[place + 1 :]) == "nik_length"

    @given(st.text(max_size=30))
    def test_any_text_is_read_or_refused_with_a_reason(self, text):
        with suppress(InvalidNik):
            assert len(Nik.parse(text).digits) == nik.LENGTH

    @given(st.from_regex(nik.PATTERN, fullmatch=True))
    def test_any_sixteen_digits_have_a_birth_date_or_are_refused(self, digits):
        try:
            found = Nik.parse(digits)
        except InvalidNik:
            return
        birth = found.birth_date(ON)
        assert found.agrees_with(birth)
        assert date(1906, 1, 1) <= birth <= ON


class TestBirthDate:
    @pytest.mark.parametrize(
        ("year", "expected"),
        [("15", 2015), ("16", 1916), ("00", 2000), ("99", 1999), ("25", 1925), ("26", 1926)],
    )
    def test_the_century_makes_the_owner_at_least_ten(self, year, expected):
        assert Nik.parse(f"3572020101{year}0001").birth_date(ON).year == expected

    def test_a_leap_day_falls_in_a_year_that_has_it(self):
        assert Nik.parse("3572022902000001").birth_date(ON) == date(2000, 2, 29)


class TestCheckAgainst:
    known = Nik.parse("3572020703800001")

    def test_agreement_says_nothing(self):
        assert check_against(self.known, birth_date=date(1980, 3, 7), sex="M") == []
        assert check_against(self.known, birth_date=None, sex="") == []

    def test_differences_only_warn(self):
        found = check_against(self.known, birth_date=date(1981, 3, 7), sex="F")
        assert [(one.code, one.blocks) for one in found] == [
            ("nik_date_mismatch", False),
            ("nik_sex_mismatch", False),
        ]


class TestMask:
    def test_hides_birth_date_and_sex(self):
        assert mask("3572020703800001") == "3572********0001"

    def test_a_short_number_is_hidden_whole(self):
        assert mask("35720207") == "********"

    @given(st.text(max_size=40))
    def test_tidying_twice_changes_nothing_more(self, text):
        assert tidy(tidy(text)) == tidy(text)
