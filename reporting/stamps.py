"""The stamp of an official paper: a line and a QR code in the foot of every sheet."""

import segno

from reporting.rosters import Stamp

# Dots of the picture for one square of the code; printers draw it a centimetre wide.
_DOTS = 8
# Below the table and above what printers cannot reach.
_RULES = """@page {{
  @bottom-left {{
    background: url({picture}) no-repeat left 1.1mm / 10mm 10mm;
    padding-left: 12mm;
  }}
}}"""


def stamp_rules(stamp: Stamp) -> str:
    """Give the rules that put a stamp's code on every sheet, beside its words and the note."""
    code = segno.make(stamp.address, error="l", micro=False)
    # Paper is white around it: the code needs no border of its own.
    return _RULES.format(picture=code.png_data_uri(scale=_DOTS, border=0))
