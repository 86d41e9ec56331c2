"""People whom other units of the city cover: kept apart, checked at every door."""

from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.context import acting
from audit.models import AuditEvent
from common.http import ActionDenied
from common.problems import Severity
from enrollment.models import EligibilityLimit, OtherCover
from enrollment.rules import Limit, UnitCover, check_unit_covers
from enrollment.selectors import check_worker, openings_for
from enrollment.services.other_covers import (
    CoversSaved,
    save_other_covers_many,
    undo_other_covers,
)
from enrollment.services.proposals import propose
from tests import make
from tests.enrollment.registration import filled

pytestmark = pytest.mark.django_db

LIST = "intake_importbatch:7"
FIRST, LAST = date(2025, 4, 1), date(2025, 12, 31)
LIMITS = {"other_unit": Limit("other_unit", 0, Severity.WARNING, "kebijakan")}


def cover(**values) -> OtherCover:
    values = {
        "nik": "3572021705800007",
        "full_name": "Siti Aminah",
        "unit": "Bagian Kesra",
        "starts_on": date(2025, 2, 1),
    } | values
    return OtherCover(**values)


@pytest.mark.parametrize(
    ("first", "last", "touches"),
    [
        (date(2025, 2, 1), None, True),
        (date(2025, 12, 31), None, True),
        (date(2026, 1, 1), None, False),  # begins a day after the wanted days
        (date(2024, 1, 1), date(2025, 4, 1), True),  # shares the first day
        (date(2024, 1, 1), date(2025, 3, 31), False),  # ended the day before
    ],
)
def test_only_shared_days_count(first, last, touches):
    found = check_unit_covers([UnitCover("Bagian Kesra", first, last)], FIRST, LAST, LIMITS)
    assert bool(found) is touches


def test_each_unit_is_named_once_with_its_days():
    covers = [
        UnitCover("Bagian Kesra", date(2025, 2, 1), None),
        UnitCover("Bagian Kesra", date(2024, 2, 1), date(2025, 6, 30)),
        UnitCover("Dinas Kesehatan", date(2025, 1, 1), date(2025, 12, 31)),
    ]
    assert [str(found.message) for found in check_unit_covers(covers, FIRST, LAST, LIMITS)] == [
        "Sudah dilindungi unit lain (Bagian Kesra, mulai 1 Februari 2025).",
        "Sudah dilindungi unit lain (Dinas Kesehatan, 1 Januari 2025 sampai 31 Desember 2025).",
    ]


def test_without_a_limit_nothing_is_said():
    covers = [UnitCover("Bagian Kesra", date(2025, 2, 1), None)]
    assert check_unit_covers(covers, FIRST, LAST, {}) == []


class TestRows:
    @pytest.mark.parametrize(
        "values",
        [
            {"nik": "357202170580000"},
            {"nik": "357202170580000A"},
            {"ends_on": date(2025, 1, 31)},
            {"segment": "xx"},
            {"member_number": "12345"},
        ],
    )
    def test_what_cannot_be_is_refused_by_the_database(self, values):
        with acting("tests"), pytest.raises(IntegrityError):
            cover(**values).save()

    def test_one_person_unit_and_first_day_is_one_cover(self):
        make.other_cover(nik="3572021705800007")
        with pytest.raises(IntegrityError):
            make.other_cover(nik="3572021705800007")

    def test_only_staff_of_the_whole_city_see_them(self):
        make.other_cover()
        for user, number in (
            (make.clerk(), 0),
            (make.department_clerk(), 0),
            (make.checker(), 1),
            (make.admin(), 1),
            (make.auditor(), 1),
        ):
            assert OtherCover.objects.in_scope(user).count() == number


