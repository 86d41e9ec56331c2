"""Figures to speak from: equal to what SQL counts, said large and in words."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from audit.context import acting
from audit.models import AccessEvent
from contributions.models import Bill, BudgetCeiling
from enrollment.models import Enrollment, Quota
from enrollment.transitions import EndReason
from reporting.documents.printing import render_document
from reporting.documents.speeches import Spoken, build_speech, read_figures
from reporting.models import RosterIssue
from reporting.papers import F4
from tests import make
from tests.reporting import papers
from tests.reporting.asking import registered
from tests.reporting.documents.hostile import HOSTILE, bare
from tests.reporting.reading import pdf_text

pytestmark = pytest.mark.django_db
DAY = date(2025, 8, 20)


@pytest.fixture
def period():
    return make.period(code="2025", starts_on=date(2025, 4, 1), ends_on=date(2025, 12, 31))


@pytest.fixture
def crowd(period):
    """Nine people of both sexes, three occupations and three kelurahan; two of them ended."""
    rows = []
    for place in range(9):
        sex = "F" if place % 3 == 0 else "M"
        occupation = ("pedicab_driver", "mosque_caretaker", "parking_attendant")[place % 3]
        rows.append(
            registered(
                period,
                village=("Tlumpu", "Kauman", "Sentul")[place % 2],
                sex=sex,
                occupation=make.occupation(occupation),
            )
        )
    end(rows[7], EndReason.DIED, date(2025, 7, 1))
    end(rows[8], EndReason.MOVED, date(2025, 6, 30))
    return rows


def end(row: Enrollment, reason: str, on: date) -> None:
    with acting("tests"):
        row.ended_on, row.end_reason, row.end_known_on = on, reason, on
        row.save()


def paid(*rows: Enrollment, month: date, on: date) -> None:
    bill = papers.bill(*rows, month=month, period=rows[0].period)
    with acting("tests"):
        bill.state, bill.billing_code, bill.billed_on = Bill.State.PAID, "1", month
        bill.paid_on, bill.payment_document = on, "SP2D 1"
        bill.save()


def sql(question: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()


PEOPLE = """
    select count(*), sum(case when w.sex = 'F' then 1 else 0 end)
    from enrollment_enrollment e join workers_worker w on w.id = e.worker_id
    where e.status = 'registered' and e.starts_on <= %s
    and (e.ended_on is null or e.ended_on >= %s)
"""
BY_OCCUPATION = """
    select o.name, count(*)
    from enrollment_enrollment e join workers_worker w on w.id = e.worker_id
    join workers_occupationcategory o on o.id = w.occupation_id
    where e.status = 'registered' and e.starts_on <= %s
    and (e.ended_on is null or e.ended_on >= %s) group by o.name
"""
BY_VILLAGE = """
    select v.name, count(*)
    from enrollment_enrollment e join workers_worker w on w.id = e.worker_id
    join places_village v on v.code = w.village_id
    where e.status = 'registered' and e.starts_on <= %s
    and (e.ended_on is null or e.ended_on >= %s) group by v.name
