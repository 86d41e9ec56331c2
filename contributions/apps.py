from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from common import triggers


class ContributionsConfig(AppConfig):
    name = "contributions"
    verbose_name = _("Iuran")

    def ready(self) -> None:
        from contributions.triggers import bill_triggers

        triggers.declare(self, bill_triggers)
