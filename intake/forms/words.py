"""Which category each unknown word of a list means."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from intake.words import UnknownWord


class WordsForm(forms.Form):
    """One choice per word, and one to forget per word that the sender has taught."""

    def __init__(
        self,
        *args: Any,
        words: Sequence[UnknownWord],
        known: Mapping[str, str],
        categories: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """Takes known: remembered words and the slugs they mean; categories: slug to name."""
        super().__init__(*args, **kwargs)
        self.words = words
        self.known = known
        self.categories = categories
        for word in words:
            self.fields[_name("word", word.key)] = forms.ChoiceField(
                label=_("Kategori untuk “%(word)s”") % {"word": word.text},
                choices=[("", _("Belum tahu, tetap peringatan")), *categories.items()],
                initial=word.suggestion if word.is_close else "",
                required=False,
                error_messages={"invalid_choice": _("Pilih kategori dari daftar.")},
            )
        for word_key in known:
            self.fields[_name("forget", word_key)] = forms.BooleanField(
                label=_("Lupakan “%(word)s”") % {"word": word_key}, required=False
            )

    def rows(self) -> list[tuple[UnknownWord, str, BoundField]]:
        """Give every unknown word with the name of what is near but not near enough."""
        return [
            (
                word,
                "" if word.is_close else self.categories.get(word.suggestion, ""),
                self[_name("word", word.key)],
            )
            for word in self.words
        ]

    def taught(self) -> list[tuple[str, str, BoundField]]:
        """Give every remembered word, the name of its category, and the field to forget it."""
        return [
            (word, self.categories.get(slug, slug), self[_name("forget", word)])
            for word, slug in self.known.items()
        ]

    def meanings(self) -> dict[str, str]:
        """Give the words to which a category was given, folded, and its slug."""
        chosen = {word.key: self.cleaned_data[_name("word", word.key)] for word in self.words}
        return {word: slug for word, slug in chosen.items() if slug}

    def forgotten(self) -> list[str]:
        return [word for word in self.known if self.cleaned_data[_name("forget", word)]]


def _name(kind: str, word: str) -> str:
    """Name a field after its word: the list of words may change before the form comes back."""
    return f"{kind}_{sha256(word.encode()).hexdigest()[:12]}"
