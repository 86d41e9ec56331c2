"""Mayor's decrees: who was named, frozen as it was signed, and what amended it."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.scope import scope_q
from common.loading import LoadedQuickly
from enrollment.models.enrollments import Enrollment
from enrollment.models.programme import EnrollmentPeriod
from places.models import Signatory
from workers.models import Sex
from workers.nik import mask


class Decree(models.Model):
    """A decree on the participants of a period, or a numbered amendment of one."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Rancangan")
        SIGNED = "signed", _("Ditandatangani")

    period = models.ForeignKey(
        EnrollmentPeriod, models.PROTECT, verbose_name=_("periode"), related_name="decrees"
    )
    amends = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("mengubah"),
        null=True,
        blank=True,
        related_name="amendments",
    )
    # 0 for a decree, 1 and up for its amendments in the order of their making.
    sequence = models.PositiveSmallIntegerField(_("perubahan ke"), default=0, editable=False)
    title = models.CharField(_("tentang"), max_length=250)
    state = models.CharField(
        _("keadaan"), max_length=6, choices=State, default=State.DRAFT, editable=False
    )
    number = models.CharField(_("nomor"), max_length=60, blank=True)
    signed_on = models.DateField(_("tanggal"), null=True, blank=True)
    # The signatory of that day, and how the block read when it was signed.
    signatory = models.ForeignKey(
        Signatory,
        models.PROTECT,
        verbose_name=_("penanda tangan"),
        null=True,
        blank=True,
        related_name="+",
    )
    signed_block = models.JSONField(default=dict, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    made_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("dibuat oleh"), related_name="+"
    )
    recorded_at = models.DateTimeField(_("ditetapkan pada"), null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("ditetapkan oleh"),
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["-signed_on", "-id"]
        verbose_name = _("surat keputusan")
        verbose_name_plural = pgettext_lazy("jamak", "surat keputusan")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(state="draft", number="", signed_on__isnull=True, sha256="")
                    & Q(signatory__isnull=True, recorded_at__isnull=True)
                )
                | (
                    Q(state="signed", signed_on__isnull=False, signatory__isnull=False)
                    & Q(recorded_at__isnull=False, recorded_by__isnull=False)
                    & ~Q(number="")
                    & ~Q(sha256="")
                ),
                name="enrollment_decree_signed_in_full",
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="enrollment_decree_number_once",
                violation_error_message=_("Nomor SK ini sudah dipakai."),
            ),
            models.UniqueConstraint(
                fields=["amends", "sequence"], name="enrollment_amendment_number_once"
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=True, sequence=0)
                | Q(amends__isnull=False, sequence__gt=0),
                name="enrollment_amendments_are_numbered",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.title} ({self.get_state_display()})"

    @property
    def is_signed(self) -> bool:
        return self.state == self.State.SIGNED


class DecreeLineQuerySet(models.QuerySet["DecreeLine"]):
    def in_scope(self, user) -> "DecreeLineQuerySet":
        """Keep the lines about people that a member of staff may see."""
        return self.filter(
            scope_q(
                user,
                village="enrollment__worker__village",
                category="enrollment__worker__occupation",
            )
        )

    def with_sight_of_replaced(self, user) -> "DecreeLineQuerySet":
        """Say as ``sees_replaced`` whether who is replaced is in a user's scope, too."""
        seen = Enrollment.objects.in_scope(user).filter(pk=OuterRef("replaced")).order_by()
        return self.annotate(sees_replaced=Exists(seen))


class DecreeLine(LoadedQuickly):
    """One line of an annex; a copy of the person's data that no later change touches.

    ``change`` says what the line does to the list: adds somebody, removes somebody whose cover
    ended, or names the one who takes over the place of ``replaced``.
    """

    class Change(models.TextChoices):
        ADDED = "added", _("Ditambahkan")
        REMOVED = "removed", _("Dihapus")
        REPLACED = "replaced", _("Diganti")

    decree = models.ForeignKey(Decree, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField(_("nomor urut"))
    change = models.CharField(_("perubahan"), max_length=8, choices=Change, default=Change.ADDED)
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="decree_lines")
    replaced = models.ForeignKey(
        Enrollment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    full_name = models.CharField(_("nama lengkap"), max_length=150)
    nik = models.CharField(_("NIK"), max_length=16)
    birth_place = models.CharField(_("tempat lahir"), max_length=60, blank=True)
    birth_date = models.DateField(_("tanggal lahir"))
    sex = models.CharField(_("jenis kelamin"), max_length=1, choices=Sex)
    address = models.CharField(_("alamat"), max_length=200, blank=True)
    rt = models.CharField(_("RT"), max_length=3, blank=True)
    rw = models.CharField(_("RW"), max_length=3, blank=True)
    village_code = models.CharField(max_length=10)
    village_name = models.CharField(_("kelurahan"), max_length=60)
    district_name = models.CharField(_("kecamatan"), max_length=60)
    occupation_name = models.CharField(_("kategori pekerjaan"), max_length=80)
    starts_on = models.DateField(_("mulai perlindungan"))
    ends_on = models.DateField(_("berakhir pada"))
    end_reason = models.CharField(_("alasan berakhir"), max_length=60, blank=True)
    replaced_name = models.CharField(_("menggantikan"), max_length=150, blank=True)
    replaced_nik = models.CharField(max_length=16, blank=True)

    objects = DecreeLineQuerySet.as_manager()

    class Meta:
        ordering = ["decree", "position"]
        verbose_name = _("baris lampiran SK")
        verbose_name_plural = pgettext_lazy("jamak", "baris lampiran SK")
        constraints = [
            models.UniqueConstraint(
                fields=["decree", "enrollment"], name="enrollment_once_per_decree"
            ),
            models.UniqueConstraint(
                fields=["decree", "position"], name="enrollment_decree_position_once"
            ),
            models.CheckConstraint(
                condition=Q(change="replaced", replaced__isnull=False)
                | (~Q(change="replaced") & Q(replaced__isnull=True)),
                name="enrollment_decree_replaced_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.full_name}"

    @property
    def masked_nik(self) -> str:
        return mask(self.nik)
