"""Fills an empty registry with a living programme of people who do not exist."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.utils.translation import gettext as _

from blitar_registry.demo.build import build
from blitar_registry.demo.staff import ACCOUNTS, PASSWORD
from common.dates import today
from places.models import Village
from workers.models import Worker


class Command(BaseCommand):
    help = "Fill an empty registry with synthetic people, periods and one account per role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--workers",
            type=int,
            default=2000,
            metavar="N",
            help="People of the finished year; about a tenth more join this year. Default 2000.",
        )
        parser.add_argument(
            "--seed", type=int, default=2025, help="The same seed makes the same people."
        )

    def handle(self, *, workers: int, seed: int, verbosity: int, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError(_("Data contoh tidak boleh dibuat di sistem yang dipakai bekerja."))
        if workers < 1:
            raise CommandError(_("Jumlah pekerja paling sedikit 1."))
        if not Village.objects.exists():
            call_command("load_reference", verbosity=0)
        if Worker.objects.exists():
            raise CommandError(
                _("Registri ini sudah berisi pekerja. Data contoh hanya untuk registri kosong.")
            )
        made = build(workers=workers, seed=seed, on=today(), progress=self._show_progress)
        if verbosity:
            self.stdout.write(_("%(count)d orang contoh tersimpan.") % {"count": made})
            self.stdout.write(_("Akun contoh, semuanya dengan kata sandi: %s") % PASSWORD)
            for account in ACCOUNTS:
                self.stdout.write(f"  {account.username:<12} {account.role.label}")

    def _show_progress(self, done: int, total: int) -> None:
        """Count on one line of a terminal; a log file gets nothing."""
        if self.stderr.isatty():
            end = "\n" if done == total else ""
            self.stderr.write(f"\r{done} / {total}", ending=end)
