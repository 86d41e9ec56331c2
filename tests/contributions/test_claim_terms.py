"""Registries in use get the terms of claims with a release, and keep what their office wrote."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from audit.context import acting
from audit.models import AuditEvent
from contributions.models import ClockRule

pytestmark = pytest.mark.django_db
Kind = ClockRule.Kind
MIGRATION = import_module("contributions.migrations.0002_claim_terms")
TERMS = {kind for kind, *_rest in MIGRATION.TERMS}


def migrate() -> None:
    MIGRATION.add(apps, SimpleNamespace(connection=connection))


def told() -> set[tuple[object, ...]]:
    rows = ClockRule.objects.filter(kind__in=TERMS)
    return {(row.kind, row.value, str(row.valid_from), row.legal_basis) for row in rows}


def test_a_release_brings_what_the_fixtures_of_new_registries_hold():
    from_fixtures = told()
    with acting("tests"):
        ClockRule.objects.filter(kind__in=TERMS).delete()
    migrate()
    assert told() == from_fixtures == set(MIGRATION.TERMS)
    event = AuditEvent.objects.filter(table="contributions_clockrule").latest("pk")
    assert (event.actor, event.reason) == ("migrasi", "Aturan baru")


def test_what_the_office_wrote_stays_as_it_is():
    with acting("tests"):
        ClockRule.objects.filter(kind=Kind.CLAIM_YEARS).update(value=7)
        ClockRule.objects.filter(kind=Kind.REPORT_HOURS).delete()
    migrate()
    assert ClockRule.objects.get(kind=Kind.CLAIM_YEARS).value == 7
    assert ClockRule.objects.get(kind=Kind.REPORT_HOURS).value == 48


def test_an_empty_registry_waits_for_its_fixtures():
    with acting("tests"):
        ClockRule.objects.all().delete()
    migrate()
    assert not ClockRule.objects.exists()
