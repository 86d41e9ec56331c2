"""Turn the quota that a period already names into the ceiling over everybody in it."""

from django.db import migrations
from django.db.models import Count, Q
from django.utils.translation import gettext_noop

from audit.context import acting
from common import triggers


def fill(apps, schema_editor):
    """Make the ceilings; where more hold a place than the quota says, they are the ceiling.

    Such a period had no one to count; its quota is raised with it, so that both stay one number.
    """
    using = schema_editor.connection.alias
    periods = apps.get_model("enrollment", "EnrollmentPeriod").objects.using(using)
    quotas = apps.get_model("enrollment", "Quota").objects.using(using)
    known = quotas.filter(village=None, occupation=None, agency=None).values("period")
    placed = Count("enrollments", filter=Q(enrollments__place_village__isnull=False))
    with (
        triggers.standing(schema_editor.connection),
        acting("migrate", reason=gettext_noop("Kuota periode dicatat")),
    ):
        for period in periods.filter(quota__isnull=False).exclude(pk__in=known).annotate(n=placed):
            total = max(period.quota, period.n)
            quotas.create(period=period, total=total, used=period.n)
            if total != period.quota:
                periods.filter(pk=period.pk).update(quota=total)


class Migration(migrations.Migration):
    dependencies = [
        ("enrollment", "0007_guards_of_places"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
