"""Signed sheets come back under the number of their print, which counts its pages."""

import django.db.models.deletion
import reporting.models.sheets
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0003_roster_issues'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SignedSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.PositiveSmallIntegerField(verbose_name='halaman')),
                ('file', models.FileField(max_length=120, upload_to=reporting.models.sheets.own_place, verbose_name='berkas')),
                ('page_in_file', models.PositiveSmallIntegerField(default=1, verbose_name='halaman di berkas')),
                ('thumbnail', models.FileField(blank=True, max_length=120, upload_to=reporting.models.sheets.own_place, verbose_name='gambar kecil')),
                ('sha256', models.CharField(max_length=64, verbose_name='sidik berkas')),
                ('mime_type', models.CharField(choices=[('image/jpeg', 'foto'), ('application/pdf', 'pindaian PDF')], max_length=20, verbose_name='jenis berkas')),
                ('size', models.PositiveIntegerField(verbose_name='besar berkas')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='catatan')),
                ('filed_at', models.DateTimeField(verbose_name='diarsipkan pada')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='ditarik pada')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='alasan ditarik')),
            ],
            options={
                'verbose_name': 'lembar bertanda tangan',
                'verbose_name_plural': 'lembar bertanda tangan',
                'ordering': ['issue', 'page', '-pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='rosterissue',
            name='issue_revoked_with_a_reason',
        ),
        migrations.AddField(
            model_name='rosterissue',
            name='area',
            field=models.JSONField(blank=True, null=True, verbose_name='wilayah'),
        ),
        migrations.AddField(
            model_name='rosterissue',
            name='pages',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='jumlah halaman'),
        ),
        migrations.AlterField(
            model_name='rosterissue',
            name='reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='alasan'),
        ),
        migrations.AlterField(
            model_name='rosterissue',
            name='state',
            field=models.CharField(choices=[('void', 'Belum jadi'), ('valid', 'Berlaku'), ('superseded', 'Digantikan'), ('revoked', 'Dicabut')], default='valid', max_length=10, verbose_name='keadaan'),
        ),
        migrations.AddConstraint(
            model_name='rosterissue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'revoked'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='issue_revoked_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='rosterissue',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['void', 'revoked']), ('reason', ''), _connector='OR'), name='issue_reason_only_when_void'),
        ),
        migrations.AddField(
            model_name='signedsheet',
            name='filed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diarsipkan oleh'),
        ),
        migrations.AddField(
            model_name='signedsheet',
            name='issue',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='reporting.rosterissue', verbose_name='cetakan'),
        ),
        migrations.AddField(
            model_name='signedsheet',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ditarik oleh'),
        ),
        migrations.AddConstraint(
            model_name='signedsheet',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('issue', 'page'), name='sheet_once_a_page', violation_error_message='Halaman ini sudah ada.'),
        ),
        migrations.AddConstraint(
            model_name='signedsheet',
            constraint=models.CheckConstraint(condition=models.Q(('page__gte', 1), ('page_in_file__gte', 1)), name='sheet_page_from_one'),
        ),
        migrations.AddConstraint(
            model_name='signedsheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='sheet_withdrawn_pair'),
        ),
        migrations.AddConstraint(
            model_name='signedsheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('withdrawn_at__isnull', True)), models.Q(('withdrawn_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='sheet_withdrawn_with_a_reason'),
        ),
    ]
