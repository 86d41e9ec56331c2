"""Writes the pages of docs/ that follow from the code."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import translation

from accounts.models import Role
from accounts.roles import ROLE_PERMISSIONS
from blitar_registry.settings.environment import BASE_DIR
from enrollment.policies import NEED_REASON, PERMISSIONS
from enrollment.transitions import (
    DEATHS,
    ENDABLE,
    HOLDERS,
    LIVE,
    TRANSITIONS,
    Action,
    EndReason,
    ReturnReason,
    Status,
)
from intake.codes_page import codes_page
from reporting.paper_page import paper_page

STATES = Path("docs/states.md")
CODES = Path("docs/import-codes.md")
PAPER = Path("docs/paper.md")
HEAD = """\
# States of an enrollment

Made from `enrollment/transitions.py` and `accounts/roles.py` by `python manage.py make_docs`;
do not edit by hand. What each rule means is in `rules.md`.

```mermaid
stateDiagram-v2
    [*] --> proposed: propose
"""
MIDDLE = """\
```

Stored are people's decisions. *Active*, *about to start* and *over* follow from the dates and are
computed where they are shown (`enrollment/standing.py`).

A live one keeps the person's days; a place under the quota is held from verification on, or by who
replaces somebody from the proposal on.

| status | on screen | live | may hold a place | may be ended |
|---|---|---|---|---|
"""
FOOT = """
| from | step | on screen | to | roles | asks for |
|---|---|---|---|---|---|
"""
ASKS = {
    Action.VERIFY: "another person than the proposer; without a free place on to `waitlisted`",
    Action.PROMOTE: "a free place",
    Action.DECREE: "a signed decree; no button",
    Action.REGISTER: "member number (KPJ)",
}
ENDINGS = """
A cover that a decree names ends by an event, on its last day, with the day on which the office
heard of it. A death is the person's own: it ends every open cover and closes what is proposed.

| ends because | on screen | is a death |
|---|---|---|
"""
REASONS = """
Who is returned, refused or rejected is told why, from a closed list.

| reason | on screen |
|---|---|
"""


class Command(BaseCommand):
    help = "Write the pages made from code; with --check, fail when one is out of date instead."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; exit 1 on a gap.")

    def handle(self, *, check: bool, **options: Any) -> None:
        for page, make in ((STATES, states_page), (CODES, codes_page), (PAPER, paper_page)):
            path = BASE_DIR / page
            with translation.override("id"):
                text = make()
            if check and (not path.exists() or path.read_text() != text):
                raise CommandError(f"{page} is out of date: run python manage.py make_docs.")
            if not check:
                path.write_text(text)
                self.stdout.write(f"{page} written.")


def states_page() -> str:
    """Give the page about states as text, in the current language."""
    steps = [
        (status, action, target)
        for status, actions in TRANSITIONS.items()
        for action, target in actions.items()
    ]
    lines = [HEAD]
    lines += [f"    {status} --> {target}: {action}\n" for status, action, target in steps]
    lines += [f"    {status} --> [*]\n" for status, actions in TRANSITIONS.items() if not actions]
    lines.append(MIDDLE)
    lines += [
        f"| `{status}` | {status.label} | {_yes(status in LIVE)} | {_yes(status in HOLDERS)}"
        f" | {_yes(status in ENDABLE)} |\n"
        for status in Status
    ]
    lines.append(FOOT)
    lines += [
        f"| `{status}` | `{action}` | {action.label} | `{target}` | {_roles(action)}"
        f" | {_asks(action)} |\n"
        for status, action, target in steps
    ]
    lines.append(ENDINGS)
    lines += [
        f"| `{reason}` | {reason.label} | {_yes(reason in DEATHS)} |\n" for reason in EndReason
    ]
    lines.append(REASONS)
    lines += [f"| `{reason}` | {reason.label} |\n" for reason in ReturnReason]
    return "".join(lines)


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def _roles(action: Action) -> str:
    return ", ".join(role for role in Role.values if PERMISSIONS[action] in ROLE_PERMISSIONS[role])


def _asks(action: Action) -> str:
    return "a reason" if action in NEED_REASON else ASKS.get(action, "")
