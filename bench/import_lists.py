"""Measure the import of a long list against its peers; see README.md beside this file."""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import psycopg

BENCH = Path(__file__).resolve().parent
CASES = {
    "ours": ("preview", "stage_and_save", "upload"),
    "same_work": ("same_work_bulk", "same_work_default"),
    "peers": ("peer_bulk", "peer_default"),
}
Result = dict[str, Any]


class SQLite:
    """Databases as files: a prepared one is copied for each case."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.base, self.case = folder / "base.sqlite3", folder / "case.sqlite3"
        self.base_url, self.case_url = f"sqlite:///{self.base}", f"sqlite:///{self.case}"

    @contextmanager
    def fresh(self) -> Iterator[None]:
        shutil.copy(self.base, self.case)
        yield
        for file in self.case.parent.glob(f"{self.case.name}*"):
            file.unlink()

    def close(self) -> None:
        """The folder goes with everything in it."""


class PostgreSQL:
    """Databases of a server: a prepared one is the template for each case."""

    name = "PostgreSQL"

    def __init__(self, url: str) -> None:
        self.server = url
        self.base, self.case = (f"bench_{token_hex(4)}_{name}" for name in ("base", "case"))
        parts = urlsplit(url)
        self.base_url, self.case_url = (
            parts._replace(path=f"/{name}").geturl() for name in (self.base, self.case)
        )
        self._do(f"CREATE DATABASE {self.base}")

    @contextmanager
    def fresh(self) -> Iterator[None]:
        self._do(f"CREATE DATABASE {self.case} TEMPLATE {self.base}")
        yield
        self._do(f"DROP DATABASE {self.case}")

    def close(self) -> None:
        self._do(f"DROP DATABASE {self.base}")

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)


Database = SQLite | PostgreSQL


def run_case(name: str, path: Path, url: str) -> Result:
    """Run one case in a fresh process and give what it reports."""
    search = os.pathsep.join([str(BENCH.parent), str(BENCH)])
    done = subprocess.run(
        [sys.executable, str(BENCH / "import_case.py"), name, str(path)],
        env={
            **os.environ,
            "PYTHONPATH": search,
            "DJANGO_SETTINGS_MODULE": "blitar_registry.settings.tests",
            "TEST_DATABASE_URL": url,
            "MEDIA_ROOT": str(path.parent / "media"),
            "DATABASE_STATEMENT_TIMEOUT_MS": "0",
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    result: Result = json.loads(done.stdout.splitlines()[-1])
    return result


def measure(
    database: Database, cases: list[str], path: Path, wanted: argparse.Namespace
) -> Result:
    """Give the quickest of several runs of each case."""
    results: Result = {}
    for case in cases:
        for _time in range(wanted.repeat):
            with database.fresh():
                if wanted.bare:
                    run_case("bare", path, database.case_url)
                result = run_case(case, path, database.case_url)
            result["total"] = round(sum(result["seconds"].values()), 3)
            if case not in results or result["total"] < results[case]["total"]:
                results[case] = result
        print(line(database.name, case, results[case]), flush=True)
    return results


def line(database: str, case: str, result: Result) -> str:
    steps = ", ".join(
        f"{step} {seconds:.2f} ({result['statements'][step]})"
        for step, seconds in result["seconds"].items()
    )
    worked = sum(result["worked"].values())
    if grown := result["memory"]["grown"]:
        steps += f"; grew by {grown} MiB"
    memory, saved = result["memory"], " / ".join(map(str, result["tables"].values()))
    return (
        f"{database:10} {case:17} {result['total']:8.2f} s {worked:8.2f} s {memory['own']:5} MiB"
        f" + {memory['child']:3}  {saved:>37}  {steps}"
    )


def ratios(results: Result) -> dict[str, float]:
    """Give how many times longer each peer takes for the same part of the way."""
    if not results.keys() >= {"preview", "stage_and_save"}:
        return {}
    preview, both = results["preview"], results["stage_and_save"]
    found = {}
    for peer in (*CASES["same_work"], *CASES["peers"]):
        if peer not in results:
            continue
        for kind in ("seconds", "worked"):
            seconds = results[peer][kind]
            first = sum(preview[kind].values())
            ways = {
                "read and try / preview": (seconds["read to try"] + seconds["try"], first),
                "all / preview and save": (sum(seconds.values()), first + both[kind]["save"]),
                "all / stage and save": (sum(seconds.values()), sum(both[kind].values())),
            }
            for way, (theirs, ours) in ways.items():
                found[f"{peer}: {way}, {kind}"] = round(theirs / ours, 1)
    return found


def odd_ones(results: Result) -> list[str]:
    """Give the cases that ought to leave what ours leaves and do not."""
    if "stage_and_save" not in results:
        return []
    ours = results["stage_and_save"]["content"]
    return [
        case for case in CASES["same_work"] if case in results and results[case]["content"] != ours
    ]


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument(
        "--only", choices=[*CASES, *CASES["ours"]], nargs="+", default=[], help="some of the cases"
    )
    parser.add_argument("--repeat", type=int, default=1, help="keep the quickest of so many runs")
    parser.add_argument(
        "--people", type=int, default=0, metavar="N", help="ours in a registry of so many people"
    )
    parser.add_argument("--bare", action="store_true", help="without the triggers of the registry")
    parser.add_argument(
        "--postgres", metavar="URL", help="a server on which databases may be made and dropped"
    )
    parser.add_argument("--skip-sqlite", action="store_true", help="measure PostgreSQL alone")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args()


def main() -> None:
    wanted = read_arguments()
    groups = wanted.only or (["ours"] if wanted.people else list(CASES))
    cases = [case for group in groups for case in CASES.get(group, (group,))]
    figures: Result = {"rows": wanted.rows, "bare": wanted.bare, "databases": {}}
    with TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / f"{wanted.rows}.xlsx"
        databases: list[Database] = [] if wanted.skip_sqlite else [SQLite(Path(folder))]
        if wanted.postgres:
            databases.append(PostgreSQL(wanted.postgres))
        print(f"{wanted.rows} rows: seconds, those the processor worked here, own memory and that")
        print("of the largest child; people / words / heirs / enrollments / events that are there")
        print("then; seconds by step with the number of statements")
        for database in databases:
            try:
                people = path.with_name(str(wanted.people))
                run_case("prepare", people, database.base_url)
                if not path.exists():
                    run_case("make", path, database.base_url)
                results = measure(database, cases, path, wanted)
            finally:
                database.close()
            figures["databases"][database.name] = {"cases": results, "ratios": ratios(results)}
            for name, ratio in ratios(results).items():
                print(f"{database.name:10} {name:55} {ratio:6.1f} x")
            if odd := odd_ones(results):
                sys.exit(f"{', '.join(odd)} left other rows than stage_and_save.")
    if wanted.json:
        wanted.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
