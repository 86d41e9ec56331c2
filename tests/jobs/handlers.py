"""Small kinds of work for the tests of the job machinery."""

import time

from common.http import ActionDenied
from jobs.registry import handler
from jobs.run import JobRun


@handler("tests-count")
def count(run: JobRun) -> str:
    total = run.parameters["total"]
    for done in range(total):
        run.progress(done, total, "menghitung")
        time.sleep(run.parameters.get("pause", 0))
    run.progress(total, total)
    run.store("hasil.txt", str(total).encode())
    return f"Terhitung {total}."


@handler("tests-refuse")
def refuse(run: JobRun) -> None:
    run.store("separuh.txt", b"half")
    raise ActionDenied("Daftarnya kosong. Pilih periode lain.")


@handler("tests-crash")
def crash(run: JobRun) -> None:
    raise ZeroDivisionError
