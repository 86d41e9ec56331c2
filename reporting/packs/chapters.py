"""What a pack is made of: chapters in the order of the day, each of one paper or several."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.models import AccessEvent
from ceremonies.models import Ceremony, Recipient
from ceremonies.selectors import covered_by, recipients_of
from enrollment.models import Enrollment, EnrollmentQuerySet
from places.models import Village
from reporting.catalogue import ceremonies as lists
from reporting.documents.document import Document
from reporting.documents.event_forms import EventForm, HandoverForm, SpeechForm
from reporting.documents.invitations import build_invitations
from reporting.documents.name_cards import build_name_cards
from reporting.documents.printing import render_document
from reporting.documents.running_orders import build_running_order
from reporting.kinds import RosterKind
from reporting.leaving import Departure, Printed, print_numbered
from reporting.models import LabelSheet
from reporting.packs.rendering import render_list
from reporting.services import departure_of, roster_of


class Chapter(models.TextChoices):
    """A part of a pack that people ask for by itself; the values stand in addresses."""

    ORDER = "susunan-acara", _("Susunan acara")
    RECIPIENTS = "penerima-simbolis", _("Daftar penerima simbolis")
    INVITATIONS = "undangan", _("Undangan")
    NAME_TAGS = "tanda-nama", _("Tanda pengenal")
    TABLE_CARDS = "kartu-meja", _("Kartu meja")
    RECIPIENTS_PRESENT = "hadir-penerima", _("Daftar hadir penerima simbolis")
    PEOPLE_PRESENT = "hadir-peserta", _("Daftar hadir peserta")
    RECEIPTS = "tanda-terima", _("Tanda terima kartu per kelurahan")
    MINUTES = "berita-acara", _("Berita acara serah terima kartu")
    SPEECH = "angka-sambutan", _("Angka untuk sambutan")


_LISTS = {
    Chapter.RECIPIENTS: lists.SYMBOLIC_RECIPIENTS,
    Chapter.RECIPIENTS_PRESENT: lists.RECIPIENT_ATTENDANCE,
    Chapter.PEOPLE_PRESENT: lists.PEOPLE_ATTENDANCE,
}
# Papers with a form of their own, asked as somebody would who fills in the ceremony alone.
_FORMS: dict[Chapter, type[EventForm]] = {
    Chapter.MINUTES: HandoverForm,
    Chapter.SPEECH: SpeechForm,
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """One paper of a pack; its ``title`` is empty where the chapter's says enough."""

    chapter: Chapter
    title: str
    make: Callable[[User | str], Printed]


@dataclass(frozen=True)
class Pack:
    """The papers of a ceremony as one reader may see them, on a day.

    ``name_tags`` and ``table_cards`` are the sheets of labels, None where the office has none.
    """

    ceremony: Ceremony
    user: User
    on: date
    name_tags: LabelSheet | None
    table_cards: LabelSheet | None
    chapters: tuple[Chapter, ...]

    @cached_property
    def recipients(self) -> list[Recipient]:
        """Who is called up, then the reserves; one query."""
        rows = recipients_of(self.ceremony, self.user)
        return list(rows.exclude(part=Recipient.Part.EXCUSED))

    @cached_property
    def people(self) -> int:
        """How many the ceremony is held for; one query."""
        return self._covered().count()

    def leaves(self) -> Iterator[Leaf]:
        """Give the papers in their order; each is made only when somebody calls it.

        Costs   one query here, then for each list what ``build_roster`` says.
        """
        for chapter in Chapter:
            if chapter in self.chapters:
                yield from self._leaves_of(chapter)

    def _leaves_of(self, chapter: Chapter) -> Iterator[Leaf]:
        if chapter == Chapter.RECEIPTS:
            for village in self._villages():
                yield self._list(chapter, lists.CEREMONY_RECEIPT, village)
        elif kind := _LISTS.get(chapter):
            yield self._list(chapter, kind)
        elif form_class := _FORMS.get(chapter):
            yield from self._asked(chapter, form_class)
        elif chapter == Chapter.ORDER:
            yield self._document(chapter, self._running_order)
        elif chapter == Chapter.INVITATIONS:
            yield self._document(chapter, self._invitations)
        else:
            sheet = self.name_tags if chapter == Chapter.NAME_TAGS else self.table_cards
            if sheet:
                yield self._document(chapter, lambda: self._name_cards(sheet))

    def _asked(self, chapter: Chapter, form_class: type[EventForm]) -> Iterator[Leaf]:
        """Give a paper that its own form can make by now: no minutes before a card is given."""
        form = form_class({"acara": str(self.ceremony.pk)}, user=self.user, on=self.on)
        if form.kind.is_open_to(self.user) and form.is_valid():
            yield self._document(chapter, form.document, form.filters, form.kind.official)

    def _list(self, chapter: Chapter, kind: RosterKind, village: Village | None = None) -> Leaf:
        values = {"acara": str(self.ceremony.pk), "kelurahan": village.code if village else ""}

        def make(by: User | str) -> Printed:
            filters = kind.filters(values, user=self.user, on=self.on)
            filters.form.is_valid()
            order = filters.order(kind, format="pdf")
            return print_numbered(roster_of(order), departure_of(order), render=render_list, by=by)

        return Leaf(chapter, village.name if village else "", make)

    def _document(
        self,
        chapter: Chapter,
        build: Callable[[], Document],
        filters: Mapping[str, str] = MappingProxyType({}),
        is_issued: bool = False,
    ) -> Leaf:
        def make(by: User | str) -> Printed:
            document = build()
            departure = Departure(
                kind=document.slug,
                shelf="document",
                filters=filters,
                format="pdf",
                access=AccessEvent.Kind.PRINT,
                is_issued=is_issued,
                reader=self.user,
            )
            return print_numbered(document, departure, render=render_document, by=by)

        return Leaf(chapter, "", make)

    def _running_order(self) -> Document:
        called = sum(row.part == Recipient.Part.CALLED for row in self.recipients)
        return build_running_order(
            self.ceremony,
            called=called,
            reserves=len(self.recipients) - called,
            covered=self.people,
            on=self.on,
        )

    def _invitations(self) -> Document:
        return build_invitations(self.ceremony, self.recipients, on=self.on)

    def _name_cards(self, sheet: LabelSheet) -> Document:
        return build_name_cards(self.ceremony, self.recipients, sheet=sheet, on=self.on)

    def _covered(self) -> EnrollmentQuerySet:
        return Enrollment.objects.in_scope(self.user).filter(covered_by(self.ceremony))

    def _villages(self) -> Iterator[Village]:
        homes = self._covered().order_by().values("worker__village")
        yield from Village.objects.filter(pk__in=homes).order_by("code")
