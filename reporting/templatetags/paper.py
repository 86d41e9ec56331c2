"""How values look on paper alone."""

import segno
from django import template

register = template.Library()
# Dots of the picture for one square of the code; printers draw it three centimetres wide.
_DOTS = 6


@register.filter
def qr_picture(address: str) -> str:
    """Draw an address as a QR code that a phone still reads when a corner is dirty."""
    code = segno.make(address, error="m", micro=False)
    return code.png_data_uri(scale=_DOTS, border=0)
