"""In a block of the past every query reads the tables as they stood, and nothing changes."""

from collections.abc import Callable
from datetime import date, datetime
from threading import Thread
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from audit.audited import AUDITED
from audit.context import acting
from audit.models import AuditEvent
from audit.past import Remembered, tables_as_of
from enrollment.models import Enrollment
from tests import make
from tests.earlier import triggers_aside
from workers.models import Worker
from workers.names import name_key
from workers.services import save_worker

pytestmark = pytest.mark.django_db
WORKERS = Remembered(Worker, follows={"name_key": ("full_name", name_key)})
ALL = [WORKERS] + [Remembered(a.model) for a in AUDITED if a.model is not Worker]


def as_of(moment: datetime, *wanted: Remembered) -> Any:
    return tables_as_of(moment, wanted or ALL)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Read every watched table as Django gives its values, in the order of keys."""
    return {
        audited.table: list(audited.model._base_manager.order_by("pk").values_list())
        for audited in AUDITED
    }


def change(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    with acting("tests"):
        row.save()


class TestRows:
    def test_every_table_is_as_it_was_whatever_happened_since(self):
        """Every kind of column: texts of digits, dates, moments, decimals, JSON, nothing."""
        worker = make.worker(full_name="Siti Aminah", rt="001", income=900_000, phone="+62811")
        ended = make.enrollment(worker=worker, status="registered")
        gone = make.worker(full_name="Bu'ang Élok", died_on=date(2025, 5, 1))
        before, moment = everything(), timezone.now()

        change(worker, full_name="Siti Fatimah", name_key="siti fatimah", rt="", income=None)
        change(worker, village=make.village("Kauman"), died_on=date(2025, 6, 1))
        change(
            ended,
            ended_on=date(2025, 6, 1),
            end_known_on=date(2025, 6, 2),
            end_reason="died",
            version=9,
        )
        change(ended.period, name="Lain", ends_on=date(2026, 1, 31))
        change(make.village("Bendo"), name="Benda", area_km2="9.99", aliases=["x"])
        change(ended.proposed_by, full_name="Nama Baru", is_active=False)
        change(make.occupation(), name="Becak", position=3, is_active=False)
        make.enrollment(status="registered")
        with acting("tests"):
            gone.delete()

        assert everything() != before
        with as_of(moment):
            then = everything()
        assert without_secrets(then) == without_secrets(before)

    def test_the_first_change_since_counts_and_none_before(self):
        worker = make.worker(full_name="A")
        change(worker, full_name="B")
        moment = timezone.now()
        change(worker, full_name="C")
        change(worker, full_name="D")
        with as_of(moment):
            assert Worker.objects.get().full_name == "B"
        assert Worker.objects.get().full_name == "D"

    def test_who_came_and_went_since_was_never_there(self):
        moment = timezone.now()
        worker = make.worker()
        change(worker, full_name="Lain")
        with acting("tests"):
            worker.delete()
        with as_of(moment):
            assert not Worker.objects.exists()

    def test_what_follows_from_another_column_is_worked_out_again(self):
        renamed, gone, moved = (make.worker(full_name=name) for name in ("Nyi Élok", "Ana", "Zul"))
        moment = timezone.now()
        save_worker(worker=renamed, data={"full_name": "Budi"}, by="tests")
        save_worker(worker=moved, data={"rt": "009"}, by="tests")
        with acting("tests"):
            gone.delete()
        with as_of(moment):
            keys = Worker.objects.order_by("name_key").values_list("name_key", flat=True)
            assert list(keys) == ["ana", "nyi elok", "zul"]

    def test_passwords_are_not_copied(self):
        user = make.clerk()
        with as_of(timezone.now()):
            assert User.objects.get(pk=user.pk).password == ""
        user.refresh_from_db()
        assert user.has_usable_password()

    def test_a_column_that_an_image_does_not_hold_is_as_today(self):
        worker = make.worker(note="tetap")
        moment = timezone.now()
        change(worker, full_name="Lain")
        forget("note")
        with as_of(moment):
            assert Worker.objects.get().note == "tetap"


class TestQueries:
    def test_joins_filters_and_sums_read_the_past(self):
        worker = make.worker(village=make.village("Tlumpu"))
        make.enrollment(worker=worker, status="registered")
        moment = timezone.now()
        change(worker, village=make.village("Kauman"))
        change(make.occupation(), name="Becak Baru")
        rows = Enrollment.objects.filter(
            Q(worker__village__name="Tlumpu"), ~Q(worker__occupation__name="Becak Baru")
        )
        assert not rows.exists()
        with as_of(moment):
            assert rows.select_related("worker__village").get().worker.village.name == "Tlumpu"

    def test_as_many_statements_for_more_rows(self):
        def statements() -> int:
            with CaptureQueriesContext(connection) as captured, as_of(moment):
                pass
            return len(captured)

        moment = timezone.now()
        rows = [make.worker() for _number in range(3)]
        few = statements()
        moment = timezone.now()
        for row in rows + [make.worker() for _number in range(27)]:
            save_worker(worker=row, data={"full_name": f"Lain {row.pk}"}, by="tests")
        assert statements() <= few + 4


class TestNothingStays:
    @pytest.fixture
    def moment(self) -> datetime:
        worker = make.worker(full_name="Dahulu")
        moment = timezone.now()
        change(worker, full_name="Sekarang")
        return moment

    def test_tables_and_trail_are_untouched(self, moment):
        before, events = everything(), AuditEvent.objects.count()
        with as_of(moment):
            assert Worker.objects.get().full_name == "Dahulu"
        assert (everything(), AuditEvent.objects.count()) == (before, events)
        assert temporary_tables() == []

    def test_an_error_in_the_block_takes_the_tables_away_too(self, moment):
        with pytest.raises(ZeroDivisionError), as_of(moment):
            raise ZeroDivisionError
        with pytest.raises(DatabaseError), as_of(moment), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM tidak_ada")
        assert Worker.objects.get().full_name == "Sekarang"
        assert temporary_tables() == []

    @pytest.mark.parametrize(
        "write",
        [
            lambda: Worker.objects.update(rt="009"),
            lambda: Worker.objects.all().delete(),
            lambda: change(Worker.objects.get(), rt="009"),
        ],
    )
    def test_a_write_in_the_block_is_refused(self, moment: datetime, write: Callable[[], Any]):
        with pytest.raises(RuntimeError, match="Nothing is written"), as_of(moment):
            write()
        assert Worker.objects.get().rt == "001"

    def test_writes_after_it_meet_the_real_tables(self, moment):
        with as_of(moment):
            pass
        change(Worker.objects.get(), rt="009")
        assert (AuditEvent.objects.latest("pk").new or {})["rt"] == "009"


@pytest.mark.usefixtures("crowded")
class TestSeveralAtOnce:
    def test_others_read_and_write_the_present_meanwhile(self):
        worker = make.worker(full_name="Dahulu")
        moment = timezone.now()
        change(worker, full_name="Sekarang")
        seen: list[Any] = []

        def another_reader_and_writer() -> None:
            try:
                seen.append(Worker.objects.get().full_name)
                change(Worker.objects.get(), full_name="Nanti")
                with as_of(moment):
                    seen.append(Worker.objects.get().full_name)
            except Exception as error:  # told to the test
                seen.append(error)
            finally:
                connection.close()

        with as_of(moment):
            assert Worker.objects.get().full_name == "Dahulu"
            thread = Thread(target=another_reader_and_writer)
            thread.start()
            thread.join(30)
            assert seen == ["Sekarang", "Dahulu"]
            assert Worker.objects.get().full_name == "Dahulu"
        assert Worker.objects.get().full_name == "Nanti"
        assert temporary_tables() == []

    def test_a_reader_does_not_wait_for_the_writer(self):
        worker = make.worker(full_name="Dahulu")
        moment = timezone.now()
        seen: list[Any] = []

        def reader() -> None:
            try:
                with as_of(moment):
                    seen.append(Worker.objects.get().full_name)
            except Exception as error:  # told to the test
                seen.append(error)
            finally:
                connection.close()

        with transaction.atomic():
            change(worker, full_name="Sekarang")
            thread = Thread(target=reader)
            thread.start()
            thread.join(10)
            assert seen == ["Dahulu"]


def without_secrets(tables: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Leave out what the trail never holds, and so cannot give back."""
    kept = {}
    for audited in AUDITED:
        hidden = {*audited.ignored, *audited.secret} - {"name_key"}
        places = [
            place
            for place, field in enumerate(audited.model._meta.concrete_fields)
            if field.column not in hidden
        ]
        rows = tables[audited.table]
        kept[audited.table] = [tuple(row[place] for place in places) for row in rows]
    return kept


def temporary_tables() -> list[str]:
    names = {audited.table for audited in AUDITED}
    query = {
        "sqlite": "SELECT name FROM sqlite_temp_master WHERE type = 'table'",
        "postgresql": "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()",
    }
    with connection.cursor() as cursor:
        cursor.execute(query[connection.vendor])
        return [name for (name,) in cursor.fetchall() if name in names]


def forget(column: str) -> None:
    """Take a column out of the images, as if it had been added to the table later."""
    with triggers_aside():
        for event in AuditEvent.objects.filter(table="workers_worker", kind="U"):
            assert event.old is not None
            del event.old[column]
            event.save()
