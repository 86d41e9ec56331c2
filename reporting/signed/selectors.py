"""How much of a print came back signed."""

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.models import RosterIssue, SignedSheet

NONE, SOME, ALL = "belum-ada", "belum-lengkap", "lengkap"
CHOICES: list[tuple[str, str | Promise]] = [
    ("", _("Semua")),
    (SOME, _("Belum lengkap")),
    (NONE, _("Belum ada")),
    (ALL, _("Lengkap")),
]
_HOW_MANY = {NONE: Q(filed=0), SOME: Q(filed__lt=F("pages")), ALL: Q(filed__gte=F("pages"))}


def with_filed(issues: "QuerySet[RosterIssue]") -> "QuerySet[RosterIssue]":
    """Count the sheets of each print that came back signed, as ``filed``."""
    sheets = SignedSheet.objects.current().filter(issue=OuterRef("pk")).order_by()
    count = sheets.values("issue").annotate(n=Count("pk")).values("n")
    return issues.annotate(filed=Coalesce(Subquery(count), 0, output_field=IntegerField()))


def came_back(issues: "QuerySet[RosterIssue]", choice: str) -> "QuerySet[RosterIssue]":
    """Keep the prints in force of which all, some or none came back.

    Takes   issues: as ``with_filed`` gives them; choice: one of CHOICES.
    """
    return issues.filter(_HOW_MANY[choice], state=RosterIssue.State.VALID)
