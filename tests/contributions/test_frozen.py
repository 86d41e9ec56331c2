"""What has gone out to BPJS never changes, whichever way somebody tries."""

import pytest
from django.db import IntegrityError, connection, transaction

from audit.context import acting
from common.bulk import insert_rows
from contributions.models import Bill, BillLine
from contributions.services.bills import draft_bill
from contributions.triggers import FROZEN
from tests import make
from tests.contributions.people import APRIL, MAY, billed, covered, paid

pytestmark = pytest.mark.django_db

GONE_OUT = [billed, paid]


def refused(write) -> bool:
    """Try a write and tell whether the freeze refused it."""
    try:
        with transaction.atomic(), acting("tests"):
            write()
    except IntegrityError as error:
        return FROZEN in str(error)
    return False


def sql(statement: str, *params) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.fixture
def line(period) -> BillLine:
    """A line of nobody's bill yet, ready to be slipped in."""
    row = covered(period)
    return BillLine(
        enrollment=row,
        worker=row.worker,
        month=APRIL,
        jkk=1,
        jkm=1,
        full_name="Titipan",
        nik=row.worker.nik,
        member_number="",
        village_name="Tlumpu",
        occupation_name="Lainnya",
    )


@pytest.mark.parametrize("make_bill", GONE_OUT)
class TestLines:
    def test_no_amount_changes(self, admin, period, make_bill):
        covered(period)
        row = make_bill(period, APRIL, admin)
        assert refused(lambda: row.lines.update(jkk=1))
        one = row.lines.get()
        one.full_name = "Lain"
        assert refused(one.save)
        assert refused(lambda: BillLine.objects.bulk_update([one], ["full_name"]))
        assert refused(lambda: sql("UPDATE contributions_billline SET jkm = 0"))
        assert row.lines.get().amount == 16_800

    def test_no_line_goes(self, admin, period, make_bill):
        covered(period)
        row = make_bill(period, APRIL, admin)
        assert refused(row.lines.all().delete)
        assert refused(row.lines.get().delete)
        assert refused(lambda: sql("DELETE FROM contributions_billline"))
        assert refused(row.delete)
        assert row.lines.count() == 1

    def test_no_line_comes(self, admin, period, make_bill, line):
        covered(period)
        row = make_bill(period, MAY, admin)
        line.bill = row
        columns = [field.attname for field in BillLine._meta.fields if field.name != "id"]
        values = tuple(getattr(line, name) for name in columns)
        assert refused(line.save)
        assert refused(lambda: BillLine.objects.bulk_create([line]))
        assert refused(lambda: insert_rows(BillLine, columns, [values]))
        assert row.lines.count() == 2

    def test_no_line_moves_in_or_out(self, admin, period, make_bill):
        covered(period)
        row = make_bill(period, APRIL, admin)
        draft = draft_bill(period_id=period.pk, month=MAY, by=admin)
        assert refused(lambda: row.lines.update(bill=draft))
        assert refused(lambda: draft.lines.update(bill=row))

    def test_the_bill_itself_stays(self, admin, period, make_bill):
        covered(period)
        row = make_bill(period, APRIL, admin)
        bills = Bill.objects.filter(pk=row.pk)
        assert refused(lambda: bills.update(billing_code="LAIN"))
        assert refused(lambda: bills.update(month=MAY))
        assert refused(lambda: bills.update(period=make.period()))
        assert refused(lambda: bills.update(sequence=2))
        assert refused(
            lambda: bills.update(
                state="draft", billing_code="", billed_on=None, paid_on=None, payment_document=""
            )
        )
        assert refused(lambda: sql("DELETE FROM contributions_bill"))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite empties tables by deleting")
def test_no_table_is_emptied_at_once(admin, period):
    covered(period)
    row = billed(period, APRIL, admin)
    connection.check_constraints()  # PostgreSQL empties no table that has checks to come
    assert refused(lambda: sql("TRUNCATE contributions_billline"))
    assert refused(lambda: sql("TRUNCATE contributions_bill CASCADE"))
    assert row.lines.count() == 1


class TestPayment:
    def test_it_is_noted_once(self, admin, period):
        covered(period)
        row = paid(period, APRIL, admin)
        bills = Bill.objects.filter(pk=row.pk)
        assert refused(lambda: bills.update(paid_on=MAY))
        assert refused(lambda: bills.update(payment_document="SP2D 2"))
        assert refused(lambda: bills.update(state="billed", paid_on=None, payment_document=""))

    def test_it_brings_no_other_change_along(self, admin, period):
        covered(period)
        row = billed(period, APRIL, admin)
        bills = Bill.objects.filter(pk=row.pk)
        paying = {"state": "paid", "paid_on": MAY, "payment_document": "SP2D 1"}
        assert refused(lambda: bills.update(**paying, billing_code="LAIN"))
        assert not refused(lambda: bills.update(**paying))


class TestDraft:
    def test_drafts_are_free(self, admin, period):
        covered(period)
        draft = draft_bill(period_id=period.pk, month=APRIL, by=admin)
        assert not refused(lambda: draft.lines.update(jkk=1))
        assert not refused(draft.lines.all().delete)
        assert not refused(draft.delete)

    def test_a_month_stands_on_one_bill_only(self, admin, period, line):
        draft = draft_bill(period_id=period.pk, month=APRIL, by=admin)
        line.bill = draft
        with pytest.raises(IntegrityError), transaction.atomic(), acting("tests"):
            line.save()
