"""Long lists on paper: sheets set once by WeasyPrint, rows poured into them."""

from reporting.pouring.layout import Unpourable
from reporting.pouring.pour import pour_pdf

__all__ = ["Unpourable", "pour_pdf"]
