"""Phone numbers in every spelling people use."""

import pytest

from workers.addresses import three_digits
from workers.phones import InvalidPhone, local, mask, to_e164


@pytest.mark.parametrize(
    "written",
    ["0812 3456 7890", "081234567890", "+62 812-3456-7890", "6281234567890", "81234567890"],
)
def test_every_spelling_of_a_number_becomes_one(written):
    assert to_e164(written) == "+6281234567890"


@pytest.mark.parametrize("written", ["12", "halo", "0812", "0812345678901234567"])
def test_what_is_no_number_is_refused_with_a_sentence(written):
    with pytest.raises(InvalidPhone, match="Nomor HP"):
        to_e164(written)


def test_nothing_stays_nothing():
    assert to_e164("  ") == local("") == mask("") == ""


def test_the_middle_of_a_number_is_hidden():
    assert mask("+6281234567890") == "0812••••7890"
    assert local("+6281234567890") == "0812-3456-7890"


@pytest.mark.parametrize(
    ("written", "number"),
    [("3", "003"), ("03", "003"), ("RT 3", "003"), ("rw.12", "012"), ("", ""), ("0", "")],
)
def test_neighbourhood_numbers_have_three_digits(written, number):
    assert three_digits(written) == number


@pytest.mark.parametrize("written", ["1234", "III", "3/4"])
def test_other_neighbourhood_texts_are_refused(written):
    with pytest.raises(ValueError, match=r"."):
        three_digits(written)
