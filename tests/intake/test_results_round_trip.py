"""Our own file comes back from BPJS with an answer in each line: sent, mended, sent again."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from enrollment.bpjs_workbook import build_workbook
from enrollment.models import ColumnPreset, Enrollment, SubmissionLine
from enrollment.services.actions import take_action_many
from enrollment.services.people import change_worker
from enrollment.services.submissions import submit
from enrollment.submission_selectors import changed_since_rejected
from enrollment.transitions import Action, ReturnReason, Status
from intake import services
from tests import make
from workers.services import replace_heirs

pytestmark = pytest.mark.django_db

ANSWERS = {"KPJ": 0, "STATUS": 1, "KETERANGAN": 2}


@pytest.fixture
def admin():
    return make.admin()


@pytest.fixture
def people(period, admin):
    workers = [
        make.worker(
            full_name=name,
            mother_name="Sulastri",
            phone="+6281234567890",
            address="Jl. Melati 5",
            work_place="Pasar Legi",
        )
        for name in ("Ahmad Fauzi", "Budi Santoso", "Citra Dewi")
    ]
    for worker in workers:
        replace_heirs(
            worker=worker, heirs=[{"full_name": "Sri Lestari", "relation": "spouse"}], by=admin
        )
        make.enrollment(worker=worker, period=period, status=Status.DECREED)
    return workers


def answered(submission, answers) -> SimpleUploadedFile:
    """The workbook as it left, with three columns more.

    Takes   answers: number, status and words by the name that the file says.
    """
    book = openpyxl.load_workbook(BytesIO(build_workbook(submission).content))
    sheet = book.active
    first = sheet.max_column + 1
    names = submission.headings.index("NAMA") + 1
    for heading, place in ANSWERS.items():
        sheet.cell(1, first + place, heading)
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, first + place, answers[sheet.cell(row, names).value][place])
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile("hasil.xlsx", file.getvalue())


def record(file, period, admin):
    batch, _created = services.stage_file(
        file=file,
        file_name=file.name,
        period=period,
        village=None,
        by=admin,
        on=period.starts_on,
        kind="bpjs_result",
    )
    verdicts = {row.values["full_name"]: row.verdict for row in batch.rows.people()}
    services.commit_batch(batch_id=batch.pk, by=admin, on=period.starts_on)
    return verdicts


def send(period, admin, **values):
    preset = ColumnPreset.objects.get()
    return submit(period_id=period.pk, preset=preset, by=admin, **values)


def test_whoever_is_mended_is_sent_again_and_registered(period, admin, people):
    first = send(period, admin)
    file = answered(
        first,
        {
            "AHMAD FAUZI": ("24012345671", "BERHASIL", None),
            "BUDI SANTOSO": (None, "DITOLAK", "NIK tidak terdaftar di Dukcapil"),
            "CITRA DEWI": (None, "DITOLAK", "Sudah terdaftar di OPD lain"),
        },
    )
    assert set(record(file, period, admin).values()) == {"new"}
    rows = {row.worker.full_name: row for row in Enrollment.objects.select_related("worker")}
    assert {name: (row.status, row.reason_code) for name, row in rows.items()} == {
        "Ahmad Fauzi": (Status.REGISTERED, ""),
        "Budi Santoso": (Status.REJECTED, ReturnReason.NIK_UNKNOWN),
        "Citra Dewi": (Status.REJECTED, ReturnReason.OTHER_UNIT),
    }
    budi = rows["Budi Santoso"]
    change_worker(worker_id=budi.worker_id, data={"nik": make.nik()}, heirs=None, by=admin)
    assert changed_since_rejected(rows.values()) == {budi.pk: ["NIK"]}
    take_action_many(enrollment_ids=[budi.pk], action=Action.RESUBMIT, by=admin)
    second = send(period, admin, corrects=first)
    file = answered(second, {"BUDI SANTOSO": ("24012345672", "BERHASIL", None)})
    assert record(file, period, admin) == {"BUDI SANTOSO": "new"}
    budi.refresh_from_db()
    assert (budi.status, budi.worker.member_number) == (Status.REGISTERED, "24012345672")
    outcomes = SubmissionLine.objects.filter(enrollment=budi).order_by("pk")
    assert list(outcomes.values_list("submission", "outcome")) == [
        (first.pk, "rejected"),
        (second.pk, "accepted"),
    ]
