"""Makes a database fit to serve: tables, shared cache, reference data, checks."""

from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command

from workers.models import Worker


class Command(BaseCommand):
    help = "Migrate, load reference data into an empty database, check; --demo fills it as well."
    requires_system_checks: list[str] = []  # run at the end, when the tables are there

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demo",
            action="store_true",
            help="Fill a registry without workers with the demo programme.",
        )

    def handle(self, *, demo: bool, verbosity: int, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
        call_command("load_reference", verbosity=verbosity)
        if demo and not Worker.objects.exists():
            call_command("demo", verbosity=verbosity)
        call_command("check", databases=["default"])
