"""Our typeface for paper: a file for each weight, cut once from the variable one.

WeasyPrint would cut the weights anew for every print, which takes longer than setting a sheet.
"""

import os
import tempfile
from contextlib import suppress
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import fontTools
from django.conf import settings
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONT_FILE = "fonts/PlusJakartaSans[wght].ttf"
# What the addresses of single weights begin with; a number follows.
TYPEFACE = "typeface:"
WEIGHTS = (400, 500, 600, 700, 800)


@cache
def cut_weight(weight: int) -> bytes:
    """Give a file of the typeface that has one weight.

    Gives   the same for ever, kept in ``TYPEFACE_ROOT`` where that can be written.
    Raises  ValueError when paper does not use this weight.
    Costs   half a second the first time on a machine; every process reads it once.
    """
    if weight not in WEIGHTS:
        raise ValueError(f"Paper has no weight {weight}.")
    variable, mark = _variable()
    kept = Path(settings.TYPEFACE_ROOT) / f"{mark}-{weight}.ttf"
    with suppress(OSError):
        return kept.read_bytes()
    content = _cut(variable, weight)
    # Without a place to keep it this process has it all the same.
    with suppress(OSError):
        _keep(kept, content)
    return content


@cache
def _variable() -> tuple[Path, str]:
    """Give the file that weights are cut from, and a mark of it and of the way of cutting."""
    found = finders.find(FONT_FILE)
    if found is None:
        raise FileNotFoundError(FONT_FILE)
    file = Path(found)
    return file, sha256(file.read_bytes() + fontTools.version.encode()).hexdigest()[:16]


def _cut(variable: Path, weight: int) -> bytes:
    with TTFont(variable, recalcTimestamp=False) as font:
        file = BytesIO()
        instantiateVariableFont(font, {"wght": weight}, inplace=True, static=True).save(file)
        return file.getvalue()


def _keep(path: Path, content: bytes) -> None:
    """Put a file in its place as a whole: others may be reading, or keeping the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
