"""The page of one person."""

import pytest
from django.urls import reverse

from audit.models import AccessEvent
from common.dates import today
from enrollment.transitions import ReturnReason, Status
from tests import make

pytestmark = pytest.mark.django_db


def url_of(worker) -> str:
    return reverse("enrollment:worker_detail", args=[worker.pk])


class TestPage:
    def test_it_shows_cover_and_hides_numbers(self, client, period):
        worker = make.worker(
            family_card_number="3572020000000009", phone="+6281234567890", mother_name="Fatimah"
        )
        make.enrollment(worker=worker, period=period)
        client.force_login(make.checker())
        text = client.get(url_of(worker)).text
        assert "Fatimah" in text
        assert "Menunggu verifikasi" in text
        for number in (worker.nik, worker.family_card_number, "81234567890", "0812-3456-7890"):
            assert number not in text

    def test_a_person_of_another_village_looks_absent(self, client):
        worker = make.worker(village=make.village("Turi"))
        client.force_login(make.clerk())
        assert client.get(url_of(worker)).status_code == 404

    def test_an_official_sees_no_buttons(self, client, period):
        row = make.enrollment(period=period)
        client.force_login(make.official())
        text = client.get(url_of(row.worker)).text
        for route in ("act", "worker_edit", "worker_reveal", "propose"):
            pk = row.pk if route == "act" else row.worker_id
            assert reverse(f"enrollment:{route}", args=[pk]) not in text

    def test_the_number_of_queries_does_not_grow_with_the_years(
        self, client, django_assert_max_num_queries
    ):
        worker = make.worker()
        client.force_login(make.admin())
        client.get(url_of(worker))

        def queries(years: range) -> int:
            for year in years:
                period = make.period(
                    starts_on=today().replace(year=year, month=1, day=1),
                    ends_on=today().replace(year=year, month=12, day=31),
                    state="closed",
                )
                make.enrollment(worker=worker, period=period, status=Status.REGISTERED)
            with django_assert_max_num_queries(25) as captured:
                assert client.get(url_of(worker)).status_code == 200
            return len(captured)

        assert queries(range(2000, 2001)) == queries(range(2001, 2006))


class TestReveal:
    def test_the_numbers_are_shown_once_and_noted_first(self, client):
        worker, clerk = make.worker(), make.clerk()
        client.force_login(clerk)
        url = reverse("enrollment:worker_reveal", args=[worker.pk])
        response = client.post(url, {"purpose": "Mengurus klaim"})
        assert worker.nik in response.text
        assert "no-store" in response.headers["Cache-Control"]
        event = AccessEvent.objects.get()
        assert (event.actor, event.purpose) == (clerk.username, "Mengurus klaim")
        assert worker.nik not in client.get(url_of(worker)).text

    def test_without_a_purpose_nothing_is_shown(self, client):
        worker = make.worker()
        client.force_login(make.clerk())
        response = client.post(reverse("enrollment:worker_reveal", args=[worker.pk]))
        assert response.status_code == 422
        assert worker.nik not in response.text
        assert not AccessEvent.objects.exists()

    def test_without_the_note_there_is_no_number(self, client, monkeypatch):
        worker = make.worker()
        client.force_login(make.clerk())

        def broken(**kwargs):
            raise RuntimeError("The log cannot be written.")

        monkeypatch.setattr("audit.models.AccessEvent.objects.create", broken)
        with pytest.raises(RuntimeError):
            client.post(
                reverse("enrollment:worker_reveal", args=[worker.pk]),
                {"purpose": "Mengurus klaim"},
            )

    def test_officials_and_strangers_to_the_village_get_nothing(self, client):
        worker = make.worker()
        url = reverse("enrollment:worker_reveal", args=[worker.pk])
        client.force_login(make.official())
        assert client.post(url, {"purpose": "Mengurus klaim"}).status_code == 403
        client.force_login(make.clerk(villages=[make.village("Turi")]))
        assert client.post(url, {"purpose": "Mengurus klaim"}).status_code == 404


