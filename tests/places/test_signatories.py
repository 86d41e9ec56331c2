"""Who signs, and what stands above the name."""

from datetime import date

import pytest
from django.db import IntegrityError

from audit.context import acting
from places.models import Signatory

pytestmark = pytest.mark.django_db


def signatory(**values):
    return Signatory(
        **{
            "position": "KEPALA DINAS",
            "name": "NAMA CONTOH",
            "place": "Blitar",
            "valid_from": date(2031, 1, 1),
        }
        | values
    )


class TestCapacity:
    @pytest.mark.parametrize(
        ("values", "lines"),
        [
            ({}, ("KEPALA DINAS,",)),
            ({"acting": "Plt."}, ("Plt. KEPALA DINAS,",)),
            ({"on_behalf_of": "WALI KOTA BLITAR"}, ("a.n. WALI KOTA BLITAR", "KEPALA DINAS,")),
            (
                {
                    "on_behalf_of": "WALI KOTA BLITAR",
                    "through": "SEKRETARIS DAERAH",
                    "acting": "Plh.",
                },
                ("a.n. WALI KOTA BLITAR", "SEKRETARIS DAERAH,", "u.b.", "Plh. KEPALA DINAS,"),
            ),
        ],
    )
    def test_every_step_down_has_a_line(self, values, lines):
        assert signatory(**values).capacity == lines

    def test_nobody_signs_through_another_for_nobody(self):
        with acting("tests"), pytest.raises(IntegrityError):
            signatory(through="SEKRETARIS DAERAH").save()
