"""Ending a cover, reporting a death and taking an ending back, from the page of the person."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from common.dates import today
from enrollment.models import Enrollment
from enrollment.transitions import EndReason, Status
from tests import make
from tests.enrollment.quotas import ceiling, holder, used

pytestmark = pytest.mark.django_db


def page(client: Any, row: Enrollment) -> str:
    return client.get(reverse("enrollment:worker_detail", args=[row.worker_id])).text


def end(client: Any, row: Enrollment, **values: Any) -> Any:
    day = f"{today():%d-%m-%Y}"
    data = {"reason": "moved", "on": day, "known_on": day, "version": row.version} | values
    return client.post(
        reverse("enrollment:end", args=[row.pk]),
        {f"end-{row.pk}-{name}": value for name, value in data.items()},
    )


class TestEnd:
    def test_three_fields_end_a_cover_and_offer_a_replacement(self, client, period):
        row = make.enrollment(period=period, status=Status.REGISTERED)
        client.force_login(make.clerk())
        assert f'value="{today():%d-%m-%Y}"' in page(client, row)  # known today
        assert end(client, row).status_code == 302
        row.refresh_from_db()
        assert (row.ended_on, row.end_reason) == (today(), EndReason.MOVED)
        text = page(client, row)
        assert "Pindah domisili" in text
        assert "Cari pengganti" in text

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"reason": ""}, "Pilih alasannya dulu"),
            ({"on": ""}, "Isi tanggal kejadiannya"),
            ({"on": "kemarin"}, "Tanggal tidak terbaca"),
            ({"known_on": f"{today() + timedelta(days=1):%d-%m-%Y}"}, "Hari itu belum tiba"),
            (
                {"reason": "died", "known_on": f"{today() - timedelta(days=1):%d-%m-%Y}"},
                "sesudah tanggal diketahui",
            ),
            ({"reason": "period_closed"}, "Pilih alasannya dulu"),
        ],
    )
    def test_a_field_that_is_wrong_says_so_and_nothing_ends(
        self, client, period, values, sentence
    ):
        row = make.enrollment(period=period, status=Status.REGISTERED)
        client.force_login(make.clerk())
        response = end(client, row, **values)
        assert response.status_code == 422
        assert sentence in response.text
        row.refresh_from_db()
        assert row.ended_on is None

    def test_a_stale_page_is_told_so_and_keeps_what_was_typed(self, client, period):
        row = make.enrollment(period=period, status=Status.REGISTERED)
        client.force_login(make.clerk())
        response = end(client, row, version=row.version + 1)
        assert response.status_code == 409
        assert "diubah orang lain" in response.text
        assert 'value="moved" selected' in response.text

    def test_the_same_button_again_says_that_it_is_over(self, client, period):
        row = make.enrollment(period=period, status=Status.REGISTERED)
        client.force_login(make.clerk())
        end(client, row)
        response = end(client, row, version="")
        assert response.status_code == 409
        assert "sudah berakhir pada" in response.text

    def test_readers_and_checkers_see_no_button(self, client, period):
        row = make.enrollment(period=period, status=Status.REGISTERED)
        for user in (make.official(), make.auditor(), make.checker()):
            client.force_login(user)
            assert reverse("enrollment:end", args=[row.pk]) not in page(client, row)
            assert end(client, row).status_code == 403


class TestDeath:
    def report(self, client: Any, row: Enrollment, **values: Any) -> Any:
        day = f"{today():%d-%m-%Y}"
        data = {"reason": "died", "on": day, "known_on": day} | values
        return client.post(
            reverse("enrollment:report_death", args=[row.worker_id]),
            {f"death-{name}": value for name, value in data.items()},
        )

    def test_a_proposal_of_somebody_who_has_died_is_closed(self, client, period):
        row = make.enrollment(period=period)
        client.force_login(make.clerk())
        assert "Laporkan meninggal" in page(client, row)
        assert self.report(client, row).status_code == 302
        row.refresh_from_db()
        row.worker.refresh_from_db()
        assert (row.status, row.worker.died_on) == (Status.WITHDRAWN, today())
        text = page(client, row)
        assert "Tercatat meninggal dunia" in text
        assert "Laporkan meninggal" not in text
        assert "Usulkan ke periode" not in text

    def test_only_a_death_is_reported_there(self, client, period):
        row = make.enrollment(period=period)
        client.force_login(make.clerk())
        assert self.report(client, row, reason="moved").status_code == 422

    def test_who_is_covered_is_ended_at_the_cover(self, client, period):
        row = make.enrollment(period=period, status=Status.REGISTERED)
        client.force_login(make.clerk())
        assert "Laporkan meninggal" not in page(client, row)


class TestReopen:
    def reopen(self, client: Any, row: Enrollment, note: str = "salah orang") -> Any:
        row.refresh_from_db()
        return client.post(
            reverse("enrollment:reopen", args=[row.pk]),
            {f"reopen-{row.pk}-note": note, f"reopen-{row.pk}-version": row.version},
        )

    def test_an_admin_takes_an_ending_back_with_the_death_it_noted(self, client, period):
        quota = ceiling(period, 1)
        row = holder(period=period, status=Status.REGISTERED)
        client.force_login(make.admin())
        end(client, row, reason="died")
        row.worker.refresh_from_db()
        assert (used(quota), row.worker.died_on) == (0, today())
        assert self.reopen(client, row).status_code == 302
        row.refresh_from_db()
        row.worker.refresh_from_db()
        assert (row.ended_on, row.end_reason, row.worker.died_on) == (None, "", None)
        assert used(quota) == 1

    def test_it_takes_a_reason(self, client, period):
        row = make.enrollment(
            period=period, status=Status.REGISTERED, ended_on=today(), end_reason="moved"
        )
        client.force_login(make.admin())
        response = self.reopen(client, row, note=" ")
        assert response.status_code == 422
        assert "Tulis alasannya dulu" in response.text

    def test_a_clerk_cannot(self, client, period):
        row = make.enrollment(
            period=period, status=Status.REGISTERED, ended_on=today(), end_reason="moved"
        )
        client.force_login(make.clerk())
        assert "Batalkan pengakhiran" not in page(client, row)
        assert self.reopen(client, row).status_code == 403
