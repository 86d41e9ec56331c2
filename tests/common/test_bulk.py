"""Many rows at once: stored as one by one, guarded as one by one, on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from audit.context import acting
from audit.models import AuditEvent
from audit.triggers import NOBODY
from common import bulk
from enrollment.models import Enrollment
from intake.models import ImportBatch, StagedRow
from places.models import District
from tests import make
from workers.models import Heir, Worker, WorkerWord

EAST = timezone(timedelta(hours=7))
MOMENT = datetime(2026, 3, 4, 5, 6, 7, 123456, tzinfo=EAST)
FULL_MINUTE = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
HEIR = ("worker_id", "full_name", "relation", "phone", "nik")


def values_of(row: Any, *, without: tuple[str, ...]) -> dict[str, Any]:
    """Give a model's row as insert_rows takes it."""
    fields = row._meta.concrete_fields
    return {f.attname: getattr(row, f.attname) for f in fields if f.attname not in without}


def raw(model: Any, pk: int, *, without: tuple[str, ...]) -> list[Any]:
    """Read what the table really holds, past every converter of Django."""
    columns = [f'"{f.column}"' for f in model._meta.concrete_fields if f.attname not in without]
    if connection.vendor == "postgresql":
        columns = [f"{column}::text" for column in columns]
    else:
        columns += [f"typeof({column})" for column in columns]
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = %s", [pk])  # noqa: S608
        return list(cursor.fetchone())


def stored_alike(first: Any, *, differing: dict[str, Any]) -> None:
    """Check that a row of plain values is stored as the model's own row was."""
    model = type(first)
    first.refresh_from_db()
    values = values_of(first, without=("id",)) | differing
    with transaction.atomic(), acting("tests"):
        assert bulk.insert_rows(model, list(values), [tuple(values.values())]) == 1
    second = model.objects.latest("pk")
    assert second.pk > first.pk
    assert values_of(second, without=("id",)) == values
    without = ("id", *differing)
    assert raw(model, second.pk, without=without) == raw(model, first.pk, without=without)


def words(number: int) -> list[tuple[str, int]]:
    worker = make.worker(full_name="X")
    return [(f"kata{at}", worker.pk) for at in range(number)]


@pytest.fixture
def batch(db: None) -> ImportBatch:
    with acting("tests"):
        return ImportBatch.objects.create(
            file="a.xlsx",
            file_name="a.xlsx",
            size=1,
            sha256="0" * 64,
            period=make.period(),
            uploaded_by=make.clerk(),
        )


@pytest.fixture
def no_transaction(transactional_db: None) -> None:
    return


