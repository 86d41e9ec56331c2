"""Indonesian first; a switch for English that the browser cannot press by itself."""

import pytest
from django.conf import settings

from tests import make

pytestmark = pytest.mark.django_db

ENGLISH_BROWSER = {"HTTP_ACCEPT_LANGUAGE": "en-US,en;q=0.9"}


class TestLanguage:
    def test_an_english_browser_gets_indonesian(self, client):
        response = client.get("/akun/masuk/", **ENGLISH_BROWSER)
        assert response.headers["Content-Language"] == "id"
        assert '<html lang="id">' in response.content.decode()

    def test_a_stranger_chooses_by_cookie(self, client):
        response = client.post("/bahasa/", {"language": "en", "next": "/akun/masuk/"})
        assert response.headers["Location"] == "/akun/masuk/"
        cookie = response.cookies[settings.LANGUAGE_COOKIE_NAME]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
        assert client.get("/akun/masuk/").headers["Content-Language"] == "en"

    def test_somebody_signed_in_keeps_the_choice_with_the_account(self, client):
        clerk = make.clerk()
        client.force_login(clerk)
        client.post("/bahasa/", {"language": "en", "next": "/akun/"})
        clerk.refresh_from_db()
        assert clerk.language == "en"
        client.cookies.clear()
        client.force_login(clerk)
        assert client.get("/akun/").headers["Content-Language"] == "en"

    def test_the_account_counts_before_the_cookie(self, client):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        client.force_login(make.clerk())
        assert client.get("/akun/").headers["Content-Language"] == "id"

    @pytest.mark.parametrize("language", ["", "fr", "../en"])
    def test_another_language_changes_nothing(self, client, language):
        client.post("/bahasa/", {"language": language, "next": "/akun/masuk/"})
        assert client.get("/akun/masuk/").headers["Content-Language"] == "id"

    @pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", ""])
    def test_it_never_leads_to_another_site(self, client, elsewhere):
        response = client.post("/bahasa/", {"language": "en", "next": elsewhere})
        assert response.headers["Location"] == "/"

    def test_it_answers_only_a_button(self, client):
        assert client.get("/bahasa/").status_code == 405
