"""The kinds of documents that the screen of lists offers, and the forms that ask for long ones."""

from reporting.documents.event_forms import HandoverForm
from reporting.documents.forms import DocumentForm
from reporting.documents.handovers import HANDOVER
from reporting.documents.kinds import DocumentKind
from reporting.documents.slip_forms import SlipsForm
from reporting.documents.slips import SLIP
from reporting.documents.speeches import SPEECH

DOCUMENTS: tuple[DocumentKind, ...] = (SLIP, HANDOVER, SPEECH)
# By the kinds of which one file may take longer than a person waits.
LONG_DOCUMENTS: dict[str, type[DocumentForm]] = {
    form.kind.slug: form for form in (SlipsForm, HandoverForm)
}
