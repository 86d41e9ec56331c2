"""A date of birth that has not come yet is never taken for a matter of taste."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests import make
from tests.enrollment.registration import filled
from workers.models import Worker

pytestmark = pytest.mark.django_db

TO_COME = "17-05-2099"
# Whoever presses twice has seen every warning.
SEEN = ["nik_date_mismatch", "under_age", "looks_known"]


def test_it_is_refused_however_often_it_is_sent(client, period):
    client.force_login(make.clerk())
    answers = filled(period=period.pk, form_token=str(uuid4()), birth_date=TO_COME, seen=SEEN)
    response = client.post(reverse("enrollment:worker_add"), answers)
    assert response.status_code == 422
    assert "Hari itu belum tiba." in response.text
    assert not Worker.objects.exists()


def test_it_is_refused_for_a_known_person_too(client):
    client.force_login(make.clerk())
    worker = make.worker()
    url = reverse("enrollment:worker_edit", args=[worker.pk])
    answers = filled(nik=worker.nik, version=worker.version, birth_date=TO_COME, seen=SEEN)
    assert client.post(url, answers).status_code == 422


def test_it_is_refused_in_the_admin_too(client):
    client.force_login(make.admin())
    worker = make.worker()
    url = reverse("admin:workers_worker_change", args=[worker.pk])
    response = client.post(url, filled(nik=worker.nik, birth_date=TO_COME))
    assert "Hari itu belum tiba." in response.text
