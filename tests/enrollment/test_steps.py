"""One step for many people: told first, taken for exactly those, all through one service."""

import re
from typing import Any

import pytest
from django.db.models import F
from django.urls import reverse

from audit.context import acting
from enrollment.models import Enrollment, FieldCheck
from enrollment.transitions import EndReason, Status
from tests import make
from tests.enrollment.quotas import ceiling

pytestmark = pytest.mark.django_db

QUEUE = reverse("enrollment:queue")


def url_of(step: str) -> str:
    return reverse("enrollment:step_many", args=[step])


def sealed_in(response: Any) -> str:
    found = re.search(r'name="rows" value="([^"]+)"', response.text)
    assert found
    return found[1]


def take(client: Any, step: str, page: Any, **values: Any) -> Any:
    return client.post(url_of(step), {"rows": sealed_in(page), **values}, follow=True)


def many(count: int, **values: Any) -> list[Enrollment]:
    values.setdefault("period", make.period())
    values.setdefault("proposed_by", make.clerk())
    return [make.enrollment(**values) for _number in range(count)]


class TestByFilter:
    def test_the_number_is_told_and_nothing_moves_before_the_button(self, client):
        rows = many(12)
        client.force_login(make.checker())
        page = client.get(url_of("verify"))
        assert "12 orang. Belum ada yang berubah" in page.text
        assert "Status mereka menjadi Terverifikasi" in page.text
        assert rows[0].worker.full_name in page.text
        assert "dan 2 orang lain" in page.text
        assert not Enrollment.objects.filter(status=Status.VERIFIED).exists()
        done = take(client, "verify", page)
        assert "Verifikasi: 12 orang selesai." in done.text
        assert Enrollment.objects.filter(status=Status.VERIFIED).count() == 12

    def test_only_what_the_filter_shows_is_met(self, client):
        period = make.period()
        turi = make.enrollment(period=period, worker=make.worker(village=make.village("Turi")))
        other = make.enrollment(period=period)
        client.force_login(make.checker())
        page = client.get(url_of("verify"), {"kelurahan": make.village("Turi").pk})
        take(client, "verify", page)
        turi.refresh_from_db()
        other.refresh_from_db()
        assert (turi.status, other.status) == (Status.VERIFIED, Status.PROPOSED)

    def test_who_may_not_be_moved_is_counted_with_the_reason(self, client):
        admin, period = make.admin(), make.period()
        many(2, period=period)
        make.enrollment(period=period, proposed_by=admin)
        client.force_login(admin)
        page = client.get(url_of("verify"))
        assert "2 orang. Belum ada" in page.text
        assert "1 orang tidak ikut:" in page.text
        assert "Anda sendiri yang mengusulkan" in page.text

    def test_who_changed_meanwhile_stays_and_is_named(self, client):
        changed, other = many(2)
        client.force_login(make.checker())
        page = client.get(url_of("refuse"))
        with acting("tests"):
            Enrollment.objects.filter(pk=changed.pk).update(version=F("version") + 1)
        done = take(client, "refuse", page, reason_code="not_working")
        assert f"{changed.worker}: baru saja diubah orang lain" in done.text
        changed.refresh_from_db()
        other.refresh_from_db()
        assert (changed.status, other.status) == (Status.PROPOSED, Status.REFUSED)

    def test_who_came_meanwhile_is_left_for_the_next_time(self, client):
        period = make.period()
        many(1, period=period)
        client.force_login(make.checker())
        page = client.get(url_of("verify"))
        late = make.enrollment(period=period)
        take(client, "verify", page)
        late.refresh_from_db()
        assert late.status == Status.PROPOSED

    def test_a_no_without_reason_keeps_who_was_counted(self, client):
        (row,) = many(1)
        client.force_login(make.checker())
        page = client.get(url_of("return"))
        again = client.post(url_of("return"), {"rows": sealed_in(page), "address": "tab="})
        assert again.status_code == 422
        assert "Pilih alasannya dulu" in again.text
        take(client, "return", again, reason_code="incomplete")
        row.refresh_from_db()
        assert (row.status, row.reason_code) == (Status.RETURNED, "incomplete")

    def test_a_full_quota_sends_the_rest_to_the_waiting_list(self, client):
        period = make.period()
        ceiling(period, 2)
        many(3, period=period)
        client.force_login(make.checker())
        done = take(client, "verify", client.get(url_of("verify")))
        assert "Verifikasi: 2 orang selesai." in done.text
        assert "1 orang menjadi cadangan karena kuota penuh." in done.text

    def test_a_list_that_was_written_by_hand_is_refused(self, client):
        client.force_login(make.checker())
        response = client.post(url_of("verify"), {"rows": "W1sxLDFdXQ:abc"})
        assert response.status_code == 409
        assert "Ulangi dari antrean" in response.text

    @pytest.mark.parametrize("step", ["decree", "register", "bpjs_reject", "nonsense"])
    def test_other_steps_have_no_such_page(self, client, step):
        client.force_login(make.admin())
        assert client.get(url_of(step)).status_code == 404

    def test_who_may_not_take_a_step_does_not_see_its_page(self, client):
        client.force_login(make.clerk())
        assert client.get(url_of("verify")).status_code == 403
        assert client.get(url_of("withdraw"), {"tab": "dikembalikan"}).status_code == 200

    def test_the_number_of_queries_does_not_grow(self, client, django_assert_max_num_queries):
        period, proposer = make.period(), make.clerk()
        ceiling(period, 200)
        client.force_login(make.checker())
        client.get(url_of("verify"))

        def queries(count: int) -> tuple[int, int]:
            many(count, period=period, proposed_by=proposer)
            with django_assert_max_num_queries(40) as reading:
                page = client.get(url_of("verify"))
            with django_assert_max_num_queries(60) as writing:
                client.post(url_of("verify"), {"rows": sealed_in(page)})
            assert not Enrollment.objects.filter(status=Status.PROPOSED).exists()
            return len(reading), len(writing)

        assert queries(3) == queries(30)


