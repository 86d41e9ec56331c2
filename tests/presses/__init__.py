"""Every button of the year, of ceremonies and prints, as a form that is ready to be sent."""

from tests.presses.base import Prepare, Press
from tests.presses.ceremonies import CEREMONIES
from tests.presses.ledger import LEDGER
from tests.presses.money import MONEY
from tests.presses.papers import PAPERS
from tests.presses.people import PEOPLE

# By the name of the address; what follows a space tells several forms of one address apart.
PRESSES: dict[str, Prepare] = {**PEOPLE, **PAPERS, **MONEY, **CEREMONIES, **LEDGER}

__all__ = ["PRESSES", "Prepare", "Press"]
