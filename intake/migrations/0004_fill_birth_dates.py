"""Rows of lists that wait already get the date by which they are compared."""

from django.db import migrations
from django.db.models import Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    rows = apps.get_model("intake", "StagedRow").objects.using(schema_editor.connection.alias)
    date = Coalesce(KeyTextTransform("birth_date", "values"), Value(""))
    last = rows.order_by("-pk").values_list("pk", flat=True).first() or 0
    for start in range(0, last + 1, 5000):
        rows.filter(pk__gte=start, pk__lt=start + 5000, birth_date="").update(birth_date=date)


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_birth_dates_and_counts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
