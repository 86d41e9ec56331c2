"""Asks the screens for lists, as a browser does."""

from typing import Any

from django.test import Client
from django.urls import reverse

from enrollment.models import Enrollment, EnrollmentPeriod
from enrollment.transitions import Status
from tests import make

KIND = "participants-by-village"


def registered(
    period: EnrollmentPeriod, name: str = "Siti Aminah", village: str = "Tlumpu", **values: Any
) -> Enrollment:
    worker = make.worker(full_name=name, village=make.village(village), **values)
    return make.enrollment(worker=worker, period=period, status=Status.REGISTERED)


def screen(client: Client, kind: str = KIND, **values: str) -> Any:
    return client.get(reverse("reporting:roster", args=[kind]), values)


def fetch(client: Client, method: str = "get", kind: str = KIND, **values: str) -> Any:
    values.setdefault("format", "xlsx")
    return getattr(client, method)(reverse("reporting:roster_file", args=[kind]), values)
