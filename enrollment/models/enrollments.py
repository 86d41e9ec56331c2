"""Each worker's place in a period."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Agency
from accounts.scope import scope_q
from common.constraints import both_or_neither, filled_index
from common.loading import LoadedQuickly
from enrollment.ceilings import Spot
from enrollment.models.programme import EnrollmentPeriod
from enrollment.transitions import ENDABLE, HOLDERS, LIVE, EndReason, ReturnReason, Status
from places.models import Village
from workers.models import OccupationCategory, Worker

# Whoever died before the first day was never covered, although the row ends on that day.
BEGUN = Q(worker__died_on__isnull=True) | Q(worker__died_on__gte=F("starts_on"))


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    def in_scope(self, user) -> "EnrollmentQuerySet":
        """Keep the enrollments of people that a member of staff may see."""
        return self.filter(scope_q(user, village="worker__village", category="worker__occupation"))

    def live(self) -> "EnrollmentQuerySet":
        """Keep the enrollments that hold a place, wanted or given."""
        return self.filter(status__in=LIVE)

    def locked(self, *related: str) -> list["Enrollment"]:
        """Lock the rows in the order of ids, then read them with what stands beside them.

        Joined to the locking statement, a row of another table may be older than the lock that
        was waited for.

        Takes   related: as for ``select_related``; period and worker when none are named.
        Costs   two statements.
        """
        # Lines about a person may be written meanwhile: they only need the row to stay.
        locking = self.only("pk").select_for_update(of=("self",), no_key=True)
        keys = [row.pk for row in locking.order_by("pk")]
        rows = Enrollment.objects.filter(pk__in=keys).order_by("pk")
        return list(rows.select_related(*(related or ("period", "worker"))))

    def get_locked(self, pk: int) -> "Enrollment":
        """Give one row, locked, with its period and worker.

        Raises  Enrollment.DoesNotExist when it is not among these rows.
        """
        for row in self.filter(pk=pk).locked():
            return row
        raise self.model.DoesNotExist


class Enrollment(LoadedQuickly):
    """One worker's place in one period. People set the status; time never does.

    Its days run from ``starts_on`` to ``ended_on`` or else the period's last day, both included;
    a trigger on both databases keeps the days of one worker's live enrollments apart.
    """

    worker = models.ForeignKey(
        Worker,
        models.PROTECT,
        verbose_name=_("pekerja"),
        related_name="enrollments",
        db_index=False,  # the index by person, period and status serves it
    )
    period = models.ForeignKey(
        EnrollmentPeriod,
        models.PROTECT,
        verbose_name=_("periode"),
        related_name="enrollments",
        db_index=False,  # the index by period and status serves it
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.PROPOSED,
        editable=False,
    )
    starts_on = models.DateField(_("mulai perlindungan"))
    ended_on = models.DateField(_("berakhir pada"), null=True, blank=True)
    end_reason = models.CharField(
        _("alasan berakhir"), max_length=16, choices=EndReason, blank=True
    )
    # The day on which the office heard of the end, which may be months after the fact.
    end_known_on = models.DateField(_("diketahui pada"), null=True, blank=True)
    # Most rows have none of the keys below that may be empty; their indexes leave those rows out.
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("menggantikan"),
        null=True,
        blank=True,
        related_name="replacements",
        db_index=False,
    )
    # Where its place counts: set when it takes one, kept when the person moves house.
    place_village = models.ForeignKey(
        Village,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    place_occupation = models.ForeignKey(
        OccupationCategory,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    place_agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    reason_code = models.CharField(_("alasan"), max_length=20, choices=ReturnReason, blank=True)
    reason_note = models.CharField(_("penjelasan"), max_length=300, blank=True)
    proposed_at = models.DateTimeField(_("diusulkan pada"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("pengusul"),
        related_name="+",
    )
    verified_at = models.DateTimeField(_("diverifikasi pada"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("verifikator"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    decreed_at = models.DateTimeField(_("ditetapkan pada"), null=True, blank=True)
    registered_at = models.DateTimeField(_("terdaftar pada"), null=True, blank=True)
    # Unique per rendered form, so that a second click finds the first one's result.
    form_token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        verbose_name = _("kepesertaan")
        verbose_name_plural = pgettext_lazy("jamak", "kepesertaan")
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "period"],
                condition=Q(status__in=sorted(LIVE), ended_on__isnull=True),
                name="enrollment_one_live_per_period",
                violation_error_message=_("Orang ini sudah terdaftar pada periode itu."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="enrollment_status_is_known"
            ),
            models.CheckConstraint(
                condition=(Q(ended_on__isnull=True) & Q(end_reason=""))
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="enrollment_end_has_reason",
                violation_error_message=_("Tanggal berakhir dan alasannya diisi bersama."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(status__in=sorted(ENDABLE)),
                name="enrollment_only_covered_rows_end",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                name="enrollment_ends_after_start",
                violation_error_message=_("Tanggal berakhir mendahului awal perlindungan."),
            ),
            both_or_neither("ended_on", "end_known_on", name="enrollment_end_known_pair"),
            both_or_neither("place_village", "place_occupation", name="enrollment_place_pair"),
            models.CheckConstraint(
                condition=Q(place_village__isnull=True)
                | (Q(status__in=sorted(HOLDERS)) & Q(ended_on__isnull=True)),
                name="enrollment_only_holders_have_places",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(status__in=sorted(LIVE)),
                name="enrollment_replaced_once",
                violation_error_message=_("Tempat ini sudah diambil alih orang lain."),
            ),
            both_or_neither("verified_at", "verified_by", name="enrollment_verified_pair"),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("proposed_by")),
                name="enrollment_four_eyes",
                violation_error_message=_("Pengusul tidak boleh memverifikasi usulannya sendiri."),
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "period", "status"], name="enrollment_by_worker"),
            models.Index(fields=["period", "status"], name="enrollment_by_status"),
            models.Index(fields=["status", "proposed_at", "id"], name="enrollment_queue"),
            filled_index("replaces", name="enrollment_by_replaced"),
            filled_index("place_village", name="enrollment_by_place_village"),
            filled_index("place_occupation", name="enrollment_by_place_occupation"),
            filled_index("place_agency", name="enrollment_by_place_agency"),
            filled_index("verified_by", name="enrollment_by_verifier"),
        ]

    def __str__(self) -> str:
        return f"{self.worker} · {self.period}"

    @property
    def spot(self) -> Spot | None:
        """Where its place counts; None when it holds none."""
        if self.place_village_id is None or self.place_occupation_id is None:
            return None
        return Spot(self.place_village_id, self.place_occupation_id, self.place_agency_id)

    @property
    def is_begun(self) -> bool:
        """Tell what ``BEGUN`` says of a row whose worker is loaded."""
        died_on = self.worker.died_on
        return died_on is None or died_on >= self.starts_on

    @property
    def last_day(self) -> date:
        """The last day of this enrollment's own cover."""
        return self.ended_on or self.period.ends_on
