"""Decree, register, bills and payments of a month agree, or the names say where they part."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from audit.context import acting
from audit.models import AccessEvent
from contributions.reconciliation import Difference, Side, check_month, people_of
from contributions.services.downloads import SUBJECT, make_differences_file
from enrollment.models import Decree, DecreeLine, Enrollment
from enrollment.transitions import EndReason, Status
from places.models import Signatory
from tests import make
from tests.contributions.people import APRIL, JULY, JUNE, MAY, billed, covered, paid

pytestmark = pytest.mark.django_db


def sign(period, rows, *, amends=None, change="added", by, **values: Any) -> Decree:
    """A signed decree, or the amendment of one, that names some people."""
    with acting("tests"):
        decree = Decree.objects.create(
            period=period,
            amends=amends,
            sequence=amends.amendments.count() + 1 if amends else 0,
            title="Penetapan peserta",
            made_by=by,
        )
        for place, row in enumerate(rows, 1):
            worker = row.worker
            lasting = {"ends_on": row.last_day} | values
            DecreeLine.objects.create(
                decree=decree,
                position=place,
                change=change,
                enrollment=row,
                full_name=worker.full_name,
                nik=worker.nik,
                birth_date=worker.birth_date,
                sex=worker.sex,
                village_code=worker.village_id,
                village_name=worker.village.name,
                district_name="Sukorejo",
                occupation_name=worker.occupation.name,
                starts_on=row.starts_on,
                **lasting,
            )
        Decree.objects.filter(pk=decree.pk).update(
            state=Decree.State.SIGNED,
            number=f"188/{decree.pk}",
            signed_on=date(2025, 4, 1),
            signatory=Signatory.objects.first(),
            sha256="0" * 64,
            recorded_at=timezone.now(),
            recorded_by=by,
        )
    return decree


def end(row, on, reason=EndReason.MOVED) -> None:
    with acting("tests"):
        row.ended_on = row.end_known_on = on
        row.end_reason = reason
        row.save()
        if reason == EndReason.DIED:
            row.worker.died_on = on
            row.worker.save()


def differences(period, month) -> dict[str, list[str]]:
    """The names under each difference of a month, those without anybody left out."""
    rows = Enrollment.objects.all()
    counted = check_month(period, month, rows).differences
    named = {
        one.name: [row.worker.full_name for row in people_of(one, period, month, rows)]
        for one in Difference
    }
    assert {one.name: number for one, number in counted.items()} == {
        name: len(found) for name, found in named.items()
    }
    return {name: found for name, found in named.items() if found}


def sides(period, month) -> list[int]:
    return list(check_month(period, month, Enrollment.objects.all()).people.values())


class TestAgreement:
    def test_the_four_counts_and_the_amounts_are_the_same(self, admin, period):
        rows = [covered(period) for _number in range(3)]
        sign(period, rows, by=admin)
        paid(period, APRIL, admin)
        found = check_month(period, APRIL, Enrollment.objects.all())
        assert found.agrees
        assert list(found.people) == list(Side)
        assert list(found.people.values()) == [3, 3, 3, 3]
        assert found.billed == found.paid == 3 * 16_800

    def test_thirty_people_cost_no_more_than_three(self, admin, period):
        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                check_month(period, APRIL, Enrollment.objects.in_scope(admin))
            return len(queries)

        rows = [covered(period) for _number in range(3)]
        sign(period, rows, by=admin)
        few = asked()
        for _number in range(27):
            covered(period)
        assert asked() == few == 2


class TestDifferences:
    def test_each_kind_names_its_people(self, admin, period):
        rejected = make.enrollment(
            period=period, status=Status.REJECTED, worker=make.worker(full_name="Ditolak")
        )
        normal = covered(period, name="Biasa")
        covered(period, name="Tanpa SK")
        sign(period, [normal, rejected], by=admin)
        billed(period, APRIL, admin)
        covered(period, name="Terlambat")
        assert differences(period, APRIL) == {
            "DECREED_NOT_REGISTERED": ["Ditolak"],
            "REGISTERED_NOT_DECREED": ["Tanpa SK", "Terlambat"],
            "REGISTERED_NOT_BILLED": ["Terlambat"],
            "BILLED_NOT_PAID": ["Biasa", "Tanpa SK"],
        }
        assert sides(period, APRIL) == [2, 3, 2, 0]

    def test_who_was_forgotten_is_named_by_name_in_each_month_missed(self, admin, period):
        rows = [covered(period, name="Budi")]
        for month in (APRIL, MAY):
            paid(period, month, admin)
        rows.append(covered(period, name="Ani"))
        sign(period, rows, by=admin)
        for month, names in ((APRIL, ["Ani"]), (MAY, ["Ani"]), (JUNE, ["Ani", "Budi"])):
            assert differences(period, month) == {"REGISTERED_NOT_BILLED": names}

    def test_a_death_heard_of_late_is_named_in_the_months_after_it(self, admin, period):
        dead = covered(period, name="Almarhum")
        sign(period, [dead, covered(period, name="Masih ada")], by=admin)
        for month in (APRIL, MAY, JUNE):
            paid(period, month, admin)
        end(dead, date(2025, 5, 3), EndReason.DIED)
        assert differences(period, MAY) == {}
        assert differences(period, JUNE) == {
            "DECREED_NOT_REGISTERED": ["Almarhum"],
            "BILLED_NOT_REGISTERED": ["Almarhum"],
            "PAID_AFTER_DEATH": ["Almarhum"],
        }

    def test_a_month_billed_for_the_dead_is_no_payment_yet(self, admin, period):
        dead = covered(period, name="Almarhum")
        sign(period, [dead], by=admin)
        billed(period, JUNE, admin)
        end(dead, date(2025, 5, 3), EndReason.DIED)
        assert differences(period, JUNE) == {
            "DECREED_NOT_REGISTERED": ["Almarhum"],
            "BILLED_NOT_REGISTERED": ["Almarhum"],
            "BILLED_NOT_PAID": ["Almarhum"],
        }

    def test_months_nobody_paid_up_to_a_death_are_named(self, admin, period):
        dead = covered(period, name="Almarhum")
        sign(period, [dead, covered(period, name="Masih ada")], by=admin)
        paid(period, APRIL, admin)
        billed(period, MAY, admin)
        end(dead, date(2025, 6, 3), EndReason.DIED)
        assert differences(period, APRIL) == {}
        assert differences(period, MAY) == {
            "BILLED_NOT_PAID": ["Almarhum", "Masih ada"],
            "UNPAID_BEFORE_DEATH": ["Almarhum"],
        }
        assert differences(period, JUNE) == {
            "REGISTERED_NOT_BILLED": ["Almarhum", "Masih ada"],
            "UNPAID_BEFORE_DEATH": ["Almarhum"],
        }
        assert "UNPAID_BEFORE_DEATH" not in differences(period, JULY)

    def test_a_month_on_the_bill_of_another_period_is_not_missing(self, admin, period):
        first = covered(period, ended_on=date(2025, 5, 10), end_reason=EndReason.RESIGNED)
        other = make.period("2025-CSR")
        second = covered(other, worker=first.worker, starts_on=date(2025, 5, 20))
        sign(other, [second], by=admin)
        paid(period, MAY, admin)
        assert differences(other, MAY) == {}

    def test_a_draft_decree_counts_for_nothing(self, period):
        covered(period, name="Ani")
        assert differences(period, APRIL)["REGISTERED_NOT_DECREED"] == ["Ani"]


class TestAmendments:
    def test_who_was_removed_and_who_came_instead_count_from_their_months(self, admin, period):
        leaves, stays = covered(period, name="Pergi"), covered(period, name="Tetap")
        decree = sign(period, [leaves, stays], by=admin)
        end(leaves, date(2025, 6, 10))
        comes = covered(period, name="Datang", starts_on=JULY, replaces=leaves)
        for month in (JUNE, JULY):
            paid(period, month, admin)
        assert differences(period, JULY) == {
            "DECREED_NOT_REGISTERED": ["Pergi"],
            "REGISTERED_NOT_DECREED": ["Datang"],
        }
        sign(period, [comes], amends=decree, change="replaced", replaced=leaves, by=admin)
        assert differences(period, JUNE) == {}
        assert differences(period, JULY) == {}
        assert sides(period, JULY) == [2, 2, 2, 2]

    def test_a_removal_without_a_newcomer_holds_from_the_month_after(self, admin, period):
        leaves = covered(period)
        decree = sign(period, [leaves], by=admin)
        end(leaves, date(2025, 6, 10))
        sign(period, [leaves], amends=decree, change="removed", by=admin)
        assert (sides(period, JUNE)[:2], sides(period, JULY)[:2]) == ([1, 1], [0, 0])


class TestFile:
    def make(self, period, by, *, is_workbook: bool):
        return make_differences_file(
            period=period,
            month=APRIL,
            differences=list(Difference),
            is_workbook=is_workbook,
            by=by,
        )

    def test_a_workbook_holds_every_name_as_text(self, admin, period):
        row = covered(period, name="=HYPERLINK(1)")
        name, content = self.make(period, admin, is_workbook=True)
        assert name == "selisih-iuran-2025-2025-04.xlsx"
        sheet = load_workbook(BytesIO(content)).active
        found = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=4)]
        assert [line[0] for line in found] == [
            "Terdaftar, tidak di SK",
            "Terdaftar, belum ditagih",
        ]
        assert found[0][1:4] == ["=HYPERLINK(1)", row.worker.nik, row.worker.member_number]
        assert {cell.data_type for cell in sheet[4] if cell.value} == {"s"}

    @pytest.mark.parametrize("name", ["=1+1", "+62", "-1", "@SUM(A1)"])
    def test_no_cell_of_a_plain_file_runs(self, admin, period, name):
        covered(period, name=name)
        _name, content = self.make(period, admin, is_workbook=False)
        text = content.decode("utf-8-sig")
        assert f";'{name};" in text

    def test_a_plain_file_keeps_every_digit(self, admin, period):
        row = covered(period)
        _name, content = self.make(period, admin, is_workbook=False)
        assert f";'{row.worker.nik};{row.worker.member_number};" in content.decode("utf-8-sig")

    def test_who_may_not_see_numbers_in_full_gets_them_masked(self, period):
        row = covered(period)
        _name, content = self.make(period, make.official(), is_workbook=False)
        assert row.worker.nik not in content.decode("utf-8-sig")
        assert row.worker.masked_nik in content.decode("utf-8-sig")

    def test_the_download_is_noted_with_its_rows(self, admin, period):
        covered(period)
        self.make(period, admin, is_workbook=True)
        event = AccessEvent.objects.get(subject=SUBJECT)
        assert (event.actor, event.kind, event.rows) == (admin.username, "export", 2)
        assert event.filters["month"] == "2025-04-01"
