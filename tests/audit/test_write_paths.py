"""Whatever door a write takes, the trail holds exactly what changed, and who did it."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers import deserialize, serialize
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F

from accounts.models import Role, Scope, User
from audit.audited import AUDITED
from audit.context import acting
from audit.models import AuditEvent
from audit.triggers import NOBODY
from places.models import District, Village
from workers.models import Heir, OccupationAlias, OccupationCategory, Worker

pytestmark = pytest.mark.django_db

Shadow = dict[tuple[str, str], dict[str, Any]]


def new_worker(number: int, **values: Any) -> Worker:
    values = {
        "nik": f"357202170580{number:04}",
        "full_name": f"Slamet {number}",
        "name_key": f"slamet {number}",
        "birth_date": date(1980, 5, 17),
        "sex": "M",
        "village": Village.objects.get(name="Tlumpu"),
        "occupation": OccupationCategory.objects.get(slug="pedicab_driver"),
        **values,
    }
    return Worker(**values)


def shadow() -> Shadow:
    """Copy every audited table: (table, key) to the columns that the trail keeps."""
    copy: Shadow = {}
    for audited in AUDITED:
        model = audited.model
        hidden = {*audited.ignored, *audited.secret}
        fields = [f for f in model._meta.concrete_fields if f.column not in hidden]
        for row in model._base_manager.all():
            copy[model._meta.db_table, str(row.pk)] = {
                str(f.column): f.value_from_object(row) for f in fields
            }
    return copy


def as_stored(model: type[models.Model], image: dict[str, Any]) -> dict[str, Any]:
    """Read an event's JSON back into the values that the model holds."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    return {column: as_python(fields[column], value) for column, value in image.items()}


def as_python(field: Any, value: Any) -> Any:
    if field.is_relation:
        field = field.target_field
    if isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.DecimalField) and value is not None:
        value = f"{value:.{field.decimal_places}f}"
    return field.to_python(value)


def replayed(state: Shadow, since: int) -> Shadow:
    """Apply the events to a copy of the tables; each must fit where the one before left it."""
    state = dict(state)
    for event in AuditEvent.objects.filter(pk__gt=since).order_by("pk"):
        model = next(a.model for a in AUDITED if a.model._meta.db_table == event.table)
        key = model._meta.pk.column
        old, new = event.old or {}, event.new or {}
        assert old != new
        assert event.row == str((new or old)[key])
        if old:
            assert as_stored(model, old) == state.pop((event.table, str(old[key])))
        if new:
            state[event.table, event.row] = as_stored(model, new)
    return state


def raw(sql: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def save_new() -> None:
    new_worker(1001).save()


def save_changed() -> None:
    worker = Worker.objects.get(nik="3572021705800001")
    worker.rt, worker.income, worker.died_on = "007", 1_500_000, date(2025, 4, 8)
    worker.save()


def save_some_fields() -> None:
    worker = Worker.objects.get(nik="3572021705800001")
    worker.note = "Pindah 'kontrakan'\nbaris dua"
    worker.save(update_fields=["note"])


def get_or_create() -> None:
    Heir.objects.get_or_create(
        worker=Worker.objects.get(nik="3572021705800001"), full_name="Siti", relation="spouse"
    )


def update_or_create() -> None:
    OccupationAlias.objects.update_or_create(
        word="ojol", defaults={"category": OccupationCategory.objects.get(slug="pedicab_driver")}
    )


def bulk_create() -> None:
    Worker.objects.bulk_create([new_worker(number) for number in range(2001, 2011)])


def upsert() -> None:
    rows = [new_worker(1, rt="009"), new_worker(3001)]
    Worker.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["nik"], update_fields=["rt", "updated_at"]
    )


def ignore_conflicts() -> None:
    Worker.objects.bulk_create([new_worker(1), new_worker(3002)], ignore_conflicts=True)


def bulk_update() -> None:
    rows = list(Worker.objects.all())
    for row in rows:
        row.rw = "011"
    Worker.objects.bulk_update(rows, ["rw"])


