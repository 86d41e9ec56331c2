"""The next year's pages: answers of a kelurahan, the rehearsal with its price, the opening."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from audit.context import acting
from common.dates import today
from common.months import add_months, first_of
from contributions.budget import NoTariff
from contributions.models import Tariff
from contributions.renewal import price_of
from enrollment.models import (
    Enrollment,
    EnrollmentPeriod,
    FundingSource,
    RenewalAnswer,
)
from enrollment.renewals import Answer, rehearse
from enrollment.services.renewals import Said, answer_many
from tests import make
from tests.contributions.people import covered

pytestmark = pytest.mark.django_db


@pytest.fixture
def ending():
    """A period that ends with the month before this one."""
    first = add_months(first_of(today()), -12)
    return make.period("lama", starts_on=first, ends_on=_eve(add_months(first, 12)))


@pytest.fixture
def coming():
    """The next one, after two months without any."""
    first = add_months(first_of(today()), 2)
    return make.period("baru", starts_on=first, ends_on=_eve(add_months(first, 3)))


def _eve(month: date) -> date:
    return date.fromordinal(month.toordinal() - 1)


def ticked(client, period, source, rows, **said: Any):
    return client.post(
        reverse("enrollment:renewal_answer"),
        {
            "address": f"periode={period.code}&dari={source.code}",
            "pk": [row.pk for row in rows],
            **said,
        },
    )


def page(client, **address):
    response = client.get(reverse("contributions:renewal"), address)
    assert response.status_code == 200
    return response.content.decode()


class TestAnswers:
    def test_a_clerk_ticks_people_and_answers_for_them(self, client, ending, coming):
        rows = [covered(ending), covered(ending)]
        client.force_login(make.clerk())
        response = ticked(client, coming, ending, rows, answer="stays")
        assert response.status_code == 302
        assert set(RenewalAnswer.objects.values_list("enrollment", "answer")) == {
            (row.pk, "stays") for row in rows
        }
        html = client.get(response.url, follow=True).content.decode()
        assert "Jawaban 2 orang tersimpan." in html
        assert "Semua sudah dijawab" in html

    def test_a_death_needs_its_day_and_says_so_beside_the_name(self, client, ending, coming):
        row = covered(ending, name="Pak Karto")
        client.force_login(make.clerk())
        response = ticked(client, coming, ending, [row], answer="died")
        html = client.get(response.url).content.decode()
        assert "Pak Karto: Isi tanggal meninggalnya." in html
        assert not RenewalAnswer.objects.exists()

    def test_what_was_typed_stays_when_something_is_missing(self, client, ending, coming):
        row = covered(ending)
        client.force_login(make.clerk())
        response = ticked(
            client, coming, ending, [row], answer="changed_work", note="jualan di pasar"
        )
        html = response.content.decode()
        assert response.status_code == 422
        assert "Pilih pekerjaan barunya." in html
        assert "jualan di pasar" in html

    def test_nobody_ticked_is_told(self, client, ending, coming):
        covered(ending)
        client.force_login(make.clerk())
        response = ticked(client, coming, ending, [], answer="stays")
        assert "Centang dulu orangnya." in response.content.decode()

    def test_people_of_another_kelurahan_are_neither_shown_nor_answered(
        self, client, ending, coming
    ):
        other = covered(ending, worker=make.worker(full_name="Tetangga", village=turi()))
        client.force_login(make.clerk())
        url = reverse("enrollment:renewal_answers")
        html = client.get(url, {"periode": coming.code}).content.decode()
        assert "Tetangga" not in html
        ticked(client, coming, ending, [other], answer="stays")
        assert not RenewalAnswer.objects.exists()

    def test_the_list_is_searched_by_name_and_kelurahan(self, client, ending, coming):
        covered(ending, name="Wagiman Tlumpu")
        covered(ending, worker=make.worker(full_name="Wagimin Turi", village=turi()))
        client.force_login(make.admin())
        url = reverse("enrollment:renewal_answers")
        by_name = client.get(url, {"periode": coming.code, "q": "wagimi"}).content.decode()
        assert "Wagimin Turi" in by_name
        assert "Wagiman Tlumpu" not in by_name
        by_place = client.get(
            url, {"periode": coming.code, "kelurahan": make.village().pk}
        ).content.decode()
        assert "Wagiman Tlumpu" in by_place
        assert "Wagimin Turi" not in by_place


def turi():
    return make.village("Turi")


class TestRehearsal:
    def test_cost_gap_and_lists_are_shown_before_anything_is_written(
        self, client, admin, ending, coming
    ):
        rows = [covered(ending), covered(ending)]
        covered(ending, name="Belum Ditanya")
        answer_many(
            period=coming,
            said={row.pk: Said(Answer.STAYS) for row in rows},
            known_on=today(),
            by=admin,
        )
        client.force_login(admin)
        html = page(client, periode=coming.code, dari=ending.code)
        assert "Rp100.800 untuk 3 bulan" in html  # two people, three months
        assert "seratus ribu delapan ratus rupiah" in html
        assert html.count("2 orang, Rp33.600 bila dilindungi") == 2
        assert "Belum Ditanya" in html
        assert "Usulkan 2 orang yang lanjut" in html
        assert not Enrollment.objects.filter(period=coming).exists()

    def test_a_clerk_sees_the_lists_and_no_money(self, client, ending, coming):
        covered(ending, name="Warga Sendiri")
        client.force_login(make.clerk())
        html = page(client, periode=coming.code, dari=ending.code)
        assert "Warga Sendiri" in html
        # A token of the form may hold the two letters, too.
        assert not re.search(r"\bRp\d", html)

    def test_a_period_that_is_not_open_yet_leads_to_where_it_is_opened(
        self, client, admin, ending, coming
    ):
        with acting("tests"):
            coming.state = EnrollmentPeriod.State.DRAFT
            coming.save()
        row = covered(ending)
        answer_many(period=coming, said={row.pk: Said(Answer.STAYS)}, known_on=today(), by=admin)
        client.force_login(admin)
        html = page(client, periode=coming.code, dari=ending.code)
        assert reverse("enrollment:period_edit", args=[coming.pk]) in html
        assert reverse("contributions:renewal_open") not in html

    def test_opening_proposes_those_who_stay(self, client, admin, ending, coming):
        row = covered(ending)
        answer_many(period=coming, said={row.pk: Said(Answer.STAYS)}, known_on=today(), by=admin)
        client.force_login(admin)
        response = client.post(
            reverse("contributions:renewal_open"),
            {"periode": coming.code, "dari": ending.code, "expected": "1"},
        )
        html = client.get(response.url).content.decode()
        assert "1 orang diusulkan untuk" in html
        assert Enrollment.objects.get(period=coming).worker == row.worker

    def test_an_outdated_number_is_refused_in_a_sentence(self, client, admin, ending, coming):
        row = covered(ending)
        answer_many(period=coming, said={row.pk: Said(Answer.STAYS)}, known_on=today(), by=admin)
        client.force_login(admin)
        response = client.post(
            reverse("contributions:renewal_open"),
            {"periode": coming.code, "dari": ending.code, "expected": "7"},
        )
        assert response.status_code == 409
        assert not Enrollment.objects.filter(period=coming).exists()

    def test_without_a_period_to_continue_the_page_says_what_to_do(self, client, admin):
        client.force_login(admin)
        assert "Buat periode baru" in page(client)


class TestPrice:
    def test_new_work_is_priced_by_its_own_sector(self, admin):
        ending = make.period(starts_on=date(2025, 4, 1), ends_on=date(2025, 12, 31))
        coming = make.period(
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 3, 31),
            funding_source=FundingSource.objects.get(code="csr"),
        )
        row = covered(ending)  # a pedicab driver pays half from January, others from April
        work = make.occupation("waste_collector")
        answer_many(
            period=coming,
            said={row.pk: Said(Answer.CHANGED_WORK, occupation=work)},
            known_on=date(2025, 12, 1),
            by=admin,
        )
        found = rehearse(ending, coming, user=admin, on=date(2025, 12, 1))
        price = price_of(found)
        assert (price.amount, price.gap) == (3 * 16_800, [])

    def test_a_month_without_a_rate_is_not_guessed(self, client, admin, ending, coming):
        row = covered(ending)
        answer_many(period=coming, said={row.pk: Said(Answer.STAYS)}, known_on=today(), by=admin)
        with acting("tests"):
            Tariff.objects.all().delete()
        with pytest.raises(NoTariff):
            price_of(rehearse(ending, coming, user=admin, on=today()))
        client.force_login(admin)
        html = page(client, periode=coming.code, dari=ending.code)
        assert "belum ada pada Data acuan" in html
