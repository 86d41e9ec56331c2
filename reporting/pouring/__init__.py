"""Long lists on paper: sheets set once by WeasyPrint, rows poured into them."""

from reporting.pouring.pour import Unpourable, pour_pdf

__all__ = ["Unpourable", "pour_pdf"]
