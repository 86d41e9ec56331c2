"""The frame of every page, its pieces, and the pages that say no."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import Role
from blitar_registry import errors
from blitar_registry.menu import SETTINGS, WORK, Menu
from blitar_registry.settings import production
from common.http import ActionDenied, RefusalMiddleware
from common.templatetags.looks import BADGE_LOOKS, rupiah
from enrollment.models import Decree, EnrollmentPeriod
from enrollment.standing import Standing
from enrollment.transitions import Status
from intake.models import ImportBatch, StagedRow
from jobs.models import Job
from tests import make

pytestmark = pytest.mark.django_db

PAGE = "/akun/"


def shown(client: Client, path: str = PAGE) -> str:
    return client.get(path).content.decode()


class TestMenu:
    @pytest.mark.parametrize("role", Role)
    def test_it_offers_only_pages_that_open(self, client, role):
        user = make.user(role)
        client.force_login(user)
        request = RequestFactory().get(PAGE)
        request.user = user
        menu = Menu(request)
        assert menu.work
        for item in [*menu.work, *menu.settings]:
            assert client.get(item.url).status_code == 200, item.url

    def test_a_clerk_is_not_offered_the_users(self, client):
        client.force_login(make.clerk())
        assert "/pengguna/" not in shown(client)

    def test_the_admin_is_offered_everything(self, client):
        client.force_login(make.admin())
        text = shown(client)
        labels = [str(entry.label) for entry in (*WORK, *SETTINGS)]
        assert all(label in text for label in labels)

    def test_the_current_item_is_marked_on_its_page_and_below_it(self, client):
        client.force_login(make.admin())
        assert 'href="/pengguna/" aria-current="page"' in shown(client, "/pengguna/")
        assert 'href="/pengguna/" aria-current="true"' in shown(client, "/pengguna/undang/")
        assert 'href="/" aria-current' not in shown(client, "/pengguna/")

    def test_a_page_that_a_line_covers_marks_that_line(self, client):
        client.force_login(make.admin())
        assert 'href="/tahun/" aria-current="true"' in shown(client, "/sk/")
        assert 'href="/tahun/" aria-current="true"' in shown(client, "/perpanjangan/jawaban/")
        assert 'href="/tahun/" aria-current="page"' in shown(client, "/tahun/")

    @pytest.mark.parametrize(
        "route",
        [
            "contributions:bill_list",
            "contributions:month_grid",
            "contributions:renewal",
            "contributions:watch_list",
            "enrollment:decree_list",
            "enrollment:quota_grid",
            "enrollment:submission_list",
            "enrollment:waiting_list",
        ],
    )
    def test_a_step_of_the_year_leads_back_to_the_year(self, client, route):
        client.force_login(make.admin())
        html = shown(client, reverse(route))
        assert '<li><a href="/tahun/">Tahun program</a></li>' in html
        assert 'href="/tahun/" aria-current="true"' in html

    @pytest.mark.parametrize("role", Role)
    def test_a_phone_holds_four_items_and_the_rest_under_one(self, rf, role):
        request = rf.get(PAGE)
        request.user = make.user(role)
        menu = Menu(request)
        assert len(menu.on_phone) == min(4, len(menu.work) + len(menu.settings))
        assert {*menu.on_phone, *menu.more} == {*menu.work, *menu.settings}

    def test_it_costs_no_query(self, rf, django_assert_num_queries):
        request = rf.get(PAGE)
        request.user = make.admin()
        with django_assert_num_queries(0):
            Menu(request)


class TestPage:
    def test_it_names_the_person_and_the_ways_out(self, client):
        clerk = make.clerk(full_name="Sri Wahyuni")
        client.force_login(clerk)
        text = shown(client)
        for part in ("Sri Wahyuni", ">SW<", "/akun/kata-sandi/", "/akun/keluar/", "/bahasa/"):
            assert part in text

    def test_the_title_of_the_tab_is_the_heading(self, client):
        client.force_login(make.clerk())
        text = shown(client)
        assert "<title>Akun saya · Registri Pekerja</title>" in text
        assert "<h1>Akun saya</h1>" in text

    def test_htmx_keeps_no_pages_in_the_browser_and_needs_no_eval(self, client):
        client.force_login(make.clerk())
        config = re.search(r"name=\"htmx-config\" content='([^']+)'", shown(client))
        assert config
        for part in (
            '"historyCacheSize":0',
            '"allowEval":false',
            '"includeIndicatorStyles":false',
        ):
            assert part in config[1]

    def test_markup_in_a_name_is_text(self, client):
        client.force_login(make.clerk(full_name="<b>Sri</b> {{ 7*7 }}"))
        text = shown(client)
        assert "&lt;b&gt;Sri&lt;/b&gt; {{ 7*7 }}" in text


class TestCookies:
    def test_they_are_for_the_server_alone(self, client):
        clerk = make.clerk()
        response = client.post(
            "/akun/masuk/", {"login": clerk.username, "password": make.PASSWORD}
        )
        for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
            cookie = response.cookies[name]
            assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")

    def test_in_production_they_are_bound_to_this_host_and_to_tls(self):
        for name in (production.SESSION_COOKIE_NAME, production.CSRF_COOKIE_NAME):
            assert name.startswith("__Host-")
        assert production.SESSION_COOKIE_SECURE
        assert production.CSRF_COOKIE_SECURE


class TestPiecesOfForms:
    def test_a_refused_form_leads_to_each_faulty_field(self, client):
        client.force_login(make.admin())
        text = client.post("/pengguna/undang/", {}).content.decode()
        assert "isian yang perlu diperbaiki" in text
        assert '<a href="#id_full_name">' in text
        assert re.search(
            r'id="id_full_name"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="id_full_name"',
            text,
        )
        assert 'aria-describedby="id_full_name_error"' in text

    def test_optional_fields_are_marked_and_required_ones_are_not(self, client):
        client.force_login(make.admin())
        text = shown(client, "/pengguna/undang/")
        assert re.search(r'for="id_agency">[^<]*<span class="opt">\(opsional\)', text)
        assert re.search(r'for="id_full_name">[^<]*</label>', text)


class TestLooks:
    STATES = (
        Status,
        Standing,
        EnrollmentPeriod.State,
        Decree.State,
        Job.State,
        ImportBatch.State,
    )

    @pytest.mark.parametrize(
        "status", [value for states in (*STATES, StagedRow.Verdict) for value in states]
    )
    def test_every_status_has_a_badge_with_icon_and_words(self, status):
        assert status.value in BADGE_LOOKS
        text = Template("{% load looks %}{% badge status status.label %}").render(
            Context({"status": status})
        )
        assert "<svg" in text
        assert str(status.label) in text

    def test_rupiah_have_dots(self):
        assert rupiah(1234567) == "Rp1.234.567"


def refused(request: HttpRequest, sentence: str) -> Any:
    middleware = RefusalMiddleware(lambda _request: HttpResponse())
    return middleware.process_exception(request, ActionDenied(sentence))


class TestRefusedSteps:
    @pytest.fixture
    def request_of(self, rf):
        def make_request(**headers: str) -> HttpRequest:
            request = rf.post("/kepesertaan/1/tindakan/", headers=headers)
            request.user = make.clerk()
            request.htmx = bool(headers.get("hx-request"))
            return request

        return make_request

    def test_a_page_says_the_sentence_and_leads_back(self, request_of):
        before = "http://testserver/pekerja/1/"
        response = refused(request_of(referer=before), "Sudah diverifikasi orang lain.")
        text = response.content.decode()
        assert response.status_code == 409
        assert "Sudah diverifikasi orang lain." in text
        assert f'href="{before}"' in text

    def test_it_never_leads_to_a_foreign_page(self, request_of):
        response = refused(request_of(referer="https://example.com/"), "Tidak bisa.")
        assert "example.com" not in response.content.decode()

    def test_a_fragment_puts_it_on_top_of_the_page_that_is_shown(self, request_of):
        response = refused(request_of(**{"hx-request": "true"}), "Tidak <b>bisa</b>.")
        assert response.headers["HX-Retarget"] == "#messages"
        assert "Tidak &lt;b&gt;bisa&lt;/b&gt;." in response.content.decode()
        assert "<html" not in response.content.decode()


class TestPagesThatSayNo:
    def test_an_unknown_address(self, client):
        response = client.get("/tidak/ada/")
        assert response.status_code == 404
        assert "Halaman tidak ditemukan" in response.content.decode()

    def test_a_role_without_the_right(self, client):
        client.force_login(make.clerk())
        response = client.get("/pengguna/")
        assert response.status_code == 403
        assert "Anda tidak berwenang" in response.content.decode()

    def test_a_form_that_was_open_too_long(self):
        response = Client(enforce_csrf_checks=True).post("/akun/masuk/", {})
        assert response.status_code == 403
        assert "sudah terlalu lama terbuka" in response.content.decode()

    def test_a_host_that_is_not_ours(self, client):
        response = client.get("/akun/masuk/", headers={"host": "evil.example"})
        assert response.status_code == 400
        assert "evil.example" not in response.content.decode()

    def test_every_answer_has_a_code_that_is_in_the_log(self, client, caplog):
        text = client.get("/tidak/ada/").content.decode()
        code = re.search(r"kode <b>([0-9A-F]{6})</b>", text)
        assert code
        assert code[1] in caplog.text

    def test_a_defect_shows_no_trace_and_needs_no_database(self, rf, django_assert_num_queries):
        with django_assert_num_queries(0):
            response = errors.server_error(rf.get("/"))
        text = response.content.decode()
        assert response.status_code == 500
        assert "Terjadi gangguan pada sistem" in text
        assert "Traceback" not in text

    def test_more_text_than_any_form_holds(self, client):
        response = client.post("/akun/masuk/", {"login": "x" * 3_000_000})
        assert response.status_code == 413
        assert "Kiriman terlalu besar" in response.content.decode()

    def test_the_page_about_too_many_tries_renders_by_itself(self):
        text = render_to_string("429.html")
        assert "⟦" not in text
        assert text.count("<h1>") == 1

    def test_a_refusal_reveals_nothing_of_its_reason(self, rf):
        request = rf.get("/")
        request.user = make.clerk()
        response = errors.permission_denied(request, PermissionDenied("3572014504900003"))
        assert "3572014504900003" not in response.content.decode()
