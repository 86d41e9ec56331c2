"""REGEXP means the same as in Django's own answer, and as on PostgreSQL."""

import pytest
from django.db import connection

from tests import make
from workers.models import Worker

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL answers by itself.")
@pytest.mark.parametrize(
    ("value", "pattern", "answer"),
    [
        ("3572", "^[0-9]+$", True),
        ("35 72", "^[0-9]+$", False),
        ("a3572b", "[0-9]", True),
        (3572, "^[0-9]{4}$", True),
        (None, "^[0-9]+$", None),
        ("3572", None, None),
    ],
)
def test_sqlite_answers(value, pattern, answer):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s REGEXP %s", [value, pattern])
        found = cursor.fetchone()[0]
    assert found == answer


def test_people_are_found_by_a_pattern_on_both_databases():
    make.worker(full_name="Ani Lestari")
    make.worker(full_name="Budi Ani")
    found = Worker.objects.filter(full_name__regex="^Ani")
    assert [worker.full_name for worker in found] == ["Ani Lestari"]
