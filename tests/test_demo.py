"""The demo programme: right in every digit, living around any day."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count

from accounts.models import Role, User
from audit.models import AuditEvent
from blitar_registry.demo import decrees
from blitar_registry.demo.build import MIX, build
from blitar_registry.demo.people import LAST_SERIAL, PHONE_PREFIX
from blitar_registry.demo.staff import ACCOUNTS, PASSWORD
from ceremonies.models import Ceremony, Recipient
from common import bulk
from common.dates import age_on
from contributions.budget import budgets
from contributions.models import BudgetCeiling
from enrollment.decree_selectors import effective_list, verify_hash
from enrollment.models import (
    Decree,
    DecreeLine,
    Enrollment,
    EnrollmentPeriod,
    RenewalAnswer,
    Submission,
    SubmissionLine,
)
from enrollment.submission_selectors import unsent
from enrollment.submission_text import digest
from enrollment.transitions import Status
from places.models import Village
from tests import make
from workers.models import Heir, Worker
from workers.nik import Nik, check_against
from workers.phones import to_e164

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 21)


def few(on: date = ON, seed: int = 1) -> None:
    build(workers=60, seed=seed, on=on)


class TestFinishedYear:
    def test_two_thousand_people_are_in_the_real_mix(self):
        build(workers=2000, seed=1, on=ON)
        rows = Enrollment.objects.filter(period__code="2025")
        found = rows.values_list("worker__occupation__slug").annotate(Count("pk"))
        assert dict(found) == MIX
        assert sum(MIX.values()) == 2000
        period = EnrollmentPeriod.objects.get(code="2025")
        assert (period.starts_on, period.ends_on) == (date(2025, 4, 1), date(2025, 12, 31))
        assert period.state == EnrollmentPeriod.State.CLOSED

    def test_everybody_was_registered_and_has_a_number(self):
        few()
        rows = Enrollment.objects.filter(period__code="2025").select_related("worker")
        assert {row.status for row in rows} == {Status.REGISTERED}
        assert len({row.worker.member_number for row in rows} - {""}) == 60

    def test_every_kelurahan_has_somebody(self):
        few()
        assert not Village.objects.exclude(worker__isnull=False).exists()


@pytest.mark.once
class TestThisYear:
    def test_the_period_contains_the_day_and_next_year_is_a_draft(self):
        few()
        states = dict(EnrollmentPeriod.objects.values_list("code", "state"))
        assert states == {"2025": "closed", "2026": "open", "2027": "draft"}
        assert EnrollmentPeriod.objects.around(ON).get().code == "2026"

    @pytest.mark.parametrize("village", ["Tlumpu", "Bendogerit"])
    def test_a_clerk_meets_every_status(self, village):
        few()
        rows = Enrollment.objects.filter(period__code="2026", worker__village__name=village)
        assert {row.status for row in rows} == set(Status)

    def test_most_are_renewed(self):
        few()
        both = Worker.objects.filter(enrollments__period__code="2025").filter(
            enrollments__period__code="2026"
        )
        assert both.count() > 45

    def test_some_covers_ended_and_the_dead_are_noted(self):
        build(workers=600, seed=1, on=ON)
        ended = Enrollment.objects.filter(ended_on__isnull=False)
        reasons = Counter(ended.values_list("end_reason", flat=True))
        assert reasons["died"]
        assert reasons["moved"]
        assert all(
            row.worker.died_on == row.ended_on
            for row in ended.filter(end_reason="died").select_related("worker")
        )

    @pytest.mark.parametrize(
        "on", [date(2027, 1, 1), date(2027, 12, 31), date(2028, 2, 29), date(2028, 3, 1)]
    )
    def test_any_day_will_do_and_nothing_lies_in_its_future(self, on):
        few(on)
        for field in ("proposed_at", "verified_at", "decreed_at", "registered_at"):
            assert not Enrollment.objects.filter(**{f"{field}__date__gte": on}).exists()
        assert not Enrollment.objects.filter(ended_on__gt=on).exists()


@pytest.mark.once
class TestPeople:
    def test_every_digit_is_right(self):
        few()
        for worker in Worker.objects.all():
            nik = Nik.parse(worker.nik)
            assert check_against(nik, birth_date=worker.birth_date, sex=worker.sex) == []
            assert int(worker.nik[-4:]) <= LAST_SERIAL
            assert worker.phone == "" or worker.phone.startswith(PHONE_PREFIX)
            assert to_e164(worker.phone) == worker.phone
            worker.full_clean()

    def test_everybody_is_of_working_age_on_the_first_day_of_cover(self):
        few()
        for row in Enrollment.objects.select_related("worker", "period"):
            assert 18 <= age_on(row.worker.birth_date, row.period.starts_on) < 65

    def test_people_are_found_by_every_word_of_their_name_and_have_heirs(self):
        few()
        assert not Worker.objects.filter(words__isnull=True).exists()
        assert Heir.objects.count() > 40

    def test_the_same_seed_and_day_make_the_same_programme(self):
        def picture(seed: int) -> list[Any]:
            with transaction.atomic():
                few(seed=seed)
                rows = Enrollment.objects.order_by("worker__nik", "period__code").values_list(
                    "worker__nik", "worker__full_name", "status", "proposed_at"
                )
                found = list(rows)
                transaction.set_rollback(True)
            return found

        assert picture(1) == picture(1) != picture(2)

    def test_the_trail_names_the_demo(self):
        few()
        events = AuditEvent.objects.filter(table=Enrollment._meta.db_table)
        assert set(events.values_list("actor", flat=True)) == {"demo"}
        assert events.count() == Enrollment.objects.count()


@pytest.mark.once
class TestStaff:
    def test_every_role_can_sign_in(self, client):
        few()
        assert {account.role for account in ACCOUNTS} == set(Role)
        for account in ACCOUNTS:
            assert client.login(username=account.username, password=PASSWORD)

    def test_the_clerks_see_their_own_people_only(self):
        few()
        petugas, dishub = (User.objects.get(username=name) for name in ("petugas", "dishub"))
        assert set(Worker.objects.in_scope(petugas).values_list("village__name", flat=True)) == {
            "Tlumpu"
        }
        assert set(Worker.objects.in_scope(dishub).values_list("occupation__slug", flat=True)) == {
            "pedicab_driver",
            "online_motorcycle_taxi",
        }


class TestCommand:
    def test_it_prints_the_accounts_and_their_password(self, capsys):
        call_command("demo", workers=30, seed=1)
        out = capsys.readouterr().out
        assert PASSWORD in out
        assert all(account.username in out for account in ACCOUNTS)

    def test_a_registry_with_people_is_left_alone(self):
        make.worker()
        with pytest.raises(CommandError, match="sudah berisi pekerja"):
            call_command("demo")
        assert Worker.objects.count() == 1

    def test_a_registry_in_use_refuses(self, settings):
        settings.DEMO_ALLOWED = False
        with pytest.raises(CommandError, match="dipakai bekerja"):
            call_command("demo")
        assert not Worker.objects.exists()


class TestDecrees:
    def test_everybody_decreed_stands_on_a_list_that_is_whole(self):
        few()
        for period in EnrollmentPeriod.objects.filter(code__in=["2025", "2026"]):
            decree = period.decrees.get(amends=None, state=Decree.State.SIGNED)
            for paper in (decree, *decree.amendments.all()):
                assert verify_hash(paper)
            listed = set(effective_list(decree, ON).values_list("enrollment", flat=True))
            standing = period.enrollments.filter(
                status__in=["decreed", "registered", "rejected"], ended_on=None
            )
            assert listed == set(standing.values_list("pk", flat=True))

    def test_more_people_than_one_piece_stand_on_several_whole_lists(self, monkeypatch):
        # So many rows in a statement that they lie in a table of their own first.
        monkeypatch.setattr(decrees, "PIECE", 110)
        monkeypatch.setattr(bulk, "PIECE", 110)
        build(workers=300, seed=1, on=ON)
        papers = Decree.objects.filter(period__code="2025", amends=None).order_by("pk")
        assert [paper.lines.count() for paper in papers] == [110, 110, 80]
        assert all(map(verify_hash, papers))
        named = DecreeLine.objects.filter(decree__in=papers).values_list("enrollment", flat=True)
        assert set(named) == set(
            Enrollment.objects.filter(period__code="2025").values_list("pk", flat=True)
        )

    def test_a_draft_is_under_way(self):
        few()
        draft = Decree.objects.get(state=Decree.State.DRAFT)
        assert {line.enrollment.status for line in draft.lines.all()} == {Status.VERIFIED}


@pytest.mark.once
class TestFilesForBpjs:
    def test_every_answer_of_the_year_stands_in_a_file(self):
        few()
        lines = SubmissionLine.objects.select_related("enrollment")
        outcomes = {line.enrollment_id: (line.enrollment.status, line.outcome) for line in lines}
        assert set(outcomes.values()) == {
            (Status.REGISTERED, "accepted"),
            (Status.REJECTED, "rejected"),
            (Status.DECREED, "pending"),
        }
        answered = Enrollment.objects.filter(
            period__code="2026", status__in=[Status.REGISTERED, Status.REJECTED]
        )
        assert set(answered.values_list("pk", flat=True)) <= set(outcomes)
        assert unsent(EnrollmentPeriod.objects.get(code="2026")).exists()

    def test_files_say_what_their_digest_says(self):
        few()
        for submission in Submission.objects.all():
            cells = list(submission.lines.values_list("cells", flat=True))
            assert submission.sha256 == digest(submission.headings, cells)
            assert not submission.lines.filter(answered_at__lte=submission.made_at).exists()
            late = {"enrollment__decreed_at__gt": submission.made_at}
            assert not submission.lines.filter(**late).exists()


class TestWhatLiesAhead:
    def test_the_budgets_of_both_years_leave_something_over(self):
        few()
        found = {row.period.code: row for row in BudgetCeiling.objects.select_related("period")}
        assert set(found) == {"2025", "2026"}
        periods = [row.period for row in found.values()]
        assert all((budget.remaining or 0) > 0 for budget in budgets(periods, ON))

    def test_cards_are_handed_over_in_a_fortnight_with_ten_called_up(self):
        build(workers=200, seed=1, on=ON)
        ceremony = Ceremony.objects.get()
        assert ceremony.held_on == date(2026, 12, 5)
        called = ceremony.recipients.filter(part=Recipient.Part.CALLED)
        assert (called.count(), ceremony.recipients.count()) == (10, 14)
        assert called.values("enrollment__worker__village").distinct().count() > 5

    def test_some_kelurahan_have_begun_to_answer_for_next_year(self):
        few()
        answers = RenewalAnswer.objects.filter(period__code="2027")
        assert answers.exists()
        assert answers.filter(enrollment__worker__village__name="Rembang").count() == 0
        assert not answers.filter(answered_at__date__gte=ON).exists()
