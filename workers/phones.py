"""Phone numbers as people write them, stored in international form."""

import phonenumbers
from django.utils.translation import gettext as _

REGION = "ID"


class InvalidPhone(ValueError):
    """A text that is no phone number; its text is fit for the screen."""


def to_e164(text: str) -> str:
    """Read a phone number and give it in international form: ``+6281234567890``.

    Takes   text: with or without the leading zero, spaces, dots, dashes; empty for none.
    Raises  InvalidPhone with a sentence for the screen.
    """
    if not text.strip():
        return ""
    digits = text.strip()
    # Spreadsheets and hurried people drop the zero or the plus sign.
    if digits.startswith("8"):
        digits = f"0{digits}"
    elif digits.startswith("62"):
        digits = f"+{digits}"
    try:
        number = phonenumbers.parse(digits, REGION)
    except phonenumbers.NumberParseException as error:
        raise InvalidPhone(_("Nomor HP tidak terbaca. Contoh: 0812 3456 7890.")) from error
    if not phonenumbers.is_possible_number(number):
        raise InvalidPhone(_("Nomor HP terlalu pendek atau terlalu panjang."))
    if not phonenumbers.is_valid_number(number):
        raise InvalidPhone(_("Nomor HP ini tidak ada. Contoh: 0812 3456 7890."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def local(number: str) -> str:
    """Give a stored number as people here dial it: ``0812-3456-7890``."""
    if not number:
        return ""
    parsed = phonenumbers.parse(number, REGION)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def mask(number: str) -> str:
    """Hide the middle of a phone number: ``0812••••7890``."""
    digits = "".join(char for char in local(number) if char.isdigit())
    return f"{digits[:4]}{'•' * max(len(digits) - 8, 0)}{digits[-4:]}" if digits else ""
