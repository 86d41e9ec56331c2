"""What people read when the database has the last word."""

import pytest
from django.db import DataError, IntegrityError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from common.http import RefusalMiddleware
from tests import make

pytestmark = pytest.mark.django_db


def answer_to(error: Exception, **headers: str) -> HttpResponse:
    request = RequestFactory().post("/kategori/tambah/", headers=headers)
    request.user = make.admin()
    HtmxMiddleware(lambda request: HttpResponse())(request)
    response = RefusalMiddleware(lambda request: HttpResponse()).process_exception(request, error)
    assert response is not None
    return response


def test_a_doubled_row_is_a_sentence_with_what_to_do(caplog):
    response = answer_to(IntegrityError("UNIQUE"))
    assert response.status_code == 409
    assert "Data yang sama baru saja disimpan." in response.content.decode()
    assert "UNIQUE" not in response.content.decode()
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_part_of_a_page_gets_the_sentence_on_top():
    response = answer_to(IntegrityError("UNIQUE"), hx_request="true")
    assert response.status_code == 409
    assert response.headers["HX-Retarget"] == "#messages"


def test_text_that_the_database_cannot_read_is_a_bad_request():
    assert answer_to(DataError("NUL")).status_code == 400


def test_other_errors_are_not_its_business():
    request = RequestFactory().get("/")
    assert (
        RefusalMiddleware(lambda r: HttpResponse()).process_exception(request, KeyError()) is None
    )


def test_an_address_for_buttons_says_so_when_it_is_opened(client):
    client.force_login(make.clerk())
    response = client.get("/impor/unggah/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "hanya bekerja lewat tombol" in response.text


@pytest.mark.parametrize(
    "words",
    [
        "deadlock detected\nDETAIL:  Process 7 waits for ShareLock",
        "canceling statement due to lock timeout",
        "database is locked",
    ],
)
def test_two_steps_in_each_others_way_are_told_to_try_again(words):
    response = answer_to(OperationalError(words))
    assert response.status_code == 409
    assert "coba lagi" in response.content.decode()


def test_a_database_that_is_away_is_no_refusal():
    request = RequestFactory().get("/")
    away = OperationalError("connection refused")
    assert RefusalMiddleware(lambda r: HttpResponse()).process_exception(request, away) is None
