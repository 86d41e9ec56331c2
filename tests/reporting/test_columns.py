"""Values as the city writes them in a table."""

from datetime import date

import pytest

from reporting.columns import Kind, as_text


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        ("Siti Aminah", Kind.TEXT, "Siti Aminah"),
        ("003", Kind.DIGITS, "003"),
        (7, Kind.NUMBER, "7"),
        (2010, Kind.NUMBER, "2.010"),
        (0, Kind.NUMBER, "0"),
        (16800, Kind.RUPIAH, "Rp16.800"),
        (42_000_000, Kind.RUPIAH, "Rp42.000.000"),
        (date(2025, 4, 8), Kind.DATE, "8-4-2025"),
        (None, Kind.DATE, ""),
        ("", Kind.NUMBER, ""),
    ],
)
def test_a_value_reads_as_on_paper(value, kind, text):
    assert as_text(value, kind) == text
