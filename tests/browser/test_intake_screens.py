"""The screens of sent lists in every state they can be in, and every kind of report."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from audit.context import acting
from common.dates import today
from enrollment.models import Enrollment
from enrollment.transitions import Status
from intake import services
from intake.models import ImportBatch
from intake.work import Work
from jobs.models import Job
from reporting.catalogue import CATALOGUE
from tests import make
from tests.browser.bad_list import NAMELESS_ROW, write_bad_list
from tests.browser.conftest import DESKTOP, PHONE, SignIn
from tests.browser.looks import faults_of
from tests.reporting.papers import one_of_each
from tests.world import World

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
TABS = ("new", "warning", "error", "ignored")


def stage(world: World, path: Path, **values: Any) -> ImportBatch:
    """Read the bad list anew under a name that tells what becomes of it."""
    batch, _is_new = services.stage_file(
        file=ContentFile(path.read_bytes()),
        file_name=f"daftar-usulan-pekerja-rentan-kelurahan-tlumpu-{len(values)}.xlsx",
        period=world.period,
        village=None,
        by=world.staff[Role.CLERK],
        on=today(),
    )
    with acting("tests"):
        ImportBatch.objects.filter(pk=batch.pk).update(**values)
    batch.refresh_from_db()
    return batch


def hide_a_sheet(path: Path) -> None:
    """Add a list on a hidden sheet."""
    workbook = openpyxl.load_workbook(path)
    page = workbook.create_sheet("Simpanan lama")
    page.append(["NIK", "NAMA", "PEKERJAAN"])
    page.append([make.nik(), "Wagiman", "tukang becak"])
    page.sheet_state = "hidden"
    workbook.save(path)


def work_of(world: World, kind: Work, state: Job.State, **values: Any) -> Job:
    return Job.objects.create(
        kind=kind, title="Daftar", requested_by=world.staff[Role.ADMIN], state=state, **values
    )


def addresses(batch: ImportBatch, names: Iterable[str]) -> dict[str, str]:
    return {f"{batch.state} {name}": reverse(f"intake:{name}", args=[batch.pk]) for name in names}


@SIZES
def test_a_list_under_review_is_accessible_and_fits(
    size: dict[str, int], world: World, visit: SignIn, tmp_path: Path
) -> None:
    path = tmp_path / "daftar.xlsx"
    write_bad_list(path)
    hide_a_sheet(path)
    batch = stage(world, path)
    page = visit(world.staff[Role.ADMIN], size=size)
    detail = reverse("intake:batch_detail", args=[batch.pk])
    screens = addresses(batch, ("batch_mapping", "batch_words", "batch_approval"))
    screens |= {tab: f"{detail}?tab={tab}" for tab in TABS}
    screens["kind"] = f"{detail}?masalah=unknown_occupation"
    screens["nothing found"] = f"{detail}?q=tidak+ada"
    row = batch.rows.get(row=NAMELESS_ROW)
    screens["row"] = reverse("intake:batch_row", args=[batch.pk, row.pk])
    faults = {}
    for name, address in screens.items():
        page.goto(address)
        faults[name] = faults_of(page)
    page.goto(f"{detail}?tab=error")
    page.get_by_role("link", name="Ubah Nama lengkap: kosong").click()
    page.get_by_role("button", name="Simpan", exact=True).wait_for()
    faults["cell"] = faults_of(page)
    assert {name: found for name, found in faults.items() if found} == {}


@SIZES
def test_lists_in_all_states_are_accessible_and_fit(
    size: dict[str, int], world: World, visit: SignIn, tmp_path: Path
) -> None:
    path = tmp_path / "daftar.xlsx"
    write_bad_list(path)
    admin, clerk = world.staff[Role.ADMIN], world.staff[Role.CLERK]
    page = visit(admin, size=size)
    faults = {}

    def look(batch: ImportBatch, *names: str) -> None:
        for name, address in addresses(batch, names).items():
            page.goto(address)
            faults[name] = faults_of(page)

    state = ImportBatch.State
    failed = stage(world, path, state=state.FAILED, refusal="damaged")
    look(failed, "batch_detail")
    with acting("tests"):
        failed.delete()
    reading = stage(
        world,
        path,
        state=state.READING,
        job=work_of(world, Work.READ, Job.State.RUNNING, done=2000, total=20_000),
    )
    look(reading, "batch_detail", "batch_result")
    Job.objects.filter(kind=Work.READ).update(
        state=Job.State.FAILED, message="Berkas tidak bisa dibaca sekarang."
    )
    look(reading, "batch_detail")
    with acting("tests"):
        reading.delete()

    batch = stage(world, path)
    with acting("tests"):
        world.period.second_person = True
        world.period.save()
    services.ask_approval(batch_id=batch.pk, by=clerk)
    batch.refresh_from_db()
    look(batch, "batch_detail", "batch_approval")
    services.approve(batch_id=batch.pk, by=admin)
    batch.refresh_from_db()
    look(batch, "batch_detail", "batch_result", "batch_undo")
    with acting("tests"):
        Enrollment.objects.filter(pk__in=batch.rows.values("saved__enrollment")).update(
            status=Status.VERIFIED, verified_at=timezone.now(), verified_by=admin
        )
    page.goto(reverse("intake:batch_undo", args=[batch.pk]))
    page.get_by_text("belum bisa dibatalkan").wait_for()
    faults["undo in the way"] = faults_of(page)
    page.goto(reverse("intake:batch_list"))
    faults["list of lists"] = faults_of(page)
    assert {name: found for name, found in faults.items() if found} == {}


@SIZES
def test_every_kind_of_report_is_accessible_and_fits(
    size: dict[str, int], world: World, visit: SignIn
) -> None:
    one_of_each(make.enrollment(period=world.period, status=Status.REGISTERED))
    page = visit(world.staff[Role.ADMIN], size=size)
    page.goto(reverse("reporting:report_list"))
    faults = {"all kinds": faults_of(page)}
    for kind in CATALOGUE:
        page.goto(reverse("reporting:roster", args=[kind]))
        faults[kind] = faults_of(page)
    assert len(faults) >= 5
    assert {name: found for name, found in faults.items() if found} == {}
