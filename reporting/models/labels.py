"""Sheets of labels and cards that names are printed on, each measured with a ruler."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reporting.papers import Paper

# A tenth of a millimetre is lost where a database reckons in fractions of two.
_SLACK = Decimal("0.05")
_MOST = 20


def _millimetres(name: Any, **values: Any) -> models.DecimalField:
    return models.DecimalField(
        name,
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(Decimal(0))],
        **values,
    )


def _count(name: Any) -> models.PositiveSmallIntegerField:
    limits = [MinValueValidator(1), MaxValueValidator(_MOST)]
    return models.PositiveSmallIntegerField(name, validators=limits)


def _taken(count: str, size: str, gap: str, margin: str) -> models.expressions.CombinedExpression:
    """Say how far labels of a size reach across the sheet, the gaps between them included."""
    return F(margin) + F(count) * F(size) + (F(count) - 1) * F(gap)


class LabelSheet(models.Model):
    """A sheet that is sold with labels on it, or a plain one that is cut; in millimetres."""

    class Use(models.TextChoices):
        NAME_TAG = "name_tag", _("Tanda pengenal")
        TABLE_CARD = "table_card", _("Kartu meja")

    name = models.CharField(_("nama lembar"), max_length=80)
    use = models.CharField(_("dipakai untuk"), max_length=10, choices=Use)
    sheet_width = models.PositiveSmallIntegerField(_("lebar kertas"))
    sheet_height = models.PositiveSmallIntegerField(_("tinggi kertas"))
    columns = _count(_("jumlah kolom"))
    rows = _count(_("jumlah baris"))
    label_width = _millimetres(_("lebar label"))
    label_height = _millimetres(_("tinggi label"))
    margin_left = _millimetres(_("tepi kiri"), help_text=_("Dari tepi kertas ke label pertama."))
    margin_top = _millimetres(_("tepi atas"), help_text=_("Dari tepi kertas ke label pertama."))
    gap_across = _millimetres(_("jarak antarkolom"), default=0)
    gap_down = _millimetres(_("jarak antarbaris"), default=0)
    is_cut = models.BooleanField(
        _("dipotong sendiri"),
        default=False,
        help_text=_("Garis potong ikut dicetak. Kosongkan untuk lembar label berperekat."),
    )
    position = models.PositiveSmallIntegerField(
        _("urutan"), default=0, help_text=_("Yang terkecil dipakai bila tidak ada yang dipilih.")
    )

    class Meta:
        ordering = ["use", "position", "name"]
        verbose_name = _("lembar label")
        verbose_name_plural = pgettext_lazy("jamak", "lembar label")
        constraints = [
            models.UniqueConstraint(
                fields=["use", "name"],
                name="label_sheet_named_once",
                violation_error_message=_("Sudah ada lembar dengan nama dan guna itu."),
            ),
            models.CheckConstraint(
                condition=Q(columns__gte=1, rows__gte=1, label_width__gt=0, label_height__gt=0),
                name="label_sheet_holds_labels",
                violation_error_message=_("Lembar harus memuat paling sedikit satu label."),
            ),
            models.CheckConstraint(
                condition=Q(
                    sheet_width__gte=_taken("columns", "label_width", "gap_across", "margin_left")
                    - _SLACK
                ),
                name="label_sheet_wide_enough",
                violation_error_message=_(
                    "Label lebih lebar daripada kertasnya. Ukur lagi lebar, jarak, dan tepi kiri."
                ),
            ),
            models.CheckConstraint(
                condition=Q(
                    sheet_height__gte=_taken("rows", "label_height", "gap_down", "margin_top")
                    - _SLACK
                ),
                name="label_sheet_high_enough",
                violation_error_message=_(
                    "Label lebih tinggi daripada kertasnya. Ukur lagi tinggi, jarak, dan tepi"
                    " atas."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def paper(self) -> Paper:
        """The sheet as a printer takes it."""
        short, long = sorted((self.sheet_width, self.sheet_height))
        return Paper("label-sheet", short, long, landscape=self.sheet_width > self.sheet_height)

    @property
    def count(self) -> int:
        """How many labels a sheet holds."""
        return self.columns * self.rows

    def corners(self) -> Iterator[tuple[Decimal, Decimal]]:
        """Give where each label begins, from the left and from the top, line by line."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield (
                    self.margin_left + column * (self.label_width + self.gap_across),
                    self.margin_top + row * (self.label_height + self.gap_down),
                )
