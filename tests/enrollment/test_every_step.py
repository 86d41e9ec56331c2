"""Every status x every step x every role, own proposal or not: by the service and by the button.

What is right stands here by hand, and not in the words of the code.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from audit.context import acting
from audit.models import AuditEvent
from common.http import ActionDenied
from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.services.actions import take_action, take_action_many
from enrollment.transitions import Action
from tests import make
from workers.models import Worker

pytestmark = pytest.mark.django_db

STATUSES = (
    "proposed",
    "returned",
    "verified",
    "waitlisted",
    "decreed",
    "registered",
    "rejected",
    "refused",
    "withdrawn",
)
ACTIONS = (
    "propose",
    "verify",
    "return",
    "wait",
    "promote",
    "decree",
    "register",
    "bpjs_reject",
    "resubmit",
    "refuse",
    "withdraw",
)
# From, step, to, who may.
TABLE = """
proposed   verify      verified   checker admin
proposed   return      returned   checker admin
proposed   refuse      refused    checker admin
proposed   withdraw    withdrawn  clerk admin
returned   propose     proposed   clerk admin
returned   withdraw    withdrawn  clerk admin
verified   wait        waitlisted admin
verified   decree      decreed    admin
verified   refuse      refused    checker admin
waitlisted promote     verified   admin
waitlisted decree      decreed    admin
waitlisted refuse      refused    checker admin
decreed    register    registered admin
decreed    bpjs_reject rejected   admin
rejected   resubmit    decreed    admin
rejected   refuse      refused    checker admin
"""
# Whose role may take a step at all, from whatever status.
MAY = {
    "clerk": {"propose", "withdraw"},
    "checker": {"verify", "return", "refuse"},
    "admin": set(ACTIONS),
    "official": set(),
    "auditor": set(),
}
# Statuses that somebody has verified before.
VERIFIED = {"verified", "waitlisted", "decreed", "registered", "rejected"}
SAYING_NO = {"return", "refuse", "bpjs_reject"}
WHO = [(role, False) for role in MAY] + [("clerk", True), ("checker", True), ("admin", True)]


class Case(NamedTuple):
    """One status and one step, and where that leads; None where it leads nowhere."""

    row: Enrollment
    action: str
    target: str | None
    may: bool


def targets() -> dict[tuple[str, str], tuple[str, list[str]]]:
    lines = (line.split() for line in TABLE.strip().splitlines())
    return {(start, step): (target, roles) for start, step, target, *roles in lines}


def test_the_table_names_every_status_and_every_step():
    known = targets()
    assert {start for start, _step in known} | {"registered", "refused", "withdrawn"} == set(
        STATUSES
    )
    assert {step for _start, step in known} == set(ACTIONS)


def people(count: int) -> list[Worker]:
    village, work = make.village(), make.occupation()
    rows = [
        Worker(
            full_name=f"Wagiman {number}",
            name_key="wagiman",
            nik=f"357202170580{number:04}",
            member_number=f"{10_000_000_000 + number}",
            birth_date="1980-05-17",
            sex="M",
            village=village,
            occupation=work,
        )
        for number in range(1, count + 1)
    ]
    with acting("tests"):
        return Worker.objects.bulk_create(rows)


def cases(user: User, period: EnrollmentPeriod, *, own: bool) -> Iterator[Case]:
    """Give a row of its own for every status and step, as one user would meet it."""
    proposer, verifier, now = make.clerk(), make.checker(), timezone.now()
    pairs = [(status, action) for status in STATUSES for action in ACTIONS]
    rows = [
        Enrollment(
            worker=worker,
            period=period,
            status=status,
            starts_on=period.starts_on,
            proposed_at=now,
            proposed_by=user if own else proposer,
            **({"verified_at": now, "verified_by": verifier} if status in VERIFIED else {}),
        )
        for worker, (status, _action) in zip(people(len(pairs)), pairs, strict=True)
    ]
    with acting("tests"):
        Enrollment.objects.bulk_create(rows)
    known = targets()
    for row, (status, action) in zip(rows, pairs, strict=True):
        target, roles = known.get((status, action), (None, []))
        may = user.role in roles and not (own and action == "verify")
        yield Case(row, action, target, may)


def staff(role: str) -> User:
    return make.user(role, villages=[make.village()] if role == Role.CLERK else [])


def as_steps(values: dict[str, Any]) -> dict[str, Any]:
    """Give the words of the table as what the services take."""
    return values | {"action": Action(values["action"])}


def last_event() -> int:
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def assert_moved(case: Case, user: User, before: int) -> None:
    row = Enrollment.objects.get(pk=case.row.pk)
    assert (row.status, row.version) == (case.target, 2), case
    events = AuditEvent.objects.filter(pk__gt=before, table="enrollment_enrollment")
    assert [event.actor for event in events] == [user.username], case


def assert_untouched(case: Case, before: int) -> None:
    row = Enrollment.objects.get(pk=case.row.pk)
    assert (row.status, row.version) == (case.row.status, 1), case
    assert last_event() == before, case


@pytest.mark.parametrize(("role", "own"), WHO)
def test_the_service_moves_what_the_table_allows_and_nothing_else(role, own):
    user, period = staff(role), make.period()
    for case in cases(user, period, own=own):
        before = last_event()
        reason = {"reason_code": "incomplete"} if case.action in SAYING_NO else {}
        step: dict[str, Any] = {"action": case.action, "by": user, **reason}
        if case.may:
            take_action(enrollment_id=case.row.pk, **as_steps(step))
            assert_moved(case, user, before)
        else:
            with pytest.raises(ActionDenied):
                take_action(enrollment_id=case.row.pk, **as_steps(step))
            assert_untouched(case, before)


@pytest.mark.parametrize(("role", "own"), WHO)
def test_many_at_once_meet_the_same_table(role, own):
    user, period = staff(role), make.period()
    everything = list(cases(user, period, own=own))
    for action in ACTIONS:
        wanted = [case for case in everything if case.action == action]
        reason = {"reason_code": "incomplete"} if action in SAYING_NO else {}
        outcome = take_action_many(
            enrollment_ids=[case.row.pk for case in wanted],
            **as_steps({"action": action, "by": user, **reason}),
        )
        assert outcome.moved == sum(case.may for case in wanted), action
        for case in wanted:
            status = Enrollment.objects.get(pk=case.row.pk).status
            assert status == (case.target if case.may else case.row.status), case


@pytest.mark.parametrize(("role", "own"), WHO)
def test_the_button_answers_as_the_table_says(role, own):
    user, period = staff(role), make.period()
    client = Client()
    client.force_login(user)
    for case in cases(user, period, own=own):
        before = last_event()
        data = {"action": case.action, "version": 1, "reason_code": "incomplete"}
        response = client.post(reverse("enrollment:act", args=[case.row.pk]), data)
        if case.action not in MAY[role]:
            assert response.status_code == 403, case
        elif case.action == "decree" or not case.may:
            assert response.status_code == 409, case
        else:
            assert response.status_code == 302, case
        if response.status_code == 302:
            assert_moved(case, user, before)
        else:
            assert_untouched(case, before)


def test_rows_of_another_kelurahan_look_absent_for_every_step():
    user = make.clerk(villages=[make.village("Turi")])
    client = Client()
    client.force_login(user)
    for case in cases(user, make.period(), own=False):
        before = last_event()
        with pytest.raises(Enrollment.DoesNotExist):
            take_action(enrollment_id=case.row.pk, **as_steps({"action": case.action, "by": user}))
        response = client.post(
            reverse("enrollment:act", args=[case.row.pk]), {"action": case.action, "version": 1}
        )
        assert response.status_code == 404, case
        assert_untouched(case, before)
