"""Empties the tables after a transactional test; a registry in use refuses to be emptied."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connections

from common import triggers


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        # They come back with the post_migrate signal that flushing ends with.
        triggers.remove(connections[options["database"]])
        super().handle(**options)
        call_command("load_reference", verbosity=0)