class TestTicked:
    def test_ticked_covers_end_together(self, client):
        one, two, other = many(3, status=Status.REGISTERED)
        client.force_login(make.clerk())
        page = client.post(url_of("end"), {"pk": [one.pk, two.pk], "address": "tab=dilindungi"})
        assert "2 orang. Belum ada" in page.text
        done = take(
            client,
            "end",
            page,
            reason="moved",
            on="30-06-2025",
            known_on="01-07-2025",
            address="tab=dilindungi",
        )
        assert "Akhiri perlindungan: 2 orang selesai." in done.text
        assert done.redirect_chain == [(f"{QUEUE}?tab=dilindungi", 302)]
        ended = Enrollment.objects.filter(end_reason=EndReason.MOVED)
        assert set(ended) == {one, two}
        other.refresh_from_db()
        assert other.ended_on is None

    def test_one_visit_is_noted_for_all_ticked(self, client):
        rows = many(2)
        client.force_login(make.checker())
        page = client.post(url_of("field_check"), {"pk": [row.pk for row in rows]})
        take(
            client,
            "field_check",
            page,
            checked_on="01-06-2025",
            officer="Bu Yayuk",
            works="on",
            able_to_work="on",
            has_statement="on",
        )
        assert FieldCheck.objects.filter(officer="Bu Yayuk", works=True).count() == 2

    def test_nothing_ticked_is_said(self, client):
        client.force_login(make.clerk())
        response = client.post(url_of("end"), {"address": "tab=dilindungi"}, follow=True)
        assert "Centang dulu orangnya" in response.text

    def test_rows_of_another_village_are_not_among_them(self, client):
        row = make.enrollment(
            status=Status.REGISTERED, worker=make.worker(village=make.village("Turi"))
        )
        client.force_login(make.clerk())
        page = client.post(url_of("end"), {"pk": [row.pk]})
        assert "Tidak ada yang bisa diproses" in page.text
        assert row.worker.full_name not in page.text
