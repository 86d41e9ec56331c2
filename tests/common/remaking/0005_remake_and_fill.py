"""A column that SQLite can only change by remaking its table, then a data migration."""

from django.db import migrations, models

from audit.context import acting
from common import triggers


def fill(apps, schema_editor):
    with triggers.standing(schema_editor.connection), acting("migrasi", reason="uji"):
        apps.get_model("places", "District").objects.filter(pk="357201").update(name="Diisi")


def undo(apps, schema_editor):
    with triggers.standing(schema_editor.connection), acting("migrasi", reason="uji"):
        apps.get_model("places", "District").objects.filter(pk="357201").update(name="Asal")


class Migration(migrations.Migration):
    dependencies = [("places", "0004_signatories_through_others")]

    operations = [
        migrations.AlterField("district", "name", models.CharField(max_length=61, unique=True)),
        migrations.RunPython(fill, undo),
    ]
