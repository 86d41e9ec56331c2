"""The waiting list: its order, who reads it, and who comes up when a place is free."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.places import turns
from enrollment.services.actions import take_action
from enrollment.services.promotions import promote_waiting
from enrollment.transitions import Action, ReturnReason, Status
from tests import make
from tests.enrollment.quotas import ceiling, used

pytestmark = pytest.mark.django_db

LIST = reverse("enrollment:waiting_list")
PROMOTE = reverse("enrollment:waiting_promote")


def waiter(
    period: EnrollmentPeriod, name: str, *, days: int = 0, village: str = "Tlumpu", **values: Any
) -> Enrollment:
    """Somebody on the waiting list, proposed so many days ago."""
    return make.enrollment(
        period=period,
        status=Status.WAITLISTED,
        worker=make.worker(full_name=name, village=make.village(village), **values),
        proposed_at=timezone.now() - timedelta(days=days),
    )


def names(response: Any) -> list[str]:
    return [line.row.worker.full_name for line in response.context["lines"]]


class TestTheOrder:
    def test_it_is_decile_then_date_and_an_unknown_decile_comes_last(self, client):
        period = make.period()
        waiter(period, "Tanpa desil", days=90)
        waiter(period, "Desil tiga baru", days=1, dtsen_decile=3)
        waiter(period, "Desil tiga lama", days=9, dtsen_decile=3)
        waiter(period, "Desil satu", days=0, dtsen_decile=1)
        client.force_login(make.admin())
        response = client.get(LIST, {"periode": period.code})
        assert names(response) == [
            "Desil satu",
            "Desil tiga lama",
            "Desil tiga baru",
            "Tanpa desil",
        ]
        assert [line.turn.position for line in response.context["lines"]] == [1, 2, 3, 4]

    def test_each_reads_what_they_wait_for_or_that_it_is_their_turn(self, client):
        period = make.period()
        ceiling(period, 1)
        waiter(period, "Pertama", dtsen_decile=1)
        waiter(period, "Kedua", dtsen_decile=2)
        client.force_login(make.admin())
        first, second = client.get(LIST, {"periode": period.code}).context["lines"]
        assert first.turn.full is None
        assert second.turn.full == (
            f"Kuota {period.name} masih punya 1 tempat, tetapi itu giliran orang yang lebih dulu"
            " di daftar cadangan."
        )

    def test_a_clerk_sees_the_own_people_with_their_position_in_the_city(self, client):
        period = make.period()
        waiter(period, "Dari Turi", village="Turi", dtsen_decile=1)
        waiter(period, "Dari Tlumpu", dtsen_decile=2)
        client.force_login(make.clerk())
        response = client.get(LIST, {"periode": period.code})
        assert names(response) == ["Dari Tlumpu"]
        assert response.context["lines"][0].turn.position == 2
        assert "Naikkan" not in response.text

    def test_whoever_is_no_longer_eligible_is_named_with_the_reason(self, client):
        period = make.period()
        waiter(period, "Terlalu tua", dtsen_decile=1, birth_date=date(1930, 1, 1))
        waiter(period, "Masih boleh", dtsen_decile=2)
        client.force_login(make.admin())
        response = client.get(LIST, {"periode": period.code})
        first, second = response.context["lines"]
        assert "batas" in first.why_not
        assert first.why_not in response.text
        assert second.why_not == ""
        assert 'Naikkan<span class="unseen"> Terlalu tua' not in response.text
        assert 'Naikkan<span class="unseen"> Masih boleh' in response.text

    def test_one_kelurahan_may_be_picked(self, client):
        period = make.period()
        waiter(period, "Dari Turi", village="Turi")
        waiter(period, "Dari Tlumpu")
        client.force_login(make.admin())
        values = {"periode": period.code, "kelurahan": make.village("Turi").pk}
        assert names(client.get(LIST, values)) == ["Dari Turi"]

    def test_pages_follow_one_another(self, client):
        period = make.period()
        for number in range(27):
            waiter(period, f"Orang {number}", days=number, dtsen_decile=number % 3 or None)
        client.force_login(make.admin())
        first = client.get(LIST, {"periode": period.code})
        page = first.context["page"]
        second = client.get(LIST, {"periode": period.code, "halaman": page.next})
        lines = [*first.context["lines"], *second.context["lines"]]
        assert [line.turn.position for line in lines] == list(range(1, 28))


class TestPromotion:
    def test_as_many_come_up_as_there_are_places_in_the_order(self, client):
        period = make.period()
        quota = ceiling(period, 2)
        last = waiter(period, "Ketiga", dtsen_decile=3)
        first = waiter(period, "Pertama", dtsen_decile=1)
        second = waiter(period, "Kedua", dtsen_decile=2)
        client.force_login(make.admin())
        response = client.post(PROMOTE, {"periode": period.code}, follow=True)
        assert "Naikkan dari cadangan: 2 orang selesai." in response.text
        for row in (first, second, last):
            row.refresh_from_db()
        assert [row.status for row in (first, second, last)] == [
            Status.VERIFIED,
            Status.VERIFIED,
            Status.WAITLISTED,
        ]
        assert used(quota) == 2

    def test_a_kelurahan_gets_no_place_that_is_somebody_else_s_turn(self):
        period = make.period()
        ceiling(period, 1)
        mine = waiter(period, "Dari Tlumpu", dtsen_decile=2)
        waiter(period, "Dari Turi", village="Turi", dtsen_decile=1)
        outcome = promote_waiting(period=period, only=[mine.pk], by=make.admin())
        assert outcome.moved == 0

    def test_one_person_may_be_promoted_alone(self, client):
        period = make.period()
        ceiling(period, 2)
        first, second = (waiter(period, f"Orang {n}", dtsen_decile=n) for n in (1, 2))
        client.force_login(make.admin())
        client.post(PROMOTE, {"periode": period.code, "pk": second.pk})
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.status, second.status) == (Status.WAITLISTED, Status.VERIFIED)

    def test_whoever_is_no_longer_eligible_stays_until_refused(self):
        period, admin = make.period(), make.admin()
        ceiling(period, 1)
        old = waiter(period, "Terlalu tua", dtsen_decile=1, birth_date=date(1930, 1, 1))
        young = waiter(period, "Masih boleh", dtsen_decile=2)
        outcome = promote_waiting(period=period, by=admin)
        assert outcome.moved == 0
        ((row, sentence),) = outcome.refused
        assert row.pk == old.pk
        assert "batas" in sentence
        take_action(
            enrollment_id=old.pk,
            action=Action.REFUSE,
            by=make.checker(),
            reason_code=ReturnReason.OVER_AGE,
        )
        assert promote_waiting(period=period, by=admin).moved == 1
        young.refresh_from_db()
        assert young.status == Status.VERIFIED

    def test_a_full_quota_is_said(self, client):
        period = make.period()
        ceiling(period, 0)
        waiter(period, "Menunggu")
        client.force_login(make.admin())
        response = client.post(PROMOTE, {"periode": period.code}, follow=True)
        assert "Belum ada tempat bebas" in response.text

    def test_nobody_comes_up_in_a_closed_period(self, client):
        period = make.period(state="closed")
        row = waiter(period, "Menunggu")
        client.force_login(make.admin())
        response = client.post(PROMOTE, {"periode": period.code}, follow=True)
        assert "tidak sedang dibuka" in response.text
        row.refresh_from_db()
        assert row.status == Status.WAITLISTED

    def test_a_checker_does_not_promote(self, client):
        period = make.period()
        waiter(period, "Menunggu")
        client.force_login(make.checker())
        assert client.post(PROMOTE, {"periode": period.code}).status_code == 403
        outcome = promote_waiting(period=period, by=make.checker())
        assert outcome.moved == 0

    def test_whoever_waits_in_another_period_is_left_alone(self):
        period = make.period()
        other = waiter(make.period("lain"), "Lain")
        promote_waiting(period=period, by=make.admin())
        other.refresh_from_db()
        assert other.status == Status.WAITLISTED


def test_a_free_place_is_counted_on_once() -> None:
    period = make.period()
    ceiling(period, 1, village=make.village())
    first = waiter(period, "Pertama", dtsen_decile=1)
    second = waiter(period, "Kedua", dtsen_decile=2)
    elsewhere = waiter(period, "Di Turi", village="Turi", dtsen_decile=3)
    found = turns(period)
    assert [pk for pk, turn in found.items() if turn.full is None] == [first.pk, elsewhere.pk]
    assert "Kuota Tlumpu masih punya 1 tempat" in (found[second.pk].full or "")


def test_a_step_without_the_right_to_it_is_refused_row_by_row() -> None:
    period = make.period()
    row = waiter(period, "Menunggu")
    outcome = promote_waiting(period=period, by=make.checker())
    assert [stayed.pk for stayed, _why in outcome.refused] == [row.pk]


def test_nonsense_in_place_of_a_person_promotes_nobody(client):
    period = make.period()
    waiter(period, "Pertama")
    client.force_login(make.admin())
    client.post(PROMOTE, {"periode": period.code, "pk": "semua"})
    assert Enrollment.objects.get().status == Status.WAITLISTED
