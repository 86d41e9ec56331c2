"""Refuses passwords made of words that everybody in the office would try."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LOCAL_WORDS = frozenset(
    {
        "blitar",
        "kotablitar",
        "bpjs",
        "ketenagakerjaan",
        "kelurahan",
        "pemkot",
        "rahasia",
        "sandi",
    }
    | {
        "dinas",
        "registri",
        "pekerja",
        "rentan",
        "indonesia",
        "password",
        "qwerty",
        "admin",
    }
)


class LocalWordsValidator:
    """Refuse a password that is nothing but local words and digits."""

    def validate(self, password: str, user: Any = None) -> None:
        rest = "".join(char for char in password.lower() if char.isalpha())
        for word in sorted(LOCAL_WORDS, key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < 4:
            raise ValidationError(
                _("Kata sandi ini mudah ditebak. Pakailah beberapa kata yang tidak berkaitan."),
                code="password_local_words",
            )

    def get_help_text(self) -> str:
        return _("Jangan memakai nama kota, dinas, atau kata yang mudah ditebak.")
