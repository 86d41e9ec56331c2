"""Several people at one draft or person: the outcome is that of some order, never a 500."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from enrollment.decree_selectors import verify_hash
from enrollment.decree_triggers import FROZEN
from enrollment.models import Decree, DecreeLine, Enrollment, EnrollmentPeriod
from enrollment.services.actions import take_action
from enrollment.services.amendments import draft_amendment
from enrollment.services.decrees import add_people, delete_draft, draft_decree, take_out
from enrollment.services.endings import end_enrollment
from enrollment.services.signing import sign_decree
from enrollment.transitions import Action, EndReason, ReturnReason, Status
from places.models import Signatory
from tests import make, racing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("crowded")]

APRIL_8 = date(2025, 4, 8)


@pytest.fixture
def admin(crowded) -> User:
    return make.admin()


@pytest.fixture
def year(crowded) -> EnrollmentPeriod:
    return make.period()


@pytest.fixture
def rows(year) -> list[Enrollment]:
    staff: dict[str, Any] = {"proposed_by": make.clerk(), "verified_by": make.checker()}
    return [make.enrollment(period=year, status=Status.VERIFIED, **staff) for _number in range(3)]


def at_once(*presses: Callable[[], Any]) -> list[str]:
    """Press all at the same moment; give ``done`` or the sentence of the refusal for each."""
    return [_said(result) for result in racing.at_once(list(presses))]


def _said(result: Any) -> str:
    if isinstance(result, ActionDenied | Decree.DoesNotExist):
        return str(result)
    if isinstance(result, Exception):
        raise result
    return "done"


def sign(draft: Decree, by: User, number: str = "188/1/2025") -> Callable[[], Decree]:
    mayor = Signatory.objects.get(signs=Signatory.Signs.DECREES)
    return lambda: sign_decree(
        decree_id=draft.pk, number=number, signed_on=APRIL_8, signatory=mayor, by=by
    )


def refuse(row: Enrollment, by: User) -> Callable[[], Enrollment]:
    return lambda: take_action(
        enrollment_id=row.pk, action=Action.REFUSE, reason_code=ReturnReason.DECLINED, by=by
    )


@pytest.mark.parametrize("_time", range(3))
def test_signing_while_somebody_refuses_one_of_them(_time, rows, admin):
    draft = make.decree(*rows, by=admin)
    signed, refused = at_once(sign(draft, admin), refuse(rows[1], admin))
    draft.refresh_from_db()
    statuses = set(Enrollment.objects.values_list("status", flat=True))
    if draft.is_signed:
        assert signed == "done"
        assert "tidak bisa" in refused
        assert statuses == {Status.DECREED}
        assert verify_hash(draft)
    else:
        assert refused == "done"
        assert rows[1].worker.full_name in signed
        assert statuses == {Status.VERIFIED, Status.REFUSED}


def test_two_people_sign_the_same_draft(rows, admin):
    other = make.admin()
    draft = make.decree(*rows, by=admin)
    answers = at_once(sign(draft, admin, "188/1/2025"), sign(draft, other, "188/2/2025"))
    draft.refresh_from_db()
    assert sorted(answer == "done" for answer in answers) == [False, True]
    assert "sudah ditandatangani" in next(answer for answer in answers if answer != "done")
    assert verify_hash(draft)
    assert set(Enrollment.objects.values_list("version", flat=True)) == {2}


def test_one_person_presses_four_times(rows, admin):
    draft = make.decree(*rows, by=admin)
    assert at_once(*[sign(draft, admin)] * 4) == ["done"] * 4
    assert set(Enrollment.objects.values_list("version", flat=True)) == {2}


def test_two_drafts_signed_with_one_number(rows, admin):
    first, second = make.decree(rows[0], by=admin), make.decree(rows[1], title="Lain", by=admin)
    answers = at_once(sign(first, admin), sign(second, admin))
    assert sorted(answer == "done" for answer in answers) == [False, True]
    assert "sudah dipakai" in next(answer for answer in answers if answer != "done")
    assert Decree.objects.filter(state=Decree.State.SIGNED).count() == 1


def test_two_drafts_with_the_same_person(year, rows, admin):
    other = make.admin()

    def draft(title: str, ids: list[int], by: User) -> Callable[[], Decree]:
        return lambda: draft_decree(period=year, title=title, enrollment_ids=ids, by=by)

    answers = at_once(
        draft("Pertama", [rows[0].pk, rows[1].pk], admin),
        draft("Kedua", [rows[2].pk, rows[1].pk], other),
    )
    assert sorted(answer == "done" for answer in answers) == [False, True]
    assert "Sudah ada di rancangan SK" in next(a for a in answers if a != "done")
    assert DecreeLine.objects.filter(enrollment=rows[1]).count() == 1


def test_one_draft_pressed_four_times(year, rows, admin):
    ids = [row.pk for row in rows]

    def press() -> Decree:
        return draft_decree(period=year, title="SK", enrollment_ids=ids, by=admin)

    assert at_once(*[press] * 4) == ["done"] * 4
    assert Decree.objects.get().lines.count() == 3


def test_adding_and_taking_out_while_signing(rows, admin):
    draft = make.decree(rows[0], rows[1], by=admin)
    signed, added, taken = at_once(
        sign(draft, admin),
        lambda: add_people(decree_id=draft.pk, enrollment_ids=[rows[2].pk], by=admin),
        lambda: take_out(decree_id=draft.pk, enrollment_ids=[rows[0].pk], by=admin),
    )
    draft.refresh_from_db()
    assert signed == "done"
    for answer in (added, taken):
        assert answer == "done" or "sudah ditandatangani" in answer
    named = set(draft.lines.values_list("enrollment", flat=True))
    decreed = Enrollment.objects.filter(status=Status.DECREED)
    assert named == set(decreed.values_list("pk", flat=True))
    assert (rows[2].pk in named) == (added == "done")
    assert (rows[0].pk not in named) == (taken == "done")
    assert verify_hash(draft)


def test_signing_while_the_draft_is_thrown_away(rows, admin):
    draft = make.decree(*rows, by=admin)
    signed, deleted = at_once(
        sign(draft, admin), lambda: delete_draft(decree_id=draft.pk, by=admin)
    )
    assert sorted([signed == "done", deleted == "done"]) == [False, True]
    assert Decree.objects.filter(state=Decree.State.SIGNED).exists() == (signed == "done")


def test_adding_somebody_to_two_drafts(rows, admin):
    first, second = make.decree(rows[0], by=admin), make.decree(rows[1], title="Lain", by=admin)
    answers = at_once(
        *(
            lambda draft=draft: add_people(
                decree_id=draft.pk, enrollment_ids=[rows[2].pk], by=admin
            )
            for draft in (first, second)
        )
    )
    assert sorted(answer == "done" for answer in answers) == [False, True]
    assert DecreeLine.objects.filter(enrollment=rows[2]).count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_a_line_written_past_the_services_waits_for_the_signature(rows, admin):
    """The trigger reads the state of the decree under a lock, not before it."""
    draft = make.decree(rows[0], by=admin)
    line = draft.lines.get()
    line.pk, line.enrollment, line.position = None, rows[2], 5_000_000
    reached, go_on = threading.Event(), threading.Event()

    def sign_slowly() -> None:
        with transaction.atomic():
            sign(draft, admin)()
            reached.set()
            go_on.wait(10)

    def insert() -> None:
        reached.wait(10)
        threading.Timer(0.5, go_on.set).start()
        with pytest.raises(IntegrityError, match=FROZEN), transaction.atomic(), acting("tests"):
            line.save(force_insert=True)

    assert at_once(sign_slowly, insert) == ["done", "done"]
    draft.refresh_from_db()
    assert (draft.lines.count(), verify_hash(draft)) == (1, True)


def test_two_people_start_an_amendment(rows, admin):
    decree = make.signed(make.decree(*rows, by=admin))
    end_enrollment(
        enrollment_id=rows[0].pk,
        on=date(2025, 6, 30),
        known_on=date(2025, 7, 1),
        reason=EndReason.MOVED,
        by=admin,
    )
    answers = at_once(
        *(
            lambda by=by: draft_amendment(decree_id=decree.pk, title=by.username, by=by)
            for by in (admin, make.admin())
        )
    )
    assert sorted(answer == "done" for answer in answers) == [False, True]
    assert "Masih ada rancangan perubahan" in next(a for a in answers if a != "done")
    assert decree.amendments.get().lines.count() == 1
