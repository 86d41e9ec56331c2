"""The kinds of long work on a list, each with a handler in ``job_handlers``."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Work(models.TextChoices):
    """What is being done with a list while its people wait."""

    READ = "intake.read", _("Sedang dibaca")
    REMAP = "intake.remap", _("Sedang dibaca ulang")
    CHECK = "intake.check", _("Sedang diperiksa ulang")
    SAVE = "intake.save", _("Sedang disimpan")
    UNDO = "intake.undo", _("Sedang dibatalkan")
