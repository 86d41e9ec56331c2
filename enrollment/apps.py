from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from common import triggers


class EnrollmentConfig(AppConfig):
    name = "enrollment"
    verbose_name = _("Kepesertaan")

    def ready(self) -> None:
        from enrollment.decree_triggers import decree_triggers
        from enrollment.triggers import overlap_triggers

        triggers.declare(self, overlap_triggers)
        triggers.declare(self, decree_triggers)
        autodiscover_modules("panels")
