"""What must be true of people together; see ``common.data_checks``."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from common.data_checks import Finding, Weight, data_check, rows_of
from workers.models import Worker, WorkerWord
from workers.names import name_key, words_of
from workers.nik import InvalidNik, Nik

_TABLE = Worker._meta.db_table
_PIECE = 2_000


@data_check("worker_nik_impossible", _("NIK yang tidak mungkin benar."))
def impossible_niks() -> Iterator[Finding]:
    for pk, nik in Worker.objects.values_list("pk", "nik").iterator(_PIECE):
        try:
            Nik.parse(nik)
        except InvalidNik as error:
            yield Finding(f"{_TABLE}:{pk}", error.problem.code)


@data_check(
    "worker_nik_contradicts",
    _("Tanggal lahir atau jenis kelamin berbeda dengan NIK."),
    Weight.ODD,
)
def contradicting_niks() -> Iterator[Finding]:
    rows = Worker.objects.values_list("pk", "nik", "birth_date", "sex")
    for pk, nik, birth_date, sex in rows.iterator(_PIECE):
        day = int(nik[6:8]) if nik[6:8].isdigit() else 0
        digits = f"{birth_date.day + (40 if sex == 'F' else 0):02}{birth_date:%m%y}"
        if nik[6:12] != digits and day:
            yield Finding(f"{_TABLE}:{pk}")


@data_check("worker_name_not_found", _("Nama yang tidak bisa dicari: kunci atau katanya usang."))
def names_out_of_step() -> Iterator[Finding]:
    words: dict[int, set[str]] = defaultdict(set)
    for worker, word in WorkerWord.objects.values_list("worker", "word").iterator(_PIECE):
        words[worker].add(word)
    rows = Worker.objects.values_list("pk", "full_name", "name_key")
    for pk, full_name, key in rows.iterator(_PIECE):
        own = words.pop(pk, set())
        if key != name_key(full_name) or own != words_of(full_name):
            yield from rows_of(_TABLE, [pk])
    yield from rows_of(WorkerWord._meta.db_table, words)
