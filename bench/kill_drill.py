"""The process that saves a list is killed at a random moment, again and again.

    python -m bench.kill_drill --kills 100 --rows 500 --database sqlite:////tmp/drill.sqlite3

Each time a list is put in the queue, a worker takes it and is killed with SIGKILL somewhere
between taking it and a little after it would have been done. Meanwhile a second process counts
people, enrollments and saved rows every 50 ms: it may only ever see none or all of the list. Then
a worker returns and nobody does anything: the list must be saved by itself, once, with one audit
event for every row written. The database must be an empty one; leases are shortened, so the time
until the list is saved is what is left of them plus the work. Exits with 1 when anything else
happened.
"""

import argparse
import json
import multiprocessing
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from random import Random

import django
import environ

LEASE = timedelta(seconds=2)
LOOK_EVERY = 0.05
PATIENCE = 90
HEADINGS = "NO;NIK;NAMA;TGL LAHIR;L/P;RT;RW;KELURAHAN;PEKERJAAN"
_SYLLABLES = ["ba", "di", "ka", "mi", "no", "ra", "sa", "ti", "wi", "yo", "jo", "ning", "wan"]

Counts = tuple[int, int, int]
fork = multiprocessing.get_context("fork")


@dataclass
class Found:
    """What was seen over all kills."""

    kills: int = 0
    killed_before_it_counted: int = 0
    killed_after_it_counted: int = 0
    looks: int = 0
    torn: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    attempts: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        return not self.torn and not self.wrong

    def summary(self) -> dict[str, object]:
        values = asdict(self) | {"attempts": dict(sorted(self.attempts.items()))}
        seconds = values.pop("seconds")
        return values | {
            "seconds_until_saved": {
                "median": round(statistics.median(seconds), 2),
                "longest": round(max(seconds), 2),
            }
        }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="URL of an empty database; else one on this disk")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kill-drill-") as folder:
        _set_up(options.database or f"sqlite:///{folder}/drill.sqlite3", Path(folder))
        found = _drill(options.kills, options.rows, Random(options.seed))  # noqa: S311  moments, no secret
    print(json.dumps(found.summary(), indent=2))
    return 0 if found.is_well else 1


def _set_up(database: str, folder: Path) -> None:
    """Take the settings of production: what is to be proved is what the city runs."""
    environ.Env.ENVIRON |= {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": database,
        "MEDIA_ROOT": str(folder / "media"),
    }
    os.environ["DJANGO_SETTINGS_MODULE"] = "blitar_registry.settings.production"
    from django.conf import settings

    settings.JOB_LEASE = LEASE
    settings.LOGGING = {**settings.LOGGING, "root": {"handlers": ["stderr"], "level": "ERROR"}}
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)


def _drill(kills: int, rows: int, random: Random) -> Found:
    found = Found()
    people = _people(random)
    whole = _time_of_one_saving(people, rows)
    for number in range(1, kills + 1):
        _kill_once(found, _list_of(people, rows, number), random.uniform(0, whole * 1.1))
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number} of {kills}")
    return found


def _time_of_one_saving(people, rows: int) -> float:
    """Save one list in peace, to know among which moments to choose."""
    batch = _list_of(people, rows, 0)
    worker = _worker()
    started = _wait(lambda: _state(batch)[0] == "running")
    ended = _wait(lambda: _state(batch)[0] == "done")
    _stop(worker)
    return ended - started


def _kill_once(found: Found, batch, after: float) -> None:
    none = _counts()
    every = tuple(count + batch.ready for count in none)
    ours, theirs = fork.Pipe()
    reader = _fork(_look, theirs)
    worker = _worker()
    _wait(lambda: _state(batch)[0] != "queued")
    time.sleep(after)
    worker.kill()
    worker.join()
    found.kills += 1
    if _counts() == none:
        found.killed_before_it_counted += 1
    else:
        found.killed_after_it_counted += 1

    returned = time.monotonic()
    worker = _worker()
    found.seconds.append(_wait(lambda: _state(batch)[0] == "done") - returned)
    _stop(worker)
    ours.send("stop")
    seen = ours.recv()
    reader.join()

    found.looks += sum(seen.values())
    found.torn += [f"list {batch.pk}: {counts}" for counts in seen if counts not in (none, every)]
    found.attempts[_state(batch)[1]] += 1
    found.wrong += _what_is_wrong(batch, every)


