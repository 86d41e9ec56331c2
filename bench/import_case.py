"""One case in a process of its own: makes the measured list or the database, or runs an import.

Started by import_lists.py; the last line it prints is its result as JSON.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

import saved
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from made_list import make_list
from measuring import Growth, Laps, peaks
from registry import FIRST_DAY, fill, open_period

from accounts.models import Role, Scope, User
from accounts.services import command_account
from audit.context import acting
from common import triggers
from intake import services
from places.models import Village
from workers.models import OccupationCategory

# Rows of a made list that stays just below READ_AT_ONCE_BYTES.
READ_IN_PAGE = 3200


def prepare(path: Path) -> Laps:
    """Fill an empty database; the number of its people is the name of the path."""
    laps = Laps()
    fill(int(path.stem))
    laps.note("prepare")
    return laps


def make(path: Path) -> Laps:
    """Write the list; the number of rows stands in its name."""
    laps = Laps()
    make_list(
        path,
        int(path.stem),
        villages=list(Village.objects.values_list("name", "district__name")),
        occupations=list(OccupationCategory.objects.active().values_list("name", flat=True)),
    )
    laps.note("make")
    return laps


def bare(path: Path) -> Laps:
    """Take the triggers off, to see what they cost; no registry runs so."""
    triggers.remove(connection)
    return Laps()


def preview(path: Path) -> Laps:
    """Read and check the list without storing anything."""
    laps = Laps()
    services.preview_file(path=path, period=open_period(), village=None)
    laps.note("preview")
    return laps


def stage_and_save(path: Path) -> Laps:
    """Receive, read, check and store the list, then save it.

    In between a person says yes to every kind of warning; that is not timed.
    """
    by, period = command_account(), open_period()
    laps = Laps()
    batch, _created = services.stage_file(
        file=ContentFile(path.read_bytes(), name=path.name),
        file_name=path.name,
        period=period,
        village=None,
        by=by,
        on=FIRST_DAY,
    )
    laps.note("stage")
    for code in batch.counts.get("problems", {}):
        services.accept_kind(batch_id=batch.pk, code=code, by=by)
    laps.leave_out()
    services.commit_batch(batch_id=batch.pk, by=by, on=FIRST_DAY)
    laps.note("save")
    return laps


def upload(path: Path) -> Laps:
    """Send through the page the longest list of this kind that the web process reads itself.

    A short one goes before, so that everything that serves a page is loaded.
    """
    browser = Client(headers={"host": "localhost"})
    with acting("bench"):
        browser.force_login(
            User.objects.create(username="bench", role=Role.ADMIN, scope=Scope.CITY)
        )
    laps = Laps()
    for rows in (10, READ_IN_PAGE):
        sent = path.with_name(f"{rows}.xlsx")
        make(sent)
        if sent.stat().st_size > settings.READ_AT_ONCE_BYTES:
            raise ValueError(f"A list of {rows} rows would be read by a worker.")
        growth = Growth()
        laps.leave_out()
        with sent.open("rb") as file:
            form = {"kind": "people", "period": open_period().pk, "village": "", "file": file}
            answer = browser.post(reverse("intake:batch_upload"), form)
        page = browser.get(answer["location"])
        laps.note(f"upload of {rows}")
        laps.grown = growth.most()
        if page.status_code != 200:
            raise ValueError(f"The page of the list answers {page.status_code}.")
    return laps


def peer_default(path: Path) -> Laps:
    import peers

    return peers.default(path)


def peer_bulk(path: Path) -> Laps:
    import peers

    return peers.bulk(path)


def same_work_default(path: Path) -> Laps:
    import peers_same_work

    return peers_same_work.default(path)


def same_work_bulk(path: Path) -> Laps:
    import peers_same_work

    return peers_same_work.bulk(path)


CASES: tuple[Callable[[Path], Laps], ...] = (
    prepare,
    make,
    bare,
    preview,
    stage_and_save,
    upload,
    peer_default,
    peer_bulk,
    same_work_default,
    same_work_bulk,
)


def main(name: str, path: str) -> None:
    case = next(case for case in CASES if case.__name__ == name)
    laps = case(Path(path))
    result = {
        "seconds": laps.seconds,
        "worked": laps.worked,
        "statements": laps.statements,
        "memory": peaks() | {"grown": laps.grown},
        "tables": saved.tables(),
        "content": saved.content(),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
