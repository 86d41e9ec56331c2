"""Cells to values: what people write is read, what is written in any usual way is read back."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import areas, cleaning, phones, sexes

numbers = st.integers(1, 999)


class TestShow:
    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            (None, ""),
            (True, "Ya"),
            (7, "7"),
            (3572020703800010, "3572020703800010"),
            (3.57203e15, "3572030000000000"),
            (2.5, "2.5"),
            (1e20, "100000000000000000000"),
            (date(1980, 3, 7), "07-03-1980"),
            (datetime(1980, 3, 7, 12), "07-03-1980"),
            ("  a \u00a0 b\u200b\n c ", "a b c"),
        ],
    )
    def test_gives_what_a_person_saw(self, cell, text):
        assert cleaning.show(cell) == text

    @given(st.text(max_size=100))
    def test_is_always_clean(self, text):
        shown = cleaning.show(text)
        assert shown == shown.strip()
        assert "  " not in shown
        assert shown.isprintable()


class TestReadNik:
    def test_words_beside_the_number_are_kept_apart(self):
        found = cleaning.read_nik("3572020703800001 (KTP hilang)")
        assert (found.text, found.aside) == ("3572020703800001", "KTP hilang")

    @pytest.mark.parametrize("cell", [3572020703800010, 3572020703800010.0, "3572020703800010.0"])
    def test_a_number_ending_in_zero_is_suspect(self, cell):
        assert cleaning.read_nik(cell).rounding_suspect

    @pytest.mark.parametrize("cell", [3572020703800011, "3572020703800010", "3572020703800011.0"])
    def test_text_and_other_numbers_are_exact(self, cell):
        assert not cleaning.read_nik(cell).rounding_suspect

    @pytest.mark.parametrize("cell", ["3.572.020.703.800.010", "3,572,020,703,800,010"])
    def test_a_number_written_in_thousands_was_a_number(self, cell):
        assert cleaning.read_nik(cell) == cleaning.ReadNik(
            "3572020703800010", rounding_suspect=True
        )

    def test_a_number_too_large_to_be_exact_is_suspect(self):
        assert cleaning.read_nik(9471020703800013).rounding_suspect

    @pytest.mark.parametrize("cell", [None, "", "-", "belum punya", "proses", 0])
    def test_no_number_is_no_number(self, cell):
        assert cleaning.read_nik(cell).text == ""

    @given(st.text(max_size=60))
    def test_digits_are_never_made_up(self, text):
        found = cleaning.read_nik(text)
        had = sum(char.isdigit() or char in "Oo" for char in text)
        assert sum(char.isdigit() for char in found.text) <= had


class TestReadName:
    @pytest.mark.parametrize(
        ("text", "name", "aside", "deceased"),
        [
            ("H. Moh. Sya'roni, S.Pd.I", "H. Moh. Sya'roni, S.Pd.I", "", False),
            ("Ma’ruf", "Ma'ruf", "", False),
            ("Zainal Efendi (Alm.)", "Zainal Efendi", "", True),
            ("Zainal Efendi alm", "Zainal Efendi", "", True),
            ("Almh. Siti", "Siti", "", True),
            ("Budi (meninggal 2024)", "Budi", "meninggal 2024", True),
            ("Siti binti Alm. Karto", "Siti binti Alm. Karto", "", False),
            ("SITI (ISTRI PAK RT)", "SITI", "ISTRI PAK RT", False),
            ("Siti (istri alm. Karto)", "Siti", "istri alm. Karto", False),
            ("1. Slamet", "Slamet", "", False),
            ("'Slamet", "Slamet", "", False),
            ("Salman Almahendra", "Salman Almahendra", "", False),
            ("12345", "", "", False),
            ("-", "", "", False),
        ],
    )
    def test_takes_out_what_is_no_part_of_it(self, text, name, aside, deceased):
        found = cleaning.read_name(text)
        assert (found.text, found.aside, found.deceased) == (name, aside, deceased)

    @given(st.from_regex(r"[A-Z][a-z]{2,9}( [A-Z][a-z]{2,9}){0,3}", fullmatch=True))
    def test_a_plain_name_stays_as_it_is(self, name):
        assert cleaning.read_name(name).text == name or cleaning.read_name(name).deceased


class TestMentionsDeath:
    @pytest.mark.parametrize("note", ["meninggal bulan Januari", "Alm.", "MD", "sudah wafat"])
    def test_is_seen(self, note):
        assert cleaning.mentions_death(note)

    @pytest.mark.parametrize("note", ["", "istri alm. Karto", "rajin", "almamater"])
    def test_is_not_imagined(self, note):
        assert not cleaning.mentions_death(note)


class TestReadSex:
    @pytest.mark.parametrize(
        "text",
        [
            "L",
            "l",
            "Lk",
            "Lk.",
            "LAKI-LAKI",
            "Laki - Laki",
            "laki2",
            "Pria",
            "M",
            "1",
            "Lelaki",
            "Lk - lk",
            "Laik-laki",
            "Bpk.",
        ],
    )
    def test_men(self, text):
        assert sexes.read_sex(text) == "M"

    @pytest.mark.parametrize(
        "text",
        ["P", "Pr", "Pr.", "PEREMPUAN", "Wanita", "W", "F", "2", "prmpuan", "perenpuan", "Ibu"],
    )
    def test_women(self, text):
        assert sexes.read_sex(text) == "F"

    @pytest.mark.parametrize("text", ["", "x", "?", "3", "LP", "anak", "lama", "pengurus"])
    def test_neither(self, text):
        assert sexes.read_sex(text) == ""


class TestAreas:
    @pytest.mark.parametrize("form", ["{}", "{:03}", "RT {:02}", "RT.{}", "Rt {:03}"])
    @given(number=numbers)
    def test_one_number_in_any_form_is_read_back(self, form, number):
        assert cleaning.read_area(form.format(number)) == f"{number:03}"

    @pytest.mark.parametrize("text", ["003/001", "1000", "tiga"])
    def test_anything_else_is_unreadable(self, text):
        assert cleaning.read_area(text) is None

    @pytest.mark.parametrize("text", ["", "-", "0", "000"])
    def test_nothing_is_nothing(self, text):
        assert cleaning.read_area(text) == ""

    @pytest.mark.parametrize(
        "form",
        [
            "{:03}/{:03}",
            "{}/{}",
            "{} / {}",
            "{:02}-{:02}",
            "RT {:02} RW {:02}",
            "RT.{:03}/RW.{:03}",
            "RT {} / RW {}",
            "RT/RW {:03}/{:03}",
            "RT/RW : {}/{}",
            "Rt{:02}Rw{:02}",
            "RT : {}, RW : {}",
            "RT {:02}/{:02}",
        ],
    )
    @given(rt=numbers, rw=numbers)
    def test_a_pair_in_any_form_is_read_back(self, form, rt, rw):
        found = areas.read_pair(form.format(rt, rw))
        assert found is not None
        assert (found.rt, found.rw) == (f"{rt:03}", f"{rw:03}")

    @pytest.mark.parametrize(
        "text", ["R.T. 4 / R.W. 1", "04/RW 01", "IV/I", "RT.04/RW.I", "4\\1", "04 / 01.", "004001"]
    )
    def test_rare_forms_of_a_pair_are_read(self, text):
        assert areas.read_pair(text) == areas.Areas("004", "001", "")

    @pytest.mark.parametrize(
        ("text", "pair"),
        [("3-Feb", ("003", "002")), ("03/02/2025", ("003", "002")), ("Mar-13", ("003", "013"))],
    )
    def test_a_pair_that_became_the_text_of_a_date_is_undone(self, text, pair):
        found = areas.read_dated_pair(text)
        assert found is not None
        assert (found.rt, found.rw) == pair

    def test_words_and_births_are_no_pair(self):
        for text in ("tiga", "Senin-Rabu", "Blitar, 3-2-2025"):
            assert areas.read_dated_pair(text) is None

    def test_half_a_pair_is_half_known(self):
        found = areas.read_pair("005/-")
        assert found is not None
        assert (found.rt, found.rw) == ("005", "")

    @pytest.mark.parametrize(
        ("text", "rest"),
        [
            ("Jl. Mawar No. 28 RT 04 RW 01", "Jl. Mawar No. 28"),
            ("Jl. Melati 5 RT 04/RW 01", "Jl. Melati 5"),
            ("Jl. Melati 5, RT. 004 / RW. 001, Kel. Gedog", "Jl. Melati 5 Kel. Gedog"),
            ("RT 04 RW 01 Dsn. Krajan", "Dsn. Krajan"),
            ("Jl Kartini RT/RW 4/1", "Jl Kartini"),
            ("Jl Kartini 5 (RT 04 RW 01)", "Jl Kartini 5"),
            ("Jl Kartini 5, 004/001", "Jl Kartini 5"),
            ("Lingk. Ngegong RT.04/RW.I", "Lingk. Ngegong"),
        ],
    )
    def test_an_address_gives_them_up(self, text, rest):
        assert areas.take_from(text) == areas.Areas("004", "001", rest)

    @pytest.mark.parametrize(
        "text", ["Jl. Mawar No. 28", "Jl. Martapura 5", "Dsn. Krwang 3", "Jl. Raya 12/15"]
    )
    def test_an_address_without_them_stays_whole(self, text):
        assert areas.take_from(text) == areas.Areas("", "", text)

    def test_what_excel_made_a_date_is_undone(self):
        assert cleaning.area_pair_of_date(date(2025, 2, 3), 2025) == ("003", "002")
        assert cleaning.area_pair_of_date(date(2025, 5, 1), 2025) == ("001", "005")
        assert cleaning.area_pair_of_date(date(2013, 5, 1), 2025) == ("005", "013")


class TestReadPhones:
    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("0812-3456-7890", ["+6281234567890"]),
            ("+62 812 3456 7890", ["+6281234567890"]),
            ("6281234567890", ["+6281234567890"]),
            ("81234567890", ["+6281234567890"]),
            ("0812.3456.7890 / 0857 1234 5678", ["+6281234567890", "+6285712345678"]),
            ("(0342) 801234", ["+62342801234"]),
            ("081234567890 085712345678", ["+6281234567890", "+6285712345678"]),
            ("081234567890 (istri)", ["+6281234567890"]),
            ("08123456789O", ["+6281234567890"]),
            ("0062 812_3456_7890", ["+6281234567890"]),
            ("81234567890.0", ["+6281234567890"]),
            ("81234567890,00", ["+6281234567890"]),
            ("0812 0857 1234", ["+6281208571234"]),
            ("WA 081234567890", ["+6281234567890"]),
            ("WA 081234567890 HP. 085712345678", ["+6281234567890", "+6285712345678"]),
            ("085xxxxxxx", [""]),
            ("0812", [""]),
            ("tidak punya", [""]),
        ],
    )
    def test_gives_international_form(self, text, numbers):
        assert phones.read_phones(text) == numbers

    @given(st.integers(10_000_000, 9_999_999_999), st.sampled_from(["0", "+62", "62", ""]))
    def test_any_form_of_a_mobile_number_is_read_back(self, rest, start):
        number = f"8{max(rest, 1)}" if str(rest)[0] != "0" else f"81{rest}"
        assert phones.read_phones(start + number) == [f"+62{number}"]


class TestIsDitto:
    @pytest.mark.parametrize(
        "cell", ['"', "''", "idem", "IDEM.", "Sda.", "s.d.a.", '-"-', "sama dengan atas"]
    )
    def test_marks_and_words_for_as_above(self, cell):
        assert cleaning.is_ditto(cell)

    @pytest.mark.parametrize("cell", ["", "-", "Sama", 5, None, "Samadi"])
    def test_anything_else_speaks_for_itself(self, cell):
        assert cleaning.is_ditto(cell) == (cell == "Sama")


class TestOtherValues:
    @pytest.mark.parametrize(
        "text",
        [
            "1000000",
            "1.000.000",
            "Rp1.000.000",
            "Rp. 1.000.000,-",
            "1.000.000,00",
            "1,000,000",
            "1 jt",
            "1 juta/bulan",
            "1000 ribu",
            "Rp 1.000.000 per bulan",
        ],
    )
    def test_an_income_is_whole_rupiah(self, text):
        assert cleaning.read_income(text) == 1_000_000

    @pytest.mark.parametrize(
        "text", ["tidak tentu", "1-2 juta", "99999999999", "999999 juta", "9" * 400 + " jt"]
    )
    def test_a_vague_income_is_none(self, text):
        assert cleaning.read_income(text) is None

    @pytest.mark.parametrize(
        ("text", "status"),
        [("Kawin", "married"), ("BELUM KAWIN", "single"), ("Cerai Mati", "widowed"), ("xx", "")],
    )
    def test_marital_status(self, text, status):
        assert cleaning.read_marital(text) == status

    @pytest.mark.parametrize(("text", "decile"), [("3", 3), ("Desil 10", 10), ("11", None)])
    def test_decile(self, text, decile):
        assert cleaning.read_decile(text) == decile

    def test_a_number_of_fixed_length_is_digits_or_nothing(self):
        assert cleaning.read_digits("'3572 0319 1119 6670", 16) == "3572031911196670"
        assert cleaning.read_digits("123", 16) == ""
