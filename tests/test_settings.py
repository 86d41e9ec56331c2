"""Settings that fail loudly, tried as a new process sees them."""

import os
import secrets
import subprocess
import sys

import pytest

from blitar_registry.settings.environment import BASE_DIR

GOOD = {
    "DJANGO_SETTINGS_MODULE": "blitar_registry.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "registry.example",
    "DATABASE_URL": "sqlite://:memory:",
}


def manage(*arguments: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
    """Run manage.py with production settings; a variable set to None is left out."""
    wanted = {**GOOD, "PATH": os.environ["PATH"], **changed}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env={name: value for name, value in wanted.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


def setting(expression: str, **changed: str | None) -> str:
    """Give the value of an expression over the production settings, as Python writes it."""
    code = f"from django.conf import settings; print({expression})"
    done = manage("shell", "--no-imports", "--command", code, **changed)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class TestProduction:
    def test_every_deployment_check_passes_and_none_is_silenced(self):
        done = manage("check", "--deploy", "--fail-level", "WARNING")
        assert (done.returncode, done.stdout) == (
            0,
            "System check identified no issues (0 silenced).\n",
        ), done.stderr

    def test_a_loosened_setting_would_be_noticed(self):
        done = manage(
            "check",
            "--deploy",
            "--fail-level",
            "WARNING",
            DJANGO_SETTINGS_MODULE="blitar_registry.settings.development",
        )
        assert done.returncode == 1
        assert "security.W008" in done.stderr

    @pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
    def test_a_missing_variable_is_named(self, name):
        done = manage("check", **{name: None})
        assert done.returncode != 0
        assert f"Set the {name} environment variable" in done.stderr

    @pytest.mark.parametrize(
        "key",
        ["", "short", "a" * 80, "django-insecure-" + secrets.token_urlsafe(50)],
        ids=["empty", "short", "repeated", "placeholder"],
    )
    def test_a_weak_secret_is_refused(self, key):
        done = manage("check", SECRET_KEY=key)
        assert done.returncode != 0
        assert "SECRET_KEY must be at least 50 random characters." in done.stderr

    @pytest.mark.parametrize("url", ["mysql://u@localhost/registry", "registry.sqlite3", ""])
    def test_another_kind_of_database_is_refused(self, url):
        done = manage("check", DATABASE_URL=url)
        assert done.returncode != 0
        assert "DATABASE_URL must start with sqlite:// or postgres://." in done.stderr

    def test_a_switch_that_is_no_yes_or_no_is_refused(self):
        done = manage("check", BEHIND_TLS_PROXY="perhaps")
        assert done.returncode != 0
        assert "BEHIND_TLS_PROXY" in done.stderr

    def test_a_number_that_is_none_is_refused(self):
        done = manage(
            "check",
            DATABASE_URL="postgres://u@localhost/registry",
            DATABASE_STATEMENT_TIMEOUT_MS="soon",
        )
        assert done.returncode != 0
        assert "DATABASE_STATEMENT_TIMEOUT_MS" in done.stderr


class TestDatabaseUrl:
    def test_a_file_gets_one_writer_at_a_time_and_full_durability(self):
        options = setting("settings.DATABASES['default']['OPTIONS']")
        assert "'transaction_mode': 'IMMEDIATE'" in options
        assert "PRAGMA synchronous=FULL" in options

    def test_a_server_gets_time_limits_and_healthy_connections(self):
        database = setting(
            "settings.DATABASES['default']",
            DATABASE_URL="postgres://clerk:secret@db.example:5433/registry",
            DATABASE_STATEMENT_TIMEOUT_MS="300000",
        )
        for part in (
            "'ENGINE': 'django.db.backends.postgresql'",
            "'HOST': 'db.example'",
            "'PORT': 5433",
            "lock_timeout=5000",
            "statement_timeout=300000",
            "'CONN_HEALTH_CHECKS': True",
        ):
            assert part in database

    def test_a_socket_folder_comes_percent_encoded(self):
        host = setting(
            "settings.DATABASES['default']['HOST']",
            DATABASE_URL="postgres://clerk@%2Fvar%2Frun%2Fpostgresql/registry",
        )
        assert host == "/var/run/postgresql"

    def test_a_page_view_opens_no_transaction_of_its_own(self):
        assert setting("settings.DATABASES['default']['ATOMIC_REQUESTS']") == "False"


class TestDevelopment:
    def test_a_plain_request_is_answered_on_the_loopback_address_only(self):
        development = {
            "DJANGO_SETTINGS_MODULE": "blitar_registry.settings.development",
            "ALLOWED_HOSTS": None,
        }
        shown = setting("settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS", **development)
        assert shown == "False ['127.0.0.1', 'localhost', '[::1]']"
        assert setting("settings.DEBUG", **development) == "False"
