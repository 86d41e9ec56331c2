"""The pages of decrees, as admins use them and others read them."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from audit.context import acting
from common import triggers
from common.dates import today
from enrollment.models import Decree, Enrollment, EnrollmentPeriod
from enrollment.services.amendments import draft_amendment
from enrollment.services.endings import end_enrollment
from enrollment.transitions import EndReason, Status
from places.models import Signatory
from tests import make

pytestmark = pytest.mark.django_db


def verified(period: EnrollmentPeriod, name: str, **values) -> Enrollment:
    worker = make.worker(full_name=name, **values)
    return make.enrollment(period=period, status=Status.VERIFIED, worker=worker)


def url(name: str, decree: Decree | None = None) -> str:
    return reverse(f"enrollment:{name}", kwargs={"pk": decree.pk} if decree else None)


@pytest.fixture
def admin(client: Client):
    user = make.admin()
    client.force_login(user)
    return user


def shown(client: Client, address: str, status: int = 200, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == status
    return response.content.decode()


def signing(**values: str) -> dict[str, str]:
    mayor = Signatory.objects.get(signs=Signatory.Signs.DECREES)
    return {
        "number": "188/1/2025",
        "signed_on": f"{today():%d-%m-%Y}",
        "signatory": str(mayor.pk),
        **values,
    }


class TestDrafting:
    def test_the_preview_counts_and_the_button_makes_the_draft(self, client, admin, period):
        verified(period, "Agus")
        verified(period, "Budi", village=make.village("Kauman"))
        text = shown(client, url("decree_draft"))
        assert "2 orang dapat ditetapkan" in text
        response = client.post(url("decree_draft"), {"title": "Penetapan", "kelurahan": ""})
        draft = Decree.objects.get()
        assert response.headers["Location"] == url("decree_detail", draft)
        assert draft.lines.count() == 2

    def test_the_filters_of_the_preview_hold_for_the_button(self, client, admin, period):
        verified(period, "Agus")
        kauman = make.village("Kauman")
        verified(period, "Budi", village=kauman)
        values = {"kelurahan": kauman.code, "periode": period.code}
        text = shown(client, url("decree_draft"), **values)
        assert "1 orang dapat ditetapkan" in text
        assert f'name="kelurahan" value="{kauman.code}"' in text
        client.post(url("decree_draft"), values | {"title": "Penetapan"})
        assert Decree.objects.get().lines.get().full_name == "Budi"

    def test_a_title_is_needed(self, client, admin, period):
        verified(period, "Agus")
        response = client.post(url("decree_draft"), {"title": " "})
        assert response.status_code == 422
        assert not Decree.objects.exists()

    def test_nobody_to_name_is_said_in_words(self, client, admin, period):
        response = client.post(url("decree_draft"), {"title": "Penetapan"})
        assert response.status_code == 409
        assert "Tidak ada orang yang dapat ditetapkan" in response.content.decode()

    @pytest.mark.parametrize("state", ["draft", "closed"])
    def test_without_an_open_period_it_says_so(self, client, admin, state):
        make.period("lain", state=state)
        assert "Belum ada periode yang dibuka" in shown(client, url("decree_draft"))

    def test_two_presses_lead_to_one_draft(self, client, admin, period):
        verified(period, "Agus")
        addresses = {
            client.post(url("decree_draft"), {"title": "Penetapan"}).headers["Location"]
            for _press in range(2)
        }
        assert addresses == {url("decree_detail", Decree.objects.get())}

    def test_people_are_added_and_taken_out(self, client, admin, period):
        draft = make.decree(verified(period, "Agus"), by=admin)
        budi = verified(period, "Budi")
        client.post(url("decree_add", draft), {"q": "budi"})
        assert set(draft.lines.values_list("full_name", flat=True)) == {"Agus", "Budi"}
        client.post(url("decree_take_out", draft), {"pk": [budi.pk, "²", "x"]})
        assert draft.lines.get().full_name == "Agus"

    def test_it_is_brought_up_to_date(self, client, admin, period):
        row = verified(period, "Agus")
        draft = make.decree(row, by=admin)
        with acting("tests"):
            row.worker.full_name = "Agus Salim"
            row.worker.save()
        assert "Agus Salim" in shown(client, url("decree_detail", draft), tab="berbeda")
        client.post(url("decree_refresh", draft))
        assert draft.lines.get().full_name == "Agus Salim"

    def test_it_is_thrown_away_when_that_is_said_twice(self, client, admin, period):
        draft = make.decree(verified(period, "Agus"), by=admin)
        client.post(url("decree_delete", draft))
        assert Decree.objects.exists()
        client.post(url("decree_delete", draft), {"yakin": "ya"})
        assert not Decree.objects.exists()


class TestSigning:
    def test_the_form_freezes_the_decree(self, client, admin, period):
        draft = make.decree(verified(period, "Agus"), by=admin)
        for _press in range(2):
            response = client.post(url("decree_sign", draft), signing())
            assert response.headers["Location"] == url("decree_detail", draft)
        text = shown(client, url("decree_detail", draft))
        assert "188/1/2025" in text
        assert "Utuh" in text
        assert "Tandatangani" not in text
        assert Enrollment.objects.get().status == Status.DECREED

    def test_who_stands_in_the_way_is_named_and_taken_out_by_one_press(
        self, client, admin, period
    ):
        row = verified(period, "Agus")
        draft = make.decree(row, verified(period, "Budi"), by=admin)
        with acting("tests"):
            row.worker.died_on = period.starts_on
            row.worker.save()
        text = shown(client, url("decree_sign", draft))
        assert "1 orang belum dapat ditetapkan" in text
        response = client.post(url("decree_sign", draft), signing())
        assert response.status_code == 409
        assert "Agus" in response.content.decode()
        client.post(url("decree_take_out", draft), {"terhalang": "ya"})
        assert client.post(url("decree_sign", draft), signing()).status_code == 302
        assert draft.lines.get().full_name == "Budi"

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"number": ""}, "Bidang ini"),
            ({"number": "   "}, "Bidang ini"),
            ({"signed_on": "01-01-2999"}, "tidak boleh sesudah hari ini"),
            ({"signed_on": "01-01-2020"}, "bukan penanda tangan SK pada 1 Januari 2020"),
            ({"signed_on": "kemarin"}, "Tanggal tidak terbaca"),
            ({"signatory": "999"}, "Masukkan pilihan yang valid"),
        ],
    )
    def test_what_cannot_be_is_said_beside_the_field(self, client, admin, period, values, words):
        draft = make.decree(verified(period, "Agus"), by=admin)
        response = client.post(url("decree_sign", draft), signing(**values))
        assert response.status_code == 422
        assert "isian yang perlu diperbaiki" in response.content.decode()
        assert Decree.objects.get().state == "draft"

    def test_a_signed_decree_has_no_form_any_more(self, client, admin, period):
        decree = make.signed(make.decree(verified(period, "Agus"), by=admin))
        assert client.get(url("decree_sign", decree)).status_code == 302

    def test_a_change_of_a_signed_decree_is_refused_with_a_sentence(self, client, admin, period):
        row = verified(period, "Agus")
        decree = make.signed(make.decree(row, by=admin))
        for name, values in (
            ("decree_take_out", {"pk": row.pk}),
            ("decree_refresh", {}),
            ("decree_delete", {"yakin": "ya"}),
        ):
            response = client.post(url(name, decree), values)
            assert response.status_code == 409
            assert "sudah ditandatangani" in response.content.decode()


class TestAmending:
    @pytest.fixture
    def decree(self, admin, period) -> Decree:
        rows = [verified(period, "Agus"), verified(period, "Budi")]
        decree = make.signed(make.decree(*rows, by=admin), signed_on=period.starts_on)
        end_enrollment(
            enrollment_id=rows[0].pk,
            on=period.starts_on,
            known_on=today(),
            reason=EndReason.MOVED,
            by=admin,
        )
        return decree

    def test_the_page_shows_what_has_happened_and_makes_the_draft(self, client, decree, period):
        verified(period, "Cahyo")
        text = shown(client, url("decree_amendment", decree))
        assert "Agus" in text
        assert "Pindah domisili" in text
        assert "1 orang dapat ditetapkan" in text
        client.post(url("decree_amendment", decree), {"title": "Perubahan", "tambah": "ya"})
        amendment = decree.amendments.get()
        assert set(amendment.lines.values_list("full_name", "change")) == {
            ("Agus", "removed"),
            ("Cahyo", "added"),
        }

    def test_who_is_replaced_is_named_with_who_comes(self, client, decree, period):
        make.enrollment(
            period=period,
            worker=make.worker(full_name="Cahyo"),
            status=Status.VERIFIED,
            replaces=Enrollment.objects.get(worker__full_name="Agus"),
        )
        text = shown(client, url("decree_amendment", decree))
        assert re.search(r"Diganti: Agus <[^>]+>oleh Cahyo, Tlumpu<", text)

    def test_nobody_is_added_unless_ticked(self, client, decree, period):
        verified(period, "Cahyo")
        client.post(url("decree_amendment", decree), {"title": "Perubahan"})
        assert decree.amendments.get().lines.get().full_name == "Agus"

    def test_the_list_of_a_day_is_shown(self, client, admin, decree):
        draft = draft_amendment(decree_id=decree.pk, title="Perubahan", by=admin)
        make.signed(draft, signed_on=today())
        address = url("decree_detail", decree)
        before = f"{decree.signed_on:%d-%m-%Y}"
        assert "Agus" in shown(client, address, tab="berlaku", tanggal=before)
        now = shown(client, address, tab="berlaku")
        assert "Agus" not in now.partition('id="annex"')[2]
        assert "Budi" in now

    def test_what_differs_today_is_told_and_the_annex_stays(self, client, decree):
        text = shown(client, url("decree_detail", decree), tab="berbeda")
        assert "sekarang" in text
        assert "Pindah domisili" in text
        assert decree.lines.get(full_name="Agus").end_reason == ""


class TestReading:
    @pytest.fixture
    def decree(self, period) -> Decree:
        return make.signed(
            make.decree(
                verified(period, "Agus"),
                verified(period, "Budi", village=make.village("Kauman")),
            )
        )

    @pytest.mark.parametrize("role", ["checker", "official", "auditor"])
    def test_the_city_reads_everything_and_writes_nothing(self, client, decree, role):
        client.force_login(make.user(role))
        text = shown(client, url("decree_detail", decree))
        assert "Agus" in text
        assert "Budi" in text
        assert url("decree_amendment", decree) not in text
        assert "188/" in shown(client, url("decree_list"))

    def test_a_clerk_sees_and_counts_own_people_only(self, client, decree):
        client.force_login(make.clerk())
        text = shown(client, url("decree_detail", decree))
        assert "Agus" in text
        assert "Budi" not in text
        assert "Kauman" not in text
        assert '<dd class="num">1</dd>' in text
        assert "Budi" not in shown(client, url("decree_detail", decree), tab="berlaku")

    def test_no_number_is_shown_in_full(self, client, decree):
        client.force_login(make.admin())
        text = shown(client, url("decree_detail", decree))
        for line in decree.lines.all():
            assert line.nik not in text
            assert line.masked_nik in text

    @pytest.mark.parametrize("role", ["clerk", "official", "auditor"])
    def test_the_way_to_the_printed_annex_opens(self, client, decree, role):
        client.force_login(make.user(role))
        found = re.search(r'href="(/laporan/[^"]+)"', shown(client, url("decree_detail", decree)))
        assert found
        assert client.get(found[1]).status_code == 200

    def test_a_change_behind_the_triggers_is_told(self, client, decree):
        client.force_login(make.official())
        assert "Utuh" in shown(client, url("decree_detail", decree))
        triggers.remove(connection)
        decree.lines.filter(position=1).update(full_name="Orang lain")
        text = shown(client, url("decree_detail", decree))
        triggers.install(connection)
        assert "Tidak sama dengan yang ditandatangani" in text

    def test_names_and_numbers_are_found(self, client, decree):
        client.force_login(make.admin())
        address = url("decree_detail", decree)
        for query in ("bud", decree.lines.get(full_name="Budi").nik):
            annex = shown(client, address, q=query).partition('id="annex"')[2]
            assert "Budi" in annex
            assert "Agus" not in annex

    def test_long_annexes_have_pages(self, client, period):
        client.force_login(make.admin())
        names = [f"Orang {number:02}" for number in range(30)]
        decree = make.signed(make.decree(*[verified(period, name) for name in names]))
        first = shown(client, url("decree_detail", decree))
        assert "Orang 24" in first
        assert "Orang 25" not in first
        assert "dari <b>30</b>" in first


@pytest.fixture
def period() -> EnrollmentPeriod:
    """The year around today; the mayor of the reference data signs in it."""
    on = today()
    return make.period("kini", starts_on=date(on.year, 1, 1), ends_on=date(on.year, 12, 31))
