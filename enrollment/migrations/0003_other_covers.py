import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("enrollment", "0002_second_person_for_imports"),
    ]

    operations = [
        migrations.AlterField(
            model_name="eligibilitylimit",
            name="kind",
            field=models.CharField(
                choices=[
                    ("max_age", "Usia di bawah (tahun)"),
                    ("min_age", "Usia paling rendah (tahun)"),
                    ("resident", "Berdomisili di kota ini"),
                    ("one_cover", "Satu kepesertaan pada hari yang sama"),
                    ("other_unit", "Tidak sedang dilindungi unit lain"),
                ],
                max_length=10,
                verbose_name="jenis",
            ),
        ),
        migrations.CreateModel(
            name="OtherCover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nik", models.CharField(max_length=16, verbose_name="NIK")),
                ("full_name", models.CharField(max_length=150, verbose_name="nama lengkap")),
                ("unit", models.CharField(max_length=150, verbose_name="unit")),
                ("program", models.CharField(blank=True, max_length=100, verbose_name="program")),
                (
                    "segment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pu", "Penerima upah (PU)"),
                            ("bpu", "Bukan penerima upah (BPU)"),
                            ("", "Tidak disebut"),
                        ],
                        max_length=3,
                        verbose_name="segmen",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="berakhir")),
                (
                    "member_number",
                    models.CharField(
                        blank=True, max_length=12, verbose_name="nomor peserta (KPJ)"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True, db_index=True, max_length=60, verbose_name="asal"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="dicatat pada"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.agency",
                        verbose_name="perangkat daerah",
                    ),
                ),
            ],
            options={
                "verbose_name": "perlindungan unit lain",
                "verbose_name_plural": "perlindungan unit lain",
                "ordering": ["unit", "full_name", "-starts_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("nik", "unit", "starts_on"),
                        name="enrollment_other_cover_once",
                        violation_error_message="Perlindungan ini sudah tercatat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nik__regex", "^[0-9]{16}$")),
                        name="enrollment_other_cover_nik",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="enrollment_other_cover_days_in_order",
                        violation_error_message="Tanggal akhir mendahului tanggal awal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("segment__in", ["", "pu", "bpu"])),
                        name="enrollment_other_cover_segment_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("member_number", ""),
                            ("member_number__regex", "^[0-9]{8,12}$"),
                            _connector="OR",
                        ),
                        name="enrollment_other_cover_number",
                        violation_error_message="Nomor peserta (KPJ) terdiri dari 8 sampai 12 angka.",
                    ),
                ],
            },
        ),
    ]
