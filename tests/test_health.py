"""The page that machines ask."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from blitar_registry import health
from jobs.models import Job, Presence
from jobs.presence import announce
from tests import make

pytestmark = pytest.mark.django_db


class TestHealthz:
    def test_a_working_registry_says_so_without_a_sign_in(self, client):
        response = client.get("/healthz")
        well = {"database": True, "disk": True, "worker": True}
        assert (response.status_code, response.json()) == (200, well)

    def test_a_missing_migration_is_told(self, client):
        newest = MigrationExecutor(connection).loader.graph.leaf_nodes("workers")[0]
        MigrationRecorder(connection).record_unapplied(*newest)
        response = client.get("/healthz")
        assert (response.status_code, response.json()["database"]) == (503, False)

    def test_a_database_that_cannot_answer_is_told(self, client):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE django_migrations RENAME COLUMN app TO elsewhere")
        response = client.get("/healthz")
        assert (response.status_code, response.json()["database"]) == (503, False)

    def test_a_full_disk_is_told(self, client, monkeypatch):
        monkeypatch.setattr(health, "FREE_BYTES", 2**80)
        response = client.get("/healthz")
        assert (response.status_code, response.json()["disk"]) == (503, False)

    @pytest.mark.parametrize(
        ("state", "minutes", "status"),
        [("queued", 1, 200), ("queued", 3, 503), ("running", 1, 200), ("running", 3, 503)],
    )
    def test_a_job_that_nobody_looks_after_is_told(self, client, state, minutes, status):
        Job.objects.create(
            kind="roster",
            title="Daftar peserta",
            requested_by=make.clerk(),
            state=state,
            heartbeat_at=timezone.now() - timedelta(minutes=minutes),
        )
        assert client.get("/healthz").status_code == status

    @pytest.mark.parametrize(("seconds", "status"), [(50, 200), (70, 503)])
    def test_workers_that_went_silent_are_told_though_no_job_waits(self, client, seconds, status):
        announce(timezone.now() - timedelta(seconds=seconds))
        assert client.get("/healthz").status_code == status

    def test_one_living_worker_is_enough(self, client):
        Presence.objects.create(name="gone:1", seen_at=timezone.now() - timedelta(hours=1))
        announce(timezone.now())
        assert client.get("/healthz").status_code == 200

    def test_it_is_only_for_reading(self, client):
        assert client.post("/healthz").status_code == 405
