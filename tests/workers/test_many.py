"""Thousands of people through one door: the same rows that a form saves, without objects."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from audit.models import AuditEvent
from tests import make
from workers.models import Heir, Sex, Worker, WorkerWord
from workers.services import insert_heirs_many, insert_workers_many, update_workers_many

pytestmark = pytest.mark.django_db


def person(**values: Any) -> dict[str, Any]:
    return {
        "nik": make.nik(),
        "full_name": "Siti Ma'rufah",
        "birth_date": date(1980, 5, 17),
        "sex": Sex.MALE,
        "village_id": make.village().pk,
        "occupation_id": make.occupation().pk,
        **values,
    }


def words_of(pk: int) -> set[str]:
    return set(WorkerWord.objects.filter(worker=pk).values_list("word", flat=True))


class TestInsert:
    def test_a_person_is_saved_as_by_a_form(self):
        values = person(phone="+6281234567890", income=1_500_000, rt="001", rw="002")
        (pk,) = insert_workers_many(people=[values], by="tests")
        row = Worker.objects.get(pk=pk)
        known = make.worker(**{**values, "nik": make.nik()})
        known.refresh_from_db()
        for field in Worker._meta.concrete_fields:
            if field.name not in {"id", "nik", "created_at", "updated_at"}:
                assert getattr(row, field.attname) == getattr(known, field.attname), field.name
        assert row.created_at == row.updated_at <= timezone.now()
        assert words_of(pk) == words_of(known.pk) == {"siti", "marufah"}

    def test_the_ids_come_in_the_order_of_the_people(self):
        people = [person(full_name=f"Orang {number}") for number in range(5)]
        ids = insert_workers_many(people=people, by="tests")
        names = Worker.objects.in_bulk(list(ids))
        assert [names[pk].full_name for pk in ids] == [values["full_name"] for values in people]

    def test_each_person_has_an_event_under_the_writer_s_name(self):
        ids = insert_workers_many(people=[person(), person()], by="sri")
        events = AuditEvent.objects.filter(table="workers_worker", row__in=[str(pk) for pk in ids])
        assert {(event.actor, event.kind) for event in events} == {("sri", "I")}
        assert len(events) == 2

    def test_one_refused_person_keeps_all_out(self):
        twice = person()
        with pytest.raises(IntegrityError):
            insert_workers_many(people=[person(), twice, {**twice}], by="tests")
        assert not Worker.objects.exists()

    def test_an_unknown_attribute_is_named(self):
        with pytest.raises(ValueError, match="Worker has no village"):
            insert_workers_many(people=[person(village=1)], by="tests")

    def test_nobody_is_no_work(self):
        assert list(insert_workers_many(people=[], by="tests")) == []

    def test_the_number_of_statements_does_not_grow(self, django_assert_max_num_queries):
        people = [person() for _ in range(200)]
        with django_assert_max_num_queries(15):
            insert_workers_many(people=people, by="tests")


class TestUpdate:
    def test_only_what_is_said_changes(self):
        first, second = make.worker(rt="001"), make.worker(rt="001", phone="")
        update_workers_many(
            changes={first.pk: {"rt": "009"}, second.pk: {"rt": "008", "phone": "+6281"}},
            by="sri",
        )
        before = first.updated_at
        for row in (first, second):
            row.refresh_from_db()
        assert [(row.rt, row.version) for row in (first, second)] == [("009", 2), ("008", 2)]
        assert (first.phone, second.phone) == ("", "+6281")
        assert first.updated_at > before
        event = AuditEvent.objects.filter(table="workers_worker", row=str(first.pk))[0]
        assert (event.actor, event.kind) == ("sri", "U")

    def test_a_new_name_replaces_key_and_words(self):
        row, other = make.worker(full_name="Siti Aminah"), make.worker(full_name="Siti Aminah")
        update_workers_many(changes={row.pk: {"full_name": "Sri Lestari"}}, by="tests")
        row.refresh_from_db()
        assert row.name_key == "sri lestari"
        assert words_of(row.pk) == {"sri", "lestari"}
        assert words_of(other.pk) == {"siti", "aminah"}

    def test_a_change_that_is_refused_changes_nobody(self):
        first, second = make.worker(), make.worker()
        changes = {first.pk: {"rt": "009"}, second.pk: {"nik": first.nik}}
        with pytest.raises(IntegrityError):
            update_workers_many(changes=changes, by="tests")
        first.refresh_from_db()
        assert (first.rt, first.version) == ("001", 1)


class TestHeirs:
    def test_they_are_saved_with_what_is_said(self):
        worker = make.worker()
        heirs = [
            {"worker_id": worker.pk, "full_name": "Ahmad", "relation": Heir.Relation.CHILD},
            {"worker_id": worker.pk, "full_name": "Sri", "relation": "spouse", "phone": "+6281"},
        ]
        assert insert_heirs_many(heirs=iter(heirs), by="sri") == 2
        found = Heir.objects.filter(worker=worker).values_list("full_name", "relation", "phone")
        assert list(found) == [("Ahmad", "child", ""), ("Sri", "spouse", "+6281")]
        assert AuditEvent.objects.filter(table="workers_heir", actor="sri").count() == 2
