"""Decisions about rows: corrected, accepted, left out; and what that does to their neighbours."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.models import User
from common.http import ActionDenied
from enrollment.models import EnrollmentPeriod
from intake import services
from intake.models import ImportBatch, StagedRow
from tests import make
from tests.intake import sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    return make.admin()


def edit(batch: ImportBatch, row: StagedRow, by: User, **texts: str) -> StagedRow:
    return services.edit_row(
        batch_id=batch.pk, row_id=row.pk, texts=texts, by=by, on=batch.period.starts_on
    )


def verdicts(batch: ImportBatch) -> list[str]:
    return [row.verdict for row in batch.rows.people()]


def test_correcting_one_double_frees_the_other(period: EnrollmentPeriod, admin: User) -> None:
    nik, other = make.nik(), make.nik()
    rows = [sheets.row_of(nik, "Slamet"), sheets.row_of(nik, "Wagiman Prasetyo")]
    batch = sheets.staged(period, admin, rows)
    assert verdicts(batch) == ["warning", "error"]
    edit(batch, batch.rows.people()[1], admin, nik=other)
    assert verdicts(batch) == ["new", "new"]
    batch.refresh_from_db()
    assert batch.ready == 2
    assert batch.counts["problems"] == {}


def test_leaving_out_the_first_of_two_makes_the_second_the_person(
    period: EnrollmentPeriod, admin: User
) -> None:
    nik = make.nik()
    rows = [sheets.row_of(nik, "Sri Lestari"), sheets.row_of(nik, "Sri Lestari")]
    batch = sheets.staged(period, admin, rows)
    assert verdicts(batch) == ["new", "same"]
    first = batch.rows.people()[0]
    services.skip_row(
        batch_id=batch.pk, row_id=first.pk, skipped=True, by=admin, on=period.starts_on
    )
    assert batch.rows.people()[1].verdict == "new"
    batch.refresh_from_db()
    assert (batch.ready, batch.counts["skipped"]) == (1, 1)


def test_a_correction_costs_the_same_in_a_long_list(period: EnrollmentPeriod, admin: User) -> None:
    counts = []
    for number in (3, 30):
        rows = [sheets.row_of(make.nik(), f"Orang {n}", RT="") for n in range(number)]
        batch = sheets.staged(period, admin, rows)
        row = batch.rows.people()[0]
        with CaptureQueriesContext(connection) as queries:
            edit(batch, row, admin, rt="5")
        counts.append(len(queries))
        row.refresh_from_db()
        assert row.values["rt"] == "005"
    assert counts[0] == counts[1]


def test_a_kind_of_warning_is_accepted_in_every_row(period: EnrollmentPeriod, admin: User) -> None:
    rows = [sheets.row_of(make.nik(), PEKERJAAN="penjual awan") for _n in range(3)]
    batch = sheets.staged(period, admin, rows)
    assert verdicts(batch) == ["warning"] * 3
    number = services.accept_kind(batch_id=batch.pk, code="unknown_occupation", by=admin)
    batch.refresh_from_db()
    assert (number, batch.ready) == (3, 3)


def test_a_row_with_two_warnings_waits_until_both_are_accepted(
    period: EnrollmentPeriod, admin: User
) -> None:
    nik = make.nik()
    row = sheets.row_of(nik, PEKERJAAN="penjual awan", **{"L/P": "P"})
    batch = sheets.staged(period, admin, [row])
    services.accept_kind(batch_id=batch.pk, code="unknown_occupation", by=admin)
    batch.refresh_from_db()
    assert batch.ready == 0
    services.accept_kind(batch_id=batch.pk, code="nik_sex_mismatch", by=admin)
    batch.refresh_from_db()
    assert batch.ready == 1


def test_a_new_kind_of_warning_asks_again(period: EnrollmentPeriod, admin: User) -> None:
    batch = sheets.staged(period, admin, [sheets.row_of(make.nik(), PEKERJAAN="penjual awan")])
    row = batch.rows.people().get()
    row = services.accept_row(batch_id=batch.pk, row_id=row.pk, accepted=True, by=admin)
    assert row.ready
    row = edit(batch, row, admin, sex="F")
    assert (row.verdict, row.ready) == ("warning", False)


def test_an_acceptance_can_be_taken_back(period: EnrollmentPeriod, admin: User) -> None:
    batch = sheets.staged(period, admin, [sheets.row_of(make.nik(), PEKERJAAN="penjual awan")])
    row = batch.rows.people().get()
    for accepted in (True, False):
        row = services.accept_row(batch_id=batch.pk, row_id=row.pk, accepted=accepted, by=admin)
        assert row.ready is accepted


def test_an_error_cannot_be_accepted(period: EnrollmentPeriod, admin: User) -> None:
    batch = sheets.staged(period, admin, [sheets.row_of(make.nik(), NIK="123")])
    row = batch.rows.people().get()
    with pytest.raises(StagedRow.DoesNotExist):
        services.accept_row(batch_id=batch.pk, row_id=row.pk, accepted=True, by=admin)
    assert services.accept_kind(batch_id=batch.pk, code="nik_length", by=admin) == 0


def test_checking_again_sees_what_has_changed_in_the_registry(
    period: EnrollmentPeriod, admin: User
) -> None:
    nik = make.nik()
    batch = sheets.staged(period, admin, [sheets.row_of(nik, "Sri Lestari")])
    known = make.worker(nik=nik, full_name="Sri Lestari")
    services.recheck_batch(batch_id=batch.pk, by=admin, on=period.starts_on)
    row = batch.rows.people().get()
    assert (row.verdict, row.worker) == ("update", known)


def test_a_reader_may_change_nothing(period: EnrollmentPeriod, admin: User) -> None:
    batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
    row = batch.rows.people().get()
    with pytest.raises(ActionDenied):
        edit(batch, row, make.auditor(), rt="1")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("nik", "'; DROP TABLE workers_worker; --"),
        ("full_name", "<script>\u202e\x00"),
        ("birth_date", "31-02-1990"),
        ("village", "x" * 300),
        ("rt", "١٢٣"),
        ("phone", "+" * 300),
        ("income", "9" * 300),
    ],
)
def test_hostile_text_in_a_correction_is_checked_like_any_other(
    period: EnrollmentPeriod, admin: User, field: str, text: str
) -> None:
    batch = sheets.staged(period, admin, [sheets.row_of(make.nik())])
    row = edit(batch, batch.rows.people().get(), admin, **{field: text})
    row.refresh_from_db()
    services.commit_batch(batch_id=batch.pk, by=admin, on=period.starts_on)


def test_all_rows_of_a_kind_are_left_out_and_taken_back_in(
    period: EnrollmentPeriod, admin: User
) -> None:
    good = [sheets.row_of(make.nik()) for _n in range(2)]
    bad = [
        sheets.row_of(make.nik()[:15], "Wagiman Prasetyo"),
        sheets.row_of(make.nik()[:15], "Endang Lestari"),
    ]
    batch = sheets.staged(period, admin, good + bad)
    number = services.skip_kind(
        batch_id=batch.pk, code="nik_length", by=admin, on=period.starts_on
    )
    batch.refresh_from_db()
    assert (number, batch.counts["skipped"], batch.counts["problems"]) == (2, 2, {})
    assert services.unskip_all(batch_id=batch.pk, by=admin, on=period.starts_on) == 2
    batch.refresh_from_db()
    assert (batch.counts["problems"], batch.ready) == ({"nik_length": 2}, 2)


def test_leaving_out_one_side_of_a_quarrel_frees_the_other(
    period: EnrollmentPeriod, admin: User
) -> None:
    nik = make.nik()
    rows = [
        sheets.row_of(nik, "Slamet Santoso", KELURAHAN="Atlantis"),
        sheets.row_of(nik, "Wagiman Prasetyo"),
    ]
    batch = sheets.staged(period, admin, rows)
    assert "nik_other_name" in batch.rows.people()[1].codes
    services.skip_kind(batch_id=batch.pk, code="village_unknown", by=admin, on=period.starts_on)
    assert verdicts(batch)[1] == "new"


def test_sentences_are_in_the_language_of_the_city_whoever_checks(
    period: EnrollmentPeriod, admin: User
) -> None:
    with translation.override("en"):
        batch = sheets.staged(
            period, admin, [sheets.row_of(make.nik()[:15], PEKERJAAN="penjual awan")]
        )
        row = batch.rows.people()[0]
        row = edit(batch, row, admin, nik="1234", sex="entah")
    sentences = " ".join(problem["message"] for problem in row.problems)
    assert "16 angka" in sentences
    assert "belum dikenal" in sentences
    assert "tidak terbaca" in sentences
    assert batch.rows.in_tab("ignored").get().reason == "Judul kolom"


def test_checking_a_list_again_takes_as_many_queries_for_many_rows(
    period: EnrollmentPeriod, admin: User
) -> None:
    counts = []
    for number in (3, 30):
        known = [make.worker(full_name=f"Wagiman {n}") for n in range(number)]
        rows = [sheets.row_of(make.nik()) for _n in range(number)]
        rows += [sheets.row_of(row.nik, row.full_name, RT="9") for row in known]
        batch = sheets.staged(period, admin, [*rows, rows[0]])
        make.worker()
        with CaptureQueriesContext(connection) as queries:
            services.recheck_batch(batch_id=batch.pk, by=admin, on=period.starts_on)
        counts.append(len(queries))
    assert counts[0] == counts[1]
