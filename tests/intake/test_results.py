"""Results of BPJS: read like any list, held against places and numbers on record."""

from datetime import date

import pytest

from enrollment.services.actions import take_action
from enrollment.transitions import Action, ReturnReason, Status
from intake import services
from tests import make
from tests.intake.other_lists import results, staged

pytestmark = pytest.mark.django_db

NUMBER = "24012345678"


@pytest.fixture
def admin():
    return make.admin()


@pytest.fixture
def person():
    """Somebody decreed in the period of the results, whom a file has named."""

    def make_one(period, *, status=Status.DECREED, is_sent=True, **values):
        worker = make.worker(**values)
        place = make.enrollment(worker=worker, period=period, status=status)
        if is_sent and status == Status.DECREED:
            make.submission(place)
        return worker

    return make_one


@pytest.fixture
def sent(period, admin):
    def send(*rows, form="xlsx", **values):
        batch = staged(
            results(rows, **values), kind="bpjs_result", period=period, by=admin, form=form
        )
        return list(batch.rows.people())

    return send


def reject(place, by, words) -> None:
    take_action(
        enrollment_id=place.pk,
        action=Action.BPJS_REJECT,
        by=by,
        reason_code=ReturnReason.NIK_UNKNOWN,
        reason_note=words,
    )


def codes(row) -> list[str]:
    return [problem["code"] for problem in row.problems]


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "csv"])
def test_every_person_is_read_and_nobody_else(period, person, sent, form):
    known = [person(period) for _each in range(3)]
    rows = sent(
        (known[0].nik, known[0].full_name, NUMBER, "BERHASIL", None),
        (known[1].nik, known[1].full_name, None, "DITOLAK", "Usia melebihi 65 tahun"),
        (None, "Tanpa NIK", "24012345679", "BERHASIL", None),
        (known[2].nik, known[2].full_name, None, "DITOLAK", "Kode 17"),
        form=form,
    )
    assert [row.values["full_name"] for row in rows] == [
        known[0].full_name,
        known[1].full_name,
        "Tanpa NIK",
        known[2].full_name,
    ]
    assert [row.verdict for row in rows] == ["new", "new", "error", "warning"]
    assert rows[0].values["kpj"] == NUMBER
    assert rows[1].values["reason_code"] == ReturnReason.OVER_AGE
    assert rows[1].values["bpjs_reason"] == "Usia melebihi 65 tahun"
    assert codes(rows[2]) == ["nik_missing"]
    assert codes(rows[3]) == ["reason_unknown"]
    assert rows[3].values["reason_code"] == ReturnReason.OTHER


def test_counts_add_up_to_the_rows_of_the_file(period, person, sent, admin):
    worker = person(period)
    rows = results([(worker.nik, worker.full_name, NUMBER, "BERHASIL", None)])
    batch = staged(rows, kind="bpjs_result", period=period, by=admin)
    tabs = {name: batch.counts.get(name, 0) for name in (*batch.PEOPLE_TABS, "ignored")}
    assert sum(tabs.values()) == batch.rows.count() == sum(1 for row in rows if row)
    assert tabs["ignored"] == 8


def test_a_column_outside_the_set_is_kept_as_a_remark(period, person, sent):
    worker = person(period)
    (row,) = sent(
        (worker.nik, worker.full_name, NUMBER, "BERHASIL", None, "Jl. Melati 5"),
        headings=["NO", "NIK", "NAMA", "KPJ", "STATUS", "KET", "ALAMAT"],
    )
    assert row.values["note"] == "ALAMAT: Jl. Melati 5"
    assert "address" not in row.values


class TestWhom:
    def test_a_nik_that_nobody_knows_is_shown_and_held(self, sent):
        (row,) = sent((make.nik(), "Orang Asing", NUMBER, "BERHASIL", None))
        assert (row.verdict, codes(row)) == ("error", ["not_in_registry"])

    def test_somebody_without_a_place_in_the_period_is_held(self, sent):
        worker = make.worker()
        (row,) = sent((worker.nik, worker.full_name, NUMBER, "BERHASIL", None))
        assert codes(row) == ["not_in_period"]

    @pytest.mark.parametrize("status", [Status.PROPOSED, Status.RETURNED, Status.VERIFIED])
    def test_somebody_who_is_not_decreed_waits_for_it(self, period, person, sent, status):
        worker = person(period, status=status)
        (row,) = sent((worker.nik, worker.full_name, NUMBER, "BERHASIL", None))
        assert (row.verdict, codes(row)) == ("error", ["not_decreed"])
        assert str(status.label) in row.problems[0]["message"]

    def test_another_name_asks_for_a_look(self, period, person, sent):
        worker = person(period, full_name="Wagiman Prasetyo")
        (row,) = sent((worker.nik, "Endang Lestari", NUMBER, "BERHASIL", None))
        assert (row.verdict, codes(row)) == ("warning", ["nik_other_name"])

    def test_a_like_name_proves_a_number_that_ends_in_zero(self, period, person, sent):
        worker = person(period, nik="3572021705800010", full_name="Wagiman Prasetyo")
        (row,) = sent((int(worker.nik), "WAGIMAN PRASETYO", NUMBER, "BERHASIL", None))
        assert (row.verdict, codes(row)) == ("new", [])

    def test_a_nik_without_its_last_digits_is_never_guessed(self, period, person, sent):
        worker = person(period)
        (row,) = sent((worker.nik[:15], worker.full_name, NUMBER, "BERHASIL", None))
        assert (row.verdict, codes(row)) == ("error", ["nik_length"])


