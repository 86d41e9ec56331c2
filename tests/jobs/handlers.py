"""Small kinds of work for the tests of the job machinery."""

import time
from pathlib import Path

from django.db import transaction

from common.http import ActionDenied
from jobs.registry import handler
from jobs.run import JobRun


@handler("tests-count")
def count(run: JobRun) -> str:
    total = run.parameters["total"]
    for done in range(total + 1):
        run.progress(done, total, "menghitung")
    run.store("hasil.txt", str(total).encode())
    return f"Terhitung {total}."


@handler("tests-wait")
def wait(run: JobRun) -> None:
    """Be half done until the file appears that opens the gate."""
    while not Path(run.parameters["gate"]).exists():
        run.progress(1, 2)
        time.sleep(0.1)
    run.progress(2, 2)
    run.store("hasil.txt", b"open")


@handler("tests-refuse")
def refuse(run: JobRun) -> None:
    run.store("separuh.txt", b"half")
    raise ActionDenied("Daftarnya kosong. Pilih periode lain.")


@handler("tests-crash")
def crash(run: JobRun) -> None:
    raise ZeroDivisionError


@handler("tests-finish")
def finish(run: JobRun) -> str:
    with transaction.atomic():
        run.fence()
        run.finish("Sudah tersimpan.")
        if run.parameters["fails"]:
            raise ZeroDivisionError
    return "Tidak dipakai."
