"""The document: one value that its template lays out, and nothing else reaches the paper."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any

from common.text import clean_text
from reporting.papers import F4, Paper
from reporting.rosters import Frame


@dataclass(frozen=True, slots=True)
class Document:
    """A paper as of a day, ready to be printed; what it says is final and already masked.

    ``slug`` names its kind. ``content`` is all that the ``template`` shows of the registry: plain
    values, tuples of them, frozen dataclasses. Its texts are cleaned like those of a list, and so
    are those of the ``frame``, where somebody may have typed who signs. It speaks of
    ``row_count`` people or cards. A ``style_sheet`` of its own lies below ``static/paper/``;
    ``rules`` are those that follow from data, such as the measures of a label. Where every sheet
    stands for itself and has no page number, ``sheets`` names the part of the content that holds
    them.
    """

    slug: str
    title: str
    template: str
    content: Mapping[str, Any]
    row_count: int
    on: date
    paper: Paper = F4
    frame: Frame = field(default_factory=Frame)
    style_sheet: str = ""
    rules: str = ""
    sheets: str = ""

    def __post_init__(self) -> None:
        for part in ("title", "content", "frame"):
            object.__setattr__(self, part, _clean(getattr(self, part)))

    @property
    def sha256(self) -> str:
        """The fingerprint of what the paper says, whatever it is printed on."""
        said = json.dumps(
            [self.title, self.frame.opening, dict(self.content)],
            ensure_ascii=False,
            sort_keys=True,
            default=_plain,
        )
        return hashlib.sha256(said.encode()).hexdigest()


def _clean(value: Any) -> Any:
    """Give a value with every text in it as all renderers print it alike."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, tuple):
        parts = map(_clean, value)
        return value._make(parts) if hasattr(value, "_make") else tuple(parts)
    if isinstance(value, Mapping):
        return {key: _clean(part) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{part.name: _clean(getattr(value, part.name)) for part in fields(value)}
        )
    return value


def _plain(value: Any) -> Any:
    """Write what JSON has no word for."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)