class TestEnded:
    def test_who_ended_before_the_answer_is_said_so(self, period, sent):
        place = make.enrollment(
            period=period,
            status=Status.DECREED,
            ended_on=date(2025, 5, 1),
            end_reason="died",
        )
        make.submission(place)
        (row,) = sent((place.worker.nik, place.worker.full_name, NUMBER, "BERHASIL", None))
        assert (row.verdict, codes(row)) == ("error", ["ended_meanwhile"])
        assert "1 Mei 2025" in row.problems[0]["message"]

    def test_a_place_that_holds_counts_more_than_one_that_ended(self, period, sent):
        ended = make.enrollment(
            period=period,
            status=Status.REGISTERED,
            ended_on=date(2025, 5, 1),
            end_reason="resigned",
        )
        again = make.enrollment(
            worker=ended.worker,
            period=period,
            status=Status.DECREED,
            starts_on=date(2025, 7, 1),
        )
        make.submission(again)
        (row,) = sent((ended.worker.nik, ended.worker.full_name, NUMBER, "BERHASIL", None))
        assert codes(row) == []


class TestWhatWasSent:
    def test_who_was_never_sent_asks_for_a_look(self, period, person, sent):
        worker = person(period, is_sent=False)
        (row,) = sent((worker.nik, worker.full_name, NUMBER, "BERHASIL", None))
        assert (row.verdict, codes(row)) == ("warning", ["never_sent"])

    def test_who_has_had_an_answer_was_sent_no_more(self, period, person, sent, admin):
        worker = person(period)
        place = worker.enrollments.get()
        reject(place, admin, "NIK tidak ditemukan")
        take_action(enrollment_id=place.pk, action=Action.RESUBMIT, by=admin)
        (row,) = sent((worker.nik, worker.full_name, NUMBER, "BERHASIL", None))
        assert codes(row) == ["never_sent"]

    @pytest.mark.parametrize(
        ("words", "expected"),
        [("NIK tidak ditemukan", ["answered_before"]), ("Usia melebihi 65 tahun", [])],
    )
    def test_an_old_rejection_is_not_taken_for_a_new_one(
        self, period, person, sent, admin, words, expected
    ):
        worker = person(period)
        place = worker.enrollments.get()
        reject(place, admin, "NIK tidak ditemukan")
        take_action(enrollment_id=place.pk, action=Action.RESUBMIT, by=admin)
        make.submission(place)
        (row,) = sent((worker.nik, worker.full_name, None, "DITOLAK", words))
        assert codes(row) == expected

    @pytest.mark.parametrize(
        ("day", "expected"), [("01-04-2025", []), ("01-05-2025", ["first_day_differs"])]
    )
    def test_another_first_day_asks_for_a_look(self, period, person, sent, day, expected):
        worker = person(period)
        (row,) = sent(
            (worker.nik, worker.full_name, NUMBER, "BERHASIL", None, day),
            headings=["NO", "NIK", "NAMA", "KPJ", "STATUS", "KET", "TMT KEPESERTAAN"],
        )
        assert codes(row) == expected


