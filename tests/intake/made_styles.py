"""The layouts that made-up lists are drawn from."""

from random import Random
from typing import Any


def draw_style(random: Random, kind: str) -> dict[str, Any]:
    """Draw how a list is laid out and how its cells are written."""
    csv = kind == "csv"
    village = random.choice(["column", "column", "title", "group"] + ([] if csv else ["sheet"]))
    sheets = 1 if csv or village == "title" else random.choice([1, 1, 2, 3])
    if sheets == 1 and random.random() < 0.15:
        village = "file"
    header = random.choice(["one", "one", "two", "none"])
    style = {
        "village": village,
        "sheets": sheets,
        "hidden": kind == "xlsx" and random.random() < 0.4,
        "header": "one" if header == "two" and csv else header,
        "numbering": random.random() < 0.4,
        "top": random.choice([0, 0, 1, 3, 8]),
        "left": 0 if csv else random.choice([0, 0, 1, 3]),
        "nik": random.choice(
            ["text", "text", "apostrophe", "spaces", "dots", "letter_o"]
            + ([] if csv else ["number"])
        ),
        "birth": random.choice(["apart", "date_only", "joined"]),
        "date": random.choice(
            ["slash", "dash2", "long", "short", "us", "iso", "dots", "slips"]
            + ([] if csv else ["cell", "cell", "swapped", "serial"])
        ),
        "sex": random.choice(["LP", "words", "mixed", "ticks", "lower", "signs", "none"]),
        "area": random.choice(
            ["apart", "joined", "in_address", "group", "number"] + ([] if csv else ["as_date"])
        ),
        "job": random.choice(["column", "column", "column", "title"]),
        "ditto": random.random() < 0.3,
        "merged": not csv and random.random() < 0.3,
        "once": random.random() < 0.15,  # kelurahan and occupation blank below, unmerged
        "typos": random.random() < 0.25,
        "beside": random.random() < 0.15,
        "cover": random.random() < 0.2,
        "remarks": random.random() < 0.3,
        "late": random.random() < 0.2,
        "tick": random.choice(["v", "√", "x", 1, "✓"]),
        "blank": random.random() < 0.4,
        "again": random.random() < 0.25,  # the headings once more, as on a second page
        "total": random.random() < 0.6,
        "signature": random.random() < 0.6,
        "phone": random.random() < 0.5,
        "extra": random.random() < 0.3,
        "upper": random.random() < 0.4,
        "troubles": random.random() < 0.5,
    }
    if csv:
        style["cover"] = False
    if style["once"]:
        style["ditto"] = style["merged"] = style["troubles"] = False
    if sheets > 1 or village == "sheet" or csv or header == "none" or style["top"] == 8:
        style["beside"] = False
    if style["beside"]:
        style["header"], style["again"], style["hidden"] = "one", False, False
    return style