class TestAct:
    def act(self, client, row, **data):
        row.refresh_from_db()
        data.setdefault("version", row.version)
        return client.post(reverse("enrollment:act", args=[row.pk]), data)

    def test_verifying_moves_the_row(self, client, period):
        row, checker = make.enrollment(period=period), make.checker()
        client.force_login(checker)
        assert self.act(client, row, action="verify").status_code == 302
        row.refresh_from_db()
        assert (row.status, row.verified_by) == (Status.VERIFIED, checker)

    def test_a_return_without_reason_keeps_what_was_typed(self, client, period):
        row = make.enrollment(period=period)
        client.force_login(make.checker())
        response = self.act(client, row, action="return", reason_note="KTP buram")
        assert response.status_code == 422
        assert "Pilih alasannya dulu" in response.text
        assert 'value="KTP buram"' in response.text

    def test_a_return_with_reason_is_shown_to_the_clerk(self, client, period):
        row = make.enrollment(period=period)
        client.force_login(make.checker())
        reason = {"reason_code": ReturnReason.INCOMPLETE, "reason_note": "KTP buram"}
        assert self.act(client, row, action="return", **reason).status_code == 302
        client.force_login(make.clerk())
        text = client.get(url_of(row.worker)).text
        assert "Berkas belum lengkap" in text
        assert "KTP buram" in text
        assert "Usulkan lagi" in text

    def test_a_stale_page_is_told_so_and_keeps_what_was_typed(self, client, period):
        row = make.enrollment(period=period)
        client.force_login(make.checker())
        response = self.act(
            client,
            row,
            action="return",
            version=row.version + 5,
            reason_code="incomplete",
            reason_note="KTP buram",
        )
        assert response.status_code == 409
        assert "diubah orang lain" in response.text
        assert 'value="KTP buram"' in response.text

    @pytest.mark.parametrize("action", ["nonsense", ""])
    def test_what_is_no_step_is_asked_again(self, client, period, action):
        row = make.enrollment(period=period, status=Status.VERIFIED)
        client.force_login(make.admin())
        assert self.act(client, row, action=action).status_code == 422

    def test_nobody_is_decreed_by_a_button(self, client, period):
        row = make.enrollment(period=period, status=Status.VERIFIED)
        client.force_login(make.admin())
        assert 'value="decree"' not in client.get(url_of(row.worker)).text
        response = self.act(client, row, action="decree")
        assert response.status_code == 409
        assert "menandatangani SK" in response.text
        row.refresh_from_db()
        assert row.status == Status.VERIFIED

    def test_a_number_makes_somebody_registered(self, client, period):
        row = make.enrollment(period=period, status=Status.DECREED)
        client.force_login(make.admin())
        assert "Catat terdaftar" in client.get(url_of(row.worker)).text
        assert self.act(client, row, action="register").status_code == 409
        done = self.act(client, row, action="register", member_number="12345678901")
        assert done.status_code == 302
        row.refresh_from_db()
        assert row.status == Status.REGISTERED

    def test_a_row_of_another_village_looks_absent(self, client, period):
        row = make.enrollment(period=period)
        client.force_login(make.clerk(villages=[make.village("Turi")]))
        assert self.act(client, row, action="withdraw").status_code == 404


class TestPropose:
    def propose(self, client, worker, period):
        return client.post(reverse("enrollment:propose", args=[worker.pk]), {"period": period.pk})

    def test_a_known_person_joins_an_open_period(self, client, period):
        worker = make.worker()
        client.force_login(make.clerk())
        assert "Usulkan ke periode" in client.get(url_of(worker)).text
        assert self.propose(client, worker, period).status_code == 302
        assert worker.enrollments.get().status == Status.PROPOSED

    def test_a_second_press_changes_nothing(self, client, period):
        worker = make.worker()
        client.force_login(make.clerk())
        page = client.get(url_of(worker))
        data = {
            "period": period.pk,
            "form_token": page.context["proposal"]["form_token"].value(),
        }
        url = reverse("enrollment:propose", args=[worker.pk])
        assert [client.post(url, data).status_code for _press in range(2)] == [302, 302]
        assert worker.enrollments.count() == 1

    def test_who_is_covered_already_reads_why_not(self, client, period):
        row = make.enrollment(period=period)
        other = make.period(starts_on=period.starts_on, ends_on=period.ends_on)
        client.force_login(make.clerk())
        assert "Sudah punya kepesertaan" in client.get(url_of(row.worker)).text
        response = self.propose(client, row.worker, other)
        assert response.status_code == 409
        assert "Sudah punya kepesertaan" in response.text

    def test_a_checker_does_not_propose(self, client, period):
        client.force_login(make.checker())
        assert self.propose(client, make.worker(), period).status_code == 403
