"""The verification queue."""

import re
from datetime import date

import pytest
from django.urls import reverse

from enrollment.transitions import Status
from tests import make

pytestmark = pytest.mark.django_db

URL = reverse("enrollment:queue")
ACT = reverse("enrollment:act_many")


def rows(response) -> list:
    return [line.row for line in response.context["lines"]]


class TestQueue:
    def test_the_oldest_proposal_stands_first(self, client):
        first, second = make.enrollment(), make.enrollment()
        client.force_login(make.checker())
        assert rows(client.get(URL)) == [first, second]

    def test_own_proposals_are_seen_but_cannot_be_ticked(self, client):
        admin = make.admin()
        own = make.enrollment(proposed_by=admin)
        client.force_login(admin)
        text = client.get(URL).text
        assert own.worker.full_name in text
        assert "Anda sendiri yang mengusulkan" in text
        assert f'value="{own.pk}"' not in text

    def test_clerks_find_what_came_back_to_them(self, client):
        row = make.enrollment(
            status=Status.RETURNED, reason_code="incomplete", reason_note="KTP buram"
        )
        make.enrollment(status=Status.RETURNED, worker=make.worker(village=make.village("Turi")))
        client.force_login(make.clerk())
        response = client.get(URL, {"tab": "dikembalikan"})
        assert rows(response) == [row]
        assert "KTP buram" in response.text
        assert "Usulkan lagi" in response.text

    def test_filters_narrow(self, client):
        row = make.enrollment()
        client.force_login(make.checker())
        turi = make.village("Turi").pk
        assert rows(client.get(URL, {"kelurahan": turi})) == []
        assert rows(client.get(URL, {"periode": row.period.code})) == [row]

    def test_pages_follow_each_other(self, client):
        period, clerk = make.period(), make.clerk()
        for _number in range(30):
            make.enrollment(period=period, proposed_by=clerk)
        client.force_login(make.checker())
        first = client.get(URL)
        second = client.get(URL, {"halaman": first.context["page"].next})
        assert (len(rows(first)), len(rows(second))) == (25, 5)

    @pytest.mark.parametrize("tab", ["", "dikembalikan"])
    def test_the_number_of_queries_does_not_grow(self, client, tab, django_assert_max_num_queries):
        period, clerk = make.period(), make.clerk()
        client.force_login(make.admin())
        client.get(URL)
        status = Status.RETURNED if tab else Status.PROPOSED

        def queries(count: int) -> int:
            for _number in range(count):
                make.enrollment(period=period, proposed_by=clerk, status=status)
            with django_assert_max_num_queries(20) as captured:
                assert client.get(URL, {"tab": tab}).status_code == 200
            return len(captured)

        assert queries(3) == queries(20)


class TestTabs:
    """Each status that waits for somebody, with the steps for it; said a second time by hand."""

    EXPECTED = {
        "": (Status.PROPOSED, {"verify", "return", "refuse", "field_check"}),
        "dikembalikan": (Status.RETURNED, {"propose", "withdraw"}),
        "terverifikasi": (Status.VERIFIED, {"wait", "refuse", "field_check"}),
        "cadangan": (Status.WAITLISTED, {"promote", "refuse", "field_check"}),
        "ditolak-bpjs": (Status.REJECTED, {"resubmit", "refuse"}),
        "dilindungi": (Status.REGISTERED, {"end"}),
    }
    CLERK = {"propose", "withdraw", "end"}
    CHECKER = {"verify", "return", "refuse", "field_check"}

    def steps_on(self, client, tab: str) -> set[str]:
        text = client.get(URL, {"tab": tab}).text
        return set(re.findall(r'href="/kepesertaan/langkah/(\w+)/', text))

    @pytest.mark.parametrize("tab", list(EXPECTED))
    def test_a_tab_shows_its_rows_and_the_steps_of_the_role(self, client, tab):
        rows_of = {
            value: make.enrollment(status=status)
            for value, (status, _steps) in self.EXPECTED.items()
        }
        steps = self.EXPECTED[tab][1]
        for user, may in (
            (make.admin(), steps),
            (make.checker(), steps & self.CHECKER),
            (make.clerk(), steps & self.CLERK),
            (make.official(), set()),
        ):
            client.force_login(user)
            response = client.get(URL, {"tab": tab})
            assert rows(response) == [rows_of[tab]]
            assert [found.count for found in response.context["tabs"]] == [1] * 6
            assert self.steps_on(client, tab) == may, user.role
            assert "Tetapkan" not in response.text

    def test_what_bpjs_rejected_says_why_to_the_clerk(self, client):
        make.enrollment(
            status=Status.REJECTED, reason_code="identity_differs", reason_note="beda 1 huruf"
        )
        client.force_login(make.clerk())
        text = client.get(URL, {"tab": "ditolak-bpjs"}).text
        assert "Nama atau tanggal lahir berbeda: beda 1 huruf" in text

    def test_who_has_left_is_no_longer_among_the_covered(self, client):
        make.enrollment(status=Status.REGISTERED, ended_on=date(2025, 6, 1), end_reason="resigned")
        client.force_login(make.admin())
        assert rows(client.get(URL, {"tab": "dilindungi"})) == []

    def test_somebody_is_found_by_name(self, client):
        row = make.enrollment(worker=make.worker(full_name="Ponirah Lestari"))
        make.enrollment()
        client.force_login(make.checker())
        assert rows(client.get(URL, {"q": "ponirah"})) == [row]


