"""Loads what every registry starts from: areas, occupation categories, the programme's limits."""

from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command
from django.db import transaction
from django.utils.translation import gettext_noop

from audit.context import acting
from places.models import Village

FIXTURES = ("places", "occupations", "programme", "letterhead")


class Command(BaseCommand):
    help = "Load reference data into a database that has none; with --force, load it again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--force",
            action="store_true",
            help="Write the fixtures over what is there; rows added since stay.",
        )

    def handle(self, *, force: bool, verbosity: int, **options: Any) -> None:
        if Village.objects.exists() and not force:
            if verbosity:
                self.stdout.write("Reference data is already there.")
            return
        with (
            transaction.atomic(),
            acting("load_reference", reason=gettext_noop("Data acuan awal")),
        ):
            call_command("loaddata", *FIXTURES, verbosity=verbosity)
