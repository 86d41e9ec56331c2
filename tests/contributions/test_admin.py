"""Rates and limits are edited as dated rows; where their days overlap, the admin says so."""

from datetime import date

import pytest
from django.urls import reverse

from audit.context import acting
from contributions.models import Benefit, BudgetCeiling, ClockRule, Tariff
from contributions.selectors import tariffs
from tests import make

pytestmark = pytest.mark.django_db

TARIFFS = reverse("admin:contributions_tariff_changelist")


@pytest.fixture
def desk(client, admin):
    client.force_login(admin)
    return client


def test_a_coming_rate_is_added_and_the_overlap_is_said(desk):
    answer = desk.post(
        reverse("admin:contributions_tariff_add"),
        {
            "sector": "",
            "payer": "",
            "jkk": "12000",
            "jkm": "7000",
            "valid_from": "2029-07-01",
            "legal_basis": " PP \u200b1/2029 ",
        },
        follow=True,
    )
    row = Tariff.objects.get(valid_from=date(2029, 7, 1))
    assert row.legal_basis == "PP 1/2029"
    assert "Mulai 1 Juli 2029 berlaku baris yang lebih baru." in answer.content.decode()
    rate = tariffs().rate(date(2029, 7, 1), "other", is_public_money=True)
    assert rate is not None
    assert rate.amount == 19_000


def test_rows_about_different_things_do_not_overlap(desk):
    assert "berlaku baris yang lebih baru" not in desk.get(TARIFFS).content.decode()


def test_a_row_that_ends_before_the_next_does_not_overlap(desk):
    with acting("tests"):
        Benefit.objects.filter(kind=Benefit.Kind.BURIAL).update(valid_to=date(2028, 12, 31))
        Benefit.objects.create(
            kind=Benefit.Kind.BURIAL, amount=1, valid_from=date(2029, 1, 1), legal_basis="Baru"
        )
    page = desk.get(reverse("admin:contributions_benefit_changelist")).content.decode()
    assert "berlaku baris yang lebih baru" not in page


def test_the_same_first_day_twice_is_refused(desk):
    answer = desk.post(
        reverse("admin:contributions_clockrule_add"),
        {"kind": "lapse", "value": "6", "valid_from": "2021-04-01", "legal_basis": "Lain"},
    )
    assert answer.status_code == 200
    assert ClockRule.objects.filter(kind="lapse").count() == 1


def test_a_last_day_before_the_first_is_refused(desk):
    answer = desk.post(
        reverse("admin:contributions_clockrule_add"),
        {
            "kind": "lapse",
            "value": "6",
            "valid_from": "2029-04-01",
            "valid_to": "2029-03-31",
            "legal_basis": "Lain",
        },
    )
    assert "Tanggal akhir mendahului tanggal awal." in answer.content.decode()


def test_a_ceiling_is_kept_with_its_document(desk, period):
    desk.post(
        reverse("admin:contributions_budgetceiling_add"),
        {
            "period": period.pk,
            "amount": "302400000",
            "decided_on": "2025-01-02",
            "document": "DPA 1/2025",
        },
    )
    assert BudgetCeiling.objects.get().amount == 302_400_000
    page = desk.get(reverse("admin:contributions_budgetceiling_changelist")).content.decode()
    assert "Rp302.400.000" in page


@pytest.mark.parametrize("role", ["clerk", "checker", "official", "auditor"])
def test_others_change_no_rate(client, role):
    client.force_login(getattr(make, role)())
    assert client.get(TARIFFS).status_code in {302, 403}
