"""The page of docs/ that shows every kind of list and document with its first sheet."""

from collections.abc import Iterable

from reporting.catalogue import SHELVES
from reporting.documents.handovers import HANDOVER
from reporting.documents.invitations import INVITATIONS
from reporting.documents.kinds import DocumentKind
from reporting.documents.name_cards import NAME_TAGS, TABLE_CARDS
from reporting.documents.running_orders import RUNNING_ORDER
from reporting.documents.slips import SLIP
from reporting.documents.speeches import SPEECH
from reporting.kinds import RosterKind

_DOCUMENTS = (SLIP, HANDOVER, SPEECH, RUNNING_ORDER, INVITATIONS, NAME_TAGS, TABLE_CARDS)

_HEAD = """\
# Paper

Made from `reporting/catalogue` and `reporting/documents` by `python manage.py make_docs`; do not
edit by hand. The pictures are drawn by `tests/reporting/test_page_pictures.py`, which fails when a
sheet looks different.

A kind with a *number* is official: each of its prints enters the ledger and carries a code by
which anybody can check it. Every list can be had on F4 or A4.
"""
_LISTS = """
| kind | on screen | for | forms | sheet | full NIK | number |
|---|---|---|---|---|---|---|
"""
_PAPERS = """
## Lembar dan surat

| kind | on screen | for | number |
|---|---|---|---|
"""


def paper_page() -> str:
    """Give the page as text, the names of kinds in the current language."""
    lines = [_HEAD]
    for title, kinds in SHELVES:
        lines += [f"\n## {title}\n", _LISTS]
        lines += [_list(kind) for kind in kinds]
        lines += _pictures(kinds)
    lines.append(_PAPERS)
    lines += [_document(kind) for kind in _DOCUMENTS]
    lines += _pictures(_DOCUMENTS)
    return "".join(lines)


def _list(kind: RosterKind) -> str:
    return _line(
        f"`{kind.slug}`",
        kind.title,
        kind.audience,
        ", ".join(form.upper() for form in kind.formats),
        f"{kind.paper.name}, {'across' if kind.paper.landscape else 'upright'}",
        "if asked for" if kind.offers_full_nik else "never",
        _yes(kind.official),
    )


def _document(kind: DocumentKind) -> str:
    return _line(f"`{kind.slug}`", kind.title, kind.audience, _yes(kind.official))


def _line(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |\n"


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def _pictures(kinds: Iterable[RosterKind | DocumentKind]) -> list[str]:
    return [f"\n![{kind.title}](pictures/paper/{kind.slug}.png)\n" for kind in kinds]
