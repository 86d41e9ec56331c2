"""Name the categories whose tariff is that of transport; offices may change it later."""

from django.db import migrations
from django.utils.translation import gettext_noop

from audit.context import acting
from common import triggers

TRANSPORT = ("pedicab_driver", "online_motorcycle_taxi")


def name_sector(apps, schema_editor):
    OccupationCategory = apps.get_model("workers", "OccupationCategory")
    with (
        triggers.standing(schema_editor.connection),
        acting("migrate", reason=gettext_noop("Sektor pekerjaan dicatat")),
    ):
        rows = OccupationCategory.objects.using(schema_editor.connection.alias)
        rows.filter(slug__in=TRANSPORT).update(sector="transport")


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("workers", "0002_sectors_and_agencies"),
    ]

    operations = [migrations.RunPython(name_sector, migrations.RunPython.noop)]
