"""Look-ups of our own: the same rows on both databases, through an index."""

from datetime import date

import pytest
from django.db import connection

from enrollment.models import Enrollment
from tests import make
from workers.models import Worker

pytestmark = pytest.mark.django_db


def names(**conditions):
    found = Worker.objects.filter(**conditions).order_by("full_name")
    return list(found.values_list("full_name", flat=True))


class TestAmong:
    def test_it_keeps_rows_with_one_of_many_texts_or_days(self):
        ani = make.worker(full_name="Ani", birth_date=date(1980, 1, 2))
        make.worker(full_name="Budi", birth_date=date(1990, 3, 4))
        make.worker(full_name="Citra", birth_date=date(1995, 5, 6))
        assert names(nik__among=[ani.nik, "9" * 16]) == ["Ani"]
        assert names(birth_date__among={date(1980, 1, 2), date(1995, 5, 6)}) == ["Ani", "Citra"]

    def test_it_takes_no_values_and_thousands_with_odd_signs_in_them(self):
        make.worker(full_name='Sya\'roni "Roni" \\ %s')
        assert names(full_name__among=[]) == []
        many = [f"Nama {number} é ' \" %" for number in range(40_000)]
        assert len(names(full_name__among=[*many, 'Sya\'roni "Roni" \\ %s'])) == 1

    def test_it_follows_a_relation_by_its_key(self):
        one, other = make.enrollment(), make.enrollment()
        found = Enrollment.objects.filter(worker__among=[one.worker_id])
        assert list(found) == [one]
        assert other not in found

    def test_it_reads_the_index(self):
        rows = Worker.objects.filter(nik__among=["3572010101800001"]).order_by()
        if connection.vendor == "sqlite":
            assert "USING INDEX" in rows.explain()
        else:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
            assert "Index" in rows.explain()
