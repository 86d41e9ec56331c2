"""One case in a process of its own: makes a roster, writes it as a file, reads that back.

Started by print_lists.py; the last line it prints is its result as JSON.
"""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import django

django.setup()

from django.template import engines
from django.utils.translation import override
from made_roster import printed_roster, sheet_roster
from measuring import Growth, Laps, peaks

from reporting.rosters import Roster
from reporting.services import FORMATS
from reporting.warming import warm_up


class Way(NamedTuple):
    """How a case makes its file; a peer is named by its module, loaded before anything is timed.

    That keeps peers' packages out of the memory of ours.
    """

    suffix: str
    peer: str = ""
    numbered: bool = True

    def write(self, name: str) -> Callable[[Roster, Path], object]:
        if not self.peer:
            render = FORMATS[self.suffix].render
            return lambda roster, path: path.write_bytes(render(roster))
        write: Callable[[Roster, Path], object] = getattr(import_module(self.peer), name)
        return write


WAYS = {
    "paper": Way("pdf"),
    "weasyprint_naive": Way("pdf", "paper_peers"),
    "reportlab_canvas": Way("pdf", "paper_peers"),
    "reportlab_table": Way("pdf", "paper_peers", numbered=False),
    "workbook": Way("xlsx"),
    "openpyxl_styled": Way("xlsx", "sheet_peers"),
    "xlsxwriter_constant": Way("xlsx", "sheet_peers"),
}


def main(name: str, rows: str, folder: str) -> None:
    way = WAYS[name]
    make = printed_roster if way.suffix == "pdf" else sheet_roster
    path = Path(folder) / f"{name}-{rows}.{way.suffix}"
    with override("id"):
        roster = make(int(rows))
        write = way.write(name)
        engines.all()  # loads the packages that templates need
        warm_up()  # as every web process does when it starts
        growth, laps = Growth(), Laps()
        write(roster, path)
        laps.note("write")
        memory = {"grown": growth.most(), "own": peaks()["own"]}
        if not way.peer:
            # As a process works that has printed before.
            write(roster, path)
            laps.note("again")
        # Every list that leaves the house is noted with its fingerprint; peers have none.
        digest = roster.sha256
        laps.note("fingerprint")
    # Only now, so that its packages are in nobody's memory.
    import read_back

    if way.suffix == "pdf":
        read = read_back.read_paper(path, roster, numbered=way.numbered)
    else:
        read = read_back.read_workbook(path, roster)
    result = {
        "seconds": laps.seconds,
        "worked": laps.worked,
        "memory": memory,
        "kilobytes": path.stat().st_size // 1000,
        "read": read,
        "sha256": digest,
    }
    path.unlink()
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
