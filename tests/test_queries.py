"""Lists cost the same number of queries with 3 rows and with 30, whoever wrote the page."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from audit.context import acting
from audit.models import AccessEvent
from common.dates import today
from enrollment.models import FundingSource
from enrollment.services.decrees import add_people
from enrollment.transitions import Status
from intake.models import ImportBatch
from jobs.models import Job
from places.models import Signatory
from tests import make
from tests.policy import POLICY
from tests.world import World, build
from workers.models import OccupationCategory

pytestmark = pytest.mark.django_db

LISTS = [
    "accounts:user_list",
    "audit:access_list",
    "audit:record_trail",
    "audit:trail_list",
    "ceremonies:card_list",
    "ceremonies:ceremony_detail",
    "ceremonies:ceremony_list",
    "ceremonies:door",
    "contributions:bill_list",
    "contributions:budget",
    "contributions:check",
    "contributions:month_grid",
    "contributions:renewal",
    "contributions:watch_list",
    "dashboard:home",
    "enrollment:decree_detail",
    "enrollment:decree_draft",
    "enrollment:decree_list",
    "enrollment:decree_sign",
    "enrollment:period_list",
    "enrollment:queue",
    "enrollment:renewal_answers",
    "enrollment:submission_list",
    "enrollment:unsent_list",
    "enrollment:quota_grid",
    "enrollment:waiting_list",
    "enrollment:worker_list",
    "enrollment:year",
    "intake:batch_list",
    "jobs:job_list",
    "reporting:issue_list",
    "reporting:sheet_list",
    "reporting:report_list",
    "reporting:roster",
    "workers:category_list",
]
# Lists of the Django admin over tables that grow with the work.
ADMIN_LISTS = [
    "admin:accounts_user_changelist",
    "admin:enrollment_enrollment_changelist",
    "admin:enrollment_enrollmentperiod_changelist",
    "admin:places_signatory_changelist",
    "admin:workers_occupationcategory_changelist",
    "admin:workers_worker_changelist",
]

STATUSES = (Status.PROPOSED, Status.RETURNED, Status.REGISTERED, Status.WAITLISTED)


@pytest.fixture
def world(db: None) -> World:
    return build(today())


def add_rows(world: World, number: int, *, start: int) -> None:
    """Make so many more rows of every kind, none of them hidden from the admin role."""
    admin = world.staff[Role.ADMIN]
    for count in range(start, start + number):
        worker = make.worker(full_name=f"Siti Aminah {count}")
        make.enrollment(
            worker=worker,
            period=world.period,
            status=STATUSES[count % len(STATUSES)],
        )
        verified = [
            make.enrollment(period=world.period, status=Status.VERIFIED) for _number in range(3)
        ]
        make.decree(verified[0], title=f"SK {count}", by=admin)
        add_people(decree_id=world.decree.pk, enrollment_ids=[verified[1].pk], by=admin)
        make.period(starts_on=date(1990 + count, 1, 1), ends_on=date(1990 + count, 12, 31))
        make.recipient(
            world.ceremony,
            make.enrollment(period=world.period, status=Status.REGISTERED),
            position=count + 2,
        )
        make.ceremony(world.period, made_by=admin)
        AccessEvent.objects.create(
            actor=admin.username, kind="reveal", subject=f"workers_worker:{worker.pk}"
        )
        Job.objects.create(kind="roster-file", title="Daftar", requested_by=admin)
        make.roster_issue(issued_by=admin)
        make.signed_sheet(world.issue, page=count + 2, filed_by=admin)
        with acting("tests"):
            OccupationCategory.objects.create(slug=f"kerja-{count}", name=f"Pekerjaan {count}")
            FundingSource.objects.create(code=f"dana-{count}", name=f"Dana {count}")
            Signatory.objects.create(
                position="Kepala", name=f"Nama {count}", valid_from=date(1990 + count, 1, 1)
            )
            ImportBatch.objects.create(
                file=ContentFile(b"NIK", name="daftar.csv"),
                file_name="daftar.csv",
                size=3,
                sha256=f"{count:064}",
                period=world.period,
                uploaded_by=admin,
            )


def count_queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_no_list_asks_more_for_more_rows(world: World) -> None:
    addresses = {name: world.address(name) for name in LISTS}
    addresses |= {name: reverse(name) for name in ADMIN_LISTS}
    client = Client()
    client.force_login(world.staff[Role.ADMIN])
    add_rows(world, len(STATUSES), start=0)
    for address in addresses.values():
        client.get(address)  # what is loaded once for the process
    few = {name: count_queries(client, address) for name, address in addresses.items()}
    add_rows(world, 27, start=len(STATUSES))
    many = {name: count_queries(client, address) for name, address in addresses.items()}
    assert many == few


def test_every_list_is_counted() -> None:
    lists = {name for name in POLICY if name.endswith("_list")}
    assert lists <= set(LISTS)
