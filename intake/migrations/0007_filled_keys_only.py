"""Index the keys of people and places only in the rows that are saved."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0006_renewals"),
    ]

    operations = [
        migrations.AlterField(
            model_name="stagedrow",
            name="enrollment",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="enrollment.enrollment",
                verbose_name="kepesertaan",
            ),
        ),
        migrations.AlterField(
            model_name="stagedrow",
            name="worker",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="workers.worker",
                verbose_name="pekerja",
            ),
        ),
        migrations.AddIndex(
            model_name="stagedrow",
            index=models.Index(
                condition=models.Q(("worker__isnull", False)),
                fields=["worker"],
                name="intake_by_worker",
            ),
        ),
        migrations.AddIndex(
            model_name="stagedrow",
            index=models.Index(
                condition=models.Q(("enrollment__isnull", False)),
                fields=["enrollment"],
                name="intake_by_enrollment",
            ),
        ),
    ]
