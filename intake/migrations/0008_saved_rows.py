"""What saving a row reached and made gets a narrow table of its own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enrollment", "0009_filled_keys_only"),
        ("intake", "0007_filled_keys_only"),
        ("workers", "0004_no_index_twice"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedRow",
            fields=[
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="saved",
                        serialize=False,
                        to="intake.stagedrow",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="workers.worker",
                        verbose_name="pekerja",
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="enrollment.enrollment",
                        verbose_name="kepesertaan",
                    ),
                ),
                ("made_worker", models.BooleanField(default=False)),
                ("made_enrollment", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "baris tersimpan",
                "verbose_name_plural": "baris tersimpan",
                "indexes": [
                    models.Index(
                        condition=models.Q(("worker__isnull", False)),
                        fields=["worker"],
                        name="intake_saved_by_worker",
                    ),
                    models.Index(
                        condition=models.Q(("enrollment__isnull", False)),
                        fields=["enrollment"],
                        name="intake_saved_by_enrollment",
                    ),
                ],
            },
        ),
    ]
