"""What became of each card."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.scope import scope_q
from ceremonies.returns import ReturnReason, Task, task_for
from enrollment.models import Enrollment


class CardHandoverQuerySet(models.QuerySet["CardHandover"]):
    def in_scope(self, user) -> "CardHandoverQuerySet":
        """Keep the cards of people whom a member of staff may see."""
        return self.filter(
            scope_q(
                user,
                village="enrollment__worker__village",
                category="enrollment__worker__occupation",
            )
        )


class CardHandover(models.Model):
    """A card that was given to its owner, or came back with a reason; one row for each card."""

    enrollment = models.OneToOneField(
        Enrollment, models.PROTECT, verbose_name=_("kepesertaan"), related_name="card"
    )
    handed_on = models.DateField(_("diserahkan pada"), null=True, blank=True)
    # Empty when the owner came.
    received_by = models.CharField(_("diwakili oleh"), max_length=100, blank=True)
    returned_on = models.DateField(_("dikembalikan pada"), null=True, blank=True)
    reason = models.CharField(_("alasan"), max_length=10, choices=ReturnReason, blank=True)
    note = models.CharField(_("catatan"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("dicatat oleh"), related_name="+"
    )
    recorded_at = models.DateTimeField(_("dicatat pada"))

    objects = CardHandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("serah terima kartu")
        verbose_name_plural = pgettext_lazy("jamak", "serah terima kartu")
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_on__isnull=False, returned_on__isnull=True, reason="")
                | (
                    Q(handed_on__isnull=True, returned_on__isnull=False, received_by="")
                    & ~Q(reason="")
                ),
                name="ceremonies_card_given_or_back",
            )
        ]

    def __str__(self) -> str:
        return str(self.enrollment)

    @property
    def task(self) -> Task:
        """What is to be done about a card that came back."""
        return task_for(ReturnReason(self.reason))
