"""One step of the killed-worker drill, run as a process of its own: ``drill.py STEP``."""

import json
import os
import sys
from datetime import timedelta

import django
import environ
from django.conf import settings
from django.core.management import call_command

environ.Env.ENVIRON["TEST_DATABASE_URL"] = os.environ["DRILL_DATABASE_URL"]
os.environ["DJANGO_SETTINGS_MODULE"] = "blitar_registry.settings.tests"
settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
settings.MEDIA_ROOT = os.environ["DRILL_MEDIA_ROOT"]
django.setup()

from django.utils import timezone  # noqa: E402  needs the settings above
from django_tasks_db.models import DBTaskResult  # noqa: E402

from accounts.models import User  # noqa: E402
from jobs.models import Job  # noqa: E402
from jobs.services import cancel_job, enqueue  # noqa: E402
from tests import make  # noqa: E402
from tests.jobs import handlers  # noqa: E402, F401  registers the kinds of work


def prepare() -> None:
    call_command("migrate", verbosity=0)
    make.official(username="peminta")


def ask(gate: str) -> None:
    by = User.objects.get()
    enqueue(kind="tests-wait", title="Menunggu", parameters={"gate": gate}, by=by)


def work(*options: str) -> None:
    call_command("work", "--no-startup-delay", "--interval=0.1", *options)


def let_time_pass() -> None:
    """Make the last sign of life two minutes old instead of waiting."""
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=2))


def cancel() -> None:
    cancel_job(job_id=Job.objects.get().pk, by=User.objects.get())


def show() -> None:
    job = Job.objects.get()
    files = [name for _top, _dirs, names in os.walk(settings.MEDIA_ROOT) for name in names]
    facts = {
        "state": job.state,
        "attempts": job.attempts,
        "done": job.done,
        "message": job.message,
        "files": sorted(files),
        "result": job.result.read().decode() if job.result else "",
        "tasks": DBTaskResult.objects.count(),
    }
    print(json.dumps(facts))


STEPS = {step.__name__: step for step in (prepare, ask, work, let_time_pass, cancel, show)}

if __name__ == "__main__":
    STEPS[sys.argv[1]](*sys.argv[2:])
