"""The trail: every write with who and why, every look at personal data."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.audited import scoped_models, sees_everything


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def in_scope(self, user: Any) -> "AuditEventQuerySet":
        """Keep the events of rows that a member of staff may see.

        Who sees the whole city sees every event, of deleted rows too; others only those of rows
        whose own room says they are in scope.
        """
        if sees_everything(user):
            return self
        condition = Q(pk__in=[])
        for model in scoped_models():
            manager: Any = model._default_manager
            rows = manager.in_scope(user).order_by()
            keys = rows.annotate(key=Cast("pk", models.CharField(max_length=40))).values("key")
            condition |= Q(table=model._meta.db_table, row__in=keys)
        return self.filter(condition)


class AuditEvent(models.Model):
    """One row written in a registry table; made by database triggers alone."""

    class Kind(models.TextChoices):
        INSERT = "I", _("dibuat")
        UPDATE = "U", _("diubah")
        DELETE = "D", _("dihapus")

    at = models.DateTimeField(_("waktu"))
    actor = models.CharField(_("pelaku"), max_length=150)
    reason = models.CharField(_("alasan"), max_length=200, blank=True)
    source = models.CharField(_("asal"), max_length=100, blank=True)
    table = models.CharField(_("tabel"), max_length=63, db_column="table_name")
    row = models.CharField(_("baris"), max_length=40, db_column="row_id")
    kind = models.CharField(_("jenis"), max_length=1, choices=Kind)
    old = models.JSONField(_("sebelum"), null=True)
    new = models.JSONField(_("sesudah"), null=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("riwayat perubahan")
        verbose_name_plural = pgettext_lazy("jamak", "riwayat perubahan")
        indexes = [
            models.Index(fields=["table", "row", "-id"], name="audit_event_record"),
            models.Index(fields=["table", "-id"], name="audit_event_kind"),
            models.Index(fields=["actor", "-id"], name="audit_event_actor"),
            models.Index(fields=["at"], name="audit_event_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(actor=""), name="audit_event_has_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.table} {self.row}"


class AccessEventQuerySet(models.QuerySet["AccessEvent"]):
    def in_scope(self, user: Any) -> "AccessEventQuerySet":
        """Keep every look for those who see the whole city, their own looks for others."""
        if sees_everything(user):
            return self
        return self.filter(actor=user.get_username())


class AccessEvent(models.Model):
    """One look at, export or print of personal data, written before the data leaves."""

    class Kind(models.TextChoices):
        REVEAL = "reveal", _("NIK dilihat penuh")
        EXPORT = "export", _("diunduh")
        PRINT = "print", _("dicetak")

    at = models.DateTimeField(_("waktu"), auto_now_add=True)
    actor = models.CharField(_("pelaku"), max_length=150)
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind)
    subject = models.CharField(_("objek"), max_length=100)
    purpose = models.CharField(_("keperluan"), max_length=200, blank=True)
    filters = models.JSONField(_("saringan"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    rows = models.PositiveIntegerField(_("jumlah baris"), default=1)
    sha256 = models.CharField(_("sidik isi"), max_length=64, blank=True)

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("catatan akses")
        verbose_name_plural = pgettext_lazy("jamak", "catatan akses")
        indexes = [
            models.Index(fields=["subject", "-id"], name="audit_access_subject"),
            models.Index(fields=["actor", "-id"], name="audit_access_actor"),
            models.Index(fields=["at"], name="audit_access_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(actor=""), name="audit_access_has_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject}"
