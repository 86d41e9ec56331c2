"""Drop the indexes of kelurahan and occupation: those that sort by name begin with them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0001_initial"),
        ("workers", "0003_transport_occupations"),
    ]

    operations = [
        migrations.AlterField(
            model_name="worker",
            name="occupation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="workers.occupationcategory",
                verbose_name="kategori pekerjaan",
            ),
        ),
        migrations.AlterField(
            model_name="worker",
            name="village",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="places.village",
                verbose_name="kelurahan",
            ),
        ),
    ]
