"""A signed sheet can be erased for good; its row says who did it and why."""

import django.db.models.deletion
import reporting.models.sheets
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0005_label_sheets'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='signedsheet',
            name='erased_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='dihapus pada'),
        ),
        migrations.AddField(
            model_name='signedsheet',
            name='erased_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dihapus oleh'),
        ),
        migrations.AddField(
            model_name='signedsheet',
            name='erased_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='alasan dihapus'),
        ),
        migrations.AlterField(
            model_name='signedsheet',
            name='file',
            field=models.FileField(blank=True, max_length=120, upload_to=reporting.models.sheets.own_place, verbose_name='berkas'),
        ),
        migrations.AddConstraint(
            model_name='signedsheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('erased_at__isnull', True), ('erased_by__isnull', True)), models.Q(('erased_at__isnull', False), ('erased_by__isnull', False)), _connector='OR'), name='sheet_erased_pair'),
        ),
        migrations.AddConstraint(
            model_name='signedsheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('erased_at__isnull', True), ('erased_reason', ''), models.Q(('file', ''), _negated=True)), models.Q(('erased_at__isnull', False), ('file', ''), ('thumbnail', ''), ('withdrawn_at__isnull', False), models.Q(('erased_reason', ''), _negated=True)), _connector='OR'), name='sheet_erased_with_a_reason'),
        ),
    ]
