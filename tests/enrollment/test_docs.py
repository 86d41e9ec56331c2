"""The page about states is made from the code and up to date."""

import re

from django.core.management import call_command

from blitar_registry.settings.environment import BASE_DIR
from enrollment.transitions import Action, Status


def test_the_page_about_states_is_up_to_date():
    call_command("make_docs", "--check")


def test_it_names_every_status_and_every_step():
    text = (BASE_DIR / "docs/states.md").read_text()
    for name in (*Status.values, *Action.values):
        assert f"`{name}`" in text


def test_every_cited_rule_is_written_down():
    rules = (BASE_DIR / "docs/rules.md").read_text()
    code = "".join(path.read_text() for path in BASE_DIR.glob("enrollment/**/*.py"))
    cited = set(re.findall(r"\bE-\d+", code))
    assert cited
    assert {number for number in cited if f"## {number} " not in rules} == set()