class TestNumbers:
    def test_an_accepted_row_needs_a_number(self, period, person, sent):
        worker = person(period)
        (row,) = sent((worker.nik, worker.full_name, None, "BERHASIL", None))
        assert codes(row) == ["kpj_missing"]

    def test_who_has_a_number_needs_none_in_the_file(self, period, person, sent):
        worker = person(period, member_number=NUMBER)
        (row,) = sent((worker.nik, worker.full_name, None, "BERHASIL", None))
        assert row.verdict == "new"

    def test_a_number_of_another_length_is_kept_and_held(self, period, person, sent):
        worker = person(period)
        (row,) = sent((worker.nik, worker.full_name, "0401234567", "BERHASIL", None))
        assert (row.values["kpj"], codes(row)) == ("0401234567", ["kpj_length"])

    def test_another_number_than_on_record_is_held(self, period, person, sent):
        worker = person(period, member_number="24000000001")
        (row,) = sent((worker.nik, worker.full_name, NUMBER, "BERHASIL", None))
        assert codes(row) == ["kpj_differs"]

    def test_a_number_of_somebody_else_is_held(self, period, person, sent):
        make.worker(member_number=NUMBER)
        one, other = person(period), person(period)
        rows = sent(
            (one.nik, one.full_name, NUMBER, "BERHASIL", None),
            (other.nik, other.full_name, "24012345670", "BERHASIL", None),
        )
        assert [codes(row) for row in rows] == [["member_number_taken"], []]

    def test_one_number_for_two_people_holds_the_second(self, period, person, sent):
        one, other = person(period), person(period)
        rows = sent(
            (one.nik, one.full_name, NUMBER, "BERHASIL", None),
            (other.nik, other.full_name, NUMBER, "BERHASIL", None),
        )
        assert [codes(row) for row in rows] == [[], ["member_number_taken"]]


class TestOnRecord:
    def test_what_is_recorded_already_is_the_same(self, period, person, sent):
        one = person(period, status=Status.REGISTERED, member_number=NUMBER)
        other = person(period, status=Status.REJECTED)
        rows = sent(
            (one.nik, one.full_name, NUMBER, "BERHASIL", None),
            (other.nik, other.full_name, None, "DITOLAK", "NIK tidak ditemukan"),
        )
        assert [row.verdict for row in rows] == ["same", "same"]

    def test_a_rejection_of_somebody_registered_is_held(self, period, person, sent):
        worker = person(period, status=Status.REGISTERED, member_number=NUMBER)
        (row,) = sent((worker.nik, worker.full_name, None, "DITOLAK", "NIK tidak ditemukan"))
        assert codes(row) == ["already_registered"]

    def test_somebody_rejected_is_sent_again_before_being_registered(self, period, person, sent):
        worker = person(period, status=Status.REJECTED)
        (row,) = sent((worker.nik, worker.full_name, NUMBER, "BERHASIL", None))
        assert codes(row) == ["already_rejected"]


class TestTwice:
    def test_the_same_words_again_are_the_same(self, period, person, sent):
        worker = person(period)
        one = (worker.nik, worker.full_name, NUMBER, "BERHASIL", None)
        rows = sent(one, one)
        assert [row.verdict for row in rows] == ["new", "same"]

    def test_other_words_hold_both_until_one_is_left_out(self, period, person, sent, admin):
        worker = person(period)
        rows = sent(
            (worker.nik, worker.full_name, NUMBER, "BERHASIL", None),
            (worker.nik, worker.full_name, None, "DITOLAK", "NIK tidak ditemukan"),
        )
        assert [codes(row) for row in rows] == [["rows_contradict"], ["rows_contradict"]]
        services.skip_row(
            batch_id=rows[1].batch_id,
            row_id=rows[1].pk,
            skipped=True,
            by=admin,
            on=period.starts_on,
        )
        rows[0].refresh_from_db()
        assert rows[0].verdict == "new"


class TestEditing:
    @pytest.fixture
    def edit(self, period, admin):
        def type_in(row, **texts):
            return services.edit_row(
                batch_id=row.batch_id, row_id=row.pk, texts=texts, by=admin, on=period.starts_on
            )

        return type_in

    def test_an_unclear_outcome_is_typed(self, period, person, sent, edit):
        worker = person(period)
        (row,) = sent((worker.nik, worker.full_name, NUMBER, "xyz", None))
        assert codes(row) == ["result_unknown"]
        assert edit(row, bpjs_status="Terdaftar").verdict == "new"

    def test_a_reason_is_chosen_and_stays_chosen(self, period, person, sent, edit, admin):
        worker = person(period)
        (row,) = sent((worker.nik, worker.full_name, None, "DITOLAK", "Kode 17"))
        row = edit(row, reason_code=ReturnReason.INCOMPLETE)
        assert (row.verdict, row.values["reason_code"]) == ("new", ReturnReason.INCOMPLETE)
        services.recheck_batch(batch_id=row.batch_id, by=admin, on=period.starts_on)
        row.refresh_from_db()
        assert row.values["reason_code"] == ReturnReason.INCOMPLETE
        assert row.values["bpjs_reason"] == "Kode 17"

    def test_a_number_is_typed(self, period, person, sent, edit):
        worker = person(period)
        (row,) = sent((worker.nik, worker.full_name, None, "BERHASIL", None))
        row = edit(row, kpj="240 1234 5678")
        assert (row.verdict, row.values["kpj"]) == ("new", NUMBER)
