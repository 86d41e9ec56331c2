"""Whether the facts under which a list was checked still hold."""

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection, connections, transaction

from accounts.models import User
from audit.audited import by_table
from audit.context import acting
from audit.selectors import has_other_writers
from enrollment.models import EligibilityLimit, EnrollmentPeriod
from intake import services
from intake.freshness import DEPENDS_ON, facts_unmoved
from intake.models import ImportBatch, Remembered
from intake.services import Outcome, rechecking
from intake.services import rows as stored_rows
from places.models import Village
from tests import make
from tests.intake import sheets
from workers.models import Heir, OccupationAlias, Worker
from workers.services import save_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    return make.admin()


def staged(period: EnrollmentPeriod, by: User, number: int = 1) -> ImportBatch:
    return sheets.staged(period, by, [sheets.row_of(make.nik()) for _n in range(number)])


def unmoved(batch: ImportBatch, by: User, on: date | None = None) -> bool:
    batch.refresh_from_db()
    on = on or batch.period.starts_on
    facts = stored_rows.first_day_facts(batch, by=by, on=on)
    return facts_unmoved(batch, facts, by=by)


def change_a_worker() -> None:
    make.worker()


def change_a_worker_past_the_services() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE workers_worker SET rt = '099'")


def enrol_somebody() -> None:
    make.enrollment()


def teach_a_word() -> None:
    OccupationAlias.objects.create(word="kuli awan", category=make.occupation())


def spell_a_village() -> None:
    Village.objects.filter(name="Tlumpu").update(aliases=["tlumpuk"])


def lower_the_age() -> None:
    EligibilityLimit.objects.filter(kind="max_age").update(value=60)


def narrow_a_scope() -> None:
    make.clerk()


def remember_a_word() -> None:
    Remembered.objects.create(
        village=make.village(), what="occupation", text="awan", meaning="other"
    )


def test_every_table_that_checks_depend_on_is_in_the_trail() -> None:
    assert {apps.get_model(label)._meta.db_table for label in DEPENDS_ON} <= by_table().keys()


@pytest.mark.parametrize(
    "write",
    [
        change_a_worker,
        change_a_worker_past_the_services,
        enrol_somebody,
        teach_a_word,
        spell_a_village,
        lower_the_age,
        narrow_a_scope,
        remember_a_word,
    ],
)
def test_a_write_that_checks_depend_on_is_noticed_whatever_the_door(
    period: EnrollmentPeriod, admin: User, write: Callable[[], None]
) -> None:
    make.worker()
    batch = staged(period, admin)
    assert unmoved(batch, admin)
    with acting("tests"):
        write()
    assert not unmoved(batch, admin)


def test_writes_that_no_check_depends_on_change_nothing(
    period: EnrollmentPeriod, admin: User
) -> None:
    known = make.worker()
    batch = staged(period, admin)
    with acting("tests"):
        Heir.objects.create(worker=known, full_name="Siti", relation="spouse")
        ImportBatch.objects.update(file_name="lain.xlsx")
    staged(period, admin, 2)
    assert unmoved(batch, admin)


def test_another_first_day_of_cover_is_another_check(
    period: EnrollmentPeriod, admin: User
) -> None:
    batch = staged(period, admin)
    assert not unmoved(batch, admin, period.starts_on + timedelta(days=70))


def test_staff_of_the_whole_city_see_the_same_others_their_own(
    period: EnrollmentPeriod, admin: User
) -> None:
    other, clerk = make.admin(), make.clerk()
    batch = staged(period, admin)
    assert unmoved(batch, other)
    assert not unmoved(batch, clerk)


def test_a_row_corrected_with_wider_rights_is_checked_again_for_the_sender(
    period: EnrollmentPeriod, admin: User
) -> None:
    clerk = make.clerk(villages=[make.village("Tlumpu")])
    batch = staged(period, clerk, 2)
    row = batch.rows.people()[0]
    texts = {"village": make.village("Sentul").code}
    services.edit_row(batch_id=batch.pk, row_id=row.pk, texts=texts, by=admin, on=period.starts_on)
    row.refresh_from_db()
    assert row.ready
    outcome = services.commit_batch(batch_id=batch.pk, by=clerk, on=period.starts_on)
    assert outcome == Outcome(new=1, proposed=1, set_aside=1)
    assert not Worker.objects.filter(nik=row.nik).exists()


def test_what_stays_behind_is_checked_with_what_was_just_saved(
    period: EnrollmentPeriod, admin: User
) -> None:
    rows = [sheets.row_of(make.nik()), sheets.row_of(make.nik(), PEKERJAAN="penjual awan")]
    batch = sheets.staged(period, admin, rows)
    services.commit_batch(batch_id=batch.pk, by=admin, on=period.starts_on)
    assert unmoved(batch, admin)


@pytest.mark.django_db(transaction=True)
def test_somebody_who_writes_during_the_check_makes_it_uncertain(
    period: EnrollmentPeriod, admin: User
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time.")
    known = make.worker()
    written, checked = threading.Event(), threading.Event()

    def write() -> None:
        try:
            with transaction.atomic():
                save_worker(worker=known, data={"rt": "077"}, by="tests")
                written.set()
                checked.wait(20)
        finally:
            connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(20)
        assert has_other_writers()
        batch = staged(period, admin)
        assert not unmoved(batch, admin)
    finally:
        checked.set()
        writer.join()
    assert not has_other_writers()
    assert unmoved(staged(period, admin), admin)


def test_a_list_is_saved_alike_with_and_without_a_second_check(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rechecking, "PART", 4)
    results = []
    for year, names, checked_again in (
        (2025, ["Kasiyem Wulandari", "Tukiran Hadi"], False),
        (2027, ["Ponimin Subagyo", "Murtini Dewi"], True),
    ):
        period = make.period(str(year), starts_on=date(year, 4, 1), ends_on=date(year, 12, 31))
        niks = [make.nik() for _n in range(9)]
        known = [make.worker(full_name=name, rt="001") for name in names]
        rows = [sheets.row_of(nik) for nik in niks]
        rows += [sheets.row_of(one.nik, one.full_name, RT="8") for one in known]
        rows += [sheets.row_of(niks[0], rows[0][2]), sheets.row_of(niks[1], "Lain Sekali")]
        rows += [sheets.row_of(make.nik(), NIK="123"), sheets.row_of(known[0].nik, "Lain Sekali")]
        batch = sheets.staged(period, admin, rows)
        services.accept_kind(batch_id=batch.pk, code="nik_other_name", by=admin)
        if checked_again:
            make.worker()
        assert unmoved(batch, admin) is not checked_again
        outcome = services.commit_batch(batch_id=batch.pk, by=admin, on=period.starts_on)
        batch.refresh_from_db()
        fields = ("row", "verdict", "codes", "ready", "saved__made_worker")
        results.append((outcome, batch.counts, list(batch.rows.values_list(*fields))))
    assert results[0] == results[1]
    assert results[0][0] == Outcome(new=9, changed=2, proposed=11)
