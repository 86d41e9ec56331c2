"""What sheet names, titles and file names say about all the people of a list."""

from collections.abc import Callable, Iterable

from intake.facts import Facts
from intake.kinds.reading import find_agency

Finder = Callable[[str], str | None]


class Titles:
    """What was said around a list so far: by its sheet, its titles and its file.

    A title speaks until a newer one says otherwise, so that each is looked at once.
    """

    def __init__(self, sheet: str, file_name: str, facts: Facts) -> None:
        villages = facts.villages
        self._finders: dict[str, Finder] = {
            "village": villages.find_in,
            "occupation": facts.occupations.find_in,
            "unit": lambda text: find_agency(text, facts.agencies),
        }
        stem = file_name.rsplit(".", 1)[0]
        self._said: dict[str, dict[str, str]] = {
            name: {"sheet": find(sheet) or "", "title": "", "file": find(stem) or ""}
            for name, find in self._finders.items()
        }
        if code := villages.match(sheet):
            self._said["village"]["sheet"] = code

    def take(self, texts: Iterable[str]) -> None:
        """Let the titles of a list speak, the first that names something before the others."""
        texts = list(texts)
        for name, find in self._finders.items():
            if found := next(filter(None, map(find, texts)), None):
                self._said[name]["title"] = found

    def all_of(self, name: str) -> dict[str, str]:
        """Give source -> what it says of village, occupation or unit, the nearest first."""
        return {source: found for source, found in self._said[name].items() if found}

    def first_of(self, name: str) -> tuple[str, str]:
        """Give what the nearest source says, and which it is."""
        return next(((found, source) for source, found in self.all_of(name).items()), ("", ""))
