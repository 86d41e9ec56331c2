"""What must hold for the look of any page: nothing axe complains of, nothing too wide."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Style sheets that are imported would be copied into the page, which our policy refuses.
QUIETLY = {"preload": False}
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def faults_of(page: Page) -> list[str]:
    """Give what is wrong with a page as it stands, one sentence each."""
    seen = Axe().run(page, options=QUIETLY).response
    found = [_line(violation) for violation in seen["violations"]]
    if page.evaluate(WIDER):
        found.append("wider than the window")
    return found


def _line(violation: dict[str, Any]) -> str:
    places = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
    return f"{violation['id']}: {violation['help']} at {places}"