"""


class TestTheyEqualWhatSqlCounts:
    def test_people_by_sex_occupation_and_kelurahan(self, period, crowd):
        said = read_figures(period, day=DAY, user=make.admin())
        assert sql(PEOPLE, DAY, DAY) == [(said.people.value, said.women)] == [(7, 3)]
        assert said.women + said.men == said.people.value
        for shares, question in (
            (said.occupations, BY_OCCUPATION),
            (said.villages, BY_VILLAGE),
        ):
            assert {share.name: share.count for share in shares} == dict(sql(question, DAY, DAY))
            assert sum(share.count for share in shares) == said.people.value

    def test_money_paid_by_the_day(self, period, crowd):
        paid(*crowd, month=date(2025, 4, 1), on=date(2025, 5, 2))
        paid(*crowd[:4], month=date(2025, 5, 1), on=date(2025, 6, 2))
        paid(*crowd[:4], month=date(2025, 9, 1), on=date(2025, 9, 2))
        said = read_figures(period, day=DAY, user=make.admin())
        ((amount, months),) = sql(
            "select sum(l.jkk + l.jkm), count(distinct l.month)"
            " from contributions_billline l join contributions_bill b on b.id = l.bill_id"
            " where b.state = 'paid' and b.paid_on <= %s",
            DAY,
        )
        assert (said.paid.value, said.paid_months) == (amount, months) == (13 * 16_800, 2)
        assert said.paid.words == "dua ratus delapan belas ribu empat ratus rupiah"

    def test_deaths_and_covers_that_ended(self, period, crowd):
        said = read_figures(period, day=DAY, user=make.admin())
        counted = dict(
            sql(
                "select end_reason, count(*) from enrollment_enrollment"
                " where ended_on <= %s group by end_reason",
                DAY,
            )
        )
        assert said.deaths.value == counted[EndReason.DIED] == 1
        assert [(share.count) for share in said.ended] == [counted[EndReason.MOVED]]
        before = read_figures(period, day=date(2025, 6, 1), user=make.admin())
        assert (before.deaths.value, before.ended) == (0, ())

    def test_ceilings_in_force_on_the_day(self, period, crowd):
        with acting("tests"):
            for amount, on in ((100_000_000, date(2025, 1, 1)), (900_000_000, date(2025, 12, 1))):
                BudgetCeiling.objects.create(
                    period=period, amount=amount, decided_on=on, document="DPA"
                )
            Quota.objects.create(period=period, total=2000)
        said = read_figures(period, day=DAY, user=make.admin())
        assert said.budget == Spoken(100_000_000, "seratus juta rupiah")
        assert said.places == 2000

    def test_people_out_of_sight_are_not_counted(self, period, crowd):
        clerk = make.clerk(villages=[make.village("Kauman")])
        said = read_figures(period, day=DAY, user=clerk)
        assert [share.name for share in said.villages] == ["Kauman"]

    def test_the_decree_of_a_ceremony_narrows_them(self, period, crowd):
        ceremony = make.ceremony(period, held_on=DAY, decree=papers.decree(*crowd[:2]))
        said = read_figures(period, day=DAY, user=make.admin(), ceremony=ceremony)
        assert said.people.value == 2

    def test_they_cost_the_same_queries_for_any_number(self, period):
        counts = []
        user = make.admin()
        for number in (3, 30):
            for _place in range(number):
                registered(period)
            with CaptureQueriesContext(connection) as queries:
                build_speech(period, day=DAY, on=DAY, user=user, paper=F4)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 10


def ask(client: Any, **values: str) -> Any:
    return client.post(reverse("reporting:speech_figures"), values)


class TestPrinting:
    def test_money_stands_in_words_and_the_paper_takes_no_number(self, client, official, crowd):
        paid(*crowd, month=date(2025, 4, 1), on=date(2025, 5, 2))
        text = pdf_text(ask(client, tanggal="20-08-2025").content)
        assert "7 orang (tujuh orang)" in text
        assert "Rp151.200 (seratus lima puluh satu ribu dua ratus rupiah)" in text
        assert "Rp42.000.000 (empat puluh dua juta rupiah)" in text
        assert "Rabu, 20 Agustus 2025" in text
        assert not RosterIssue.objects.exists()
        assert AccessEvent.objects.get().subject == "document:speech-figures"

    def test_a_ceremony_gives_name_day_and_place(self, client, official, period, crowd):
        ceremony = make.ceremony(period, held_on=DAY, title="Hari Jadi", place="Pendopo")
        text = pdf_text(ask(client, acara=str(ceremony.pk)).content)
        assert "Hari Jadi" in text
        assert "Rabu, 20 Agustus 2025, Pendopo" in text

    @pytest.mark.parametrize("text", HOSTILE)
    def test_markup_is_printed_as_typed(self, period, text):
        ceremony = make.ceremony(period, held_on=DAY, title=text, place=text)
        built = build_speech(
            period, day=DAY, on=DAY, user=make.admin(), paper=F4, ceremony=ceremony
        )
        assert bare(pdf_text(render_document(built))).count(bare(text)) == 2

    def test_without_any_period_it_says_so(self, client, official):
        assert ask(client).status_code == 422

    def test_a_clerk_is_not_told_about_the_money(self, client, period):
        client.force_login(make.user(Role.CLERK))
        assert ask(client).status_code == 403

    def test_the_page_of_a_ceremony_leads_there(self, client, official, period):
        ceremony = make.ceremony(period, held_on=DAY)
        make.recipient(ceremony, registered(period))
        page = client.get(reverse("ceremonies:ceremony_detail", args=[ceremony.pk]))
        for name in ("speech_figures", "handover_minutes"):
            assert f"{reverse(f'reporting:{name}')}?acara={ceremony.pk}" in page.content.decode()
