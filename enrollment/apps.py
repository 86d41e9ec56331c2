from django.apps import AppConfig

from common import triggers


class EnrollmentConfig(AppConfig):
    name = "enrollment"

    def ready(self) -> None:
        from enrollment.triggers import overlap_triggers

        triggers.declare(self, overlap_triggers)