class TestStoredAsOneByOne:
    @pytest.mark.django_db
    def test_a_person_with_dates_and_moments(self):
        with acting("tests"):
            worker = make.worker(
                full_name="Siti 'Aminah' \\ \t Ñandú", income=1_500_000, note="satu\ndua \\N \\."
            )
        with acting("tests"):
            Worker.objects.filter(pk=worker.pk).update(
                created_at=MOMENT, updated_at=FULL_MINUTE, died_on=date(2026, 2, 28)
            )
        stored_alike(worker, differing={"nik": make.nik()})

    @pytest.mark.django_db
    def test_absent_values_and_tokens(self):
        enrollment = make.enrollment(form_token=uuid4(), proposed_at=MOMENT)
        stored_alike(enrollment, differing={"worker_id": make.worker().pk, "form_token": uuid4()})

    @pytest.mark.django_db
    def test_json_and_switches(self, batch):
        row = StagedRow.objects.create(
            batch=batch,
            sheet="Sheet1",
            row=1,
            kind="person",
            cells=["a\tb", None, "é ✓ \\ \"x\" 'y'", "\n"],
            values={"b": [1, 2.5, True, None], "a": {"z": ""}},
            ready=True,
        )
        stored_alike(row, differing={"row": 2})

    @pytest.mark.django_db
    def test_a_json_column_without_a_value_is_null(self, batch):
        before = AuditEvent.objects.filter(new=None).count()
        columns = ("at", "actor", "reason", "source", "table", "row", "kind", "old", "new")
        row = (MOMENT, "x", "", "", "places_district", "1", "D", {"code": "1"}, None)
        with transaction.atomic():
            bulk.insert_rows(AuditEvent, columns, [row])
        assert AuditEvent.objects.filter(new__isnull=True).count() == before + 1
        assert AuditEvent.objects.latest("pk").at == MOMENT

    @pytest.mark.django_db
    def test_the_audit_trail_gets_the_event_that_a_single_write_gives(self):
        worker = make.worker()
        one = Heir(worker=worker, full_name="Sri", relation="child")
        with transaction.atomic(), acting("sri", reason="Sebab", source="/a/"):
            one.save()
            bulk.insert_rows(Heir, HEIR, [(worker.pk, "Sri", "child", "", "")])
        second, first = AuditEvent.objects.filter(table="workers_heir")[:2]
        assert (second.actor, second.reason, second.source) == ("sri", "Sebab", "/a/")
        assert second.row == str(Heir.objects.latest("pk").pk)
        assert second.new == {**(first.new or {}), "id": one.pk + 1}

    @pytest.mark.django_db
    def test_each_of_many_rows_has_its_event_in_their_order(self):
        worker = make.worker()
        with transaction.atomic(), acting("sri"):
            ids = bulk.reserve_ids(Heir, 3)
            rows = [(pk, worker.pk, f"Sri {pk}", "child", "", "") for pk in ids]
            bulk.insert_rows(Heir, ("id", *HEIR), rows)
        events = AuditEvent.objects.filter(table="workers_heir", kind="I").order_by("pk")
        assert [event.row for event in events] == [str(pk) for pk in ids]
        assert [event.new and event.new["full_name"] for event in events] == [r[2] for r in rows]


class TestManyRows:
    @pytest.mark.django_db
    def test_a_generator_is_read_in_pieces_and_may_read_the_database(self, monkeypatch):
        monkeypatch.setattr(bulk, "PIECE", 3)
        worker = make.worker(full_name="X")
        seen = []

        def rows() -> Iterator[tuple[str, int]]:
            for at in range(8):
                seen.append(WorkerWord.objects.filter(word__startswith="kata").count())
                yield f"kata{at}", worker.pk

        with transaction.atomic():
            assert bulk.insert_rows(WorkerWord, ("word", "worker_id"), rows()) == 8
        assert seen == [0, 0, 0, 3, 3, 3, 6, 6]
        assert WorkerWord.objects.filter(word__startswith="kata").count() == 8

    @pytest.mark.django_db
    @pytest.mark.parametrize("number", [3, 150])
    def test_what_all_rows_have_in_common_is_named_once(self, number):
        same = {
            "at": MOMENT,
            "actor": "x",
            "reason": "",
            "source": "50% 'x'",
            "table": "places_district",
            "kind": "I",
            "old": None,
            "new": {"code": ["1", None]},
        }
        rows = [(str(at),) for at in range(number)]
        with transaction.atomic():
            assert bulk.insert_rows(AuditEvent, ("row",), rows, same) == number
        found = AuditEvent.objects.filter(source="50% 'x'").order_by("pk")
        assert [(row,) for row in found.values_list("row", flat=True)] == rows
        assert all({name: getattr(one, name) for name in same} == same for one in found)

    @pytest.mark.django_db
    def test_no_rows_are_no_statement(self, django_assert_num_queries):
        with transaction.atomic(), django_assert_num_queries(0):
            assert bulk.insert_rows(WorkerWord, ("word", "worker_id"), []) == 0

    @pytest.mark.django_db
    def test_thousands_are_few_statements(self, django_assert_max_num_queries):
        rows = words(2001)
        with transaction.atomic(), django_assert_max_num_queries(5):
            assert bulk.insert_rows(WorkerWord, ("word", "worker_id"), rows) == 2001
        assert WorkerWord.objects.filter(word__startswith="kata").count() == 2001


