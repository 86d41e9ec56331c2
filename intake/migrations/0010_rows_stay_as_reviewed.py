"""A row no longer says itself what saving it did."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0009_fill_saved_rows")]

    operations = [
        migrations.RemoveIndex(model_name="stagedrow", name="intake_for_counts"),
        migrations.RemoveIndex(model_name="stagedrow", name="intake_by_enrollment"),
        migrations.RemoveField(model_name="stagedrow", name="committed"),
        migrations.RemoveField(model_name="stagedrow", name="enrollment"),
        migrations.RemoveField(model_name="stagedrow", name="made_enrollment"),
        migrations.RemoveField(model_name="stagedrow", name="made_worker"),
        migrations.AddIndex(
            model_name="stagedrow",
            index=models.Index(
                fields=["batch", "kind", "skipped", "verdict", "ready", "codes"],
                name="intake_for_counts",
            ),
        ),
    ]
