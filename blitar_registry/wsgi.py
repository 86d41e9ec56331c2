"""WSGI entry point: production unless the environment says otherwise."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connection

from common import triggers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blitar_registry.settings.production")


def refuse_without_triggers() -> None:
    """Stop a web process whose database would take writes without recording them."""
    triggers.require(connection)
    connection.close()


def set_up_printing() -> None:
    """Let nobody wait for what the first print of a process needs."""
    # Our rooms can only be entered once the application stands.
    from reporting.warming import warm_up

    warm_up()


application = get_wsgi_application()
refuse_without_triggers()
set_up_printing()
