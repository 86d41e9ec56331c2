"""The kinds of documents: those offered beside lists, those of a ceremony; forms of long ones."""

from reporting.documents.event_forms import HandoverForm
from reporting.documents.forms import DocumentForm
from reporting.documents.handovers import HANDOVER
from reporting.documents.invitations import INVITATIONS
from reporting.documents.kinds import DocumentKind
from reporting.documents.name_cards import NAME_TAGS, TABLE_CARDS
from reporting.documents.running_orders import RUNNING_ORDER
from reporting.documents.slip_forms import SlipsForm
from reporting.documents.slips import SLIP
from reporting.documents.speeches import SPEECH

DOCUMENTS: tuple[DocumentKind, ...] = (SLIP, HANDOVER, SPEECH)
# Those that only the pack of a ceremony offers.
CEREMONY_PAPERS: tuple[DocumentKind, ...] = (
    RUNNING_ORDER,
    INVITATIONS,
    NAME_TAGS,
    TABLE_CARDS,
)
# By the kinds of which one file may take longer than a person waits.
LONG_DOCUMENTS: dict[str, type[DocumentForm]] = {
    form.kind.slug: form for form in (SlipsForm, HandoverForm)
}
