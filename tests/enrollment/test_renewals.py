"""Renewal by exception: answers, the rehearsal, and the one step that proposes who stays."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from common.http import ActionDenied
from enrollment.models import Enrollment, RenewalAnswer
from enrollment.renewals import Answer, gap_months, progress, rehearse
from enrollment.services.renewals import Said, answer_many, open_renewal
from enrollment.transitions import EndReason, Status
from tests import make

pytestmark = pytest.mark.django_db

ON = date(2025, 12, 10)


@pytest.fixture
def source():
    return make.period("2025", starts_on=date(2025, 4, 1), ends_on=date(2025, 12, 31))


@pytest.fixture
def coming():
    return make.period("2026", starts_on=date(2026, 3, 1), ends_on=date(2026, 12, 31))


def covered(source, **values):
    """Somebody registered to the end of the old period, with all that BPJS asks for."""
    person = {
        "birth_place": "Blitar",
        "address": "Jalan Melati 5",
        "phone": "+6281234567890",
        "mother_name": "Sumiati",
        "family_card_number": "3572021203150007",
        "member_number": make.member_number(),
    } | values
    return make.enrollment(worker=make.worker(**person), period=source, status=Status.REGISTERED)


def answer(period, rows, said, *, by=None, known_on=ON):
    rows = rows if isinstance(rows, list) else [rows]
    return answer_many(
        period=period,
        said={row.pk: said for row in rows},
        known_on=known_on,
        by=by or make.admin(),
    )


def names(candidates):
    return [candidate.enrollment.worker.full_name for candidate in candidates]


class TestAnswers:
    def test_a_later_answer_takes_the_place_of_an_earlier_one(self, source, coming):
        row = covered(source)
        answer(coming, row, Said(Answer.STAYS))
        answer(coming, row, Said(Answer.RESIGNED, note="pindah ke luar kota"))
        kept = RenewalAnswer.objects.get()
        assert (kept.answer, kept.note) == (Answer.RESIGNED, "pindah ke luar kota")

    def test_a_death_ends_the_old_cover_and_is_noted_with_the_person(self, source, coming):
        row = covered(source)
        done = answer(coming, row, Said(Answer.DIED, fact_on=date(2025, 11, 3)))
        row.refresh_from_db()
        assert (done.kept, done.ended) == (1, 1)
        assert (row.ended_on, row.end_known_on, row.end_reason) == (
            date(2025, 11, 3),
            ON,
            EndReason.DIED,
        )
        assert row.worker.died_on == date(2025, 11, 3)

    def test_somebody_who_moves_after_the_old_period_stays_covered_until_its_end(
        self, source, coming
    ):
        row = covered(source)
        done = answer(
            coming,
            row,
            Said(Answer.MOVED, fact_on=date(2026, 1, 5)),
            known_on=date(2026, 1, 20),
        )
        row.refresh_from_db()
        assert (done.ended, row.ended_on) == (0, None)

    def test_a_day_on_which_the_cover_cannot_end_is_told_beside_the_kept_answer(
        self, source, coming
    ):
        row = covered(source)
        done = answer(coming, row, Said(Answer.MOVED, fact_on=date(2024, 11, 3)))
        ((left, sentence),) = done.not_ended
        assert (left, done.kept, done.ended) == (row, 1, 0)
        assert "di dalam masa perlindungan" in sentence

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            (Said(Answer.CHANGED_WORK), "Pilih pekerjaan barunya."),
            (Said(Answer.DIED), "Isi tanggal meninggalnya."),
            (Said(Answer.MOVED, fact_on=date(2025, 12, 11)), "Tanggal kejadian belum tiba."),
        ],
    )
    def test_an_answer_that_lacks_something_is_refused_with_why(
        self, source, coming, said, sentence
    ):
        row = covered(source)
        done = answer(coming, row, said)
        assert [text for _row, text in done.refused] == [sentence]
        assert not RenewalAnswer.objects.exists()

    def test_a_clerk_answers_for_the_own_kelurahan_only(self, source, coming):
        mine, other = covered(source), covered(source, village=make.village("Turi"))
        done = answer(coming, [mine, other], Said(Answer.STAYS), by=make.clerk())
        assert done.kept == 1
        assert RenewalAnswer.objects.get().enrollment == mine

    @pytest.mark.parametrize("role", ["checker", "official", "auditor"])
    def test_who_only_checks_or_reads_does_not_answer(self, source, coming, role):
        with pytest.raises(ActionDenied, match="Peran Anda"):
            answer(coming, covered(source), Said(Answer.STAYS), by=getattr(make, role)())

    def test_an_answer_leaves_a_trace(self, source, coming):
        admin = make.admin()
        answer(coming, covered(source), Said(Answer.STAYS), by=admin)
        event = AuditEvent.objects.get(table="enrollment_renewalanswer")
        assert (event.actor, event.reason) == (admin.username, "Jawaban perpanjangan")

    def test_thirty_answers_cost_as_many_statements_as_three(self, source, coming):
        admin = make.admin()

        def cost(number):
            rows = [covered(source) for _one in range(number)]
            with CaptureQueriesContext(
                connection,
            ) as queries:
                answer(coming, rows, Said(Answer.STAYS), by=admin)
            return len(queries)

        assert cost(3) == cost(30)


class TestRehearsal:
    def test_who_died_or_moved_within_the_old_period_is_still_named(self, source, coming):
        admin = make.admin()
        dead, resigned = (covered(source, full_name=name) for name in ("Wagiman", "Katiman"))
        make.enrollment(
            period=source,
            status=Status.REGISTERED,
            ended_on=date(2025, 6, 1),
            end_reason=EndReason.MOVED,
        )
        answer(coming, dead, Said(Answer.DIED, fact_on=date(2025, 11, 3)))
        answer(coming, resigned, Said(Answer.RESIGNED))
        found = rehearse(source, coming, user=admin, on=ON)
        assert names(found.leaving) == ["Katiman", "Wagiman"]
        assert list(progress(source, coming, admin).values()) == [[2, 2]]

    def test_everybody_of_the_old_period_is_in_one_list(self, source, coming):
        stays, barred, leaves, silent, done = (
            covered(source, full_name=name, birth_date=born)
            for name, born in (
                ("Lanjut", date(1980, 5, 17)),
                ("Tua", date(1961, 2, 1)),
                ("Pergi", date(1980, 5, 17)),
                ("Diam", date(1980, 5, 17)),
                ("Ada", date(1980, 5, 17)),
            )
        )
        answer(coming, [stays, barred, done], Said(Answer.STAYS))
        answer(coming, leaves, Said(Answer.MOVED))
        make.enrollment(worker=done.worker, period=coming)
        found = rehearse(source, coming, user=make.admin(), on=ON)
        assert names(found.staying) == ["Lanjut"]
        assert names(found.barred) == ["Tua"]
        assert names(found.leaving) == ["Pergi"]
        assert [one.enrollment for one in found.silent] == [silent]
        assert names(found.done) == ["Ada"]
        assert [problem.code for problem in found.barred[0].problems] == ["over_age"]

    def test_nothing_is_written(self, source, coming):
        answer(coming, covered(source), Said(Answer.STAYS))
        admin = make.admin()
        before = AuditEvent.objects.count()
        rehearse(source, coming, user=admin, on=ON)
        assert AuditEvent.objects.count() == before

    def test_what_bpjs_will_ask_for_is_named(self, source, coming):
        row = covered(source, mother_name="")
        answer(coming, row, Said(Answer.STAYS))
        found = rehearse(source, coming, user=make.admin(), on=ON)
        assert "NAMA IBU KANDUNG" in found.lacking_papers[0].lacking
        assert "NO HP" not in found.lacking_papers[0].lacking

    def test_those_whose_cover_ended_are_not_asked_about(self, source, coming):
        make.enrollment(
            period=source,
            status=Status.REGISTERED,
            ended_on=date(2025, 8, 1),
            end_reason=EndReason.MOVED,
        )
        found = rehearse(source, coming, user=make.admin(), on=ON)
        assert not found.silent

    def test_the_months_without_cover_are_named(self, source, coming):
        found = rehearse(source, coming, user=make.admin(), on=ON)
        assert found.gap_months == [date(2026, 1, 1), date(2026, 2, 1)]
        assert gap_months(source, date(2026, 1, 1)) == []

    def test_a_clerk_rehearses_the_own_kelurahan(self, source, coming):
        mine, other = covered(source), covered(source, village=make.village("Turi"))
        assert other.pk
        found = rehearse(source, coming, user=make.clerk(), on=ON)
        assert [one.enrollment for one in found.silent] == [mine]

    def test_thirty_people_cost_as_many_queries_as_three(self, source, coming):
        admin = make.admin()

        def cost():
            with CaptureQueriesContext(connection) as queries:
                rehearse(source, coming, user=admin, on=ON)
            return len(queries)

        for _one in range(3):
            covered(source)
        three = cost()
        for _one in range(27):
            covered(source)
        assert cost() == three

    def test_progress_is_counted_by_kelurahan(self, source, coming):
        first, _second = covered(source), covered(source)
        covered(source, village=make.village("Turi"))
        answer(coming, first, Said(Answer.STAYS))
        turi, tlumpu = make.village("Turi").pk, make.village().pk
        assert progress(source, coming, make.admin()) == {tlumpu: [2, 1], turi: [1, 0]}


class TestOpening:
    def test_who_stays_is_proposed_in_one_step_and_silence_is_not(self, source, coming):
        stays, silent = covered(source), covered(source)
        answer(coming, stays, Said(Answer.STAYS))
        done = open_renewal(source=source, period=coming, by=make.admin(), on=ON, expected=1)
        row = Enrollment.objects.get(period=coming)
        assert done.proposed == 1
        assert (row.worker, row.status, row.starts_on) == (
            stays.worker,
            Status.PROPOSED,
            date(2026, 3, 1),
        )
        assert not Enrollment.objects.filter(period=coming, worker=silent.worker).exists()

    def test_new_work_is_written_to_the_person(self, source, coming):
        row = covered(source)
        work = make.occupation("waste_collector")
        answer(coming, row, Said(Answer.CHANGED_WORK, occupation=work))
        open_renewal(source=source, period=coming, by=make.admin(), on=ON)
        row.worker.refresh_from_db()
        assert row.worker.occupation == work

    def test_a_second_click_proposes_nobody_twice(self, source, coming):
        answer(coming, covered(source), Said(Answer.STAYS))
        admin = make.admin()
        open_renewal(source=source, period=coming, by=admin, on=ON)
        assert open_renewal(source=source, period=coming, by=admin, on=ON).proposed == 0
        assert Enrollment.objects.filter(period=coming).count() == 1

    def test_answers_that_changed_since_the_rehearsal_are_told(self, source, coming):
        answer(coming, covered(source), Said(Answer.STAYS))
        with pytest.raises(ActionDenied, match="sekarang 1 orang"):
            open_renewal(source=source, period=coming, by=make.admin(), on=ON, expected=2)
        assert not Enrollment.objects.filter(period=coming).exists()

    def test_only_an_admin_opens_the_next_period(self, source, coming):
        with pytest.raises(ActionDenied, match="Peran Anda"):
            open_renewal(source=source, period=coming, by=make.clerk(), on=ON)

    def test_a_period_not_yet_opened_takes_nobody(self, source):
        draft = make.period(starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31), state="draft")
        with pytest.raises(ActionDenied, match="tidak sedang dibuka"):
            open_renewal(source=source, period=draft, by=make.admin(), on=ON)
