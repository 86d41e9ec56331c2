"""What an officer saw in the field, and what it means for verifying."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from audit.context import acting
from audit.models import AuditEvent
from common.dates import today
from common.http import ActionDenied
from enrollment.models import EligibilityLimit, Enrollment, FieldCheck
from enrollment.selectors import field_checks_of, field_problems_of
from enrollment.services.actions import take_action, take_action_many
from enrollment.services.field_checks import record_field_check, record_field_check_many
from enrollment.transitions import LIVE, Action, Status
from tests import make

pytestmark = pytest.mark.django_db

SEEN: dict[str, Any] = {
    "checked_on": date(2025, 3, 20),
    "officer": "Yayuk",
    "works": True,
    "able_to_work": True,
    "has_statement": True,
}


def check(row: Enrollment, **values: Any) -> FieldCheck:
    values.setdefault("by", make.checker())
    return record_field_check(enrollment_id=row.pk, **(SEEN | values))


def limit_holds(effect: str, **values: Any) -> None:
    with acting("tests"):
        EligibilityLimit.objects.filter(kind="field_check").update(effect=effect, **values)


class TestRecord:
    def test_a_visit_is_kept_with_who_wrote_it_down(self):
        row, checker = make.enrollment(), make.checker()
        seen = check(row, by=checker, note="di pangkalan")
        assert (seen.officer, seen.note, seen.recorded_by) == ("Yayuk", "di pangkalan", checker)
        assert seen.passed
        assert AuditEvent.objects.get(table="enrollment_fieldcheck").actor == checker.username

    def test_a_second_press_is_the_same_visit(self):
        row = make.enrollment()
        assert check(row) == check(row)
        assert FieldCheck.objects.count() == 1

    def test_the_latest_visit_counts(self):
        row = make.enrollment()
        late = check(row, checked_on=date(2025, 3, 25))
        check(row, works=False)
        assert field_checks_of([row.pk]) == {row.pk: late}

    @pytest.mark.parametrize("status", sorted(set(Status) - LIVE))
    def test_what_is_over_is_not_visited(self, status):
        with pytest.raises(ActionDenied, match="tidak berlaku"):
            check(make.enrollment(status=status))

    @pytest.mark.parametrize("role", ["clerk", "official", "auditor"])
    def test_checkers_and_admins_write_it_down(self, role):
        with pytest.raises(ActionDenied, match="Peran Anda"):
            check(make.enrollment(), by=getattr(make, role)())

    def test_it_names_the_officer(self):
        with pytest.raises(ActionDenied, match="nama petugas"):
            check(make.enrollment(), officer=" ")

    def test_many_at_once_cost_the_same(self, django_assert_max_num_queries):
        checker, period, proposer = make.checker(), make.period(), make.clerk()

        def statements(count: int) -> int:
            rows = [
                make.enrollment(period=period, proposed_by=proposer) for _number in range(count)
            ]
            with django_assert_max_num_queries(12) as captured:
                ids = [row.pk for row in rows]
                outcome = record_field_check_many(enrollment_ids=ids, by=checker, **SEEN)
            assert outcome.moved == count
            return len(captured)

        assert statements(3) == statements(30)


class TestVerifying:
    def verify(self, row: Enrollment) -> Enrollment:
        return take_action(enrollment_id=row.pk, action=Action.VERIFY, by=make.checker())

    def test_where_the_limit_holds_back_nobody_is_verified_unseen(self):
        limit_holds("error")
        row = make.enrollment()
        with pytest.raises(ActionDenied, match="Belum diperiksa di lapangan"):
            self.verify(row)
        check(row)
        assert self.verify(row).status == Status.VERIFIED

    def test_a_failed_visit_holds_back_and_says_what_was_missing(self):
        limit_holds("error")
        row = make.enrollment()
        check(row, works=False, has_statement=False)
        with pytest.raises(
            ActionDenied, match="20 Maret 2025: tidak bekerja, surat keterangan kerja belum ada"
        ):
            self.verify(row)

    def test_a_warning_holds_nobody_back_and_names_its_source(self):
        row = make.enrollment()
        (problem,) = field_problems_of([row])[row.pk]
        assert not problem.blocks
        assert "surat keterangan" in str(problem.source)
        assert self.verify(row).status == Status.VERIFIED

    def test_the_limit_of_the_first_day_of_cover_counts(self):
        limit_holds("error", valid_from=date(2026, 1, 1))
        assert self.verify(make.enrollment()).status == Status.VERIFIED
        period = make.period(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
        with pytest.raises(ActionDenied, match="Belum diperiksa"):
            self.verify(make.enrollment(period=period))

    def test_of_many_only_the_unseen_stay(self):
        limit_holds("error")
        period = make.period()
        seen, unseen = (make.enrollment(period=period) for _number in range(2))
        check(seen)
        outcome = take_action_many(
            enrollment_ids=[seen.pk, unseen.pk], action=Action.VERIFY, by=make.checker()
        )
        assert (outcome.moved, [row for row, _why in outcome.refused]) == (1, [unseen])


class TestScreen:
    def send(self, client: Any, row: Enrollment, **values: Any) -> Any:
        data = {"checked_on": f"{today():%d-%m-%Y}", "officer": "Yayuk"} | values
        return client.post(
            reverse("enrollment:field_check", args=[row.pk]),
            {f"check-{row.pk}-{name}": value for name, value in data.items()},
        )

    def page(self, client: Any, row: Enrollment) -> str:
        return client.get(reverse("enrollment:worker_detail", args=[row.worker_id])).text

    def test_a_visit_takes_the_warning_away(self, client, period):
        row = make.enrollment(period=period)
        client.force_login(make.checker())
        assert "Belum diperiksa di lapangan" in self.page(client, row)
        done = self.send(client, row, works="on", able_to_work="on", has_statement="on")
        assert done.status_code == 302
        text = self.page(client, row)
        assert "Belum diperiksa di lapangan" not in text
        assert "oleh Yayuk" in text

    def test_what_is_not_ticked_needs_a_line(self, client, period):
        row = make.enrollment(period=period)
        client.force_login(make.checker())
        response = self.send(client, row, works="on")
        assert response.status_code == 422
        assert "tulis apa yang ditemukan" in response.text
        assert self.send(client, row, works="on", note="sakit stroke").status_code == 302
        assert "tidak mampu" in self.page(client, row)

    def test_clerks_read_it_and_have_no_button(self, client, period):
        row = make.enrollment(period=period)
        client.force_login(make.clerk())
        assert "Catat periksa lapangan" not in self.page(client, row)
        assert self.send(client, row).status_code == 403

    @pytest.mark.parametrize(
        ("state", "expected"), [("belum", [0]), ("lulus", [1]), ("tidak", [2])]
    )
    def test_the_verified_without_a_check_are_a_list(self, client, state, expected):
        period = make.period()
        rows = [make.enrollment(period=period, status=Status.VERIFIED) for _number in range(3)]
        check(rows[1], works=False, checked_on=date(2025, 3, 1))
        check(rows[1])
        check(rows[2], works=False)
        client.force_login(make.checker())
        address = {"tab": "terverifikasi", "lapangan": state}
        lines = client.get(reverse("enrollment:queue"), address).context["lines"]
        assert [line.row for line in lines] == [rows[number] for number in expected]
