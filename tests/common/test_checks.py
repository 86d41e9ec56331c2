"""The checks of machine and database: each passes here and fails when its subject is broken."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.checks.registry import registry
from django.db import connection, connections

from blitar_registry.settings.environment import SQLITE_OPTIONS
from common import checks, fonts


class TestDurability:
    @pytest.fixture(autouse=True)
    def _a_database_that_counts(self, settings):
        settings.THROW_AWAY_DATABASE = False

    @pytest.fixture
    def database_file(self, tmp_path: Path, django_db_blocker) -> Iterator[Callable[[str], str]]:
        """Give a function that opens a database file, loosens it, and gives its alias."""

        def open_file(loosen: str = "PRAGMA user_version") -> str:
            connections.databases["file"] = {
                **connections.databases["default"],
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": tmp_path / "registry.sqlite3",
                "OPTIONS": SQLITE_OPTIONS,
            }
            connections["file"].cursor().execute(loosen)
            return "file"

        with django_db_blocker.unblock():
            yield open_file
            connections["file"].close()
        del connections["file"]
        del connections.databases["file"]

    def test_our_own_settings_of_a_database_file_pass(self, database_file):
        assert list(checks.durability_is_on(databases=[database_file()])) == []

    @pytest.mark.parametrize(
        ("statement", "name"),
        [
            ("PRAGMA journal_mode=DELETE", "journal_mode"),
            ("PRAGMA synchronous=NORMAL", "synchronous"),
            ("PRAGMA foreign_keys=OFF", "foreign_keys"),
        ],
    )
    def test_a_loosened_database_file_is_refused(self, database_file, statement, name):
        found = list(checks.durability_is_on(databases=[database_file(statement)]))
        assert [(problem.id, name in problem.msg) for problem in found] == [("common.E001", True)]

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="about a server")
    @pytest.mark.django_db
    def test_a_server_that_confirms_too_early_is_refused(self):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        found = list(checks.durability_is_on(databases=["default"]))
        assert "default: synchronous_commit is off." in [problem.msg for problem in found]

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="about a server")
    @pytest.mark.django_db
    def test_only_a_throw_away_database_is_let_through(self, settings):
        settings.THROW_AWAY_DATABASE = True
        assert list(checks.durability_is_on(databases=["default"])) == []


class TestMessages:
    @pytest.fixture
    def catalogue(self, settings, tmp_path: Path) -> Path:
        settings.LOCALE_PATHS = [tmp_path]
        source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
        source.parent.mkdir(parents=True)
        source.write_text("")
        return source

    def test_a_compiled_catalogue_passes(self, catalogue):
        catalogue.with_suffix(".mo").write_text("")
        assert list(checks.messages_are_compiled()) == []

    def test_one_never_compiled_is_refused(self, catalogue):
        assert [problem.id for problem in checks.messages_are_compiled()] == ["common.E002"]

    def test_one_changed_since_is_refused(self, catalogue):
        compiled = catalogue.with_suffix(".mo")
        compiled.write_text("")
        os.utime(compiled, (1, 1))
        assert [problem.id for problem in checks.messages_are_compiled()] == ["common.E002"]


class TestFonts:
    def test_this_machine_has_one(self):
        assert list(checks.a_font_is_installed()) == []

    def test_a_machine_without_any_is_refused(self, monkeypatch, tmp_path):
        nowhere = tmp_path / "fonts.conf"
        nowhere.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>")
        monkeypatch.setenv("FONTCONFIG_FILE", str(nowhere))
        assert fonts.count_fonts() == 0
        assert [problem.id for problem in checks.a_font_is_installed()] == ["common.E003"]

    def test_a_library_that_is_not_there_cannot_be_loaded(self):
        assert fonts.can_load(fonts.PANGO)
        assert not fonts.can_load("libneverwritten.so.1")


def test_manage_py_check_asks_all_of_them():
    ours = {checks.durability_is_on, checks.messages_are_compiled, checks.a_font_is_installed}
    assert ours <= set(registry.get_checks())
