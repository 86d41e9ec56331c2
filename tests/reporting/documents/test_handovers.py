"""Minutes of handing over cards: who, how many, in words, with the names and a number."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.context import acting
from audit.models import AccessEvent
from ceremonies.models import CardHandover
from ceremonies.returns import ReturnReason
from enrollment.models import Enrollment
from reporting.documents.event_forms import HandoverForm
from reporting.documents.handovers import Parties, Party, build_minutes, cards_at, cards_handed
from reporting.documents.printing import render_document
from reporting.models import RosterIssue
from reporting.papers import F4
from tests import make
from tests.reporting import papers
from tests.reporting.asking import registered
from tests.reporting.documents.hostile import HOSTILE, bare
from tests.reporting.reading import pdf_file, pdf_pages, pdf_text

pytestmark = pytest.mark.django_db
DAY = date(2025, 4, 8)


@pytest.fixture
def period():
    return make.period(code="2025", starts_on=date(2025, 4, 1), ends_on=date(2025, 12, 31))


def handed(enrollment: Enrollment, on: date = DAY, received_by: str = "") -> CardHandover:
    with acting("tests"):
        return CardHandover.objects.create(
            enrollment=enrollment,
            handed_on=on,
            received_by=received_by,
            by=make.clerk(),
            recorded_at=timezone.now(),
        )


def minutes(**values: Any) -> Any:
    defaults: dict[str, Any] = {
        "day": DAY,
        "place": "Halaman balai kota",
        "on": DAY,
        "paper": F4,
        "parties": Parties(),
    }
    cards = cards_handed(make.admin(), first=DAY, last=DAY)
    return build_minutes(cards, **(defaults | values))


def ask(client: Any, **values: str) -> Any:
    return client.post(reverse("reporting:handover_minutes"), values)


class TestWhatTheySay:
    def test_the_day_the_parties_and_the_number_in_words(self, period):
        for name in ("Budi", "Siti", "Wati"):
            handed(registered(period, name))
        handed(registered(period, "Agus", village="Kauman"))
        parties = Parties(Party("Drs. Contoh", "KETUA PAGUYUBAN"), ("Saksi Satu", ""))
        first, second = pdf_pages(render_document(minutes(parties=parties)))
        assert (
            "Pada hari ini Selasa tanggal Delapan bulan April tahun Dua Ribu Dua Puluh Lima,"
            " bertempat di Halaman balai kota" in first
        )
        assert "sebanyak 4 (empat) lembar" in first
        assert "PIHAK KESATU" in first
        assert "PIHAK KEDUA" in first
        assert first.count("Drs. Contoh") == 2
        assert "1. Saksi Satu" in first
        assert "NAMA CONTOH KEPALA DINAS" in first
        assert "Kelurahan Kauman, Kecamatan Kepanjenkidul – 1 kartu" in second
        assert "Kelurahan Tlumpu, Kecamatan Sukorejo – 3 kartu" in second
        assert all(name in second for name in ("Budi", "Siti", "Wati", "Agus"))

    def test_the_head_of_the_chosen_kelurahan_receives(self, period):
        handed(registered(period))
        said = minutes(village=make.village("Tlumpu")).content["second"]
        assert said.name == "NAMA CONTOH LURAH, S.E."
        named = minutes(village=make.village("Tlumpu"), parties=Parties(Party("Lain")))
        assert named.content["second"].name == "Lain"

    def test_who_is_not_known_is_left_open(self, period):
        handed(registered(period))
        page = pdf_pages(render_document(minutes()))[0]
        assert "Nama : ......" in page
        assert "(......" in page

    def test_a_card_that_came_back_is_not_among_them(self, period):
        row = handed(registered(period))
        with acting("tests"):
            row.handed_on, row.returned_on, row.reason = None, DAY, ReturnReason.values[0]
            row.save()
        assert minutes().row_count == 0

    def test_whoever_came_for_somebody_else_is_named(self, period):
        handed(registered(period), received_by="Sumarni (istri)")
        assert "Sumarni (istri)" in pdf_text(render_document(minutes()))

    def test_niks_are_masked_unless_asked_for(self, period):
        row = registered(period)
        handed(row)
        assert row.worker.nik not in pdf_text(render_document(minutes()))
        assert row.worker.nik in pdf_text(render_document(minutes(full_nik=True)))

    @pytest.mark.parametrize("text", HOSTILE)
    def test_markup_is_printed_as_typed(self, period, text):
        handed(registered(period, text), received_by=text)
        parties = Parties(Party(text, text), (text, text))
        content = render_document(minutes(place=text, parties=parties))
        assert bare(pdf_text(content)).count(bare(text)) == 9
        assert not pdf_file(content).attachments

    def test_the_longest_texts_wrap(self, period):
        handed(registered(period, "W" * 150), received_by="M" * 100)
        parties = Parties(Party("N" * 150, "P" * 150), ("Q" * 150, "R" * 150))
        text = bare(pdf_text(render_document(minutes(parties=parties))))
        for letter, number in (("W", 150), ("M", 100), ("N", 150), ("Q", 150)):
            assert letter * number in text

    def test_it_costs_the_same_queries_for_any_number(self, period):
        counts = []
        for number in (3, 30):
            for _place in range(number):
                handed(registered(period))
            cards = cards_handed(make.admin(), first=DAY, last=DAY)
            with CaptureQueriesContext(connection) as queries:
                build_minutes(cards, day=DAY, place="", on=DAY, paper=F4, parties=Parties())
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 4


class TestWhichCards:
    def test_those_of_the_day_and_the_people_of_a_ceremony(self, period):
        other = make.period(starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
        own = handed(registered(period))
        handed(registered(period), on=date(2025, 4, 9))
        handed(registered(other))
        ceremony = make.ceremony(period, held_on=DAY)
        assert list(cards_at(make.admin(), ceremony)) == [own]

    def test_a_decree_narrows_them(self, period):
        named, other = registered(period), registered(period)
        handed(other)
        card = handed(named)
        ceremony = make.ceremony(period, held_on=DAY, decree=papers.decree(named))
        assert list(cards_at(make.admin(), ceremony)) == [card]


class TestPrinting:
    def test_they_leave_with_a_number_and_a_note(self, client, official, period):
        handed(registered(period))
        response = ask(client, dari="08-04-2025", pihak_kedua="Drs. Contoh")
        assert response.headers["Content-Type"] == "application/pdf"
        issue = RosterIssue.objects.get()
        assert (issue.kind, issue.rows) == ("handover-minutes", 1)
        assert issue.filter == {"dari": "08-04-2025"}
        assert issue.full_number in pdf_text(response.content)
        assert AccessEvent.objects.get().subject == "document:handover-minutes"

    def test_the_same_day_in_another_spelling_is_the_same_paper(self, client, official, period):
        handed(registered(period))
        ask(client, dari="08-04-2025")
        handed(registered(period, "Budi"))
        ask(client, dari=" 8-4-2025 ")
        states = RosterIssue.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == ["superseded", "valid"]

    def test_the_page_of_a_ceremony_may_choose_it_beforehand(self, client, official, period):
        handed(registered(period))
        ceremony = make.ceremony(period, held_on=DAY, place="Pendopo")
        page = client.get(reverse("reporting:handover_minutes"), {"acara": ceremony.pk})
        assert f'value="{ceremony.pk}" selected' in page.content.decode()
        assert "bertempat di Pendopo" in pdf_text(ask(client, acara=str(ceremony.pk)).content)

    def test_a_clerk_gets_the_own_kelurahan_only(self, client, period):
        handed(registered(period, "Budi"))
        handed(registered(period, "Wati", village="Kauman"))
        client.force_login(make.clerk(villages=[make.village("Kauman")]))
        text = pdf_text(ask(client, dari="08-04-2025").content)
        assert "Wati" in text
        assert "Budi" not in text
        other = make.village("Tlumpu").code
        assert ask(client, dari="08-04-2025", kelurahan=other).status_code == 404

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({}, "Pilih acara, atau isi tanggal"),
            ({"dari": "08-04-2025"}, "Belum ada kartu"),
            ({"dari": "08-04-2025", "sampai": "07-04-2025"}, "mendahului"),
            ({"dari": "kemarin"}, "tidak terbaca"),
        ],
    )
    def test_what_is_missing_is_said_and_takes_no_number(self, client, official, values, words):
        response = ask(client, **values)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert not RosterIssue.objects.exists()

    def test_more_than_one_paper_can_hold_is_refused(self, client, official, period, monkeypatch):
        handed(registered(period), on=DAY)
        handed(registered(period, "Budi"), on=DAY)
        monkeypatch.setattr(HandoverForm, "most", 1)
        response = ask(client, dari="08-04-2025")
        assert response.status_code == 422
        assert "Pilih satu kelurahan" in response.content.decode()
        assert not RosterIssue.objects.exists()

    def test_a_ceremony_that_is_not_there_looks_absent(self, client, official):
        assert ask(client, acara="999").status_code == 404
