"""Rows that are saved already go into the table of saved rows, and keep that they had passed."""

from django.db import migrations

FILL = """
    INSERT INTO intake_savedrow (row_id, worker_id, enrollment_id, made_worker, made_enrollment)
    SELECT id, worker_id, enrollment_id, made_worker, made_enrollment
    FROM intake_stagedrow WHERE committed
"""
READY = "UPDATE intake_stagedrow SET ready = TRUE WHERE committed"
BACK = """
    UPDATE intake_stagedrow
    SET committed = TRUE, ready = FALSE, worker_id = saved.worker_id,
        enrollment_id = saved.enrollment_id, made_worker = saved.made_worker,
        made_enrollment = saved.made_enrollment
    FROM intake_savedrow AS saved WHERE saved.row_id = intake_stagedrow.id
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0008_saved_rows")]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(READY, BACK),
    ]
