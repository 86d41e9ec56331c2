"""Kelurahan in people's own spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake import judge

MATCHER = judge.facts().villages
GEDOG, BLITAR, TLUMPU = "3572031001", "3572021002", "3572021003"


class TestMatch:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Gedog", GEDOG),
            ("gedog", GEDOG),
            ("Kel. Gedog", GEDOG),
            ("KELURAHAN : GEDOG", GEDOG),
            ("Gedog, Kec. Sananwetan", GEDOG),
            ("Gedog (Kota Blitar)", GEDOG),
            (GEDOG, GEDOG),
            ("Karang Tengah", "3572031006"),
            ("KEPANJEN LOR", "3572011007"),
            ("Kel. Tanjung Sari", "3572021007"),
            ("Sanan Wetan", "3572031004"),
            ("Blitar", BLITAR),
            ("Bendo", "3572011006"),
            ("Bendo Gerit", "3572031007"),
            ("Desa/Kel. Turi", "3572021004"),
        ],
    )
    def test_finds_every_usual_spelling(self, text, code):
        assert MATCHER.match(text) == code

    @pytest.mark.parametrize(
        "text", ["Sanankulon", "Kaweron", "", "-", "Karang", "Blitar Selatan"]
    )
    def test_a_place_elsewhere_is_none(self, text):
        assert MATCHER.match(text) is None
        assert MATCHER.nearest(text) is None

    @given(st.text(max_size=60))
    def test_any_text_gets_an_answer(self, text):
        assert MATCHER.match(text) in {None, *MATCHER.names}
        assert MATCHER.nearest(text) in {None, *MATCHER.names}
        assert MATCHER.find_in(text) in {None, *MATCHER.names}


class TestElsewhere:
    @pytest.mark.parametrize(
        "text",
        ["Sukorejo, Kec. Sutojayan", "Bendo Kab. Blitar", "Ds. Turi Kecamatan Kanigoro"],
    )
    def test_a_name_in_another_district_is_none(self, text):
        assert MATCHER.match(text) is None
        assert MATCHER.nearest(text) is None

    @pytest.mark.parametrize("district", ["Ponggok", "Kec. Garum", "Sanankulon", "Kab. Blitar"])
    def test_a_district_may_be_elsewhere(self, district):
        assert MATCHER.is_elsewhere(district)

    @pytest.mark.parametrize(
        "district",
        ["Sukorejo", "KEC. SUKOREJO", "Skrejo", "Kepanjen Kidul", "Snw", "Kota Blitar", "-", ""],
    )
    def test_one_of_the_city_is_not_however_it_is_written(self, district):
        assert not MATCHER.is_elsewhere(district)


class TestShortened:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Kep. Lor", "3572011007"),
            ("Kr. Tengah / Sananwetan", "3572031006"),
            ("Tj. Sari, Kec. Sukorejo", "3572021007"),
        ],
    )
    def test_a_usual_short_form_is_known(self, text, code):
        assert MATCHER.match(text) == code

    def test_a_single_letter_is_put_to_a_person(self):
        assert MATCHER.match("K. Tengah") is None
        assert MATCHER.nearest("K. Tengah") == "3572031006"


class TestWithDistrict:
    @pytest.mark.parametrize(
        "text", ["Tlumpu/Sukorejo", "Tlumpu, Sukorejo", "Kel Tlumpu RT 1 RW 2"]
    )
    def test_its_own_district_or_rt_may_follow(self, text):
        assert MATCHER.match(text) == TLUMPU

    @pytest.mark.parametrize("text", ["Tlumpu/Turi", "Tlumpu/Sananwetan"])
    def test_another_place_may_not(self, text):
        assert MATCHER.match(text) is None


class TestNearest:
    @pytest.mark.parametrize("text", ["Tlumpuu", "Tlumpo", "Kel. Tlmpu"])
    def test_one_slip_of_the_pen_is_seen(self, text):
        assert MATCHER.nearest(text) == TLUMPU

    def test_short_names_are_too_easily_another(self):
        assert MATCHER.nearest("Bendi") is None


class TestFindIn:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("KEL. TLUMPU KEC. SUKOREJO KOTA BLITAR", TLUMPU),
            ("DAFTAR PEKERJA RENTAN KELURAHAN BLITAR", BLITAR),
            ("usulan-kelurahan-tlumpu", TLUMPU),
            ("data_tlumpu_2025", TLUMPU),
            ("Lurah Tlumpu,", TLUMPU),
            ("REKAP KECAMATAN KEPANJENKIDUL", None),
            ("rekap-kecamatan-kepanjenkidul", None),
            ("PEMERINTAH KOTA BLITAR", None),
            ("DATA GURU NGAJI SE-KOTA BLITAR", None),
            ("pekerja rentan blitar", None),
            ("Tlumpu dan Turi", None),
            ("Kel. Kepanjen Lor", "3572011007"),
        ],
    )
    def test_finds_the_one_that_is_meant(self, text, code):
        assert MATCHER.find_in(text) == code
