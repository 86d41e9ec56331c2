"""Letterheads and signatories in the admin: what they will print stands beside the form."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit.context import acting
from audit.models import AuditEvent
from places.models import Signatory
from reporting.models import Letterhead, RosterIssue
from tests import make
from tests.reporting.reading import pdf_pages

pytestmark = pytest.mark.django_db
ON = date(2026, 5, 1)
SIGNATORY = {
    "signs": "lists",
    "on_behalf_of": "WALI KOTA BLITAR",
    "through": "SEKRETARIS DAERAH",
    "acting": "Plt.",
    "position": "ASISTEN PEREKONOMIAN",
    "name": "Dra. SRI WAHYUNI <b>M.Si.</b>",
    "rank": "Pembina Utama Muda",
    "nip": "196501011990031001",
    "place": "Blitar",
    "valid_from": "2026-04-01",
}
LETTERHEAD = {
    "government": "PEMERINTAH KOTA BLITAR",
    "agency": "DINAS TENAGA KERJA BARU",
    "address": "Jalan Baru 9",
    "valid_from": "2026-04-01",
}
ADD_SIGNATORY, ADD_LETTERHEAD = "admin:places_signatory_add", "admin:reporting_letterhead_add"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("reporting.admin.previewed.today", lambda: ON)


@pytest.fixture
def admin(client):
    client.force_login(make.admin())
    return client


def show(client, name, values, *args, button="_preview", **headers):
    address = reverse(name, args=args)
    return client.post(address, {**values, button: "1"}, headers=headers)


def counts():
    models = (Signatory, Letterhead, AuditEvent, RosterIssue)
    return [model.objects.count() for model in models]


class TestPreview:
    def test_the_block_stands_as_it_will_be_printed(self, admin):
        page = show(admin, ADD_SIGNATORY, SIGNATORY).content.decode()
        lines = [
            "Blitar, 1 Mei 2026",
            "a.n. WALI KOTA BLITAR",
            "SEKRETARIS DAERAH,",
            "u.b.",
            "Plt. ASISTEN PEREKONOMIAN,",
            "Dra. SRI WAHYUNI &lt;b&gt;M.Si.&lt;/b&gt;",
            "Pembina Utama Muda",
            "NIP 196501011990031001",
        ]
        places = [page.index(f">{line}</p>") for line in lines]
        assert places == sorted(places)
        assert Letterhead.objects.get().agency in page
        assert "Dicetak pada daftar hari ini." in page

    def test_showing_saves_nothing(self, admin):
        before = counts()
        assert show(admin, ADD_SIGNATORY, SIGNATORY).status_code == 200
        assert show(admin, ADD_SIGNATORY, SIGNATORY, button="_sample").status_code == 200
        assert show(admin, ADD_LETTERHEAD, LETTERHEAD).status_code == 200
        row = Letterhead.objects.get()
        show(admin, "admin:reporting_letterhead_change", LETTERHEAD, row.pk)
        assert counts() == before
        assert Letterhead.objects.get().agency == row.agency

    def test_without_script_the_page_comes_back_with_what_was_written(self, admin):
        page = show(admin, ADD_LETTERHEAD, LETTERHEAD).content.decode()
        assert "<html" in page
        assert 'value="DINAS TENAGA KERJA BARU"' in page
        assert '<p class="letterhead-2">DINAS TENAGA KERJA BARU</p>' in page
        assert "errornote" not in page

    def test_script_asks_for_the_sample_alone(self, admin):
        answer = show(admin, ADD_LETTERHEAD, LETTERHEAD, **{"HX-Request": "true"})
        page = answer.content.decode()
        assert "<html" not in page
        assert '<p class="letterhead-2">DINAS TENAGA KERJA BARU</p>' in page

    def test_what_is_wrong_stands_in_its_place(self, admin):
        wrong = SIGNATORY | {"nip": "123", "place": "", "valid_to": "2026-03-01"}
        page = show(admin, ADD_SIGNATORY, wrong, **{"HX-Request": "true"}).content.decode()
        assert "<strong>NIP</strong>: NIP harus 18 angka." in page
        assert "<strong>Tempat</strong>:" in page
        assert "paper-sheet" not in page

    def test_a_rule_over_two_fields_is_told_too(self, admin):
        wrong = SIGNATORY | {"on_behalf_of": ""}
        page = show(admin, ADD_SIGNATORY, wrong, **{"HX-Request": "true"}).content.decode()
        assert "hanya bila ada “atas nama”" in page

    def test_a_saved_row_is_shown_at_once_and_an_empty_form_says_what_to_do(self, admin):
        row = Signatory.objects.filter(village=None, signs="lists").get()
        address = reverse("admin:places_signatory_change", args=[row.pk])
        assert f'<p class="name">{row.name}</p>' in admin.get(address).content.decode()
        page = admin.get(reverse(ADD_SIGNATORY)).content.decode()
        assert "paper-sheet" not in page
        assert "Isi formulirnya" in page

    def test_the_head_of_a_kelurahan_signs_beside_the_office(self, admin):
        village = make.village("Tlumpu")
        values = SIGNATORY | {"village": village.pk}
        page = show(admin, ADD_SIGNATORY, values).content.decode()
        office = Signatory.objects.get(village=None, signs="lists")
        assert page.index("Mengetahui,") < page.index(f"NIP {office.nip}")

    def test_who_signs_decrees_stands_below_the_head_of_an_annex(self, admin):
        values = SIGNATORY | {"signs": "decrees"}
        page = show(admin, ADD_SIGNATORY, values, **{"HX-Request": "true"}).content.decode()
        assert "KEPUTUSAN WALI KOTA BLITAR" in page
        assert "letterhead-1" not in page
        assert "Blitar, 1 Mei 2026" not in page


class TestDays:
    @pytest.mark.parametrize(
        ("since", "until", "sentence"),
        [
            (ON, None, "Dicetak pada daftar hari ini."),
            (ON - timedelta(days=9), ON, "Dicetak pada daftar hari ini."),
            (ON + timedelta(days=1), None, "Baru dicetak mulai 2 Mei 2026."),
            (date(2026, 4, 1), date(2026, 4, 30), "Tidak dicetak lagi sejak 1 Mei 2026."),
        ],
    )
    def test_a_signatory_is_told_when_they_sign(self, admin, since, until, sentence):
        values = SIGNATORY | {"valid_from": since, "valid_to": until or ""}
        assert sentence in show(admin, ADD_SIGNATORY, values).content.decode()

    def test_a_newer_letterhead_has_taken_over(self, admin):
        with acting("tests"):
            Letterhead.objects.create(**LETTERHEAD | {"valid_from": date(2026, 4, 15)})
        page = show(admin, ADD_LETTERHEAD, LETTERHEAD).content.decode()
        assert "Tidak dicetak lagi sejak 15 April 2026." in page

    def test_the_sample_is_of_a_day_on_which_it_holds(self, admin):
        values = SIGNATORY | {"valid_from": "2026-06-01"}
        assert "Blitar, 1 Juni 2026" in show(admin, ADD_SIGNATORY, values).content.decode()


class TestSampleFile:
    def test_it_is_real_paper_marked_as_a_sample(self, admin):
        answer = show(admin, ADD_SIGNATORY, SIGNATORY, button="_sample")
        assert answer["Content-Type"] == "application/pdf"
        (page,) = pdf_pages(answer.content)
        assert "CONTOH" in page
        assert "a.n. WALI KOTA BLITAR SEKRETARIS DAERAH, u.b. Plt. ASISTEN PEREKONOMIAN," in page
        assert "Dra. SRI WAHYUNI <b>M.Si.</b>" in page
        assert "Jumlah seluruhnya 3 peserta" in page

    def test_a_mistake_gives_the_form_instead(self, admin):
        answer = show(admin, ADD_SIGNATORY, SIGNATORY | {"nip": "1"}, button="_sample")
        assert answer["Content-Type"].startswith("text/html")
        assert "NIP harus 18 angka." in answer.content.decode()

    def test_paper_is_indonesian_and_the_note_is_the_readers(self, client):
        client.force_login(make.admin(language="en"))
        answer = show(client, ADD_SIGNATORY, SIGNATORY, button="_sample")
        assert "Contoh daftar".upper() in pdf_pages(answer.content)[0].upper()


class TestWhoMay:
    @pytest.mark.parametrize("button", ["_preview", "_sample"])
    def test_only_those_who_may_write_ask_for_samples(self, client, button):
        client.force_login(make.official())
        answer = show(client, ADD_SIGNATORY, SIGNATORY, button=button)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")


def test_saving_still_saves(admin):
    admin.post(reverse(ADD_SIGNATORY), SIGNATORY)
    assert Signatory.objects.get(through="SEKRETARIS DAERAH").rank == "Pembina Utama Muda"
