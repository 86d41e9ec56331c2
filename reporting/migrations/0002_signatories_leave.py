"""Signatories go to the room of the places they sign for; their table stays where it is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0002_signatories"),
        ("reporting", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="Signatory")],
        ),
    ]
