"""Clean text: the same whether there was anything to clean or not."""

import pytest
from django.utils.html import escape

from common.text import clean_text, clean_texts


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        (None, ""),
        ("", ""),
        (5, "5"),
        ("Jl. Melati 5", "Jl. Melati 5"),
        (" Siti  Aminah ", "Siti Aminah"),
        ("Siti\tNur\nAminah", "Siti Nur Aminah"),
        ("Siti\u00a0Aminah", "Siti Aminah"),
        ("A\u202e\u0007 5\x7f", "A 5"),
        ("Mu\u0308ller", "Müller"),
        ("x" * 501, "x" * 500),
        ("x" * 499 + " y", "x" * 499),
    ],
)
def test_a_text_is_cleaned(given, clean):
    assert clean_text(given) == clean
    assert clean_text(clean) == clean


@pytest.mark.parametrize(
    "values",
    [
        [],
        ["Siti Aminah", "", "Jl. Melati 5"],
        ["Siti Aminah", None, 5],
        [None, 5],
        [" Siti", "Aminah"],
        ["Siti ", "Aminah"],
        ["Siti", " Aminah"],
        ["Siti", "Aminah "],
        ["Siti", "a  b"],
        ["a | b", "c|d"],
        ["Siti", "Nur\nAminah"],
        ["Siti", "A\u202e\u0007 5\x7f"],
        ["Mu\u0308ller", "Siti"],
        ["Siti", "x" * 501],
        ["Siti", escape("a <b>")],
    ],
)
def test_many_are_cleaned_as_each_would_be(values):
    given = clean_texts(values)
    assert list(given) == [clean_text(one) if isinstance(one, str) else one for one in values]
    assert not [one for one in given if isinstance(one, str) and type(one) is not str]


def test_lines_stay_where_they_are_wanted():
    assert clean_text(" a  b \n\n c", lines=True) == "a b\nc"


def test_what_was_safe_for_a_page_is_only_text():
    assert type(clean_text(escape("plain"))) is str
