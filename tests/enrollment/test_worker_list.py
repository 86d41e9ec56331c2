"""The list of workers: what it shows, to whom, at what cost."""

import pytest
from django.urls import reverse

from enrollment.transitions import Status
from tests import make

pytestmark = pytest.mark.django_db

URL = reverse("enrollment:worker_list")


def names(response) -> list[str]:
    return [line.worker.full_name for line in response.context["lines"]]


def counts(response) -> dict[str, str]:
    return {str(tab.label): tab.count for tab in response.context["tabs"]}


class TestWorkerList:
    def test_a_person_is_shown_with_place_and_masked_number(self, client, period):
        row = make.enrollment(period=period, status=Status.REGISTERED)
        client.force_login(make.checker())
        response = client.get(URL)
        assert names(response) == [row.worker.full_name]
        assert row.worker.nik not in response.text
        assert row.worker.masked_nik in response.text
        assert "Aktif" in response.text

    def test_people_of_another_village_are_not_there_nor_counted(self, client, period):
        make.worker(full_name="Orang Turi", village=make.village("Turi"))
        make.worker(full_name="Orang Tlumpu")
        client.force_login(make.clerk())
        response = client.get(URL)
        assert names(response) == ["Orang Tlumpu"]
        assert counts(response)["Semua"] == "1"
        assert names(client.get(URL, {"q": "turi"})) == []

    def test_a_department_sees_its_occupations_only(self, client, period):
        clerk = make.department_clerk()
        make.worker(full_name="Tukang Becak")
        make.worker(full_name="Marbot Masjid", occupation=make.occupation("mosque_caretaker"))
        client.force_login(clerk)
        assert names(client.get(URL)) == ["Tukang Becak"]

    def test_tabs_count_and_open_what_they_count(self, client, period):
        for status in (Status.PROPOSED, Status.PROPOSED, Status.REGISTERED):
            make.enrollment(period=period, status=status)
        make.worker(full_name="Belum Ikut")
        client.force_login(make.checker())
        response = client.get(URL)
        assert counts(response) == {
            "Semua": "4",
            "Aktif": "1",
            "Menunggu verifikasi": "2",
            "Berakhir": "0",
            "Tanpa kepesertaan": "1",
        }
        assert names(client.get(URL, {"status": "tanpa"})) == ["Belum Ikut"]
        assert len(names(client.get(URL, {"status": "menunggu"}))) == 2

    def test_filters_and_search_narrow_together(self, client, period):
        make.worker(full_name="Siti Aminah", village=make.village("Turi"))
        make.worker(full_name="Siti Rahayu")
        client.force_login(make.checker())
        turi = make.village("Turi").pk
        assert names(client.get(URL, {"q": "siti", "kelurahan": turi})) == ["Siti Aminah"]
        assert names(client.get(URL, {"pekerjaan": "mosque_caretaker"})) == []

    def test_nonsense_in_the_address_is_ignored(self, client, period):
        make.worker(full_name="Satu Orang")
        client.force_login(make.checker())
        address = {"kelurahan": "x", "status": "x", "urut": "x", "periode": "x", "halaman": "x"}
        assert names(client.get(URL, address)) == ["Satu Orang"]

    def test_pages_follow_each_other_without_gap(self, client, period):
        for number in range(60):
            make.worker(full_name=f"Orang {number:02}")
        client.force_login(make.checker())
        for order in ("", "-nama", "kelurahan", "terbaru"):
            seen: list[str] = []
            cursors = [""]
            while cursors:
                response = client.get(URL, {"urut": order, "halaman": cursors.pop()})
                seen += names(response)
                cursors += filter(None, [response.context["page"].next])
            assert len(seen) == len(set(seen)) == 60

    def test_a_fragment_is_only_the_results_and_names_its_own_address(self, client, period):
        client.force_login(make.checker())
        response = client.get(
            URL, {"q": "", "kelurahan": "", "urut": "terbaru"}, headers={"HX-Request": "true"}
        )
        assert "<html" not in response.text
        assert response.headers["HX-Push-Url"] == f"{URL}?urut=terbaru"

    def test_the_download_follows_the_filters_without_a_new_page(self, client, period):
        client.force_login(make.checker())
        address = {"pekerjaan": "pedicab_driver"}
        text = client.get(URL, address, headers={"HX-Request": "true"}).text
        roster = reverse("reporting:roster", args=["participants-by-village"])
        assert f'id="download" class="btn wide" href="{roster}?pekerjaan=pedicab_driver"' in text
        assert "hx-swap-oob" in text

    def test_the_back_button_gets_the_whole_page(self, client, period):
        client.force_login(make.checker())
        headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
        assert "<html" in client.get(URL, headers=headers).text

    def test_buttons_follow_the_role(self, client, period):
        client.force_login(make.official())
        page = client.get(URL).text
        assert reverse("enrollment:worker_add") not in page
        assert "Unduh" in page

    def test_without_any_period_people_are_still_listed(self, client):
        make.worker(full_name="Satu Orang")
        client.force_login(make.checker())
        assert names(client.get(URL)) == ["Satu Orang"]

    def test_a_search_stops_counting_at_a_thousand(self, client, period, monkeypatch):
        monkeypatch.setattr("enrollment.views.worker_list.MOST_COUNTED", 3)
        for number in range(5):
            make.worker(full_name=f"Siti {number}")
        client.force_login(make.checker())
        assert counts(client.get(URL, {"q": "siti"}))["Semua"] == "3+"

    @pytest.mark.parametrize("address", [{}, {"q": "orang"}, {"status": "menunggu"}])
    def test_the_number_of_queries_does_not_grow(
        self, client, period, address, django_assert_max_num_queries
    ):
        client.force_login(make.clerk())
        client.get(URL)

        def queries(count: int) -> int:
            for number in range(count):
                worker = make.worker(full_name=f"Orang {number}")
                make.enrollment(worker=worker, period=period)
            with django_assert_max_num_queries(25) as captured:
                assert client.get(URL, address).status_code == 200
            return len(captured)

        assert queries(3) == queries(20)
