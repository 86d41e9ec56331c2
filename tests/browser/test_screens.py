"""Every screen in both sizes: no accessibility violation, nothing wider than the window."""

import pytest

from accounts.models import Role
from tests.browser.conftest import DESKTOP, PHONE, SignIn
from tests.browser.looks import faults_of
from tests.policy import POLICY
from tests.world import World

pytestmark = pytest.mark.browser

# Addresses that give a file, a fragment or a redirect instead of a screen.
NO_SCREEN = {
    "healthz",
    "contributions:check_file",
    "enrollment:nik_check",
    "enrollment:submission_file",
    "intake:batch_file",
    "intake:batch_refused",
    "intake:renewal_form",
    "intake:template",
    "jobs:job_file",
    "reporting:roster_file",
    # Pictures in a sandbox, where no script answers, not even that of the checks.
    "reporting:sheet_look",
    "reporting:sheet_small",
    "account_signup",
    "account_reset_password_from_key_done",
}
SCREENS = sorted(
    name for name, entry in POLICY.items() if not entry.post and name not in NO_SCREEN
)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_all_screens_are_accessible_and_fit(
    size: dict[str, int], world: World, visit: SignIn
) -> None:
    stranger = visit(size=size)
    staff = {role: visit(world.staff[role], size=size) for role in (Role.ADMIN, Role.CLERK)}
    problems: dict[str, list[str]] = {}
    for name in SCREENS:
        entry = POLICY[name]
        if entry.public:
            page = stranger
        else:
            page = staff[
                Role.CLERK if entry.owned or Role.ADMIN not in entry.roles else Role.ADMIN
            ]
        page.goto(world.address(name))
        if found := faults_of(page):
            problems[name] = found
    assert problems == {}