@pytest.mark.django_db
class TestGuards:
    def test_a_row_that_is_there_already_is_refused(self):
        rows = words(2)
        with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
            bulk.insert_rows(WorkerWord, ("word", "worker_id"), [*rows, rows[0]])
        assert not WorkerWord.objects.filter(word="kata0").exists()

    def test_a_row_against_a_check_is_refused(self):
        row = (make.worker().pk, "Sri", "child", "", "12")
        with (
            pytest.raises(IntegrityError, match="workers_heir_nik"),
            transaction.atomic(),
            acting("tests"),
        ):
            bulk.insert_rows(Heir, HEIR, [row])

    def test_nobody_writes(self):
        row = (make.worker().pk, "Sri", "child", "", "")
        with pytest.raises(IntegrityError, match=NOBODY), transaction.atomic():
            bulk.insert_rows(Heir, HEIR, [row])

    def test_days_that_overlap_are_refused(self):
        known = make.enrollment()
        other = make.enrollment(period=make.period(), worker=make.worker())
        values = values_of(other, without=("id",)) | {"worker_id": known.worker_id}
        with (
            pytest.raises(IntegrityError, match="enrollment_no_overlap"),
            transaction.atomic(),
            acting("tests"),
        ):
            bulk.insert_rows(Enrollment, list(values), [tuple(values.values())])

    def test_after_a_refusal_the_transaction_is_good_for_nothing(self):
        rows = words(1)
        with transaction.atomic():
            with pytest.raises(IntegrityError):
                bulk.insert_rows(WorkerWord, ("word", "worker_id"), [*rows, *rows])
            assert connection.needs_rollback

    def test_a_moment_without_a_time_zone_is_refused(self):
        columns = ("at", "actor", "reason", "source", "table", "row", "kind")
        row = (datetime(2026, 1, 2), "x", "", "", "places_district", "1", "D")
        with pytest.raises(ValueError, match="time zone"), transaction.atomic():
            bulk.insert_rows(AuditEvent, columns, [row])


@pytest.mark.django_db
class TestUpdateRows:
    def test_each_row_gets_its_own_values_and_one_event(self):
        first, second, third = make.worker(), make.worker(), make.worker(phone="")
        last = AuditEvent.objects.latest("pk").pk
        with transaction.atomic(), acting("tests"):
            changed = bulk.update_rows(
                Worker,
                ("id", "phone", "died_on", "updated_at"),
                [
                    (first.pk, "+6281", date(2026, 1, 2), MOMENT),
                    (second.pk, "+6282", None, MOMENT),
                ],
                step="version",
            )
        assert changed == 2
        for row in (first, second, third):
            row.refresh_from_db()
        assert [row.phone for row in (first, second, third)] == ["+6281", "+6282", ""]
        assert [row.version for row in (first, second, third)] == [2, 2, 1]
        assert (first.died_on, first.updated_at) == (date(2026, 1, 2), MOMENT)
        events = AuditEvent.objects.filter(pk__gt=last, table="workers_worker", kind="U")
        assert sorted(event.row for event in events) == sorted([str(first.pk), str(second.pk)])

    def test_pieces_follow_each_other(self, monkeypatch):
        monkeypatch.setattr(bulk, "PIECE", 2)
        workers = [make.worker() for _ in range(5)]
        with transaction.atomic(), acting("tests"):
            rows = ((worker.pk, f"Tempat {worker.pk}") for worker in workers)
            assert bulk.update_rows(Worker, ("id", "work_place"), rows) == 5
        for worker in workers:
            worker.refresh_from_db()
            assert (worker.work_place, worker.version) == (f"Tempat {worker.pk}", 1)

    def test_json_values_replace_json_values(self, batch):
        row = StagedRow.objects.create(batch=batch, row=1, kind="person", values={"a": 1})
        with transaction.atomic():
            columns = ("id", "values", "problems", "ready")
            bulk.update_rows(StagedRow, columns, [(row.pk, {"b": "é"}, [], True)])
        row.refresh_from_db()
        assert (row.values, row.problems, row.ready) == ({"b": "é"}, [], True)

    def test_a_row_that_is_not_there_is_not_counted(self):
        with transaction.atomic():
            assert bulk.update_rows(Worker, ("id", "phone"), [(987654321, "x")]) == 0

    def test_a_change_against_a_check_is_refused(self):
        worker = make.worker()
        with (
            pytest.raises(IntegrityError, match="workers_rt_is_three_digits"),
            transaction.atomic(),
            acting("tests"),
        ):
            bulk.update_rows(Worker, ("id", "rt"), [(worker.pk, "1")])

    def test_the_first_column_is_the_key(self):
        with pytest.raises(ValueError, match="first column"):
            bulk.update_rows(Worker, ("phone", "id"), [])


