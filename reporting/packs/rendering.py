"""The papers of a pack bound into one PDF, with a bookmark for each and for its parts."""

from collections.abc import Iterable
from contextlib import ExitStack
from io import BytesIO
from typing import Any, cast

import pikepdf
from pikepdf import Name, OutlineItem, PageLocation, Pdf

from reporting.pdf import MOST_TAGGED_ROWS, render_pdf, render_tagged
from reporting.pouring import Unpourable, pour_pdf
from reporting.rosters import Roster

# Tags do not outlast the binding, so that already short lists are poured here.
_MOST_SET_PLAINLY = 20


def render_list(roster: Roster) -> bytes:
    """Print a list that will be bound with others."""
    if _MOST_SET_PLAINLY < roster.row_count <= MOST_TAGGED_ROWS:
        try:
            return pour_pdf(roster)
        except Unpourable:
            return render_tagged(roster)
    return render_pdf(roster)


def bind(parts: Iterable[tuple[str, str, bytes]], *, title: str) -> bytes:
    """Put papers one behind the other.

    Takes   parts: the chapter, the paper's own title inside it or nothing, and its file; papers
            of one chapter stand together.
    Gives   one file that opens with its bookmarks; every paper keeps its own page numbers, and
            a long one its bookmarks for its parts.
    """
    # What a page shows is copied when the whole is saved, so the papers stay open until then.
    with ExitStack() as shelf, pikepdf.new() as bound:
        with bound.open_outline() as outline:
            chapter = ""
            for name, own, content in parts:
                first = len(bound.pages)
                paper = shelf.enter_context(pikepdf.open(BytesIO(content)))
                bound.pages.extend(paper.pages)
                if name != chapter:
                    outline.root.append(OutlineItem(name, first))
                    outline.root[-1].is_closed = True
                    chapter = name
                level = outline.root[-1].children
                if own:
                    level.append(OutlineItem(own, first))
                    level[-1].is_closed = True
                    level = level[-1].children
                level.extend(_parts(paper, first))
        bound.Root.PageMode = Name.UseOutlines
        bound.Root.Lang = pikepdf.String("id")
        bound.docinfo["/Title"] = title
        file = BytesIO()
        bound.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()


def _parts(paper: Pdf, first: int) -> list[OutlineItem]:
    """Give the bookmarks below a paper's title again, for a file where it begins at ``first``.

    Without any that leads past its first page there is nothing to find.
    """
    places = {page.objgen: place for place, page in enumerate(paper.pages, first)}
    parts: list[OutlineItem] = []
    is_needed = False
    with paper.open_outline() as outline:
        for part in (part for title in outline.root for part in title.children):
            page, _view, left, up, _zoom = cast("Any", part.destination)
            place = places[page.objgen]
            is_needed = is_needed or place > first
            item = OutlineItem(
                part.title, place, PageLocation.XYZ, left=float(left), top=float(up)
            )
            parts.append(item)
    return parts if is_needed else []
