"""Results of BPJS and lists of other units, as messy as they come, in several file formats."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from enrollment.models import EnrollmentPeriod
from intake import services
from intake.models import ImportBatch
from tests.intake.files_made import bytes_of
from tests.intake.made_shapes import MadeList, MadeSheet

RESULT_HEADINGS = ["NO", "NIK", "NAMA TK", "NOMOR KPJ", "STATUS", "KETERANGAN"]
COVER_HEADINGS = ["NO", "NIK", "NAMA PESERTA", "SEGMEN", "TMT", "BERAKHIR", "STATUS KEPESERTAAN"]


def results(rows: Sequence[Sequence[Any]], headings: Sequence[Any] = RESULT_HEADINGS) -> Any:
    """A result below a title, with column numbers, a total and a signature around the people.

    Takes   rows: NIK, name, KPJ, status, reason.
    """
    return [
        ["HASIL PROSES PENDAFTARAN PESERTA BPU"],
        ["BPJS KETENAGAKERJAAN KANTOR CABANG BLITAR"],
        [],
        list(headings),
        [1, 2, 3, 4, 5, 6],
        *([number, *row] for number, row in enumerate(rows, start=1)),
        ["JUMLAH", None, len(rows)],
        [],
        [None, None, None, "Blitar, 28 Maret 2025"],
        [None, None, None, "Kepala Bidang Kepesertaan"],
        [None, None, None, "NIP. 198001012005011002"],
    ]


def covers(
    rows: Sequence[Sequence[Any]],
    *,
    title: str = "DAFTAR PESERTA GURU NGAJI BAGIAN PEREKONOMIAN DAN KESRA TAHUN 2025",
    headings: Sequence[Any] = COVER_HEADINGS,
) -> Any:
    """Another unit's list that names its unit in the title only.

    Takes   rows: NIK, name, segment, first day, last day, status.
    """
    return [
        [title],
        [],
        list(headings),
        *([number, *row] for number, row in enumerate(rows, start=1)),
        [None, "Jumlah", len(rows)],
        [None, None, "Kepala Bagian Kesra,"],
        [None, None, "NIP 19700101 199503 1 001"],
    ]


def file_of(rows: list[list[Any]], kind: str = "xlsx", name: str = "") -> SimpleUploadedFile:
    """Give rows as an upload; a CSV has semicolons."""
    made = MadeList(name or f"kiriman.{kind}", kind, [MadeSheet("Lembar1", rows)], {})
    return SimpleUploadedFile(made.file_name, bytes_of(made))


def staged(
    rows: list[list[Any]],
    *,
    kind: str,
    period: EnrollmentPeriod,
    by: User,
    on: date | None = None,
    form: str = "xlsx",
) -> ImportBatch:
    """A batch of those rows, read and checked as on the first day of the period."""
    batch, _created = services.stage_file(
        file=file_of(rows, form),
        file_name=f"kiriman.{form}",
        period=period,
        village=None,
        by=by,
        on=on or period.starts_on,
        kind=kind,
    )
    return batch
