"""A signed decree, its amendment and the sheet to sign, in both sizes."""

import pytest
from django.urls import reverse

from accounts.models import Role
from common.dates import today
from enrollment.models import Decree
from enrollment.services.actions import take_action
from enrollment.services.amendments import draft_amendment
from enrollment.services.endings import end_enrollment
from enrollment.transitions import Action, EndReason, ReturnReason, Status
from tests import make
from tests.browser.conftest import DESKTOP, PHONE, SignIn
from tests.browser.looks import faults_of
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.fixture
def decree(world: World) -> Decree:
    """A signed decree on two people, one of whom has moved away since."""
    admin = world.staff[Role.ADMIN]
    rows = [make.enrollment(period=world.period, status=Status.VERIFIED) for _number in range(2)]
    signed = make.signed(make.decree(*rows, title="Penetapan kedua", by=admin), signed_on=today())
    end_enrollment(
        enrollment_id=rows[0].pk,
        on=world.period.starts_on,
        known_on=today(),
        reason=EndReason.MOVED,
        by=admin,
    )
    return signed


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_papers_are_accessible_and_fit(
    size: dict[str, int], world: World, decree: Decree, visit: SignIn
) -> None:
    admin = world.staff[Role.ADMIN]
    page = visit(admin, size=size)
    problems: dict[str, list[str]] = {}

    def look(name: str, paper: Decree, query: str = "") -> None:
        page.goto(reverse(f"enrollment:{name}", kwargs={"pk": paper.pk}) + query)
        if found := faults_of(page):
            problems[f"{name}{query}"] = found

    look("decree_detail", decree)
    look("decree_detail", decree, "?tab=berlaku")
    look("decree_detail", decree, "?tab=berbeda")
    look("decree_amendment", decree)
    amendment = draft_amendment(decree_id=decree.pk, title="Perubahan", by=admin)
    look("decree_detail", amendment)
    look("decree_sign", amendment)
    take_action(
        enrollment_id=world.decree.lines.get().enrollment_id,
        action=Action.REFUSE,
        reason_code=ReturnReason.DECLINED,
        by=admin,
    )
    look("decree_sign", world.decree)
    assert problems == {}
