"""Signatories come from the reporting room; their table stays where it is."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0001_initial"),
        ("reporting", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Signatory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "on_behalf_of",
                            models.CharField(
                                blank=True,
                                help_text="Dicetak sesudah “a.n.”.",
                                max_length=120,
                                verbose_name="atas nama",
                            ),
                        ),
                        (
                            "acting",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("Plt.", "Plt. (pelaksana tugas)"),
                                    ("Plh.", "Plh. (pelaksana harian)"),
                                ],
                                max_length=4,
                                verbose_name="sebutan",
                            ),
                        ),
                        ("position", models.CharField(max_length=150, verbose_name="jabatan")),
                        ("name", models.CharField(max_length=150, verbose_name="nama dan gelar")),
                        (
                            "rank",
                            models.CharField(blank=True, max_length=80, verbose_name="pangkat"),
                        ),
                        (
                            "nip",
                            models.CharField(
                                blank=True,
                                help_text="18 angka. Kosong untuk wali kota.",
                                max_length=18,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9]{18}$", "NIP harus 18 angka."
                                    )
                                ],
                                verbose_name="NIP",
                            ),
                        ),
                        ("place", models.CharField(max_length=60, verbose_name="tempat")),
                        ("valid_from", models.DateField(verbose_name="berlaku dari")),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="berlaku sampai"),
                        ),
                        (
                            "village",
                            models.ForeignKey(
                                blank=True,
                                help_text="Kosong untuk penanda tangan tingkat kota.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="places.village",
                                verbose_name="kelurahan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "penanda tangan",
                        "verbose_name_plural": "penanda tangan",
                        "db_table": "reporting_signatory",
                        "ordering": ["village", "-valid_from"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("village", "valid_from"),
                                name="reporting_one_signatory_per_village_and_day",
                                violation_error_message="Sudah ada penanda tangan kelurahan ini yang mulai pada hari itu.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("village__isnull", True)),
                                fields=("valid_from",),
                                name="reporting_one_city_signatory_per_day",
                                violation_error_message="Sudah ada penanda tangan kota yang mulai pada hari itu.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="reporting_signatory_days_in_order",
                                violation_error_message="Tanggal akhir mendahului tanggal awal.",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
