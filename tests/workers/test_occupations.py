"""Occupations in people's own words."""

import pytest

from tests.intake import judge


@pytest.fixture(scope="module")
def matcher():
    return judge.facts().occupations


class TestMatch:
    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            ("Tk. Becak", "pedicab_driver"),
            ("ABANG BECAK", "pedicab_driver"),
            ("penarik becak pangkalan Pasar Legi", "pedicab_driver"),
            ("Ojek On Line", "online_motorcycle_taxi"),
            ("GO-JEK", "online_motorcycle_taxi"),
            ("sopir ojol", "online_motorcycle_taxi"),
            ("Marbot Masjid Agung", "mosque_caretaker"),
            ("pasukan kuning", "waste_collector"),
            ("Kader Posyandu Melati 3", "health_post_cadre"),
            ("ketua RT 03 RW 02", "rt_rw_officer"),
            ("Bendahara RT 05", "rt_rw_treasurer"),
            ("guru TPQ Al-Hidayah", "quran_teacher"),
            ("health_post_cadre", "health_post_cadre"),
            ("Tukang becak", "pedicab_driver"),
        ],
    )
    def test_finds_the_category(self, matcher, text, slug):
        assert matcher.match(text).slug == slug

    @pytest.mark.parametrize("text", ["serabutan", "buruh tani", "bengkel becak", "guru", "", "-"])
    def test_does_not_pretend_to_know(self, matcher, text):
        assert matcher.match(text).slug is None

    def test_suggests_the_nearest_for_a_slip_of_the_pen(self, matcher):
        found = matcher.match("tukng becak")
        assert (found.slug, found.suggestion, found.close) == (None, "pedicab_driver", True)


class TestFindIn:
    def test_finds_the_one_category_of_a_title(self, matcher):
        assert matcher.find_in("DAFTAR JURU PARKIR TAHUN 2025") == "parking_attendant"

    def test_gives_none_when_a_title_names_two(self, matcher):
        assert matcher.find_in("ojek-dan-becak") is None
