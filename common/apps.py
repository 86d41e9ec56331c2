from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        from common import checks, lookups  # noqa: F401  registers checks and look-ups
        from common.patterns import answer_patterns

        connection_created.connect(answer_patterns, dispatch_uid="common.patterns")
