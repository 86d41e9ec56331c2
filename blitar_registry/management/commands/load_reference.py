"""Loads what every registry starts from: areas, occupations, limits, rates, letterhead, labels."""

from typing import Any

from django.apps import apps
from django.core.management import BaseCommand, CommandParser, call_command
from django.db import transaction
from django.utils.translation import gettext_noop

from audit.context import acting

# By the model whose rows tell that a set is there; a release may bring a set of its own.
FIXTURES = {
    "places": "places.Village",
    "occupations": "workers.OccupationCategory",
    "programme": "enrollment.EligibilityLimit",
    "letterhead": "reporting.Letterhead",
    "labels": "reporting.LabelSheet",
    "bpjs": "enrollment.ColumnPreset",
    "contributions": "contributions.Tariff",
}


class Command(BaseCommand):
    help = "Load the reference data that a database does not have; with --force, load all again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--force",
            action="store_true",
            help="Write the fixtures over what is there; rows added since stay.",
        )

    def handle(self, *, force: bool, verbosity: int, **options: Any) -> None:
        wanted = [
            name
            for name, label in FIXTURES.items()
            if force or not apps.get_model(label).objects.exists()
        ]
        if not wanted:
            if verbosity:
                self.stdout.write("Reference data is already there.")
            return
        with (
            transaction.atomic(),
            acting("load_reference", reason=gettext_noop("Data acuan awal")),
        ):
            call_command("loaddata", *wanted, verbosity=verbosity)
