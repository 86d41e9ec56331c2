"""Small tables are read once, and every row finds its own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.context import acting
from enrollment.models import Enrollment
from reporting.catalogue.people import SHARED
from reporting.sharing import sharing
from tests import make
from workers.models import OccupationCategory, Worker

pytestmark = pytest.mark.django_db


def placed(village, occupation):
    worker = make.worker(village=make.village(village), occupation=make.occupation(occupation))
    return make.enrollment(worker=worker)


def rows_and_statements():
    rows = Enrollment.objects.select_related("worker").order_by("pk")
    with CaptureQueriesContext(connection) as captured:
        found = [
            (row.worker.village.district.name, row.worker.village.name, row.worker.occupation.slug)
            for row in sharing(rows, SHARED)
        ]
    return found, len(captured)


def test_rows_have_the_places_and_occupations_that_are_theirs():
    made = [placed("Tlumpu", "pedicab_driver"), placed("Bendo", "parking_attendant")]
    assert rows_and_statements()[0] == [
        (row.worker.village.district.name, row.worker.village.name, row.worker.occupation.slug)
        for row in made
    ]


def test_more_rows_cost_no_more_statements():
    placed("Tlumpu", "pedicab_driver")
    few = rows_and_statements()[1]
    for _number in range(29):
        placed("Bendo", "parking_attendant")
    assert rows_and_statements()[1] == few == 3


def test_rows_of_one_place_hold_the_same_one():
    placed("Bendo", "pedicab_driver")
    placed("Bendo", "pedicab_driver")
    first, second = sharing(Enrollment.objects.select_related("worker"), SHARED)
    assert first.worker.village is second.worker.village


def test_a_row_that_points_to_none_stays_so():
    placed("Bendo", "pedicab_driver")
    (row,) = sharing(Enrollment.objects.all(), {"replaces": ()})
    assert row.replaces is None


def test_what_came_after_the_table_was_read_is_looked_up():
    made = placed("Bendo", "pedicab_driver")

    def moved_meanwhile(execute, sql, *about):
        if 'FROM "enrollment_enrollment"' in sql:
            with acting("tests"):
                new = OccupationCategory.objects.create(slug="new", name="Baru", position=99)
                Worker.objects.filter(pk=made.worker_id).update(occupation=new)
        return execute(sql, *about)

    with connection.execute_wrapper(moved_meanwhile):
        (row,) = sharing(Enrollment.objects.select_related("worker"), SHARED)
    assert row.worker.occupation.name == "Baru"