def update() -> None:
    Worker.objects.filter(nik="3572021705800002").update(version=F("version") + 1, phone="+62811")


def update_with_a_join() -> None:
    Worker.objects.filter(village__district__code="357202").update(work_place="Pasar Legi")


def delete_one() -> None:
    Worker.objects.get(nik="3572021705800002").delete()


def delete_many() -> None:
    OccupationAlias.objects.all().delete()


def delete_raw() -> None:
    aliases = OccupationAlias.objects.all()
    aliases._raw_delete(aliases.db)


def cascade() -> None:
    Worker.objects.filter(nik="3572021705800001").delete()


def raw_sql() -> None:
    raw("UPDATE workers_worker SET address = 'Jl. Tanjung 3' WHERE nik = %s", "3572021705800001")
    raw("DELETE FROM workers_heir")


def executemany() -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE workers_worker SET rt = %s WHERE nik = %s",
            [("021", "3572021705800001"), ("022", "3572021705800002")],
        )


def raw_upsert() -> None:
    raw(
        "INSERT INTO places_district (code, name) VALUES ('357201', 'Kepanjen Kidul'),"
        " ('357299', 'Baru') ON CONFLICT (code) DO UPDATE SET name = excluded.name"
    )


def many_to_many() -> None:
    user = User.objects.get(username="sri")
    user.villages.add(*Village.objects.all()[:3])
    user.villages.set(Village.objects.all()[2:5])
    OccupationCategory.objects.get(slug="pedicab_driver").staff.add(user)


def clear_many_to_many() -> None:
    User.objects.get(username="sri").villages.clear()


def change_a_key() -> None:
    District.objects.create(code="357299", name="Baru")
    District.objects.filter(code="357299").update(code="357298")


def load_serialized() -> None:
    text = serialize("json", OccupationCategory.objects.filter(slug="other"))
    entry = json.loads(text)
    entry[0]["fields"]["name"] = "Lain-lain saja"
    for item in deserialize("json", json.dumps(entry)):
        item.save()


def through_historical_models() -> None:
    """As a data migration writes: a model without our managers and methods."""
    heir = apps.get_model("workers", "Heir")
    heir._base_manager.update(phone="+6281200000000")


WRITES = [
    save_new,
    save_changed,
    save_some_fields,
    get_or_create,
    update_or_create,
    bulk_create,
    upsert,
    ignore_conflicts,
    bulk_update,
    update,
    update_with_a_join,
    delete_one,
    delete_many,
    delete_raw,
    cascade,
    raw_sql,
    executemany,
    raw_upsert,
    many_to_many,
    clear_many_to_many,
    change_a_key,
    load_serialized,
    through_historical_models,
]


@pytest.fixture(autouse=True)
def _people() -> None:
    with acting("tests"):
        workers = Worker.objects.bulk_create([new_worker(1), new_worker(2)])
        Heir.objects.create(worker=workers[0], full_name="Aminah", relation="child")
        sri = User.objects.create(
            username="sri", full_name="Sri Wahyuni", role=Role.CLERK, scope=Scope.VILLAGE
        )
        sri.villages.set(Village.objects.filter(name__in=["Tlumpu", "Turi"]))


class TestEveryWritePath:
    @pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
    def test_what_is_recorded_is_what_changed(self, write: Callable[[], None]):
        last = AuditEvent.objects.latest("pk").pk
        before = shadow()
        with acting("sri", reason="uji", source="/uji/"):
            write()
        after = shadow()
        assert after != before
        assert replayed(before, last) == after
        events = AuditEvent.objects.filter(pk__gt=last)
        assert {(e.actor, e.reason, e.source) for e in events} == {("sri", "uji", "/uji/")}

    @pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
    def test_a_write_without_an_actor_is_refused(self, write: Callable[[], None]):
        before, events = shadow(), AuditEvent.objects.count()
        with pytest.raises(IntegrityError, match=NOBODY), transaction.atomic():
            write()
        assert (shadow(), AuditEvent.objects.count()) == (before, events)
