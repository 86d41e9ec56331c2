"""The money of each month: bills with their lines, and the ceiling of a period."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.scope import scope_q
from common.loading import LoadedQuickly
from enrollment.models import Enrollment, EnrollmentPeriod
from workers.models import Worker
from workers.nik import mask


class Bill(models.Model):
    """What one period owes for one month of cover; later additions are a bill of their own."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Rancangan")
        BILLED = "billed", _("Ditagih")
        PAID = "paid", _("Dibayar")

    period = models.ForeignKey(
        EnrollmentPeriod, models.PROTECT, verbose_name=_("periode"), related_name="bills"
    )
    month = models.DateField(_("bulan iuran"), help_text=_("Tanggal satu bulan itu."))
    # 1 for the bill of the month, 2 and up for who was missing on it.
    sequence = models.PositiveSmallIntegerField(_("tagihan ke"), default=1, editable=False)
    state = models.CharField(
        _("keadaan"), max_length=6, choices=State, default=State.DRAFT, editable=False
    )
    billing_code = models.CharField(_("kode iuran"), max_length=40, blank=True)
    billed_on = models.DateField(_("ditagih pada"), null=True, blank=True)
    paid_on = models.DateField(_("dibayar pada"), null=True, blank=True)
    payment_document = models.CharField(
        _("bukti bayar"), max_length=80, blank=True, help_text=_("Nomor SP2D atau bukti setor.")
    )
    made_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("dibuat oleh"), related_name="+"
    )

    class Meta:
        ordering = ["-month", "period", "sequence"]
        verbose_name = _("tagihan")
        verbose_name_plural = pgettext_lazy("jamak", "tagihan")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "month", "sequence"], name="contributions_bill_once"
            ),
            models.CheckConstraint(
                condition=Q(month__day=1), name="contributions_bill_month_is_a_first"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", billing_code="", billed_on__isnull=True)
                | (~Q(state="draft") & ~Q(billing_code="") & Q(billed_on__isnull=False)),
                name="contributions_billed_in_full",
            ),
            models.CheckConstraint(
                condition=(~Q(state="paid") & Q(payment_document="", paid_on__isnull=True))
                | (Q(state="paid", paid_on__isnull=False) & ~Q(payment_document="")),
                name="contributions_paid_in_full",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} · {self.month:%m/%Y}"


class BillLineQuerySet(models.QuerySet["BillLine"]):
    def in_scope(self, user) -> "BillLineQuerySet":
        """Keep the lines of people that a member of staff may see."""
        return self.filter(scope_q(user, village="worker__village", category="worker__occupation"))


class BillLine(LoadedQuickly):
    """One person's month on a bill, with name and amounts as they were; whole rupiah.

    Nobody's month stands on two bills, in whatever period.
    """

    bill = models.ForeignKey(Bill, models.CASCADE, related_name="lines")
    enrollment = models.ForeignKey(
        Enrollment, models.PROTECT, verbose_name=_("kepesertaan"), related_name="bill_lines"
    )
    worker = models.ForeignKey(
        Worker, models.PROTECT, verbose_name=_("pekerja"), related_name="bill_lines"
    )
    month = models.DateField(_("bulan iuran"))
    jkk = models.PositiveIntegerField(_("iuran JKK"))
    jkm = models.PositiveIntegerField(_("iuran JKM"))
    full_name = models.CharField(_("nama lengkap"), max_length=150)
    nik = models.CharField(_("NIK"), max_length=16)
    member_number = models.CharField(_("nomor peserta (KPJ)"), max_length=11)
    village_name = models.CharField(_("kelurahan"), max_length=60)
    occupation_name = models.CharField(_("kategori pekerjaan"), max_length=80)

    objects = BillLineQuerySet.as_manager()

    class Meta:
        ordering = ["bill", "village_name", "full_name", "pk"]
        verbose_name = _("baris tagihan")
        verbose_name_plural = pgettext_lazy("jamak", "baris tagihan")
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "month"],
                name="contributions_one_bill_per_month",
                violation_error_message=_("Bulan ini sudah ditagih untuk orang ini."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1), name="contributions_line_month_is_a_first"
            ),
        ]
        indexes = [models.Index(fields=["enrollment", "month"], name="contributions_by_cover")]

    def __str__(self) -> str:
        return f"{self.full_name} · {self.month:%m/%Y}"

    @property
    def masked_nik(self) -> str:
        return mask(self.nik)

    @property
    def amount(self) -> int:
        return self.jkk + self.jkm


class BudgetCeiling(models.Model):
    """How much a period may spend, from the day a budget document says so; whole rupiah."""

    period = models.ForeignKey(
        EnrollmentPeriod, models.PROTECT, verbose_name=_("periode"), related_name="ceilings"
    )
    amount = models.PositiveBigIntegerField(_("pagu anggaran"), help_text=_("Rupiah utuh."))
    decided_on = models.DateField(_("ditetapkan pada"))
    document = models.CharField(
        _("dokumen"), max_length=120, help_text=_("Misalnya DPA atau DPPA beserta nomornya.")
    )
    note = models.CharField(_("catatan"), max_length=200, blank=True)

    class Meta:
        ordering = ["period", "-decided_on"]
        verbose_name = _("pagu anggaran")
        verbose_name_plural = pgettext_lazy("jamak", "pagu anggaran")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "decided_on"], name="contributions_one_ceiling_per_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.period} · {self.amount}"
