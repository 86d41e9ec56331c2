"""A small registry with one row of each kind, and an address for every URL name."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, Scope, User
from audit.context import acting
from ceremonies.invitations import token_of
from ceremonies.models import Ceremony, Recipient
from contributions.models import Bill
from enrollment.models import Decree, Enrollment, EnrollmentPeriod, Submission
from enrollment.transitions import Status
from intake.models import ImportBatch, StagedRow
from intake.services.staging import stage_file
from jobs.models import Job
from reporting.models import RosterIssue, SignedSheet
from tests import make

# One person whose NIK is missing, so that the batch waits with a row to mend.
LIST = "NO;NIK;NAMA;TGL LAHIR;L/P;RT;RW;PEKERJAAN\n1;;Parti;17-08-1975;P;1;2;becak\n"


@dataclass
class World:
    """People and rows of kelurahan Tlumpu, and staff who may or may not see them."""

    period: EnrollmentPeriod
    enrollment: Enrollment
    batch: ImportBatch
    row: StagedRow
    job: Job
    bill: Bill
    submission: Submission
    decree: Decree
    ceremony: Ceremony
    recipient: Recipient
    issue: RosterIssue
    sheet: SignedSheet
    staff: dict[Role, User]
    neighbour: User
    department: User

    def address(self, name: str) -> str:
        """Give the address of a URL name, filled with the rows of this world."""
        values: dict[str, dict[str, Any]] = {
            "enrollment:worker_detail": {"pk": self.enrollment.worker_id},
            "enrollment:worker_edit": {"pk": self.enrollment.worker_id},
            "enrollment:worker_reveal": {"pk": self.enrollment.worker_id},
            "enrollment:propose": {"pk": self.enrollment.worker_id},
            "enrollment:report_death": {"pk": self.enrollment.worker_id},
            "enrollment:act": {"pk": self.enrollment.pk},
            "enrollment:step_many": {"step": "verify"},
            "enrollment:end": {"pk": self.enrollment.pk},
            "enrollment:reopen": {"pk": self.enrollment.pk},
            "enrollment:replace": {"pk": self.enrollment.pk},
            "enrollment:field_check": {"pk": self.enrollment.pk},
            "ceremonies:recipient_swap": {"pk": self.recipient.pk},
            "ceremonies:arrive": {"pk": self.recipient.pk},
            "ceremonies:arrive_undo": {"pk": self.recipient.pk},
            "ceremonies:door": {"pk": self.ceremony.pk},
            "ceremonies:invitation": {"token": token_of(self.recipient)},
            "enrollment:draft_save": {"form": "tambah-pekerja"},
            "enrollment:period_edit": {"pk": self.period.pk},
            "enrollment:quota_edit": {"pk": self.period.pk},
            "workers:category_edit": {"pk": self.enrollment.worker.occupation_id},
            "reporting:issue_check": {"code": self.issue.code},
            "reporting:issue_revoke": {"pk": self.issue.pk},
            "reporting:slip": {"pk": self.enrollment.worker_id},
            "reporting:roster": {"kind": "participants-by-village"},
            "reporting:roster_file": {"kind": "participants-by-village"},
            "audit:record_trail": {"table": "workers_worker", "row": self.enrollment.worker_id},
            "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
        }
        if name in values:
            return reverse(name, kwargs=values[name])
        if name.startswith("enrollment:submission_") and name not in {
            "enrollment:submission_list",
            "enrollment:submission_add",
        }:
            return reverse(name, kwargs={"pk": self.submission.pk})
        if name.startswith("enrollment:decree_") and name not in {
            "enrollment:decree_list",
            "enrollment:decree_draft",
        }:
            return reverse(name, kwargs={"pk": self.decree.pk})
        if name.startswith("intake:batch_row"):
            return reverse(name, kwargs={"pk": self.batch.pk, "row": self.row.pk})
        if name.startswith("intake:batch_") and name not in {
            "intake:batch_list",
            "intake:batch_upload",
        }:
            return reverse(name, kwargs={"pk": self.batch.pk})
        if name.startswith("contributions:bill_") and name not in {
            "contributions:bill_list",
            "contributions:bill_draft",
        }:
            return reverse(name, kwargs={"pk": self.bill.pk})
        if name.startswith("packs:"):
            return reverse(name, kwargs={"pk": self.ceremony.pk})
        if name.startswith("ceremonies:ceremony_") and name not in {
            "ceremonies:ceremony_list",
            "ceremonies:ceremony_add",
        }:
            return reverse(name, kwargs={"pk": self.ceremony.pk})
        if name.startswith("reporting:sheet_") and name != "reporting:sheet_list":
            return reverse(name, kwargs={"pk": self.sheet.pk})
        if name.startswith("reporting:sheet"):
            return reverse(name, kwargs={"pk": self.issue.pk})
        if name.startswith("jobs:job_") and name != "jobs:job_list":
            return reverse(name, kwargs={"pk": self.job.pk})
        if name.startswith("accounts:user_") and name not in {
            "accounts:user_list",
            "accounts:user_invite",
        }:
            return reverse(name, kwargs={"pk": self.neighbour.pk})
        return reverse(name)


def build(today: date) -> World:
    """Make the world around a day; call it inside a test with the database."""
    tlumpu = make.village("Tlumpu")
    staff = {
        role: make.user(role, villages=[tlumpu] if role == Role.CLERK else []) for role in Role
    }
    period = make.period(
        code="kini", starts_on=date(today.year, 1, 1), ends_on=date(today.year, 12, 31)
    )
    worker = make.worker(village=tlumpu, occupation=make.occupation("mosque_caretaker"))
    enrollment = make.enrollment(
        worker=worker, period=period, proposed_by=staff[Role.CLERK], starts_on=period.starts_on
    )
    department = make.clerk(villages=[], scope=Scope.OCCUPATION)
    with acting("tests"):
        make.occupation("parking_attendant").staff.add(department)
    batch, _is_new = stage_file(
        file=ContentFile(LIST.encode()),
        file_name="daftar.csv",
        period=period,
        village=tlumpu,
        by=staff[Role.CLERK],
        on=today,
    )
    job = Job.objects.create(
        kind="roster-file",
        title="Daftar",
        requested_by=staff[Role.CLERK],
        state=Job.State.DONE,
        result=ContentFile(b"%PDF-1.7", name="daftar.pdf"),
        result_name="daftar.pdf",
        finished_at=timezone.now(),
        expires_at=timezone.now() + timedelta(hours=1),
    )
    ceremony = make.ceremony(period, held_on=today)
    issue = make.roster_issue(issued_by=staff[Role.CLERK], filter={"periode": period.code})
    small = ContentFile(b"\xff\xd8\xff\xe0", name="kecil.jpg")
    return World(
        period=period,
        enrollment=enrollment,
        batch=batch,
        row=batch.rows.get(row=2),
        job=job,
        bill=make.bill(period, month=period.starts_on, made_by=staff[Role.ADMIN]),
        submission=make.submission(enrollment),
        decree=make.decree(
            make.enrollment(period=period, status=Status.VERIFIED), by=staff[Role.ADMIN]
        ),
        ceremony=ceremony,
        recipient=make.recipient(
            ceremony, make.enrollment(period=period, status=Status.REGISTERED)
        ),
        issue=issue,
        sheet=make.signed_sheet(issue, filed_by=staff[Role.CLERK], thumbnail=small),
        staff=staff,
        neighbour=make.clerk(villages=[make.village("Kauman")]),
        department=department,
    )
