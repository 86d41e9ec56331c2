"""No note of the look, no data: an answer with personal data fails when it cannot be noted."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from audit.access import record_access
from audit.models import AccessEvent
from tests import make

NIK = "3572021705800001"


def show_nik(request: HttpRequest) -> HttpResponse:
    record_access(by=request.user, kind=AccessEvent.Kind.REVEAL, subject="workers_worker:1")
    return HttpResponse(NIK)


def break_the_notes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_accessevent RENAME TO audit_hidden")


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.django_db
class TestRecordAccess:
    @pytest.fixture(autouse=True)
    def _view(self, settings):
        settings.ROOT_URLCONF = (path("nik/", show_nik),)

    def test_a_look_is_noted_before_the_data_leaves(self, client):
        clerk = make.clerk()
        client.force_login(clerk)
        assert NIK in client.get("/nik/").content.decode()
        event = AccessEvent.objects.get()
        assert (event.actor, event.kind, event.rows) == (clerk.username, "reveal", 1)

    def test_without_its_note_no_data_leaves(self, client):
        client.force_login(make.clerk())
        break_the_notes()
        response = client.get("/nik/")
        assert response.status_code == 500
        assert NIK not in response.content.decode()

    def test_nobody_cannot_be_noted(self):
        with pytest.raises(ValueError, match="actor"):
            record_access(by=None, kind=AccessEvent.Kind.PRINT, subject="roster:x")
