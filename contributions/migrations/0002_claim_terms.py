"""Times and limits of claims, dated like the rest; new registries load them with the fixtures."""

from django.db import migrations, models

from audit.context import acting
from common import triggers

# Kind, value, from when, where it is written; as in the fixture.
TERMS = (
    (
        "report_hours",
        48,
        "2021-04-01",
        "Permenaker 5/2021: laporan tahap I",
    ),
    ("claim_years", 5, "2019-12-02", "PP 82/2019 Pasal 26"),
    ("children", 2, "2019-12-02", "Paling banyak dua anak; PP 82/2019"),
    (
        "tax_number",
        50,
        "2021-04-01",
        "Syarat klaim BPJS Ketenagakerjaan",
    ),
)


def add(apps, schema_editor):
    """Give registries in use what their fixtures did not have; leave alone what is there."""
    rules = apps.get_model("contributions", "ClockRule").objects.using(
        schema_editor.connection.alias
    )
    if not rules.exists():
        return
    with triggers.standing(schema_editor.connection), acting("migrasi", reason="Aturan baru"):
        for kind, value, valid_from, legal_basis in TERMS:
            if not rules.filter(kind=kind).exists():
                rules.create(
                    kind=kind, value=value, valid_from=valid_from, legal_basis=legal_basis
                )


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_initial"), ("audit", "0001_initial")]

    # The rows stay when the way is taken back: somebody may have changed them since.
    operations = [
        migrations.AlterField(
            model_name="clockrule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("full_death", "Bulan iuran sampai JKM penuh"),
                    ("lapse", "Bulan kosong berturut-turut sampai nonaktif"),
                    ("scholarship", "Bulan iuran sampai beasiswa JKM"),
                    ("restart_gap", "Bulan kosong yang mengulang masa tunggu"),
                    ("age_limit", "Usia batas (tahun)"),
                    ("report_hours", "Batas waktu melaporkan kecelakaan kerja (jam)"),
                    ("claim_years", "Batas waktu klaim (tahun)"),
                    ("children", "Jumlah anak penerima beasiswa, paling banyak"),
                    ("tax_number", "Batas klaim tanpa NPWP (juta rupiah)"),
                ],
                max_length=12,
                verbose_name="jenis",
            ),
        ),
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
