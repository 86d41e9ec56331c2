"""Numbers, amounts and days spelled out."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from common.terbilang import day_in_words, in_words, rupiah_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (99, "sembilan puluh sembilan"),
        (100, "seratus"),
        (101, "seratus satu"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (1_100, "seribu seratus"),
        (1_111, "seribu seratus sebelas"),
        (2_025, "dua ribu dua puluh lima"),
        (11_000, "sebelas ribu"),
        (16_800, "enam belas ribu delapan ratus"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (42_000_000, "empat puluh dua juta"),
        (232_008_000, "dua ratus tiga puluh dua juta delapan ribu"),
        (1_000_000_000, "satu miliar"),
        (1_000_000_000_000, "satu triliun"),
        (
            999_000_000_000_001,
            "sembilan ratus sembilan puluh sembilan triliun satu",
        ),
        (-5, "minus lima"),
    ],
)
def test_numbers_read_as_people_say_them(number, words):
    assert in_words(number) == words


def test_an_amount_ends_in_rupiah():
    assert rupiah_in_words(33_600_000) == "tiga puluh tiga juta enam ratus ribu rupiah"


def test_what_has_no_word_is_refused():
    with pytest.raises(ValueError, match="1000000000000000"):
        in_words(10**15)


def test_a_day_is_spelled_in_indonesian_whatever_the_reader_reads():
    with override("en"):
        assert day_in_words(date(2025, 4, 8)) == (
            "Selasa tanggal delapan bulan April tahun dua ribu dua puluh lima"
        )


def test_minutes_of_handing_over_begin_numbers_with_capitals():
    assert day_in_words(date(2025, 4, 8), capital=True) == (
        "Selasa tanggal Delapan bulan April tahun Dua Ribu Dua Puluh Lima"
    )


_ONES = [
    *("nol", "satu", "dua", "tiga", "empat", "lima"),
    *("enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
]
_SIZES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def _read(words: str) -> int:
    """Read a spelled number back, the way somebody adds it up while listening."""
    whole = part = 0
    for word in words.split():
        if word in _ONES:
            part += _ONES.index(word)
        elif word == "belas":
            part += 10
        elif word == "puluh":
            part += 9 * (part % 10)
        elif word == "ratus":
            part *= 100
        elif word == "seratus":
            part += 100
        elif word == "seribu":
            whole += 1_000
        else:
            whole, part = whole + part * _SIZES[word], 0
    return whole + part


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_every_number_can_be_told_from_its_words(number):
    assert _read(in_words(number)) == number
