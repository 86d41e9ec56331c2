"""Makes a database fit to serve: tables, shared cache, reference data, checks."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from accounts.models import User
from blitar_registry.demo.staff import ACCOUNTS, PASSWORD
from workers.models import Worker


class Command(BaseCommand):
    help = "Migrate, load reference data into an empty database, check; --demo adds people to it."
    requires_system_checks: list[str] = []  # run at the end, when the tables are there

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demo",
            action="store_true",
            help="Fill a registry without workers with the demo; list the accounts to try it.",
        )

    def handle(self, *, demo: bool, verbosity: int, **options: Any) -> None:
        keep_a_copy()
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
        call_command("load_reference", verbosity=verbosity)
        if demo and not Worker.objects.exists():
            call_command("demo", verbosity=verbosity)
        self.check(databases=["default"])
        if demo:
            self._list_accounts()

    def _list_accounts(self) -> None:
        """Write the demo accounts that still work: name, password and role between tabs."""
        users = User.objects.filter(is_active=True).in_bulk(field_name="username")
        for account in ACCOUNTS:
            user = users.get(account.username)
            if user and user.check_password(PASSWORD):
                self.stdout.write(f"{user.username}\t{PASSWORD}\t{account.role.label}")


def keep_a_copy() -> None:
    """Copy a SQLite registry to a file beside it before its tables change.

    A PostgreSQL server is backed up by its own means.
    """
    if connection.vendor != "sqlite":
        return
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not pending or not executor.loader.applied_migrations:
        return
    registry = Path(connection.settings_dict["NAME"])
    copy = registry.with_name(f"{registry.stem}-{timezone.now():%Y%m%dT%H%M%SZ}.sqlite3")
    copy.touch(mode=0o600)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
