"""An index that leaves out empty keys still serves whoever asks for a key."""

import pytest
from django.db import connection

from enrollment.models import Enrollment
from intake.models import SavedRow, StagedRow

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "key", "index"),
    [
        (Enrollment, "replaces", "enrollment_by_replaced"),
        (Enrollment, "place_village", "enrollment_by_place_village"),
        (Enrollment, "verified_by", "enrollment_by_verifier"),
        (StagedRow, "worker", "intake_by_worker"),
        (SavedRow, "worker", "intake_saved_by_worker"),
        (SavedRow, "enrollment", "intake_saved_by_enrollment"),
    ],
)
def test_rows_of_one_key_and_of_several_are_found_by_it(model, key, index):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    for asked in ({key: 1}, {f"{key}__in": [1, 2]}):
        assert index in model.objects.filter(**asked).order_by().explain()
