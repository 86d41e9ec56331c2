"""Words of names: known by person and word, without a number of their own or a key to check."""

import django.db.models.deletion
from django.db import migrations, models

KEEP = "CREATE TEMPORARY TABLE words_before AS SELECT worker_id, word FROM workers_workerword"
FILL = "INSERT INTO workers_workerword (worker_id, word) SELECT worker_id, word FROM words_before"
DROP = "DROP TABLE words_before"


class Migration(migrations.Migration):
    dependencies = [("workers", "0004_no_index_twice")]

    operations = [
        migrations.RunSQL(KEEP, [FILL, DROP]),
        migrations.DeleteModel(name="WorkerWord"),
        migrations.CreateModel(
            name="WorkerWord",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "worker",
                        "word",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="workers.worker",
                    ),
                ),
                ("word", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["word", "worker"],
                        name="workers_by_word",
                        opclasses=["varchar_pattern_ops", "int8_ops"],
                    )
                ],
            },
        ),
        # Backwards these two keep the words, and the first two put them back.
        migrations.RunSQL(FILL, KEEP),
        migrations.RunSQL(DROP, migrations.RunSQL.noop),
    ]
