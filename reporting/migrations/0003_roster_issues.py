"""The ledger of official prints and the counter of its numbers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0002_signatories_leave'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IssueCounter',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='tahun')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='nomor terakhir')),
            ],
            options={
                'verbose_name': 'penghitung nomor cetak',
                'verbose_name_plural': 'penghitung nomor cetak',
            },
        ),
        migrations.CreateModel(
            name='RosterIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('number', models.PositiveIntegerField(verbose_name='nomor')),
                ('code', models.CharField(max_length=8, unique=True, verbose_name='kode')),
                ('kind', models.SlugField(verbose_name='jenis daftar')),
                ('title', models.CharField(max_length=200, verbose_name='judul')),
                ('filter', models.JSONField(blank=True, default=dict, verbose_name='saringan')),
                ('list_key', models.CharField(db_index=True, max_length=64, verbose_name='sidik daftar')),
                ('rows', models.PositiveIntegerField(verbose_name='jumlah baris')),
                ('sha256', models.CharField(max_length=64, verbose_name='sidik isi')),
                ('format', models.CharField(max_length=10, verbose_name='bentuk')),
                ('as_of', models.DateField(verbose_name='keadaan per tanggal')),
                ('issued_at', models.DateTimeField(verbose_name='dicetak pada')),
                ('state', models.CharField(choices=[('valid', 'Berlaku'), ('superseded', 'Digantikan'), ('revoked', 'Dicabut')], default='valid', max_length=10, verbose_name='keadaan')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='alasan dicabut')),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dicetak oleh')),
                ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.rosterissue', verbose_name='digantikan oleh')),
            ],
            options={
                'verbose_name': 'cetakan resmi',
                'verbose_name_plural': 'cetakan resmi',
                'ordering': ['-pk'],
                'permissions': [('revoke_rosterissue', 'Boleh mencabut cetakan resmi')],
                'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='issue_number_once_a_year'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='issue_number_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'superseded'), _negated=True), ('superseded_by__isnull', False), _connector='OR'), name='issue_superseded_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'revoked'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('state', 'revoked'), _negated=True), ('reason', '')), _connector='OR'), name='issue_revoked_with_a_reason')],
            },
        ),
    ]