@pytest.mark.django_db
class TestMistakes:
    def test_a_column_that_must_be_given_is_named(self):
        with pytest.raises(ValueError, match="Heir needs relation, phone, nik"):
            bulk.insert_rows(Heir, ("worker_id", "full_name"), [])

    def test_a_column_that_does_not_exist_is_named(self):
        with pytest.raises(ValueError, match="no columns worker"):
            bulk.insert_rows(Heir, (*HEIR, "worker"), [])

    @pytest.mark.parametrize("row", [("kata",), ("kata", 1, 2)])
    def test_a_row_of_another_length_is_refused(self, row):
        with pytest.raises(ValueError, match="values for 2 columns"), transaction.atomic():
            bulk.insert_rows(WorkerWord, ("word", "worker_id"), [row])

    def test_rows_of_different_lengths_are_refused(self):
        rows = [*words(2), ("kata",)]
        with pytest.raises(ValueError, match="argument"), transaction.atomic():
            bulk.insert_rows(WorkerWord, ("word", "worker_id"), rows)


class TestTransactions:
    def test_without_one_nothing_is_written(self, no_transaction):
        with pytest.raises(RuntimeError, match="atomic"):
            bulk.insert_rows(District, ("code", "name"), [("357209", "X")])
        with pytest.raises(RuntimeError, match="atomic"):
            bulk.reserve_ids(Group, 1)

    def test_a_database_error_of_the_driver_comes_out_as_django_s(self, no_transaction):
        # No column of the form may hide it: the foreign key is looked at when all is written.
        with pytest.raises(IntegrityError), transaction.atomic(), acting("tests"):
            bulk.insert_rows(Heir, HEIR, [(987654321, "Sri", "child", "", "")])
        assert not Heir.objects.exists()


@pytest.mark.django_db
class TestReserveIds:
    def test_later_rows_do_not_meet_the_reserved_ids(self):
        with transaction.atomic():
            ids = bulk.reserve_ids(Group, 3)
            between = Group.objects.create(name="di antara")
            bulk.insert_rows(Group, ("id", "name"), [(pk, f"kelompok {pk}") for pk in ids])
            after = Group.objects.create(name="sesudah")
            more = bulk.reserve_ids(Group, 2)
        taken = [*ids, between.pk, after.pk, *more]
        assert len(set(taken)) == len(taken) == 7
        assert taken == sorted(taken)

    def test_they_rise_and_lie_beyond_every_row(self):
        with transaction.atomic():
            last = Group.objects.create(name="terakhir").pk
            Group.objects.create(name="dihapus").delete()
            ids = bulk.reserve_ids(Group, 5)
        assert list(ids) == sorted(ids)
        assert len(ids) == 5
        assert ids[0] > last + 1

    def test_a_table_without_rows_gives_ids_too(self):
        with transaction.atomic():
            ids = bulk.reserve_ids(Heir, 2)
            assert bulk.reserve_ids(Heir, 1)[0] > ids[-1]

    def test_none_are_none(self):
        with transaction.atomic():
            assert list(bulk.reserve_ids(Group, 0)) == []
