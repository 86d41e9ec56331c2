"""The mechanism: triggers come back after migrations, and their absence is noticed."""

from collections.abc import Iterator
from functools import partial

import pytest
from django.core.checks import Tags
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from audit.context import acting
from audit.models import AuditEvent
from common import triggers
from places.models import District
from tests import make

DISTRICT = "registry_audit_places_district"
REMAKING = {"places": "tests.common.remaking"}


def on_districts() -> set[str]:
    return {name for name in triggers.installed(connection) if name.startswith(DISTRICT)}


def drop_one() -> str:
    name = sorted(on_districts())[0]
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON places_district"
        cursor.execute(f"DROP TRIGGER {name}{on}")
    return name


@pytest.fixture
def remaking(settings, transactional_db) -> Iterator[None]:
    """Give the room of places one more migration; take it back afterwards."""
    settings.MIGRATION_MODULES = REMAKING
    yield
    call_command("migrate", "places", "0004", verbosity=0)


class TestInstall:
    @pytest.mark.django_db
    def test_a_migrated_database_has_all_of_them(self):
        assert triggers.missing(connection) == []
        assert on_districts()

    @pytest.mark.django_db
    def test_a_second_run_touches_nothing(self):
        assert triggers.install(connection) == []

    @pytest.mark.django_db
    def test_a_dropped_one_is_missed_and_comes_back(self):
        name = drop_one()
        assert triggers.missing(connection) == [name]
        assert triggers.install(connection) == [name]
        assert triggers.missing(connection) == []

    @pytest.mark.django_db
    def test_an_altered_one_is_missed_and_comes_back(self):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                name = drop_one()
                cursor.execute(
                    f"CREATE TRIGGER {name} AFTER INSERT ON places_district"
                    " BEGIN SELECT 'nothing'; END"
                )
            else:
                name = DISTRICT
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
                    " AS 'BEGIN RETURN NULL; END'"
                )
        assert triggers.missing(connection) == [name]
        triggers.install(connection)
        assert triggers.missing(connection) == []

    @pytest.mark.django_db
    @pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite cannot switch one off")
    def test_one_that_is_switched_off_is_missed(self):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE places_district DISABLE TRIGGER {DISTRICT}")
        assert triggers.missing(connection) == [DISTRICT]

    @pytest.mark.django_db
    def test_one_that_is_no_longer_declared_goes(self):
        old = triggers.Trigger(
            name="registry_of_an_older_release",
            table="places_district",
            event="AFTER INSERT",
            body="SELECT 1" if connection.vendor == "sqlite" else "BEGIN RETURN NULL; END",
        )
        with connection.cursor() as cursor:
            for statement in old.statements(connection.vendor):
                cursor.execute(statement)
        assert triggers.missing(connection) == [old.name]
        triggers.install(connection)
        assert old.name not in triggers.installed(connection)


class TestMigrations:
    def test_a_remade_table_has_its_triggers_again(self, remaking):
        before = on_districts()
        call_command("migrate", verbosity=0)
        assert triggers.missing(connection) == []
        assert on_districts() == before

    def test_a_data_migration_leaves_its_trace(self, remaking):
        last = AuditEvent.objects.latest("pk").pk
        call_command("migrate", verbosity=0)
        event = AuditEvent.objects.get(pk__gt=last)
        assert (event.actor, event.row) == ("migrasi", "357201")
        assert event.new == {"code": "357201", "name": "Diisi"}

    def test_migrate_repairs_what_was_dropped(self, transactional_db):
        drop_one()
        call_command("migrate", verbosity=0)
        assert triggers.missing(connection) == []

    def test_the_tables_emptied_by_a_test_are_watched_again(self, transactional_db):
        call_command("flush", interactive=False, verbosity=0)
        assert triggers.missing(connection) == []
        assert District.objects.count() == 3
        with acting("tests"):
            make.user()
        assert AuditEvent.objects.filter(table="accounts_user").exists()


@pytest.mark.django_db
class TestRefusal:
    def test_the_database_check_names_a_missing_trigger(self):
        check = partial(
            call_command,
            "check",
            tags=[Tags.database],
            databases=["default"],
            fail_level="WARNING",
        )
        check()
        name = drop_one()
        with pytest.raises(SystemCheckError, match=name):
            check()

    def test_a_web_process_does_not_start(self):
        triggers.require(connection)
        name = drop_one()
        with pytest.raises(ImproperlyConfigured, match=name):
            triggers.require(connection)
