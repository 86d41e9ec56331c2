"""One page sent more than once: the same answers have one effect, other answers are not lost."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import FormDraft
from enrollment.models import Enrollment
from enrollment.services.proposals import enroll_worker, propose
from tests import make
from tests.enrollment.registration import filled
from workers.models import Worker

pytestmark = pytest.mark.django_db

ADD = reverse("enrollment:worker_add")


@pytest.fixture
def clerk(client):
    user = make.clerk()
    client.force_login(user)
    return user


@pytest.fixture
def answers(clerk, period):
    return filled(period=period.pk, form_token=str(uuid4()))


class TestANewPerson:
    def test_a_second_press_after_the_first_has_the_same_answer(self, client, answers):
        first = client.post(ADD, answers)
        second = client.post(ADD, answers)
        assert (first.status_code, second.status_code) == (302, 302)
        assert first.url == second.url
        assert (Worker.objects.count(), Enrollment.objects.count()) == (1, 1)

    def test_changed_answers_come_back_instead_of_vanishing(self, client, answers):
        client.post(ADD, answers)
        response = client.post(ADD, answers | {"address": "Jl. Cemara 5"})
        assert response.status_code == 422
        assert "Jl. Cemara 5" in response.text

    def test_other_heirs_come_back_too(self, client, answers):
        client.post(ADD, answers)
        heir = {"heirs-0-full_name": "Budi", "heirs-0-relation": "child"}
        assert client.post(ADD, answers | heir).status_code == 422

    def test_the_next_person_on_the_page_gone_back_to_is_saved(self, client, answers):
        client.post(ADD, answers)
        following = answers | {"nik": make.nik(), "full_name": "Wagiman"}
        response = client.post(ADD, following)
        assert response.status_code == 302
        assert set(Worker.objects.values_list("full_name", flat=True)) == {
            "Siti Aminah",
            "Wagiman",
        }
        assert Enrollment.objects.count() == 2

    def test_a_colleague_with_the_token_gets_no_answer_from_it(self, client, answers):
        client.post(ADD, answers)
        client.force_login(make.clerk())
        assert client.post(ADD, answers).status_code == 422


class TestTheDraft:
    def test_the_next_person_on_the_page_gone_back_to_is_kept(self, client, clerk, answers):
        client.post(ADD, answers)
        url = reverse("enrollment:draft_save", args=["tambah-pekerja"])
        client.post(url, answers)
        assert not FormDraft.objects.exists()
        client.post(url, answers | {"nik": "3572", "full_name": "Wagi\0man"})
        assert FormDraft.objects.get().data["full_name"] == "Wagiman"


class TestAProposal:
    def test_another_period_from_the_same_page_is_another_proposal(self, clerk, period):
        worker, token = make.worker(), uuid4()
        later = make.period(
            starts_on=period.ends_on.replace(year=period.ends_on.year + 2, month=3, day=1),
            ends_on=period.ends_on.replace(year=period.ends_on.year + 2, month=4, day=1),
        )
        rows = [
            propose(worker=worker, period=one, starts_on=one.starts_on, by=clerk, form_token=token)
            for one in (period, later, later)
        ]
        assert [row.period for row in rows] == [period, later, later]
        assert Enrollment.objects.count() == 2

    def test_the_services_tell_people_apart_by_their_nik(self, clerk, period):
        token = uuid4()
        people = [
            {
                "nik": make.nik(),
                "full_name": name,
                "birth_date": make.worker().birth_date,
                "sex": "M",
                "village": make.village(),
                "occupation": make.occupation(),
            }
            for name in ("Siti Aminah", "Wagiman")
        ]
        rows = [
            enroll_worker(
                data=data,
                heirs=[],
                period=period,
                starts_on=period.starts_on,
                by=clerk,
                form_token=token,
            )
            for data in (*people, people[1])
        ]
        assert [row.worker.full_name for row in rows] == ["Siti Aminah", "Wagiman", "Wagiman"]


class TestNumbersThatNoPageOfOursSends:
    HUGE = "9" * 30

    def test_a_row_number_beyond_every_database_is_refused(self, client):
        client.force_login(make.checker())
        url = reverse("enrollment:act_many")
        assert client.post(url, {"action": "verify", "pk": self.HUGE}).status_code == 422

    def test_the_live_answer_does_not_know_such_a_person(self, client, clerk):
        url = reverse("enrollment:nik_check")
        for person in (self.HUGE, "9" * 5000):
            assert client.post(url, {"nik": make.nik(), "person": person}).status_code == 404

    def test_an_endless_version_is_a_stale_one(self, client, clerk):
        worker = make.worker()
        url = reverse("enrollment:worker_edit", args=[worker.pk])
        form = filled(nik=worker.nik, version="9" * 5000)
        assert client.post(url, form).status_code == 409

    def test_an_unreadable_occupation_presets_nothing(self, client, clerk):
        page = client.get(ADD, {"occupation": "\0"})
        assert page.status_code == 200
        assert not page.context["form"].person["occupation"].value()
