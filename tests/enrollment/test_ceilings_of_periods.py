"""Periods that named a quota before there were ceilings get the one over everybody."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from enrollment.models import Quota
from enrollment.services.actions import take_action
from enrollment.transitions import Action
from tests import make
from tests.enrollment.quotas import ceiling

pytestmark = pytest.mark.django_db

fill = import_module("enrollment.migrations.0008_ceilings_of_periods").fill


def test_the_ceiling_of_a_period_counts_who_holds_a_place_and_is_never_below() -> None:
    roomy, tight = make.period(quota=9), make.period(quota=1)
    known, without = make.period(quota=4), make.period()
    ceiling(known, 4)
    for period in (roomy, tight, tight):
        row = make.enrollment(period=period)
        take_action(enrollment_id=row.pk, action=Action.VERIFY, by=make.checker())
    fill(apps, SimpleNamespace(connection=connection))
    found = {quota.period: (quota.used, quota.total) for quota in Quota.objects.all()}
    assert found == {roomy: (1, 9), tight: (2, 2), known: (0, 4)}
    tight.refresh_from_db()
    assert tight.quota == 2
    assert without not in found
