"""Whether this process could serve: asked by load balancers, service managers and ``bin/up``."""

import shutil
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs import presence
from jobs.models import Job

FREE_BYTES = 1024**3
# Every worker looks after lost jobs several times a minute.
SWEEP_GRACE = timedelta(minutes=1)


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when every part is well and 503 otherwise; strangers learn nothing more."""
    parts = {
        "database": _database_is_current(),
        "disk": _disk_has_room(),
        "worker": _jobs_are_taken(),
    }
    status = HTTPStatus.OK if all(parts.values()) else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse(parts, status=status)


def _database_is_current() -> bool:
    """Tell whether the database answers and has every migration."""
    try:
        executor = MigrationExecutor(connection)
    except Error:
        return False
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _jobs_are_taken() -> bool:
    """Tell whether somebody does the jobs.

    Workers say that they are there even when idle, and leave no job stalled or waiting for long.
    """
    now = timezone.now()
    before_the_last_sweep = now - SWEEP_GRACE
    try:
        if presence.are_gone(now):
            return False
        stalled = Job.objects.stalled(before_the_last_sweep).exists()
        return not stalled and not Job.objects.forgotten(before_the_last_sweep).exists()
    except Error:
        return False


def _disk_has_room() -> bool:
    """Tell whether uploads fit; their folder may not have been made yet."""
    folder = settings.MEDIA_ROOT.absolute()
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    return shutil.disk_usage(existing).free > FREE_BYTES
