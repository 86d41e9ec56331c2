"""The pages about months, clocks and the budget, as their readers see them."""

from datetime import date

import pytest
from django.urls import reverse

from audit.context import acting
from common.dates import today
from common.months import add_months, code, first_of
from contributions.models import BudgetCeiling
from enrollment.transitions import Status
from tests import make
from tests.contributions.people import covered, paid

pytestmark = pytest.mark.django_db


@pytest.fixture
def running():
    """A period around today, half a year old."""
    first = add_months(first_of(today()), -6)
    return make.period("sedang", starts_on=first, ends_on=add_months(first, 12))


def page(client, user, name, **address):
    client.force_login(user)
    response = client.get(reverse(f"contributions:{name}"), address)
    assert response.status_code == 200
    return response.content.decode()


class TestMonths:
    def test_a_group_leads_to_its_people_with_their_months(self, client, admin, running):
        row = covered(running, name="Wagiman")
        paid(running, running.starts_on, admin)
        html = page(client, admin, "month_grid", periode=running.code)
        assert f"kunci={row.worker.village_id}" in html
        html = page(
            client,
            admin,
            "month_grid",
            periode=running.code,
            kelompok="kelurahan",
            kunci=row.worker.village_id,
        )
        assert "Wagiman" in html
        assert row.worker.nik not in html
        assert html.count("m m-paid") == 1 + 1  # one month, and the legend
        assert html.count("m m-hole") == 5 + 1

    def test_a_clerk_sees_nobody_of_another_kelurahan(self, client, running):
        covered(running, worker=make.worker(full_name="Tetangga", village=make.village("Turi")))
        clerk = make.clerk()
        for kunci in ("", make.village("Turi").pk):
            html = page(
                client,
                clerk,
                "month_grid",
                periode=running.code,
                kelompok="kelurahan",
                kunci=kunci,
            )
            assert "Tetangga" not in html
            assert "Belum ada bulan iuran" in html

    @pytest.mark.parametrize("kunci", ["99", "abc", "'"])
    def test_an_unknown_group_is_an_empty_page(self, client, admin, running, kunci):
        covered(running)
        for kelompok in ("kelurahan", "pekerjaan"):
            html = page(
                client, admin, "month_grid", periode=running.code, kelompok=kelompok, kunci=kunci
            )
            assert "Belum ada bulan iuran" in html


class TestPerson:
    def test_months_and_clocks_stand_on_the_page_of_a_person(self, client, admin, running):
        row = covered(running)
        paid(running, running.starts_on, admin)
        client.force_login(admin)
        html = client.get(
            reverse("enrollment:worker_detail", args=[row.worker_id])
        ).content.decode()
        assert "Perkiraan; keputusan pada BPJS Ketenagakerjaan." in html
        assert "Nonaktif: 5 bulan kosong" in html
        assert "1 bulan dibayar" in html
        assert "PP 82/2019" in html

    def test_somebody_never_decreed_has_no_months(self, client, admin, running):
        row = make.enrollment(period=running, status=Status.PROPOSED)
        client.force_login(admin)
        html = client.get(
            reverse("enrollment:worker_detail", args=[row.worker_id])
        ).content.decode()
        assert "Bulan iuran" not in html

    def test_the_money_waiting_after_three_paid_months_is_the_whole_sum(
        self, client, admin, running
    ):
        row = covered(running)
        for step in range(6):
            paid(running, add_months(running.starts_on, step), admin)
        client.force_login(admin)
        html = client.get(
            reverse("enrollment:worker_detail", args=[row.worker_id])
        ).content.decode()
        assert "JKM penuh: Rp42.000.000" in html


class TestWatch:
    def test_the_lists_name_people_and_the_rule(self, client, admin, running):
        covered(running, name="Belum Bayar")
        html = page(client, admin, "watch_list", periode=running.code, daftar="belum-penuh")
        assert "Belum Bayar" in html
        assert "Permenaker 1/2025" in html
        assert "Perkiraan; keputusan pada BPJS Ketenagakerjaan." in html

    def test_long_lists_come_in_pages(self, client, admin, running):
        for _one in range(26):
            covered(running)
        first = page(client, admin, "watch_list", periode=running.code, daftar="belum-penuh")
        assert "1–25" in first
        second = page(
            client, admin, "watch_list", periode=running.code, daftar="belum-penuh", halaman="25"
        )
        assert "26–26" in second


class TestBudget:
    def test_a_question_is_answered_in_figures_and_words(self, client, admin, running):
        with acting("tests"):
            BudgetCeiling.objects.create(
                period=running, amount=50_000_000, decided_on=date(2025, 1, 2), document="DPA 7"
            )
        month = first_of(today())
        html = page(
            client,
            admin,
            "budget",
            orang="100",
            sektor="other",
            periode=running.code,
            mulai=code(month),
            sampai=code(add_months(month, 1)),
        )
        assert "Rp3.360.000" in html
        assert "tiga juta tiga ratus enam puluh ribu rupiah" in html
        assert "sesudahnya Rp46.640.000" in html
        assert "DPA 7" in html

    def test_a_period_without_a_ceiling_leads_to_where_one_is_set(self, client, admin, running):
        where = f"{reverse('admin:contributions_budgetceiling_add')}?period={running.pk}"
        assert where in page(client, admin, "budget")
        told = page(client, make.official(), "budget")
        assert where not in told
        assert "belum diisi" in told

    def test_too_many_people_are_told_how_many_fit(self, client, admin, running):
        with acting("tests"):
            BudgetCeiling.objects.create(
                period=running, amount=168_000, decided_on=date(2025, 1, 2), document="DPA 7"
            )
        month = code(first_of(today()))
        html = page(
            client,
            admin,
            "budget",
            orang="11",
            sektor="other",
            periode=running.code,
            mulai=month,
            sampai=month,
        )
        assert "cukup untuk 10 orang" in html

    def test_months_the_wrong_way_round_are_told_beside_the_field(self, client, admin, running):
        month = first_of(today())
        html = page(
            client,
            admin,
            "budget",
            orang="5",
            sektor="other",
            periode=running.code,
            mulai=code(add_months(month, 2)),
            sampai=code(month),
        )
        assert "Bulan terakhir mendahului bulan pertama." in html

    def test_a_clerk_does_not_see_the_money(self, client):
        client.force_login(make.clerk())
        assert client.get(reverse("contributions:budget")).status_code == 403
