"""Drafts of a month: who stands on them, what they cost, and the steps after them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.context import acting
from audit.models import AuditEvent
from common.bulk import PIECE
from common.http import ActionDenied, StaleVersion
from contributions.models import Bill, BillLine, Tariff
from contributions.services.bills import delete_draft, draft_bill
from contributions.services.payments import bill, pay
from enrollment.models import Enrollment, FundingSource
from enrollment.transitions import EndReason, Status
from tests import make
from tests.contributions.people import APRIL, MAY, billed, covered, paid
from workers.services import insert_workers_many

pytestmark = pytest.mark.django_db


def draft(period, month, by):
    return draft_bill(period_id=period.pk, month=month, by=by)


def names(row: Bill) -> list[str]:
    return sorted(row.lines.values_list("full_name", flat=True))


class TestDraft:
    def test_it_copies_who_is_covered_with_what_they_cost(self, admin, period):
        row = covered(period)
        line = draft(period, APRIL, admin).lines.get()
        worker = row.worker
        assert (line.enrollment, line.worker, line.month) == (row, worker, APRIL)
        assert (line.full_name, line.nik) == (worker.full_name, worker.nik)
        assert line.member_number == worker.member_number
        assert (line.village_name, line.occupation_name) == ("Tlumpu", worker.occupation.name)
        assert (line.jkk, line.jkm, line.amount) == (10_000, 6_800, 16_800)

    @pytest.mark.parametrize(
        ("values", "is_on_it"),
        [
            ({}, True),
            ({"starts_on": date(2025, 5, 31)}, True),
            ({"starts_on": date(2025, 6, 1)}, False),
            ({"ended_on": date(2025, 5, 1), "end_reason": EndReason.DIED}, True),
            ({"ended_on": date(2025, 4, 30), "end_reason": EndReason.MOVED}, False),
        ],
    )
    def test_one_day_in_the_month_is_enough(self, admin, period, values, is_on_it):
        covered(period, name="Ani")
        covered(period, name="Budi", **values)
        found = names(draft(period, MAY, admin))
        assert found == (["Ani", "Budi"] if is_on_it else ["Ani"])

    @pytest.mark.parametrize("status", sorted(set(Status) - {Status.REGISTERED}))
    def test_only_registered_people_are_billed(self, admin, period, status):
        covered(period, name="Ani")
        make.enrollment(period=period, status=status)
        assert names(draft(period, MAY, admin)) == ["Ani"]

    def test_other_money_pays_half_where_that_holds(self, admin):
        fund = FundingSource.objects.get(code="csr")
        period = make.period(
            "csr", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), funding_source=fund
        )
        for slug in ("pedicab_driver", "mosque_caretaker"):
            covered(
                period,
                worker=make.worker(
                    occupation=make.occupation(slug), member_number=make.member_number()
                ),
            )
        march = draft(period, date(2026, 3, 1), admin).lines.order_by("jkk")
        assert [line.amount for line in march] == [8_400, 16_800]
        april = draft(period, date(2026, 4, 1), admin).lines.all()
        assert [line.amount for line in april] == [8_400, 8_400]

    def test_nobody_to_bill_is_said_and_leaves_nothing(self, admin, period):
        with pytest.raises(ActionDenied, match="Tidak ada peserta terdaftar pada April 2025"):
            draft(period, APRIL, admin)
        assert not Bill.objects.exists()

    @pytest.mark.parametrize("month", [date(2025, 3, 1), date(2026, 1, 1), date(2025, 4, 2)])
    def test_a_month_outside_the_period_is_refused(self, admin, period, month):
        covered(period)
        with pytest.raises(ActionDenied, match="di luar periode"):
            draft(period, month, admin)

    def test_without_a_rate_it_says_which_is_missing(self, admin, period):
        covered(period)
        with acting("tests"):
            Tariff.objects.all().delete()
        with pytest.raises(ActionDenied, match="Tarif iuran April 2025 untuk sektor Angkutan"):
            draft(period, APRIL, admin)

    def test_a_role_without_the_right_is_refused(self, period):
        covered(period)
        with pytest.raises(ActionDenied, match="Peran Anda"):
            draft(period, APRIL, make.checker())

    def test_somebody_covered_twice_in_the_month_stands_on_it_once(self, admin, period):
        first = covered(period, ended_on=date(2025, 5, 10), end_reason=EndReason.RESIGNED)
        covered(period, worker=first.worker, starts_on=date(2025, 5, 20))
        assert draft(period, MAY, admin).lines.get().enrollment == first

    def test_a_month_stands_on_one_bill_across_periods(self, admin, period):
        first = covered(period, ended_on=date(2025, 5, 10), end_reason=EndReason.RESIGNED)
        other = make.period("2025-CSR")
        covered(other, worker=first.worker, starts_on=date(2025, 5, 20))
        covered(other, name="Budi")
        assert draft(period, MAY, admin).lines.get().enrollment == first
        assert names(draft(other, MAY, admin)) == ["Budi"]


class TestRedraft:
    def test_it_follows_what_has_changed_and_leaves_the_rest_alone(self, admin, period):
        stays = covered(period, name="Ani")
        goes = covered(period, name="Budi")
        first = draft(period, MAY, admin)
        kept = first.lines.get(enrollment=stays)
        with acting("tests"):
            goes.ended_on = goes.end_known_on = date(2025, 4, 30)
            goes.end_reason = EndReason.MOVED
            goes.save()
        covered(period, name="Citra")
        again = draft(period, MAY, admin)
        assert again == first
        assert names(again) == ["Ani", "Citra"]
        assert again.lines.get(enrollment=stays).pk == kept.pk

    def test_nothing_new_writes_nothing(self, admin, period):
        covered(period)
        draft(period, MAY, admin)
        events = AuditEvent.objects.count()
        draft(period, MAY, admin)
        assert AuditEvent.objects.count() == events

    def test_a_corrected_name_replaces_the_copy(self, admin, period):
        row = covered(period, name="Slamt")
        draft(period, MAY, admin)
        with acting("tests"):
            row.worker.full_name = "Slamet"
            row.worker.save()
        assert names(draft(period, MAY, admin)) == ["Slamet"]


class TestSupplement:
    def test_who_came_later_stands_on_a_second_bill(self, admin, period):
        covered(period, name="Ani")
        first = paid(period, APRIL, admin)
        covered(period, name="Budi")
        second = draft(period, APRIL, admin)
        assert (first.sequence, second.sequence) == (1, 2)
        assert (names(first), names(second)) == (["Ani"], ["Budi"])

    def test_without_latecomers_there_is_none(self, admin, period):
        covered(period)
        billed(period, APRIL, admin)
        with pytest.raises(ActionDenied, match="belum masuk tagihan"):
            draft(period, APRIL, admin)


class TestDelete:
    def test_the_months_of_its_people_are_free_again(self, admin, period):
        covered(period)
        row = draft(period, APRIL, admin)
        delete_draft(bill_id=row.pk, by=admin)
        assert not BillLine.objects.exists()
        assert draft(period, APRIL, admin).sequence == 1

    def test_what_has_gone_out_stays(self, admin, period):
        covered(period)
        row = billed(period, APRIL, admin)
        with pytest.raises(ActionDenied, match="sudah ditagih"):
            delete_draft(bill_id=row.pk, by=admin)
        assert row.lines.count() == 1


class TestBill:
    def test_it_keeps_code_and_day(self, admin, period):
        covered(period)
        row = billed(period, APRIL, admin)
        row.refresh_from_db()
        assert (row.state, row.billing_code) == (Bill.State.BILLED, "KODE-04-1")
        assert row.billed_on == APRIL

    def test_an_empty_draft_stays_a_draft(self, admin, period):
        row = covered(period)
        empty = draft(period, APRIL, admin)
        with acting("tests"):
            row.status = Status.REJECTED
            row.save()
        draft(period, APRIL, admin)
        with pytest.raises(ActionDenied, match="tidak memuat seorang pun"):
            bill(bill_id=empty.pk, billing_code="K", billed_on=APRIL, by=admin)

    def test_a_draft_drawn_anew_since_is_looked_at_again(self, admin, period):
        covered(period)
        row = draft(period, APRIL, admin)
        covered(period)
        draft(period, APRIL, admin)
        with pytest.raises(StaleVersion, match="kini 2 orang"):
            bill(bill_id=row.pk, billing_code="K", billed_on=APRIL, by=admin, people=1)

    def test_without_a_code_nothing_goes_out(self, admin, period):
        covered(period)
        row = draft(period, APRIL, admin)
        with pytest.raises(ValidationError):
            bill(bill_id=row.pk, billing_code="", billed_on=APRIL, by=admin)

    def test_the_same_twice_is_harmless_and_another_code_is_refused(self, admin, period):
        covered(period)
        row = billed(period, APRIL, admin)
        events = AuditEvent.objects.count()
        again = bill(bill_id=row.pk, billing_code="KODE-04-1", billed_on=APRIL, by=admin)
        assert again == row
        assert AuditEvent.objects.count() == events
        with pytest.raises(ActionDenied, match="sudah ditagih"):
            bill(bill_id=row.pk, billing_code="LAIN", billed_on=APRIL, by=admin)

    @pytest.mark.parametrize("role", ["checker", "official", "auditor"])
    def test_only_the_admin_role_takes_the_steps(self, admin, period, role):
        covered(period)
        row = draft(period, APRIL, admin)
        with pytest.raises(ActionDenied, match="Peran Anda"):
            bill(bill_id=row.pk, billing_code="K", billed_on=APRIL, by=getattr(make, role)())


class TestPay:
    def test_it_keeps_day_and_document(self, admin, period):
        covered(period)
        row = paid(period, APRIL, admin)
        row.refresh_from_db()
        assert (row.state, row.payment_document) == (Bill.State.PAID, "SP2D 1")
        assert row.paid_on == date(2025, 4, 5)
        assert AuditEvent.objects.latest("pk").reason == "Pembayaran dicatat"

    def test_a_draft_is_not_paid(self, admin, period):
        covered(period)
        row = draft(period, APRIL, admin)
        with pytest.raises(ActionDenied, match="masih rancangan"):
            pay(bill_id=row.pk, paid_on=APRIL, document="SP2D 1", by=admin)

    def test_nothing_is_paid_before_it_went_out(self, admin, period):
        covered(period)
        row = billed(period, MAY, admin)
        with pytest.raises(ActionDenied, match="mendahului tagihan"):
            pay(bill_id=row.pk, paid_on=APRIL, document="SP2D 1", by=admin)

    def test_the_same_twice_is_harmless_and_another_document_is_refused(self, admin, period):
        covered(period)
        row = paid(period, APRIL, admin)
        events = AuditEvent.objects.count()
        pay(bill_id=row.pk, paid_on=date(2025, 4, 5), document="SP2D 1", by=admin)
        assert AuditEvent.objects.count() == events
        with pytest.raises(ActionDenied, match="sudah dicatat dibayar pada 5 April 2025"):
            pay(bill_id=row.pk, paid_on=date(2025, 4, 6), document="SP2D 2", by=admin)


def test_thirty_people_cost_no_more_statements_than_three(admin, period):
    def drawn(month: date) -> int:
        with CaptureQueriesContext(connection) as queries:
            draft(period, month, admin)
        return len(queries)

    for _number in range(3):
        covered(period)
    few = drawn(APRIL), drawn(APRIL)
    for _number in range(27):
        covered(period)
    assert (drawn(MAY), drawn(MAY)) == few


def test_a_month_of_more_people_than_one_statement_writes_stands_on_one_bill(admin, period):
    number = PIECE + 1
    alike = {
        "full_name": "Slamet Riyadi",
        "birth_date": date(1980, 5, 17),
        "sex": "M",
        "village_id": make.village().pk,
        "occupation_id": make.occupation().pk,
    }
    people = [
        alike | {"nik": f"357202170580{serial:04}", "member_number": make.member_number()}
        for serial in range(1, number + 1)
    ]
    workers = insert_workers_many(people=people, by="tests")
    checker = make.checker()
    with acting("tests"):
        Enrollment.objects.bulk_create(
            Enrollment(
                worker_id=pk,
                period=period,
                status=Status.REGISTERED,
                starts_on=period.starts_on,
                proposed_at=timezone.now(),
                proposed_by=admin,
                verified_at=timezone.now(),
                verified_by=checker,
            )
            for pk in workers
        )
    assert draft(period, APRIL, admin).lines.count() == number
