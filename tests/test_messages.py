"""The English catalogue is complete: what the sources say is what is translated."""

import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from blitar_registry.settings.environment import BASE_DIR

ROOT = BASE_DIR
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
TEMPLATES = ("templates/**/*.html", "templates/**/*.txt")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class Said(NamedTuple):
    """One message of the sources; of a plural its first form."""

    id: str
    context: str | None


def sources(*patterns: str) -> Iterator[Path]:
    """Walk the files of the product, without its tests and tools."""
    for pattern in patterns:
        for path in ROOT.glob(pattern):
            if path.relative_to(ROOT).parts[0] not in {".venv", "tests", "bin"}:
                yield path


def spoken() -> Iterator[Said]:
    """Walk every message of Python files and templates."""
    for path in sources("*/**/*.py", *TEMPLATES):
        text = path.read_text()
        if path.suffix != ".py":
            text = templatize(text, origin=str(path))
        source = BytesIO(text.encode())
        for _line, message, _comments, context in extract("python", source, KEYWORDS):
            yield Said(first(message), context)


def first(forms: str | tuple[str, ...]) -> str:
    return forms if isinstance(forms, str) else forms[0]


def is_translated(entry: Message | None) -> bool:
    if entry is None or not entry.string:
        return False
    return isinstance(entry.string, str) or all(entry.string)


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read_po(StringIO(CATALOGUE.read_text()), locale="en", domain="django")


def test_every_message_is_translated(catalogue):
    assert {
        said for said in spoken() if not is_translated(catalogue.get(said.id, said.context))
    } == set()


def test_no_translation_is_a_guess(catalogue):
    assert [entry.id for entry in catalogue if entry.id and entry.fuzzy] == []


def test_nothing_is_translated_that_nobody_says(catalogue):
    listed = {Said(first(entry.id), entry.context) for entry in catalogue if entry.id}
    assert listed - set(spoken()) == set()


def test_the_marks_keep_their_names_so_that_they_are_found():
    """The extraction knows them by name; only the underscore is a second one."""
    renamed = re.compile(
        r"^from django\.utils\.translation import \w+ as (?!_$)\w+$", re.MULTILINE
    )
    assert [str(path) for path in sources("*/**/*.py") if renamed.search(path.read_text())] == []


def test_placeholders_and_tags_survive_translation(catalogue):
    def kept(text: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)[sd]|%[sd]|</?\w+>|--[\w-]+", text))

    assert [
        entry.id
        for entry in catalogue
        if entry.id
        for text in ([entry.string] if isinstance(entry.string, str) else entry.string)
        if kept(text) != kept(first(entry.id))
    ] == []