def _what_is_wrong(batch, every: Counts) -> list[str]:
    from audit.models import AuditEvent

    wrong = []
    if _counts() != every:
        wrong.append(f"list {batch.pk}: {_counts()} instead of {every}")
    if _state(batch)[2:] != ("done", batch.ready):
        wrong.append(f"list {batch.pk}: left as {_state(batch)}")
    events = AuditEvent.objects.filter(kind="I", source=f"intake_importbatch:{batch.pk}")
    for table in ("workers_worker", "enrollment_enrollment"):
        number = events.filter(table=table).count()
        if number != batch.ready:
            wrong.append(f"list {batch.pk}: {number} events of {table}, {batch.ready} rows")
    return wrong


def _people(random: Random):
    """Give lines of a list for ever: nobody twice, nobody like somebody else."""
    day, serial = date(1965, 1, 1), 0
    while True:
        serial = serial % 9000 + 1
        day = day + timedelta(days=1) if day.year < 2004 else date(1965, 1, 2)
        name = " ".join(
            "".join(random.choices(_SYLLABLES, k=random.randint(3, 5))).title() for _ in range(3)
        )
        nik = f"357202{day:%d%m%y}{serial:04}"
        yield f"{nik};{name};{day:%d-%m-%Y};L;001;002;Tlumpu;tukang becak"


def _list_of(people, rows: int, number: int):
    """Send a list in, check it, and ask for its saving."""
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from accounts.models import Role, Scope, User
    from audit.context import acting
    from enrollment.models import EnrollmentPeriod, FundingSource
    from intake import services

    with acting("bench"):
        by, _created = User.objects.get_or_create(
            username="drill",
            defaults={"role": Role.ADMIN, "scope": Scope.CITY, "full_name": "Drill"},
        )
        year = timezone.now().year + 1
        period, _created = EnrollmentPeriod.objects.get_or_create(
            code="drill",
            defaults={
                "name": "Drill",
                "starts_on": date(year, 1, 1),
                "ends_on": date(year, 12, 31),
                "funding_source": FundingSource.objects.all()[0],
                "state": EnrollmentPeriod.State.OPEN,
            },
        )
    lines = [f"{count};{next(people)}" for count in range(1, rows + 1)]
    text = "\n".join([HEADINGS, *lines])
    batch, _created = services.stage_file(
        file=ContentFile(text.encode()),
        file_name=f"daftar-{number}.csv",
        period=period,
        village=None,
        by=by,
        on=period.starts_on,
    )
    services.start_saving(batch_id=batch.pk, by=by)
    if not batch.ready:
        raise RuntimeError(f"No row of the list passes: {batch.counts}")
    return batch


def _counts() -> Counts:
    """Count people, enrollments and saved rows in one statement, so at one moment."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM workers_worker),"
            " (SELECT count(*) FROM enrollment_enrollment),"
            " (SELECT count(*) FROM intake_savedrow)"
        )
        return tuple(cursor.fetchone())


def _state(batch) -> tuple[str, int, str, int]:
    """Give the state and attempts of the job, the state and the saved rows of the list."""
    from intake.models import ImportBatch

    batches = ImportBatch.objects.filter(pk=batch.pk)
    state, attempts, standing, counts = batches.values_list(
        "job__state", "job__attempts", "state", "counts"
    ).get()
    return state, attempts, standing, counts.get("saved", 0)


def _look(pipe: Connection) -> None:
    """Count until told to stop, then tell how often what was seen."""
    seen: Counter[Counts] = Counter()
    while not pipe.poll(LOOK_EVERY):
        seen[_counts()] += 1
    pipe.send(seen)


def _worker() -> ForkProcess:
    return _fork(_work)


def _work() -> None:
    from django.core.management import call_command

    call_command("work", "--no-startup-delay", "--interval=0.05")


def _fork(target, *args) -> ForkProcess:
    """Start a process of its own; a connection to the database is never shared."""
    from django.db import connection

    connection.close()
    process = fork.Process(target=target, args=args)
    process.start()
    return process


def _stop(worker: ForkProcess) -> None:
    worker.terminate()
    worker.join()


def _wait(condition) -> float:
    """Wait for something that must happen by itself, and give the moment."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if condition():
            return time.monotonic()
        time.sleep(0.005)
    raise TimeoutError(f"Nothing happened for {PATIENCE} s.")


if __name__ == "__main__":
    sys.exit(main())
