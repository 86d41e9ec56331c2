"""Hands the jobs of dead workers on; every worker does the same by itself."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from jobs.reaper import sweep


class Command(BaseCommand):
    help = "Re-queue stalled jobs, give up after three attempts, delete old result files."

    def handle(self, *args: Any, **options: Any) -> None:
        swept = sweep(timezone.now())
        self.stdout.write(
            f"requeued {swept.requeued}, failed {swept.failed}, expired {swept.expired}"
        )
