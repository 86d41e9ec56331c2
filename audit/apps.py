from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _

from common import triggers


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("Riwayat")

    def ready(self) -> None:
        from audit.context import prepare_connection
        from audit.triggers import audit_triggers

        connection_created.connect(prepare_connection, dispatch_uid="audit.context")
        triggers.declare(self, audit_triggers)
