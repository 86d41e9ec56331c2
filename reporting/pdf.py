"""Paper: a roster as a PDF with its fonts inside, made without fetching anything."""

from reporting.pouring import Unpourable, pour_pdf
from reporting.rosters import Roster
from reporting.sections import cut_sections, signatures_side_by_side
from reporting.typesetting import typeset

MIME_TYPE = "application/pdf"
# A list up to this long is tagged for readers that read aloud; a longer one is poured, which is
# hundreds of times faster and looks the same, but carries no tags for its rows.
MOST_TAGGED_ROWS = 200


def render_pdf(roster: Roster) -> bytes:
    """Print a roster.

    Gives   the file, in Indonesian whatever the reader's language; tagged as ``pdf/ua-1`` up to
            MOST_TAGGED_ROWS rows.
    Raises  OutsideFetch when the page asks for anything but our static files.
    Costs   about ten milliseconds a tagged row; a tenth of a second and a seventieth of a
            millisecond a row for longer lists.
    """
    if roster.row_count > MOST_TAGGED_ROWS:
        try:
            return pour_pdf(roster)
        except Unpourable:
            # Plain is slow but sets every script.
            return render_tagged(roster)
    return render_tagged(roster)


def render_tagged(roster: Roster) -> bytes:
    """Print a roster with tags, row by row."""
    body, closing = cut_sections(roster)
    context = {
        "body": body,
        "closing": closing,
        "signatures": signatures_side_by_side(roster),
    }
    return typeset(roster, "paper/roster.html", context, variant="pdf/ua-1")
