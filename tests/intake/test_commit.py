"""Saving a reviewed list: once, all or nothing, and only under the facts that were reviewed."""

import threading
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, connections
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from audit.context import acting
from audit.models import AuditEvent
from common.http import ActionDenied
from enrollment.models import Enrollment, EnrollmentPeriod
from intake import services
from intake.models import ImportBatch, SavedRow, StagedRow
from intake.services import Outcome
from tests import make
from tests.intake import sheets
from workers.models import Heir, Worker, WorkerWord

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    return make.admin()


def commit(batch: ImportBatch, by: User) -> Outcome:
    return services.commit_batch(batch_id=batch.pk, by=by, on=batch.period.starts_on)


def break_the_table(table: str) -> None:
    """Let the database refuse the last step of a saving."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"CREATE TEMP TRIGGER broken BEFORE INSERT ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'broken'); END"
            )
        else:
            cursor.execute(
                "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE 'broken'; END $$"
            )
            cursor.execute(
                f"CREATE TRIGGER broken BEFORE INSERT ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION broken()"
            )


def mend_the_table(table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER broken")
        else:
            cursor.execute(f"DROP TRIGGER broken ON {table}")
            cursor.execute("DROP FUNCTION broken()")


class TestSaving:
    def test_new_people_enter_with_everything_the_list_says(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        nik = make.nik()
        batch = sheets.staged(period, admin, [sheets.row_of(nik, "Sri Lestari", RT="7")])
        assert commit(batch, admin) == Outcome(new=1, proposed=1)
        person = Worker.objects.select_related("village", "occupation").get(nik=nik)
        assert (person.full_name, person.rt, person.sex) == ("Sri Lestari", "007", "M")
        assert person.birth_date.isoformat() == "1980-05-17"
        assert (person.village.name, person.occupation.slug) == ("Tlumpu", "pedicab_driver")
        assert set(WorkerWord.objects.filter(worker=person).values_list("word", flat=True)) == {
            "sri",
            "lestari",
        }
        row = batch.rows.people().get()
        assert (row.saved.worker, row.saved.made_worker) == (person, True)
        assert row.saved.enrollment is not None
        assert (row.saved.enrollment.period, row.saved.made_enrollment) == (period, True)
        assert not batch.rows.ready().exists()

    def test_the_heir_that_a_list_names_enters_with_a_new_person(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        headings = [*sheets.HEADINGS, "AHLI WARIS", "HUBUNGAN"]
        lines = [headings, [*sheets.row_of(make.nik()), "Siti Aminah", "Istri"]]
        text = "\n".join(";".join(str(cell) for cell in line) for line in lines)
        batch, _created = services.stage_file(
            file=SimpleUploadedFile("daftar.csv", text.encode()),
            file_name="daftar.csv",
            period=period,
            village=None,
            by=admin,
            on=period.starts_on,
        )
        assert commit(batch, admin) == Outcome(new=1, proposed=1)
        heir = Heir.objects.get()
        assert (heir.full_name, heir.relation) == ("Siti Aminah", Heir.Relation.SPOUSE)

    def test_a_known_person_is_changed_only_where_the_list_says_otherwise(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        known = make.worker(full_name="Sri Lestari", phone="+6281234567890", mother_name="Siti")
        batch = sheets.staged(period, admin, [sheets.row_of(known.nik, "Sri Lestari", RT="9")])
        assert commit(batch, admin) == Outcome(changed=1, proposed=1)
        known.refresh_from_db()
        assert (known.rt, known.phone, known.mother_name) == ("009", "+6281234567890", "Siti")
        assert known.version == 2

    def test_a_known_person_without_a_place_is_only_proposed(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        known = make.worker(full_name="Sri Lestari")
        batch = sheets.staged(period, admin, [sheets.row_of(known.nik, "Sri Lestari")])
        assert commit(batch, admin) == Outcome(proposed=1)
        known.refresh_from_db()
        assert known.version == 1

    def test_of_a_person_written_twice_one_enters(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        nik = make.nik()
        rows = [sheets.row_of(nik, "Sri Lestari"), sheets.row_of(nik, "Sri Lestari")]
        batch = sheets.staged(period, admin, rows)
        assert commit(batch, admin) == Outcome(new=1, proposed=1)
        batch.refresh_from_db()
        assert (batch.state, batch.saved, batch.counts["same"]) == ("done", 1, 1)

    def test_held_back_rows_wait_and_are_saved_after_they_are_put_right(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        nik = make.nik()
        rows = [sheets.row_of(make.nik()), sheets.row_of(nik, NIK=nik[:15])]
        batch = sheets.staged(period, admin, rows)
        commit(batch, admin)
        batch.refresh_from_db()
        assert (batch.state, batch.saved, batch.waiting) == ("checked", 1, 1)
        row = batch.rows.in_tab("error").get()
        services.edit_row(
            batch_id=batch.pk, row_id=row.pk, texts={"nik": nik}, by=admin, on=period.starts_on
        )
        assert commit(batch, admin) == Outcome(new=1, proposed=1)
        batch.refresh_from_db()
        assert (batch.state, batch.saved) == ("done", 2)

    def test_a_warned_row_is_saved_only_after_somebody_accepts_it(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik(), PEKERJAAN="penjual awan")])
        assert commit(batch, admin) == Outcome()
        row = batch.rows.people().get()
        services.accept_row(batch_id=batch.pk, row_id=row.pk, accepted=True, by=admin)
        assert commit(batch, admin) == Outcome(new=1, proposed=1)

    def test_a_skipped_row_stays_out(self, period: EnrollmentPeriod, admin: User) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
        row = batch.rows.people().get()
        services.skip_row(
            batch_id=batch.pk, row_id=row.pk, skipped=True, by=admin, on=period.starts_on
        )
        assert commit(batch, admin) == Outcome()
        assert not Worker.objects.exists()

    def test_the_trail_names_who_saved_and_from_which_list(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
        commit(batch, admin)
        for table in ("workers_worker", "enrollment_enrollment"):
            event = AuditEvent.objects.get(table=table, actor=admin.username)
            assert event.source == f"intake_importbatch:{batch.pk}"
            assert event.reason

    def test_the_number_of_queries_does_not_grow_with_the_rows(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        counts = []
        for number in (3, 30):
            known = [make.worker(full_name=f"Wagiman {n}") for n in range(number)]
            rows = [sheets.row_of(make.nik(), PEKERJAAN="becak") for _n in range(number)]
            rows += [sheets.row_of(row.nik, row.full_name, RT="9") for row in known]
            rows += [sheets.row_of(make.nik(), NIK="123")]
            batch = sheets.staged(period, admin, rows)
            for code in batch.counts["problems"]:
                services.accept_kind(batch_id=batch.pk, code=code, by=admin)
            with CaptureQueriesContext(connection) as queries:
                outcome = commit(batch, admin)
            counts.append(len(queries))
            assert (outcome.new, outcome.changed) == (number, number)
        assert counts[0] == counts[1]


class TestOnceAndAllOrNothing:
    def test_a_second_saving_does_nothing(self, period: EnrollmentPeriod, admin: User) -> None:
        rows = [sheets.row_of(make.nik()), sheets.row_of(make.nik(), NIK="123")]
        batch = sheets.staged(period, admin, rows)
        commit(batch, admin)
        batch.refresh_from_db()
        before = (batch.counts, batch.committed_at, Worker.objects.count())
        assert commit(batch, admin).is_nothing
        batch.refresh_from_db()
        assert before == (batch.counts, batch.committed_at, Worker.objects.count())

    def test_a_batch_that_is_being_saved_is_not_saved_a_second_time(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
        with acting("tests"):
            ImportBatch.objects.update(state=ImportBatch.State.APPLYING)
        assert commit(batch, admin).is_nothing
        assert not Worker.objects.exists()

    def test_no_statement_joins_the_rows_of_a_list_with_each_other(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        """Of a list just received PostgreSQL has counted nothing: such a join took minutes."""
        rows = [sheets.row_of(make.nik()) for _n in range(3)]
        batch = sheets.staged(period, admin, [*rows, sheets.row_of(rows[0][1], "Lain Sekali")])
        services.accept_kind(batch_id=batch.pk, code="nik_other_name", by=admin)
        with CaptureQueriesContext(connection) as queries:
            assert commit(batch, admin) == Outcome(new=3, proposed=3)
        table = StagedRow._meta.db_table
        statements = [query["sql"] for query in queries if table in query["sql"]]
        assert statements
        for statement in statements:
            read = statement.count(f'FROM "{table}"') + statement.count(f'JOIN "{table}"')
            assert read < 2, statement

    def test_a_failure_in_the_middle_leaves_nothing_and_can_be_repeated(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik()) for _n in range(3)])
        table = SavedRow._meta.db_table
        break_the_table(table)
        with pytest.raises((DatabaseError, ActionDenied)):
            commit(batch, admin)
        assert not Worker.objects.exists()
        assert not Enrollment.objects.exists()
        assert not AuditEvent.objects.filter(table="workers_worker").exists()
        batch.refresh_from_db()
        assert (batch.state, batch.ready) == ("checked", 3)
        mend_the_table(table)
        assert commit(batch, admin) == Outcome(new=3, proposed=3)

    @pytest.mark.django_db(transaction=True)
    def test_two_clicks_at_the_same_moment_save_once(
        self, period: EnrollmentPeriod, admin: User, settings: Any
    ) -> None:
        if connection.vendor == "sqlite":
            pytest.skip("Threads share no in-memory database.")
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik()) for _n in range(5)])
        outcomes: list[Outcome] = []
        barrier = threading.Barrier(2)

        def click() -> None:
            barrier.wait()
            try:
                outcomes.append(commit(batch, admin))
            finally:
                connections.close_all()

        clicks = [threading.Thread(target=click) for _n in range(2)]
        for thread in clicks:
            thread.start()
        for thread in clicks:
            thread.join()
        assert sorted(outcome.new for outcome in outcomes) == [0, 5]
        assert Worker.objects.count() == Enrollment.objects.count() == 5


class TestFactsThatChanged:
    def test_somebody_enrolled_meanwhile_is_set_aside_not_guessed(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        nik = make.nik()
        rows = [sheets.row_of(nik, "Sri Lestari", RT="9"), sheets.row_of(make.nik())]
        batch = sheets.staged(period, admin, rows)
        known = make.worker(nik=nik, full_name="Sri Lestari")
        assert commit(batch, admin) == Outcome(new=1, proposed=1, set_aside=1)
        row = batch.rows.waiting().get()
        assert (row.verdict, row.ready, row.worker) == ("warning", False, known)
        assert "facts_changed" in row.codes
        assert row.changes == {"rt": ["001", "009"]}
        known.refresh_from_db()
        assert known.rt == "001"

    def test_a_second_click_does_not_take_the_set_aside_rows_along(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        nik = make.nik()
        batch = sheets.staged(period, admin, [sheets.row_of(nik, "Sri Lestari", RT="9")])
        known = make.worker(nik=nik, full_name="Sri Lestari")
        assert commit(batch, admin) == Outcome(set_aside=1)
        assert commit(batch, admin).is_nothing
        known.refresh_from_db()
        assert known.rt == "001"
        batch.refresh_from_db()
        assert batch.counts["last"]["set_aside"] == 1

    def test_a_set_aside_row_is_saved_after_somebody_looked_again(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        nik = make.nik()
        batch = sheets.staged(period, admin, [sheets.row_of(nik, "Sri Lestari", RT="9")])
        known = make.worker(nik=nik, full_name="Sri Lestari")
        commit(batch, admin)
        row = batch.rows.waiting().get()
        services.accept_row(batch_id=batch.pk, row_id=row.pk, accepted=True, by=admin)
        assert commit(batch, admin) == Outcome(changed=1, proposed=1)
        known.refresh_from_db()
        assert known.rt == "009"

    def test_somebody_enrolled_by_another_office_meanwhile_is_just_the_same(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        known = make.worker(full_name="Sri Lestari")
        batch = sheets.staged(period, admin, [sheets.row_of(known.nik, "Sri Lestari")])
        make.enrollment(worker=known, period=period)
        assert commit(batch, admin) == Outcome()
        assert batch.rows.people().get().verdict == "same"
        assert Enrollment.objects.count() == 1

    def test_a_double_with_another_name_is_no_second_change_after_the_first_is_in(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        nik = make.nik()
        rows = [sheets.row_of(nik, "Sri Lestari"), sheets.row_of(nik, "Wagiman Prasetyo")]
        batch = sheets.staged(period, admin, rows)
        first = batch.rows.people()[0]
        services.accept_row(batch_id=batch.pk, row_id=first.pk, accepted=True, by=admin)
        for _click in range(2):
            commit(batch, admin)
        assert Worker.objects.get(nik=nik).full_name == "Sri Lestari"


class TestWhoAndWhen:
    def test_a_closed_period_keeps_the_list_waiting(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
        with acting("tests"):
            EnrollmentPeriod.objects.update(state=EnrollmentPeriod.State.CLOSED)
        with pytest.raises(ActionDenied, match="tidak sedang dibuka"):
            commit(batch, admin)
        batch.refresh_from_db()
        assert (batch.state, batch.ready) == ("checked", 1)

    def test_an_auditor_saves_nothing(self, period: EnrollmentPeriod, admin: User) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
        with pytest.raises(ActionDenied):
            commit(batch, make.auditor())

    def test_a_list_of_somebody_else_is_out_of_reach(
        self, period: EnrollmentPeriod, admin: User
    ) -> None:
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
        with pytest.raises(ImportBatch.DoesNotExist):
            commit(batch, make.clerk())

    def test_the_first_day_of_cover_is_the_first_of_next_month_inside_the_period(
        self, admin: User
    ) -> None:
        period = make.period("2025")
        batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
        on = period.starts_on.replace(month=6, day=10)
        services.commit_batch(batch_id=batch.pk, by=admin, on=on)
        assert Enrollment.objects.get().starts_on == on.replace(month=7, day=1)


def test_the_database_itself_keeps_a_row_from_being_staged_twice(
    period: EnrollmentPeriod, admin: User
) -> None:
    batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
    with pytest.raises(IntegrityError):
        StagedRow.objects.create(batch=batch, sheet="Daftar", row=2, kind="person")
