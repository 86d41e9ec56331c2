"""Measure lists on paper and as workbooks against their peers; see README.md beside this file."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

BENCH = Path(__file__).resolve().parent
CASES = {
    "paper": ("paper", "reportlab_canvas", "reportlab_table", "weasyprint_naive"),
    "workbook": ("workbook", "xlsxwriter_constant", "openpyxl_styled"),
}
ROWS = {"paper": (200, 2_000, 10_000, 30_000), "workbook": (2_000, 50_000, 200_000)}
# Sizes that a peer is measured with; others take it minutes and, on paper, gigabytes.
MEASURED = {
    "weasyprint_naive": (200, 2_000, 10_000),
    "reportlab_table": (2_000, 10_000),
    "openpyxl_styled": (2_000, 50_000),
    "xlsxwriter_constant": (2_000, 50_000),
}
# How many people the list has that is measured from the database to its bytes.
PEOPLE = 2_100
Result = dict[str, Any]
Results = dict[tuple[str, int], Result]


class Goal(NamedTuple):
    """By how many times a peer is to be slower, or larger, than ours with so many rows."""

    peer: str
    rows: int
    figure: str
    least: float


GOALS = (
    Goal("weasyprint_naive", 2_000, "seconds", 60),
    Goal("weasyprint_naive", 2_000, "worked", 60),
    Goal("weasyprint_naive", 10_000, "seconds", 200),
    Goal("weasyprint_naive", 10_000, "worked", 200),
    Goal("weasyprint_naive", 30_000, "memory", 40),
    Goal("reportlab_canvas", 10_000, "seconds", 3),
    Goal("reportlab_canvas", 10_000, "worked", 3),
    Goal("reportlab_canvas", 10_000, "size", 1 / 1.2),
    Goal("openpyxl_styled", 50_000, "seconds", 20),
    Goal("openpyxl_styled", 50_000, "worked", 20),
    Goal("xlsxwriter_constant", 50_000, "seconds", 7),
    Goal("xlsxwriter_constant", 50_000, "worked", 7),
)
# By how many times more memory the process may hold with the long list than with the short one.
OWN_MEMORY = (("paper", 200, 30_000, 1.3), ("workbook", 2_000, 200_000, 1.1))
# How many times the rendering alone a file may take, from the query on.
MOST_QUERY = 3


def run_case(name: str, rows: int, folder: Path) -> Result:
    """Run one case in a fresh process and give what it reports."""
    return run("print_case.py", name, str(rows), str(folder))


def run_query(folder: Path) -> Result:
    """Measure a list from a database of its own to the bytes of its files."""
    database = f"sqlite:///{folder / 'query.sqlite3'}"
    return run("query_case.py", str(PEOPLE), TEST_DATABASE_URL=database)


def run(program: str, *arguments: str, **environment: str) -> Result:
    search = os.pathsep.join([str(BENCH.parent), str(BENCH)])
    done = subprocess.run(
        [sys.executable, str(BENCH / program), *arguments],
        env={
            **os.environ,
            **environment,
            "PYTHONPATH": search,
            "DJANGO_SETTINGS_MODULE": "blitar_registry.settings.tests",
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    result: Result = json.loads(done.stdout.splitlines()[-1])
    return result


def measure(kind: str, rows: int, folder: Path, wanted: argparse.Namespace) -> Results:
    """Give the quickest of several runs of each case of a kind."""
    results: Results = {}
    for case in CASES[kind]:
        if wanted.only == "ours" and case != kind:
            continue
        if rows not in MEASURED.get(case, (rows,)) and not (wanted.whole or wanted.rows):
            continue
        runs = [run_case(case, rows, folder) for _time in range(wanted.repeat)]
        results[case, rows] = min(runs, key=lambda run: float(run["worked"]["write"]))
        print(line(case, rows, results[case, rows]), flush=True)
    return results


def line(case: str, rows: int, result: Result) -> str:
    memory, worked = result["memory"], result["worked"]
    again = f"{worked['again']:7.2f} s" if "again" in worked else " " * 9
    return (
        f"{case:20} {rows:8,} {result['seconds']['write']:8.2f} s {worked['write']:8.2f} s {again}"
        f" {memory['own']:5} MiB {memory['grown']:5} MiB {result['kilobytes']:7,} kB"
        f" {result['read']:8,}"
    )


def figures_of(result: Result) -> dict[str, float]:
    return {
        "seconds": result["seconds"]["write"],
        "worked": result["worked"]["write"],
        "memory": result["memory"]["own"],
        "grown": result["memory"]["grown"],
        "size": result["kilobytes"],
    }


def ratios(results: Results) -> dict[str, dict[str, float]]:
    """Give by how many times each peer is slower or larger than ours with as many rows."""
    found = {}
    for (case, rows), result in results.items():
        kind = next(kind for kind, cases in CASES.items() if case in cases)
        if case == kind or (kind, rows) not in results:
            continue
        ours = figures_of(results[kind, rows])
        found[f"{case} {rows}"] = {
            name: round(figure / max(ours[name], 0.001), 2)
            for name, figure in figures_of(result).items()
        }
    return found


def verdicts(found: dict[str, dict[str, float]]) -> Iterator[str]:
    for goal in GOALS:
        key = f"{goal.peer} {goal.rows}"
        if key in found:
            reached = found[key][goal.figure]
            word = "reached" if reached >= goal.least else "MISSED"
            yield f"{key:27} {goal.figure:8} {reached:7.1f} x of {goal.least:5.1f} x  {word}"


def own_verdicts(results: Results, query: Result) -> Iterator[str]:
    """Judge goals that need no peer: what ours needs for long lists, and from the database on."""
    for kind, short, long, most in OWN_MEMORY:
        if (kind, short) in results and (kind, long) in results:
            pair = [figures_of(results[kind, rows])["memory"] for rows in (short, long)]
            yield _at_most(f"{kind} {long}", f"memory of {short}", pair[1] / pair[0], most)
    for form, ratio in query.get("ratios", {}).items():
        yield _at_most(f"query to {form} {query['rows']}", "rendering", ratio, MOST_QUERY)


def _at_most(what: str, of: str, reached: float, most: float) -> str:
    word = "reached" if reached <= most else "MISSED"
    return f"{what:27} {of:16} {reached:5.2f} x, at most {most:.1f} x  {word}"


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, help="this many rows only")
    parser.add_argument("--only", choices=[*CASES, "ours"], default=None)
    parser.add_argument("--repeat", type=int, default=1, help="keep the quickest of so many runs")
    parser.add_argument("--whole", action="store_true", help="slow peers with every size too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args()


def main() -> None:
    wanted = read_arguments()
    results: Results = {}
    print("seconds, those the processor worked, those it worked when ours wrote once more, most")
    print("memory of the process and by how much the writing grew it, size of the file; sheets or")
    print("rows that were read back")
    with TemporaryDirectory(prefix="bench-") as folder:
        for kind in [wanted.only] if wanted.only in CASES else CASES:
            for rows in [wanted.rows] if wanted.rows else ROWS[kind]:
                results |= measure(kind, rows, Path(folder), wanted)
        query = run_query(Path(folder)) if not wanted.only and not wanted.rows else {}
    found = ratios(results)
    for key, ratio in found.items():
        print(f"{key:27}", ", ".join(f"{name} {times:.1f} x" for name, times in ratio.items()))
    for verdict in (*verdicts(found), *own_verdicts(results, query)):
        print(verdict)
    if wanted.json:
        cases = {f"{case} {rows}": result for (case, rows), result in results.items()}
        wanted.json.write_text(
            json.dumps({"cases": cases, "ratios": found, "query": query}, indent=1)
        )


if __name__ == "__main__":
    main()
