"""Nothing typed gets lost when the session ends before the button is pressed."""

import re

import pytest
from django.test import Client

from accounts.models import FormDraft, User
from accounts.services import drop_draft, load_draft, save_draft
from accounts.unsaved import LIMIT, OWNER_COOKIE, SESSION_KEY
from tests import make

pytestmark = pytest.mark.django_db

FORM = "/pengguna/undang/"
ANSWERS = {"username": "sri", "full_name": "Sri Wahyuni", "villages": ["3572011001", "3572011002"]}


@pytest.fixture
def strict() -> Client:
    """A browser that must send the token of its forms."""
    return Client(enforce_csrf_checks=True)


def token(client: Client) -> str:
    text = client.get("/akun/masuk/").content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    assert found
    return found[1]


def sign_in(client: Client, user: User, to: str) -> str:
    answers = {"login": user.username, "password": make.PASSWORD, "next": to}
    return client.post("/akun/masuk/", answers).headers["Location"]


def end_session(client: Client) -> None:
    client.session.flush()


@pytest.fixture
def admin(client: Client) -> User:
    """Somebody who was at this browser until the session ended."""
    user = make.admin()
    client.force_login(user)
    client.get(FORM)
    end_session(client)
    return user


class TestExpiredSession:
    def test_the_answers_wait_for_the_next_sign_in(self, client, admin):
        response = client.post(FORM, ANSWERS)
        assert response.headers["Location"] == f"/akun/masuk/?next={FORM}"
        assert sign_in(client, admin, FORM) == FORM
        page = client.get(FORM)
        text = page.content.decode()
        assert "Sesi Anda sempat berakhir. Isian Anda masih ada; periksa lalu simpan." in text
        assert 'value="Sri Wahyuni"' in text
        assert page.context["form"].data.getlist("villages") == ANSWERS["villages"]

    @pytest.mark.parametrize("form", ["/periode/tambah/", "/kategori/tambah/"])
    def test_other_long_forms_keep_theirs_too(self, client, admin, form):
        client.post(form, {"name": "Pekerja rentan 2030"})
        assert sign_in(client, admin, form) == form
        assert 'value="Pekerja rentan 2030"' in client.get(form).text

    def test_they_are_shown_once(self, client, admin):
        client.post(FORM, ANSWERS)
        sign_in(client, admin, FORM)
        client.get(FORM)
        assert "Sri Wahyuni" not in client.get(FORM).content.decode()

    def test_another_page_does_not_get_them(self, client, admin):
        client.post(FORM, ANSWERS)
        sign_in(client, admin, "/pengguna/")
        assert "Sri Wahyuni" not in client.get(f"/pengguna/{admin.pk}/").content.decode()

    def test_another_person_at_the_same_computer_does_not_get_them(self, client, admin):
        client.post(FORM, ANSWERS)
        sign_in(client, make.admin(), FORM)
        assert "Sri Wahyuni" not in client.get(FORM).content.decode()

    def test_a_forged_owner_gets_nothing(self, client, admin):
        client.cookies[OWNER_COOKIE] = str(make.admin().pk)
        client.post(FORM, ANSWERS)
        assert client.session[SESSION_KEY]["owner"] == ""

    def test_a_session_that_ends_by_age_keeps_them_too(self, client):
        admin = make.admin()
        client.force_login(admin)
        client.get("/akun/")
        session = client.session
        session["started"] = 1
        session.save()
        client.post(FORM, ANSWERS)
        sign_in(client, admin, FORM)
        assert 'value="Sri Wahyuni"' in client.get(FORM).content.decode()

    def test_without_the_token_of_the_form_nothing_is_kept(self, strict):
        assert strict.post(FORM, ANSWERS).status_code == 403
        assert SESSION_KEY not in strict.session

    def test_with_the_token_everything_but_the_token_is_kept(self, strict):
        strict.post(FORM, ANSWERS | {"csrfmiddlewaretoken": token(strict)})
        kept = strict.session[SESSION_KEY]["answers"]
        assert sorted(kept) == ["full_name", "username", "villages"]

    def test_more_than_a_person_can_type_is_not_kept(self, client):
        client.post(FORM, {"full_name": "x" * (LIMIT + 1)})
        assert SESSION_KEY not in client.session

    def test_a_view_that_does_not_ask_for_it_keeps_nothing(self, client):
        response = client.post("/pengguna/1/tautan/", ANSWERS)
        assert response.headers["Location"] == "/akun/masuk/?next=/"
        assert SESSION_KEY not in client.session

    def test_a_fragment_sends_the_whole_window_to_sign_in(self, client):
        response = client.get(
            "/pekerja/?q=a",
            headers={
                "HX-Request": "true",
                "HX-Current-URL": "http://testserver/pekerja/?q=siti",
            },
        )
        assert response.headers["HX-Redirect"] == "/akun/masuk/?next=%2Fpekerja%2F%3Fq%3Dsiti"
        assert response.content == b""

    def test_a_fragment_of_a_foreign_page_leads_home(self, client):
        response = client.get(
            "/pekerja/",
            headers={"HX-Request": "true", "HX-Current-URL": "https://example.com/pekerja/"},
        )
        assert response.headers["HX-Redirect"] == "/akun/masuk/?next=%2F"


class TestDrafts:
    def test_a_draft_is_kept_replaced_and_dropped(self):
        clerk = make.clerk()
        save_draft(form="worker-add", data={"full_name": "Si"}, by=clerk)
        save_draft(form="worker-add", data={"full_name": "Siti"}, by=clerk)
        assert FormDraft.objects.get().data == {"full_name": "Siti"}
        assert load_draft(form="worker-add", by=clerk) == FormDraft.objects.get()
        drop_draft(form="worker-add", by=clerk)
        assert load_draft(form="worker-add", by=clerk) is None

    def test_drafts_are_their_owners_alone(self):
        save_draft(form="worker-add", data={"full_name": "Siti"}, by=make.clerk())
        assert load_draft(form="worker-add", by=make.clerk()) is None

    def test_forms_do_not_share_drafts(self):
        clerk = make.clerk()
        save_draft(form="worker-add", data={"full_name": "Siti"}, by=clerk)
        assert load_draft(form="period-add", by=clerk) is None

    def test_an_endless_draft_is_not_kept(self):
        save_draft(form="worker-add", data={"note": "x" * 200_000}, by=make.clerk())
        assert not FormDraft.objects.exists()
