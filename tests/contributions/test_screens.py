"""The months of a period, one bill and its steps, the check, as people at a screen meet them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AccessEvent
from common.dates import today
from contributions.models import Bill
from contributions.services.bills import draft_bill
from enrollment.models import Enrollment
from tests import make
from tests.contributions.people import APRIL, MAY, billed, covered, paid

pytestmark = pytest.mark.django_db

BOARD = reverse("contributions:bill_list")
CHECK = reverse("contributions:check")


def url(step: str, row: Bill) -> str:
    return reverse(f"contributions:bill_{step}", args=[row.pk])


@pytest.fixture
def desk(client, admin):
    """The browser of somebody who may bill and pay."""
    client.force_login(admin)
    return client


class TestBoard:
    def test_each_month_shows_who_is_covered_billed_and_paid(self, desk, admin, period):
        covered(period)
        paid(period, APRIL, admin)
        covered(period)
        lines = desk.get(BOARD, {"periode": "2025"}).context["lines"]
        assert [line.month.month for line in lines] == [4, 5, 6, 7, 8, 9, 10, 11, 12]
        april, may = lines[:2]
        assert (april.covered, april.billed, april.paid, april.left) == (2, 1, 1, 1)
        assert (april.amount, april.paid_amount) == (16_800, 16_800)
        assert (may.covered, may.billed, may.holes) == (2, 0, 2)

    def test_a_month_that_is_not_over_is_no_hole(self, desk):
        on = today()
        period = make.period(
            "kini", starts_on=on.replace(day=1), ends_on=date(on.year + 1, 12, 31)
        )
        covered(period)
        line = desk.get(BOARD, {"periode": "kini"}).context["lines"][0]
        assert (line.left, line.holes) == (1, 0)

    def test_a_draft_is_neither_billed_nor_missing(self, desk, admin, period):
        covered(period)
        draft_bill(period_id=period.pk, month=APRIL, by=admin)
        april = desk.get(BOARD, {"periode": "2025"}).context["lines"][0]
        assert (april.billed, april.left, april.has_draft) == (0, 0, True)

    def test_without_any_period_it_says_so(self, desk):
        assert "Belum ada periode" in desk.get(BOARD).content.decode()

    @pytest.mark.parametrize("role", ["checker", "official", "auditor"])
    def test_others_look_without_buttons(self, client, period, role):
        covered(period)
        client.force_login(getattr(make, role)())
        page = client.get(BOARD, {"periode": "2025"}).content.decode()
        assert "Susun tagihan" not in page

    def test_a_clerk_sees_no_money(self, client, period):
        client.force_login(make.clerk())
        assert client.get(BOARD).status_code == 403


class TestSteps:
    def test_a_month_goes_from_draft_to_paid(self, desk, period):
        covered(period)
        answer = desk.post(
            reverse("contributions:bill_draft"), {"periode": "2025", "bulan": "2025-04"}
        )
        row = Bill.objects.get()
        assert answer.headers["Location"] == url("detail", row)
        page = desk.get(url("detail", row)).content.decode()
        assert "Rp16.800" in page
        assert "enam belas ribu delapan ratus rupiah" in page.lower()
        code = {"billing_code": " 9912 0001 ", "billed_on": "05-04-2025", "people": "1"}
        assert desk.post(url("issue", row), code).status_code == 302
        payment = {"paid_on": "10-04-2025", "document": "SP2D 00123"}
        assert desk.post(url("pay", row), payment).status_code == 302
        row.refresh_from_db()
        assert (row.state, row.billing_code) == (Bill.State.PAID, "9912 0001")
        assert (row.paid_on, row.payment_document) == (date(2025, 4, 10), "SP2D 00123")

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"billed_on": "05-04-2025"}, "Isi kode iuran"),
            ({"billing_code": "K"}, "Isi tanggal kode iuran terbit"),
            ({"billing_code": "\u200b", "billed_on": "05-04-2025"}, "Isi kode iuran"),
            ({"billing_code": "K", "billed_on": "05-04-2999"}, "belum tiba"),
        ],
    )
    def test_what_is_missing_is_said_on_the_page(self, desk, admin, period, values, sentence):
        covered(period)
        row = draft_bill(period_id=period.pk, month=APRIL, by=admin)
        answer = desk.post(url("issue", row), values)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        row.refresh_from_db()
        assert row.state == Bill.State.DRAFT

    def test_a_payment_before_its_bill_is_said_on_the_page(self, desk, admin, period):
        covered(period)
        row = billed(period, MAY, admin)
        answer = desk.post(url("pay", row), {"paid_on": "30-04-2025", "document": "SP2D 1"})
        assert answer.status_code == 422
        assert "mendahului tagihannya" in answer.content.decode()

    def test_nobody_left_to_bill_is_answered_in_words(self, desk, period):
        answer = desk.post(
            reverse("contributions:bill_draft"), {"periode": "2025", "bulan": "2025-04"}
        )
        assert answer.status_code == 409
        assert "belum masuk tagihan" in answer.content.decode()

    def test_a_draft_says_how_it_differs_from_today_and_is_drawn_anew(self, desk, admin, period):
        covered(period)
        row = draft_bill(period_id=period.pk, month=APRIL, by=admin)
        assert "Data hari ini berbeda" not in desk.get(url("detail", row)).content.decode()
        covered(period)
        assert "1 orang masuk, 0 keluar" in desk.get(url("detail", row)).content.decode()
        desk.post(url("redraw", row))
        assert row.lines.count() == 2

    def test_a_bill_that_has_gone_out_is_not_drawn_anew(self, desk, admin, period):
        covered(period)
        row = billed(period, APRIL, admin)
        covered(period)
        assert desk.post(url("redraw", row)).status_code == 409
        assert Bill.objects.count() == 1

    def test_a_draft_is_deleted_as_it_was_seen(self, desk, admin, period):
        covered(period)
        row = draft_bill(period_id=period.pk, month=APRIL, by=admin)
        assert desk.post(url("delete", row), {"people": "2"}).status_code == 409
        assert desk.post(url("delete", row), {"people": "1"}).status_code == 302
        assert not Bill.objects.exists()


def test_pages_ask_no_more_for_thirty_people_than_for_three(desk, admin, period):
    def asked(row: Bill, month: str) -> list[int]:
        found = []
        for address in (
            url("detail", row),
            f"{BOARD}?periode=2025",
            f"{CHECK}?periode=2025&bulan={month}",
        ):
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(address).status_code == 200
            found.append(len(queries))
        return found

    for _number in range(3):
        covered(period)
    row = draft_bill(period_id=period.pk, month=APRIL, by=admin)
    asked(row, "2025-04")  # what is loaded once for the process
    few = asked(row, "2025-04")
    for _number in range(27):
        covered(period)
    draft_bill(period_id=period.pk, month=APRIL, by=admin)
    assert asked(row, "2025-04") == few


class TestLines:
    def test_people_are_found_by_name_and_by_full_nik(self, desk, admin, period):
        row = covered(period, name="Siti Aminah")
        covered(period, name="Budi Santoso")
        bill = draft_bill(period_id=period.pk, month=APRIL, by=admin)
        for sought in (
            "aminah siti",
            row.worker.nik,
            f" {row.worker.nik[:6]} {row.worker.nik[6:]}",
        ):
            page = desk.get(url("detail", bill), {"q": sought}).context["page"]
            assert [line.full_name for line in page.rows] == ["Siti Aminah"]

    def test_they_come_in_pages_by_kelurahan_and_name(self, desk, admin, period):
        for name in ("Kauman", "Bendo", "Tlumpu"):
            for _number in range(10):
                covered(
                    period,
                    worker=make.worker(
                        village=make.village(name), member_number=make.member_number()
                    ),
                )
        bill = draft_bill(period_id=period.pk, month=APRIL, by=admin)
        first = desk.get(url("detail", bill)).context["page"]
        second = desk.get(url("detail", bill), {"halaman": first.next}).context["page"]
        assert (len(first.rows), len(second.rows), second.total) == (25, 5, 30)
        names = [line.village_name for line in [*first.rows, *second.rows]]
        assert names == sorted(names)

    def test_numbers_are_masked_on_the_page(self, desk, admin, period):
        row = covered(period)
        bill = draft_bill(period_id=period.pk, month=APRIL, by=admin)
        page = desk.get(url("detail", bill)).content.decode()
        assert row.worker.nik not in page
        assert row.worker.masked_nik in page


class TestCheck:
    def test_it_opens_at_the_last_month_that_is_over(self, desk, period):
        covered(period)
        assert desk.get(CHECK, {"periode": "2025"}).context["month"] == date(2025, 12, 1)

    @pytest.mark.parametrize("nonsense", [{"bulan": "2024-01"}, {"bulan": "x"}, {"jenis": "x"}])
    def test_nonsense_in_the_address_leads_to_the_usual_page(self, desk, period, nonsense):
        covered(period)
        answer = desk.get(CHECK, {"periode": "2025", **nonsense})
        assert answer.status_code == 200
        assert answer.context["month"] == date(2025, 12, 1)

    def test_another_period_brings_its_own_months(self, desk, period):
        make.period("2024", starts_on=date(2024, 4, 1), ends_on=date(2024, 5, 31))
        covered(period)
        asked = {"periode": "2024", "bulan": "2025-12"}
        answer = desk.get(CHECK, asked, headers={"HX-Request": "true"})
        assert "<html" not in answer.content.decode()
        assert "Mei 2024" in answer.content.decode()
        assert answer.headers["HX-Push-Url"] == f"{CHECK}?periode=2024&bulan=2024-05"

    def test_it_shows_the_first_kind_with_names(self, desk, period):
        covered(period, name="Ani")
        answer = desk.get(CHECK, {"periode": "2025", "bulan": "2025-04"})
        assert [row.worker.full_name for row in answer.context["page"].rows] == ["Ani"]
        assert answer.context["difference"] == "terdaftar-tanpa-sk"

    @pytest.mark.parametrize("form", ["xlsx", "csv"])
    def test_the_file_is_noted_and_named(self, desk, period, form):
        covered(period)
        answer = desk.get(
            reverse("contributions:check_file"),
            {"periode": "2025", "bulan": "2025-04", "bentuk": form},
        )
        assert f"selisih-iuran-2025-2025-04.{form}" in answer.headers["Content-Disposition"]
        assert list(answer)
        assert AccessEvent.objects.count() == 1

    def test_an_unknown_month_gives_no_file(self, desk, period):
        answer = desk.get(
            reverse("contributions:check_file"),
            {"periode": "2025", "bulan": "2024-04", "bentuk": "csv"},
        )
        assert answer.status_code == 409
        assert not AccessEvent.objects.exists()
        assert not Enrollment.objects.exists()
