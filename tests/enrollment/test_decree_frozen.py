"""What is signed stays: every way of writing is tried on a signed decree and on its lines."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from audit.context import acting
from common import triggers
from enrollment.decree_selectors import annex_lines, verify_hash
from enrollment.decree_triggers import FROZEN
from enrollment.models import Decree, DecreeLine
from enrollment.transitions import Status
from tests import make

pytestmark = pytest.mark.django_db

refused = pytest.raises(IntegrityError, match=FROZEN)


@pytest.fixture
def signed() -> Decree:
    period = make.period()
    rows = [make.enrollment(period=period, status=Status.VERIFIED) for _number in range(3)]
    return make.signed(make.decree(*rows))


@pytest.fixture
def draft() -> Decree:
    return make.decree(make.enrollment(status=Status.VERIFIED), title="Rancangan lain")


def raw(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))


def line_of(decree: Decree) -> DecreeLine:
    return annex_lines(decree)[0]


def save_line(decree: Decree) -> None:
    line = line_of(decree)
    line.full_name = "Orang lain"
    line.save()


def update_lines(decree: Decree) -> None:
    decree.lines.update(full_name="Orang lain")


def bulk_update_lines(decree: Decree) -> None:
    line = line_of(decree)
    line.full_name = "Orang lain"
    DecreeLine.objects.bulk_update([line], ["full_name"])


def raw_update_line(decree: Decree) -> None:
    raw("UPDATE enrollment_decreeline SET full_name = 'X' WHERE decree_id = %s", decree.pk)


def delete_line(decree: Decree) -> None:
    line_of(decree).delete()


def delete_lines(decree: Decree) -> None:
    decree.lines.all().delete()


def raw_delete_line(decree: Decree) -> None:
    raw("DELETE FROM enrollment_decreeline WHERE decree_id = %s", decree.pk)


def save_decree(decree: Decree) -> None:
    decree.title = "Judul lain"
    decree.save()


def update_decree(decree: Decree) -> None:
    Decree.objects.filter(pk=decree.pk).update(signed_on=date(2020, 1, 1))


def unsign(decree: Decree) -> None:
    Decree.objects.filter(pk=decree.pk).update(
        state=Decree.State.DRAFT,
        number="",
        signed_on=None,
        sha256="",
        signatory=None,
        recorded_at=None,
    )


def delete_decree(decree: Decree) -> None:
    decree.delete()


def raw_delete_decree(decree: Decree) -> None:
    raw("DELETE FROM enrollment_decree WHERE id = %s", decree.pk)


DOORS = [
    save_line,
    update_lines,
    bulk_update_lines,
    raw_update_line,
    delete_line,
    delete_lines,
    raw_delete_line,
    save_decree,
    update_decree,
    unsign,
    delete_decree,
    raw_delete_decree,
]


@pytest.mark.parametrize("write", DOORS, ids=lambda write: write.__name__)
def test_a_signed_decree_refuses(write: Callable[[Decree], None], signed: Decree) -> None:
    with refused, transaction.atomic(), acting("tests"):
        write(signed)
    assert (signed.lines.count(), verify_hash(Decree.objects.get())) == (3, True)


# The others need a signature, or leave lines behind.
FREE = [door for door in DOORS if door not in {unsign, update_decree, raw_delete_decree}]


@pytest.mark.parametrize("write", FREE, ids=lambda write: write.__name__)
def test_a_draft_lets_through(write: Callable[[Decree], None], draft: Decree) -> None:
    before = (list(Decree.objects.values()), list(DecreeLine.objects.values()))
    with transaction.atomic(), acting("tests"):
        write(draft)
    assert (list(Decree.objects.values()), list(DecreeLine.objects.values())) != before


class TestLinesFromElsewhere:
    def test_none_is_inserted(self, signed: Decree, draft: Decree) -> None:
        line = line_of(draft)
        line.pk, line.decree, line.position = None, signed, 4
        with refused, transaction.atomic(), acting("tests"):
            line.save(force_insert=True)

    def test_none_is_inserted_in_bulk(self, signed: Decree, draft: Decree) -> None:
        line = line_of(draft)
        line.pk, line.decree, line.position = None, signed, 4
        with refused, transaction.atomic(), acting("tests"):
            DecreeLine.objects.bulk_create([line])

    def test_none_moves_in(self, signed: Decree, draft: Decree) -> None:
        with refused, transaction.atomic(), acting("tests"):
            draft.lines.update(decree=signed)

    def test_none_moves_out(self, signed: Decree, draft: Decree) -> None:
        with refused, transaction.atomic(), acting("tests"):
            DecreeLine.objects.filter(pk=line_of(signed).pk).update(decree=draft, position=99)


def test_people_named_by_a_decree_cannot_be_deleted(signed: Decree) -> None:
    with pytest.raises(ProtectedError), acting("tests"):
        line_of(signed).enrollment.delete()


class TestHash:
    def test_it_fits_what_was_signed(self, signed: Decree) -> None:
        assert len(signed.sha256) == 64
        assert verify_hash(Decree.objects.get())

    def test_it_stays_when_the_people_change(self, signed: Decree) -> None:
        before = list(annex_lines(signed).values())
        with acting("tests"):
            worker = line_of(signed).enrollment.worker
            worker.full_name, worker.rt = "Nama baru", "009"
            worker.save()
        assert list(annex_lines(signed).values()) == before
        assert verify_hash(signed)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE enrollment_decreeline SET full_name = 'X' WHERE position = 1",
            "UPDATE enrollment_decreeline SET position = 9 WHERE position = 1",
            "UPDATE enrollment_decree SET title = 'X'",
            "DELETE FROM enrollment_decreeline WHERE position = 3",
        ],
    )
    def test_it_tells_of_a_change_behind_the_triggers(
        self, statement: str, signed: Decree
    ) -> None:
        triggers.remove(connection)
        raw(statement)
        assert not verify_hash(Decree.objects.get())
        triggers.install(connection)
