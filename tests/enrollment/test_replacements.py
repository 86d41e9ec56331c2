"""Somebody takes over the place of an ended cover."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from common.dates import today
from common.http import ActionDenied
from common.months import code, first_of, next_month
from enrollment.models import Enrollment
from enrollment.replacing import months_to_take_over
from enrollment.services.actions import take_action
from enrollment.services.endings import end_enrollment
from enrollment.services.replacements import replace_enrollment
from enrollment.transitions import Action, EndReason, Status
from tests import make
from tests.enrollment.quotas import ceiling, holder, used
from tests.enrollment.registration import filled
from workers.models import Worker

pytestmark = pytest.mark.django_db

END, JULY = date(2025, 6, 14), date(2025, 7, 1)


def ended(period: Any, **values: Any) -> Enrollment:
    """A cover that held a place and ended on 14 June."""
    row = holder(period=period, status=Status.REGISTERED, **values)
    return end_enrollment(
        enrollment_id=row.pk, on=END, known_on=END, reason=EndReason.MOVED, by=make.admin()
    )


def replace(row: Enrollment, worker: Worker, **values: Any) -> Enrollment:
    values.setdefault("by", make.clerk())
    values.setdefault("from_month", JULY)
    return replace_enrollment(ended_id=row.pk, worker=worker, **values)


class TestService:
    def test_the_newcomer_is_proposed_from_the_month_and_holds_the_place_at_once(self):
        period = make.period()
        quota = ceiling(period, 1)
        before, worker = ended(period), make.worker()
        row = replace(before, worker)
        assert (row.status, row.starts_on, row.replaces) == (Status.PROPOSED, JULY, before)
        assert (used(quota), row.place_village_id) == (1, worker.village_id)
        verified = take_action(enrollment_id=row.pk, action=Action.VERIFY, by=make.checker())
        assert (verified.status, used(quota)) == (Status.VERIFIED, 1)

    def test_when_the_waiting_list_was_quicker_it_says_so_and_saves_nothing(self):
        period = make.period()
        ceiling(period, 1)
        before = ended(period)
        waiting = make.enrollment(period=period, status=Status.WAITLISTED)
        take_action(enrollment_id=waiting.pk, action=Action.PROMOTE, by=make.admin())
        worker = make.worker()
        with pytest.raises(ActionDenied, match=r"sudah terisi lagi\. Kuota .* penuh"):
            replace(before, worker)
        assert not worker.enrollments.exists()

    def test_somebody_of_the_waiting_list_is_promoted_by_who_may(self):
        period = make.period()
        quota = ceiling(period, 1)
        before = ended(period)
        waiting = make.enrollment(period=period, status=Status.WAITLISTED)
        with pytest.raises(ActionDenied, match="Peran Anda"):
            replace(before, waiting.worker)
        row = replace(before, waiting.worker, by=make.admin())
        assert (row.pk, row.status) == (waiting.pk, Status.VERIFIED)
        assert (row.starts_on, row.replaces, used(quota)) == (JULY, before, 1)

    def test_a_place_is_taken_over_once(self):
        before = ended(make.period())
        row = replace(before, make.worker())
        assert replace(before, row.worker) == row  # a second press
        with pytest.raises(ActionDenied, match=f"sudah diambil alih {row.worker}"):
            replace(before, make.worker())

    def test_who_took_it_over_is_named_only_to_those_who_see_them(self):
        before = ended(make.period())
        far = replace(before, make.worker(village=make.village("Turi")), by=make.admin())
        with pytest.raises(
            ActionDenied, match="sudah diambil alih orang di wilayah lain"
        ) as refused:
            replace(before, make.worker())
        assert str(far.worker) not in str(refused.value)

    def test_a_newcomer_who_is_withdrawn_leaves_the_place_to_another(self):
        period = make.period()
        quota = ceiling(period, 1)
        before = ended(period)
        first = replace(before, make.worker())
        take_action(enrollment_id=first.pk, action=Action.WITHDRAW, by=make.clerk())
        assert used(quota) == 0
        assert replace(before, make.worker()).replaces == before

    def test_who_has_a_place_already_takes_no_other(self):
        period = make.period()
        before = ended(period)
        other = make.enrollment(period=period, status=Status.VERIFIED)
        with pytest.raises(ActionDenied, match="sudah punya tempat sendiri"):
            replace(before, other.worker)

    @pytest.mark.parametrize(
        "month", [date(2025, 6, 1), date(2025, 7, 2), date(2026, 1, 1), date(2025, 6, 14)]
    )
    def test_it_starts_on_the_first_of_a_month_after_the_end(self, month):
        with pytest.raises(ActionDenied, match="mulai pada tanggal 1"):
            replace(ended(make.period()), make.worker(), from_month=month)

    def test_the_months_left_end_with_the_period(self):
        period = make.period(starts_on=date(2025, 4, 1), ends_on=date(2025, 9, 30))
        months = months_to_take_over(ended(period))
        assert [month.month for month in months] == [7, 8, 9]

    def test_age_counts_on_the_newcomers_own_first_day(self):
        old = make.worker(birth_date=date(1960, 6, 20))
        with pytest.raises(ActionDenied, match="belum genap 65 tahun"):
            replace(ended(make.period()), old)

    def test_a_cover_that_runs_on_is_not_replaced(self):
        row = make.enrollment(status=Status.REGISTERED)
        with pytest.raises(ActionDenied, match="belum berakhir"):
            replace(row, make.worker())

    def test_a_checker_replaces_nobody_and_another_kelurahan_is_absent(self):
        before = ended(make.period())
        with pytest.raises(ActionDenied, match="Peran Anda"):
            replace(before, make.worker(), by=make.checker())
        with pytest.raises(Enrollment.DoesNotExist):
            replace(before, make.worker(), by=make.clerk(villages=[make.village("Turi")]))


@pytest.fixture
def before(period: Any) -> Enrollment:
    """A cover that has just ended, in the middle of an open period."""
    row = holder(period=period, status=Status.REGISTERED)
    return end_enrollment(
        enrollment_id=row.pk,
        on=today(),
        known_on=today(),
        reason=EndReason.DIED,
        by=make.admin(),
    )


class TestScreen:
    @property
    def month(self) -> str:
        return code(next_month(first_of(today())))

    def url(self, row: Enrollment) -> str:
        return reverse("enrollment:replace", args=[row.pk])

    def page(self, client: Any, worker: Worker) -> str:
        return client.get(reverse("enrollment:worker_detail", args=[worker.pk])).text

    def test_a_known_person_is_found_and_put_in_the_place(self, client, before):
        worker = make.worker(full_name="Sukarti Ningsih")
        client.force_login(make.clerk())
        found = client.get(self.url(before), {"q": "sukarti"})
        assert "Sukarti Ningsih" in found.text
        assert "dihitung dari awal" in found.text
        done = client.post(self.url(before), {"worker": worker.pk, "from_month": self.month})
        assert done.status_code == 302
        row = worker.enrollments.get()
        assert row.replaces == before
        assert "Menggantikan" in self.page(client, worker)
        assert before.worker.full_name in self.page(client, worker)
        text = self.page(client, before.worker)
        assert "Digantikan oleh" in text
        assert "Cari pengganti" not in text

    def test_the_waiting_list_stands_first_for_who_may_promote(self, client, before):
        second = make.worker(dtsen_decile=3)
        first = make.worker(dtsen_decile=1)
        for worker in (second, first):
            make.enrollment(period=before.period, status=Status.WAITLISTED, worker=worker)
        client.force_login(make.admin())
        text = client.get(self.url(before)).text
        assert text.index(f"1. {first.full_name}") < text.index(f"2. {second.full_name}")
        client.force_login(make.clerk())
        text = client.get(self.url(before)).text
        assert "Ada 2 orang menunggu" in text
        assert first.full_name not in text

    def test_somebody_new_is_registered_into_the_place(self, client, before):
        client.force_login(make.clerk())
        address = reverse("enrollment:worker_add")
        page = client.get(address, {"menggantikan": before.pk})
        assert f"Mengambil alih tempat {before.worker}" in page.text
        data = filled(period=before.period.pk, menggantikan=before.pk, from_month=self.month)
        response = client.post(address, data)
        assert response.status_code == 302
        row = Enrollment.objects.get(replaces=before)
        assert code(row.starts_on) == self.month
        assert row.status == Status.PROPOSED

    def test_a_refusal_keeps_the_page(self, client, before):
        other = make.enrollment(period=before.period, status=Status.VERIFIED)
        client.force_login(make.clerk())
        data = {"worker": other.worker_id, "from_month": self.month}
        response = client.post(self.url(before), data)
        assert response.status_code == 409
        assert "sudah punya tempat sendiri" in response.text

    @pytest.mark.parametrize("worker", ["", "99999999", "abc"])
    def test_nobody_chosen_is_said(self, client, before, worker):
        client.force_login(make.clerk())
        data = {"worker": worker, "from_month": self.month}
        response = client.post(self.url(before), data)
        assert response.status_code == 422

    def test_who_comes_after_is_not_named_to_strangers(self, client, before):
        worker = make.worker(village=make.village("Turi"))
        replace_enrollment(
            ended_id=before.pk,
            worker=worker,
            from_month=next_month(first_of(today())),
            by=make.admin(),
        )
        client.force_login(make.clerk())
        text = self.page(client, before.worker)
        assert "orang di wilayah lain" in text
        assert worker.full_name not in text