class TestSaving:
    def test_a_list_is_saved_once_however_often_it_comes(self):
        admin = make.admin()
        covers = [cover(), cover(nik="3572025705800018", full_name="Sri")]
        saved = save_other_covers_many(covers=covers, source=LIST, by=admin)
        assert saved == CoversSaved(new=2)
        again = [cover(), cover(nik="3572025705800018", full_name="Sri")]
        saved = save_other_covers_many(covers=again, source="intake_importbatch:8", by=admin)
        assert saved == CoversSaved()
        assert set(OtherCover.objects.values_list("source", flat=True)) == {LIST}

    def test_a_newer_list_may_say_when_a_cover_ended(self):
        admin = make.admin()
        save_other_covers_many(covers=[cover()], source=LIST, by=admin)
        ended = cover(ends_on=date(2025, 6, 30))
        saved = save_other_covers_many(covers=[ended], source="intake_importbatch:8", by=admin)
        assert saved == CoversSaved(changed=1)
        row = OtherCover.objects.get()
        assert (row.ends_on, row.source) == (date(2025, 6, 30), LIST)

    def test_a_newer_list_that_says_less_changes_nothing(self):
        admin = make.admin()
        full = cover(program="JKK, JKM", segment="pu", ends_on=date(2025, 6, 30))
        save_other_covers_many(covers=[full], source=LIST, by=admin)
        saved = save_other_covers_many(covers=[cover()], source="intake_importbatch:8", by=admin)
        assert saved == CoversSaved()

    def test_two_rows_of_one_cover_are_saved_once(self):
        saved = save_other_covers_many(covers=[cover(), cover()], source=LIST, by=make.admin())
        assert saved == CoversSaved(new=1)

    def test_every_cover_leaves_a_trace_with_its_author(self):
        admin = make.admin()
        save_other_covers_many(covers=[cover()], source=LIST, by=admin)
        event = AuditEvent.objects.get(table="enrollment_othercover")
        assert (event.kind, event.actor) == ("I", admin.username)

    def test_a_list_is_taken_back_by_its_source(self):
        admin = make.admin()
        save_other_covers_many(covers=[cover()], source=LIST, by=admin)
        kept = make.other_cover(source="intake_importbatch:8")
        undone = undo_other_covers(source=LIST, changes={}, by=admin)
        assert undone == CoversSaved(new=1)
        assert OtherCover.objects.get() == kept

    def test_what_a_list_changed_gets_its_old_value_unless_changed_again(self):
        admin = make.admin()
        one, other = (make.other_cover(ends_on=date(2025, 6, 30)) for _each in range(2))
        with acting("tests"):
            OtherCover.objects.filter(pk=other.pk).update(ends_on=date(2025, 8, 31))
        changes = {
            (row.nik, row.unit, row.starts_on): {"ends_on": (None, date(2025, 6, 30))}
            for row in (one, other)
        }
        assert undo_other_covers(source=LIST, changes=changes, by=admin).changed == 1
        one.refresh_from_db()
        other.refresh_from_db()
        assert (one.ends_on, other.ends_on) == (None, date(2025, 8, 31))

    @pytest.mark.parametrize("role", [make.clerk, make.checker, make.official, make.auditor])
    def test_other_roles_neither_save_nor_remove(self, role):
        user = role()
        with pytest.raises(ActionDenied):
            save_other_covers_many(covers=[cover()], source=LIST, by=user)
        with pytest.raises(ActionDenied):
            undo_other_covers(source=LIST, changes={}, by=user)

    def test_the_number_of_statements_does_not_grow(self):
        admin = make.admin()
        admin.has_perm("enrollment.add_othercover")

        def statements(number: int, source: str) -> int:
            covers = [cover(nik=make.nik()) for _each in range(number)]
            with CaptureQueriesContext(connection) as captured:
                save_other_covers_many(covers=covers, source=source, by=admin)
            return len(captured)

        assert statements(3, "a") == statements(30, "b")


class TestEveryDoor:
    def test_the_form_says_it_while_somebody_types(self, client, period):
        clerk = make.clerk()
        client.force_login(clerk)
        data = filled(period=period.pk)
        make.other_cover(nik=data["nik"], full_name="Orang Lain Sekali")
        page = client.post(reverse("enrollment:nik_check"), data).text
        assert "Sudah dilindungi unit lain (Bagian Kesra, mulai 1 Februari 2025)." in page
        assert "Orang Lain Sekali" not in page

    def test_a_known_person_is_checked_by_nik(self, period):
        worker = make.worker()
        make.other_cover(nik=worker.nik)
        problems = check_worker(worker, first_day=period.starts_on, last_day=period.ends_on)
        assert [(found.code, found.severity) for found in problems] == [
            ("covered_elsewhere", Severity.WARNING)
        ]
        (opening,) = openings_for(worker, period.starts_on)
        assert opening.is_free
        assert [found.code for found in opening.problems] == ["covered_elsewhere"]

    def test_the_limit_decides_whether_it_holds_somebody_back(self, period):
        with acting("tests"):
            EligibilityLimit.objects.filter(kind="other_unit").update(effect="error")
        worker = make.worker()
        make.other_cover(nik=worker.nik)
        with pytest.raises(ActionDenied, match="Sudah dilindungi unit lain"):
            propose(worker=worker, period=period, starts_on=period.starts_on, by=make.clerk())

    def test_the_page_of_a_person_shows_double_cover(self, client):
        worker = make.worker()
        make.other_cover(nik=worker.nik, ends_on=date(2025, 6, 30))
        client.force_login(make.clerk())
        page = client.get(reverse("enrollment:worker_detail", args=[worker.pk])).text
        assert "Perlindungan unit lain" in page
        assert "Bagian Kesra" in page


class TestAdmin:
    URL = reverse("admin:enrollment_othercover_changelist")

    def test_it_lists_without_full_numbers_and_changes_nothing(self, client):
        row = make.other_cover()
        client.force_login(make.admin())
        page = client.get(self.URL).text
        assert row.full_name in page
        assert row.nik not in page
        detail = reverse("admin:enrollment_othercover_change", args=[row.pk])
        page = client.get(detail).text
        assert row.nik not in page
        assert client.post(detail, {"full_name": "X"}).status_code == 403
        assert client.get(reverse("admin:enrollment_othercover_add")).status_code == 403

    def test_a_full_nik_finds_its_person(self, client):
        row = make.other_cover()
        make.other_cover(full_name="Bambang")
        client.force_login(make.admin())
        page = client.get(self.URL, {"q": row.nik}).text
        assert row.full_name in page
        assert "Bambang" not in page
