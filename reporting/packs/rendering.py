"""The papers of a pack bound into one PDF, with a bookmark for each."""

from collections.abc import Iterable
from contextlib import ExitStack
from io import BytesIO

import pikepdf
from pikepdf import Name, OutlineItem

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
    Gives   one file that opens with its bookmarks; every paper keeps its own page numbers.
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
                    outline.root[-1].is_closed = bool(own)
                    chapter = name
                if own:
                    outline.root[-1].children.append(OutlineItem(own, first))
        bound.Root.PageMode = Name.UseOutlines
        bound.Root.Lang = pikepdf.String("id")
        bound.docinfo["/Title"] = title
        file = BytesIO()
        bound.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()
