"""Say of every enrollment where its place counts, and bring rules that new registries load."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_noop

from audit.context import acting
from common import triggers

BASIS = (
    "Bekerja dan mampu bekerja saat didaftarkan, dengan surat keterangan; praktik pemeriksaan"
    " klaim BPJS Ketenagakerjaan"
)
HOLDERS = ("verified", "decreed", "registered", "rejected")


def fill(apps, schema_editor):
    Enrollment = apps.get_model("enrollment", "Enrollment")
    Worker = apps.get_model("workers", "Worker")
    person = Worker.objects.filter(pk=OuterRef("worker"))
    rows = Enrollment.objects.using(schema_editor.connection.alias)
    with (
        triggers.standing(schema_editor.connection),
        acting("migrate", reason=gettext_noop("Tempat kuota dicatat")),
    ):
        rows.filter(ended_on__isnull=False).update(end_known_on=F("ended_on"))
        rows.filter(ended_on__isnull=True, status__in=HOLDERS).update(
            place_village=Subquery(person.values("village")[:1]),
            place_occupation=Subquery(person.values("occupation")[:1]),
            place_agency=Subquery(person.values("occupation__agency")[:1]),
        )
        using = schema_editor.connection.alias
        sources = apps.get_model("enrollment", "FundingSource").objects.using(using)
        sources.filter(code="csr").update(is_public_money=False)
        limits = apps.get_model("enrollment", "EligibilityLimit").objects.using(using)
        if limits.exists() and not limits.filter(kind="field_check").exists():
            limits.create(
                kind="field_check", effect="warning", valid_from="2021-04-01", legal_basis=BASIS
            )


class Migration(migrations.Migration):
    dependencies = [
        ("enrollment", "0005_the_year"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
