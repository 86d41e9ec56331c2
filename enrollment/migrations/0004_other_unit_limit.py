"""Registries that are in use get the rule on cover by other units; new ones load it with the rest."""

from django.db import migrations

from audit.context import acting
from common import triggers

BASIS = (
    "Satu orang satu perlindungan dari anggaran kota; kebijakan program yang dapat diubah menjadi"
    " menahan"
)


def add(apps, schema_editor):
    limits = apps.get_model("enrollment", "EligibilityLimit").objects.using(
        schema_editor.connection.alias
    )
    if not limits.exists() or limits.filter(kind="other_unit").exists():
        return
    with triggers.standing(schema_editor.connection), acting("migrasi", reason="Aturan baru"):
        limits.create(
            kind="other_unit",
            value=0,
            effect="warning",
            valid_from="2021-04-01",
            legal_basis=BASIS,
        )


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0003_other_covers"), ("audit", "0001_initial")]

    # The rule stays when the way is taken back: somebody may have changed it since.
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