class TestBulkSteps:
    def test_ticked_rows_are_verified_and_the_result_is_told(self, client):
        admin = make.admin()
        good, own = make.enrollment(), make.enrollment(proposed_by=admin)
        client.force_login(admin)
        data = {"action": "verify", "pk": [good.pk, own.pk], "address": "kelurahan=1"}
        response = client.post(ACT, data)
        assert response.url == f"{URL}?kelurahan=1"
        good.refresh_from_db()
        own.refresh_from_db()
        assert (good.status, own.status) == (Status.VERIFIED, Status.PROPOSED)
        text = client.get(URL).text
        assert "Verifikasi: 1 orang selesai." in text
        assert f"{own.worker}: Anda sendiri" in text

    def test_one_row_has_its_own_button(self, client):
        one, other = make.enrollment(), make.enrollment()
        client.force_login(make.checker())
        client.post(ACT, {"single": f"verify:{one.pk}", "pk": [other.pk]})
        one.refresh_from_db()
        other.refresh_from_db()
        assert (one.status, other.status) == (Status.VERIFIED, Status.PROPOSED)

    def test_a_return_needs_its_reason(self, client):
        row = make.enrollment()
        client.force_login(make.checker())
        data = {"action": "return", "pk": [row.pk]}
        response = client.post(ACT, data)
        assert response.status_code == 422
        assert "Pilih alasannya dulu" in response.text
        client.post(ACT, data | {"reason_code": "incomplete", "reason_note": "KTP buram"})
        row.refresh_from_db()
        assert (row.status, row.reason_code) == (Status.RETURNED, "incomplete")

    def test_nothing_ticked_is_said(self, client):
        make.enrollment()
        client.force_login(make.checker())
        response = client.post(ACT, {"action": "verify"})
        assert response.status_code == 422
        assert "Centang dulu orangnya" in response.text

    def test_a_clerk_proposes_the_mended_again(self, client):
        row = make.enrollment(status=Status.RETURNED, reason_code="incomplete")
        clerk = make.clerk()
        client.force_login(clerk)
        client.post(ACT, {"action": "propose", "pk": [row.pk], "address": "tab=dikembalikan"})
        row.refresh_from_db()
        assert (row.status, row.proposed_by) == (Status.PROPOSED, clerk)

    def test_a_clerk_verifies_nothing(self, client):
        row = make.enrollment()
        client.force_login(make.clerk())
        client.post(ACT, {"action": "verify", "pk": [row.pk]})
        row.refresh_from_db()
        assert row.status == Status.PROPOSED

    def test_rows_of_another_village_stay_as_they_are(self, client):
        row = make.enrollment(status=Status.RETURNED)
        client.force_login(make.clerk(villages=[make.village("Turi")]))
        response = client.post(ACT, {"action": "withdraw", "pk": [row.pk]}, follow=True)
        assert "Tidak ada yang berubah" in response.text
        row.refresh_from_db()
        assert row.status == Status.RETURNED
