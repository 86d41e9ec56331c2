"""Staff: who they are, their role, and whose people they may see."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from places.models import Village


class Role(models.TextChoices):
    """The five roles; what each may do is in ``accounts.roles``."""

    CLERK = "clerk", _("Petugas")
    CHECKER = "checker", _("Verifikator")
    ADMIN = "admin", _("Admin program")
    OFFICIAL = "official", _("Pimpinan / Protokol")
    AUDITOR = "auditor", _("Pemeriksa")


class Scope(models.TextChoices):
    """Which people a member of staff may see."""

    CITY = "city", _("Seluruh kota")
    VILLAGE = "village", _("Kelurahan tertentu")
    OCCUPATION = "occupation", _("Kategori pekerjaan tertentu")


class Agency(models.Model):
    """A city office (perangkat daerah) that proposes workers or owns a period."""

    code = models.SlugField(_("kode"), unique=True)
    name = models.CharField(_("nama"), max_length=150)
    short_name = models.CharField(_("nama singkat"), max_length=60)

    class Meta:
        ordering = ["short_name"]
        verbose_name = _("perangkat daerah")
        verbose_name_plural = pgettext_lazy("jamak", "perangkat daerah")

    def __str__(self) -> str:
        return self.short_name


class User(AbstractUser):
    """A member of staff with one role and one row scope."""

    # Indonesian names do not split into a first and a last one.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("nama lengkap"), max_length=150)
    role = models.CharField(_("peran"), max_length=10, choices=Role, default=Role.CLERK)
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        verbose_name=_("perangkat daerah"),
        null=True,
        blank=True,
    )
    scope = models.CharField(_("cakupan"), max_length=10, choices=Scope, default=Scope.VILLAGE)
    villages = models.ManyToManyField(
        Village, verbose_name=_("kelurahan"), blank=True, related_name="+"
    )
    language = models.CharField(
        _("bahasa"), max_length=2, choices=settings.LANGUAGES, default="id"
    )
    expires_on = models.DateField(_("berlaku sampai"), null=True, blank=True)

    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        ordering = ["full_name"]
        verbose_name = _("pengguna")
        verbose_name_plural = pgettext_lazy("jamak", "pengguna")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role=Role.CLERK) | models.Q(scope=Scope.CITY),
                name="accounts_only_clerks_are_narrowed",
                violation_error_message=_("Hanya petugas yang cakupannya dibatasi."),
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.AUDITOR) | models.Q(expires_on__isnull=False),
                name="accounts_auditor_expires",
                violation_error_message=_("Akun pemeriksa harus punya tanggal berakhir."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]

    @property
    def initials(self) -> str:
        """Up to two letters for the round picture in the frame."""
        return "".join(word[0] for word in self.full_name.split()[:2]).upper()

    def has_expired(self, on: date) -> bool:
        return self.expires_on is not None and self.expires_on < on


class FormDraft(models.Model):
    """What somebody has typed into a long form and not yet saved."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("pengguna"), related_name="+")
    form = models.SlugField(_("formulir"))
    data = models.JSONField(_("isian"), default=dict)
    saved_at = models.DateTimeField(_("disimpan pada"), auto_now=True)

    class Meta:
        verbose_name = _("isian sementara")
        verbose_name_plural = pgettext_lazy("jamak", "isian sementara")
        constraints = [
            models.UniqueConstraint(fields=["user", "form"], name="accounts_one_draft_per_form")
        ]

    def __str__(self) -> str:
        return self.form
