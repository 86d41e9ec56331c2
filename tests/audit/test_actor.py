"""Who is writing: named by requests and commands, kept through errors, never left behind."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from audit.access import record_access
from audit.context import acting
from audit.middleware import ActorMiddleware
from audit.models import AccessEvent, AuditEvent
from audit.triggers import NOBODY, PERMANENT
from enrollment.transitions import Action
from places.models import District
from tests import make

WRITES = (
    "UPDATE places_district SET name = name || '.'",
    "DELETE FROM places_district",
    "INSERT INTO places_district (code, name) VALUES ('357209', 'Asing')",
)


def rename(name: str) -> None:
    District.objects.filter(code="357201").update(name=name)


def last_actor() -> str:
    return AuditEvent.objects.latest("pk").actor


@pytest.mark.django_db
class TestActing:
    def test_the_inner_block_counts_and_the_outer_comes_back(self):
        with acting("luar", source="/a/"):
            with acting("dalam", reason="sebab"):
                rename("Satu")
            inner = AuditEvent.objects.latest("pk")
            rename("Dua")
        assert (inner.actor, inner.reason, inner.source) == ("dalam", "sebab", "/a/")
        assert last_actor() == "luar"
        with pytest.raises(IntegrityError, match=NOBODY), transaction.atomic():
            rename("Tanpa nama")

    def test_the_reason_is_kept_in_one_language_whoever_writes(self):
        with translation.override("en"), acting("sri", reason=Action.VERIFY.label):
            rename("Satu")
        assert AuditEvent.objects.latest("pk").reason == "Verifikasi"

    def test_an_error_inside_shows_itself_and_leaves_no_actor(self):
        with (
            pytest.raises(IntegrityError, match=r"(?i)unique"),
            transaction.atomic(),
            acting("sri"),
        ):
            District.objects.create(code="357201", name="Kembar")
        with pytest.raises(IntegrityError, match=NOBODY), transaction.atomic():
            rename("Tanpa nama")

    def test_an_error_inside_keeps_the_outer_actor(self):
        with acting("luar"):
            with pytest.raises(IntegrityError), transaction.atomic(), acting("dalam"):
                District.objects.create(code="357201", name="Kembar")
            rename("Lanjut")
        assert last_actor() == "luar"

    def test_a_rolled_back_block_keeps_the_outer_actor(self):
        with acting("luar"):
            with transaction.atomic():
                with acting("dalam"):
                    rename("Batal")
                transaction.set_rollback(True)
            rename("Lanjut")
        assert last_actor() == "luar"

    @pytest.mark.parametrize("nobody", [None, "", AnonymousUser(), 7])
    def test_nobody_cannot_act(self, nobody):
        with pytest.raises(ValueError, match="actor"), acting(nobody):
            pass

    def test_long_words_are_cut_to_their_columns(self):
        with acting("a" * 500, reason="b" * 500, source="c" * 500):
            rename("Panjang")
        event = AuditEvent.objects.latest("pk")
        assert [len(text) for text in (event.actor, event.reason, event.source)] == [150, 200, 100]


@pytest.mark.django_db(transaction=True)
class TestConnections:
    def test_a_connection_opened_inside_the_block_knows_the_actor(self):
        with acting("sri"):
            connection.close()
            rename("Sambungan baru")
        assert last_actor() == "sri"

    def test_another_thread_does_not_inherit_the_actor(self):
        errors = []

        def write() -> None:
            try:
                rename("Utas lain")
            except IntegrityError as error:
                errors.append(str(error))
            finally:
                connection.close()

        thread = threading.Thread(target=write)
        with acting("sri"):
            thread.start()
            thread.join()
        assert NOBODY in errors[0]

    @pytest.mark.parametrize("statement", WRITES)
    @pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has its own twin")
    def test_a_foreign_sqlite_program_cannot_write(self, tmp_path: Path, statement: str):
        copy = tmp_path / "salinan.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        with (
            closing(sqlite3.connect(copy)) as foreign,
            pytest.raises(sqlite3.OperationalError, match="audit_"),
        ):
            foreign.execute(statement)

    @pytest.mark.parametrize("statement", WRITES)
    @pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has its own twin")
    def test_a_foreign_postgresql_program_cannot_write_unnamed(self, statement: str):
        with (
            closing(connection.copy()) as foreign,
            foreign.cursor() as cursor,
            pytest.raises(IntegrityError, match=NOBODY),
        ):
            cursor.execute(statement)

    def test_a_statement_that_writes_nothing_needs_no_name(self):
        with connection.cursor() as cursor:
            cursor.execute(f"{WRITES[0]} WHERE code = ''")
            cursor.execute("INSERT INTO places_district (code, name) SELECT 'x', 'y' WHERE 1 = 0")


@pytest.mark.django_db
class TestRequests:
    def test_a_form_that_is_sent_names_its_sender_and_page(self, client):
        clerk = make.clerk(language="en")
        client.force_login(clerk)
        client.post(reverse("accounts:language"), {"language": "id"})
        event = AuditEvent.objects.latest("pk")
        assert (event.table, event.actor) == ("accounts_user", clerk.username)
        assert event.source == reverse("accounts:language")

    def test_signing_in_is_neither_refused_nor_recorded(self, client):
        clerk = make.clerk()
        before = AuditEvent.objects.count()
        client.force_login(clerk)
        clerk.refresh_from_db()
        assert clerk.last_login is not None
        assert AuditEvent.objects.count() == before

    def test_reading_a_page_names_nobody(self, client):
        def view(request: HttpRequest) -> HttpResponse:
            rename("Tanpa nama")
            return HttpResponse()

        with pytest.raises(IntegrityError, match=NOBODY), transaction.atomic():
            ActorMiddleware(view)(RequestFactory().get("/"))


@pytest.mark.django_db
class TestPermanence:
    @pytest.fixture(autouse=True)
    def _a_look(self):
        record_access(by="tests", kind=AccessEvent.Kind.PRINT, subject="roster:x")

    @pytest.mark.parametrize("model", [AuditEvent, AccessEvent])
    @pytest.mark.parametrize(
        "write",
        [
            lambda rows: rows.update(actor="orang lain"),
            lambda rows: rows.delete(),
            lambda rows: rows._raw_delete(rows.db),
            lambda rows: rows.first().delete(),
            lambda rows: rows.first().save(),
        ],
        ids=["update", "delete", "raw delete", "delete one", "save"],
    )
    def test_the_trail_cannot_be_changed(self, model, write):
        before = list(model.objects.values())
        with pytest.raises(IntegrityError, match=PERMANENT), transaction.atomic():
            write(model.objects.all())
        assert list(model.objects.values()) == before

    @pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite knows no TRUNCATE")
    @pytest.mark.parametrize("model", [AuditEvent, AccessEvent])
    def test_nor_emptied_at_a_stroke(self, model):
        sql = f"TRUNCATE {model._meta.db_table}"
        with (
            pytest.raises(IntegrityError, match=PERMANENT),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows no REPLACE")
    def test_nor_replaced(self):
        sql = "REPLACE INTO audit_auditevent SELECT * FROM audit_auditevent"
        with (
            pytest.raises(IntegrityError, match=PERMANENT),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


class TestReferenceData:
    @pytest.mark.django_db
    def test_it_is_loaded_once(self, capsys):
        call_command("load_reference")
        assert "already there" in capsys.readouterr().out

    @pytest.mark.django_db
    def test_force_writes_it_again_and_names_the_command(self):
        with acting("tests"):
            rename("Salah tulis")
        call_command("load_reference", "--force", verbosity=0)
        assert District.objects.get(code="357201").name == "Kepanjenkidul"
        assert AuditEvent.objects.filter(actor="load_reference", row="357201").exists()
