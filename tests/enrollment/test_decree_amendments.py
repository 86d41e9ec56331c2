"""Amendments: what has changed since the last paper, and the list on any day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.context import acting
from common.http import ActionDenied
from enrollment.decree_differences import differences, differing
from enrollment.decree_lines import LIVE_RECORD
from enrollment.decree_selectors import annex_lines, effective_list, verify_hash
from enrollment.models import Decree, DecreeLine, Enrollment, EnrollmentPeriod
from enrollment.services.actions import take_action
from enrollment.services.amendments import collect_mutations, draft_amendment, mutations_of
from enrollment.services.decrees import refresh_draft
from enrollment.services.endings import end_enrollment, end_many
from enrollment.services.signing import CannotSign
from enrollment.transitions import Action, EndReason, ReturnReason, Status
from tests import make

pytestmark = pytest.mark.django_db

JUNE_30, JULY_15, OCTOBER_1 = date(2025, 6, 30), date(2025, 7, 15), date(2025, 10, 1)
Change = DecreeLine.Change


@pytest.fixture
def year() -> EnrollmentPeriod:
    return make.period()


def person(year: EnrollmentPeriod, name: str, **values) -> Enrollment:
    values.setdefault("status", Status.VERIFIED)
    return make.enrollment(period=year, worker=make.worker(full_name=name), **values)


@pytest.fixture
def decree(year) -> Decree:
    return make.signed(make.decree(person(year, "Agus"), person(year, "Budi")))


def named(lines) -> list[str]:
    return [line.full_name for line in lines]


def row_of(name: str) -> Enrollment:
    return Enrollment.objects.get(worker__full_name=name)


def end(name: str, on: date = JUNE_30) -> Enrollment:
    return end_enrollment(
        enrollment_id=row_of(name).pk,
        on=on,
        known_on=on,
        reason=EndReason.DIED,
        by=make.admin(),
    )


def refuse(name: str) -> None:
    """Let BPJS reject somebody, and the office after it."""
    for action in (Action.BPJS_REJECT, Action.REFUSE):
        take_action(
            enrollment_id=row_of(name).pk,
            action=action,
            reason_code=ReturnReason.WAGE_EARNER,
            by=make.admin(),
        )


def replace(name: str, newcomer: str) -> Enrollment:
    row = end(name)
    return person(row.period, newcomer, replaces=row, starts_on=date(2025, 7, 1))


def amend(decree: Decree, *rows: Enrollment, title: str = "Perubahan", by=None) -> Decree:
    return draft_amendment(
        decree_id=decree.pk,
        title=title,
        enrollment_ids=[row.pk for row in rows],
        by=by or decree.made_by,
    )


def changes(draft: Decree) -> set[tuple[str, str]]:
    return set(draft.lines.values_list("change", "full_name"))


class TestCollecting:
    def test_who_ended_is_removed_and_who_was_chosen_is_added(self, year, decree):
        end("Agus")
        draft = amend(decree, person(year, "Cahyo"))
        assert changes(draft) == {(Change.REMOVED, "Agus"), (Change.ADDED, "Cahyo")}
        removed = draft.lines.get(change=Change.REMOVED)
        assert (removed.ends_on, removed.end_reason) == (JUNE_30, "Meninggal dunia")

    def test_a_replacement_is_one_line_that_names_both(self, decree):
        replace("Agus", "Cahyo")
        draft = amend(decree)
        line = draft.lines.get()
        assert (line.change, line.full_name, line.replaced_name) == (
            Change.REPLACED,
            "Cahyo",
            "Agus",
        )
        assert line.replaced_nik == row_of("Agus").worker.nik

    def test_a_chosen_replacement_is_no_addition(self, year, decree):
        newcomer = replace("Agus", "Cahyo")
        assert changes(amend(decree, newcomer)) == {(Change.REPLACED, "Cahyo")}

    def test_who_was_refused_after_a_rejection_by_bpjs_is_removed(self, decree):
        refuse("Agus")
        line = amend(decree).lines.get()
        assert (line.change, line.full_name) == (Change.REMOVED, "Agus")
        assert line.end_reason == "Ditolak: Sudah peserta penerima upah (PU)"

    def test_people_of_another_decree_are_left_to_that_decree(self, year, decree):
        other = make.signed(make.decree(person(year, "Cahyo"), title="Lain"))
        end("Cahyo")
        assert not mutations_of(decree)
        assert [row.worker.full_name for row in mutations_of(other).removed] == ["Cahyo"]

    def test_nothing_to_amend_is_refused(self, decree):
        with pytest.raises(ActionDenied, match="Tidak ada yang berubah"):
            amend(decree)
        assert Decree.objects.count() == 1

    def test_one_amendment_is_under_way_at_a_time(self, decree):
        end("Agus")
        first = amend(decree, title="Pertama")
        assert amend(decree, title="Pertama") == first
        with pytest.raises(ActionDenied, match="Masih ada rancangan perubahan “Pertama”"):
            amend(decree, title="Kedua")

    def test_later_changes_are_brought_in(self, decree):
        end("Agus")
        draft = amend(decree)
        end("Budi")
        assert collect_mutations(decree_id=draft.pk, by=draft.made_by) == 1
        assert collect_mutations(decree_id=draft.pk, by=draft.made_by) == 0
        assert changes(draft) == {(Change.REMOVED, "Agus"), (Change.REMOVED, "Budi")}

    def test_somebody_who_takes_over_later_takes_the_removal_away(self, year, decree):
        row = end("Agus")
        draft = amend(decree)
        person(year, "Cahyo", replaces=row, starts_on=date(2025, 7, 1))
        collect_mutations(decree_id=draft.pk, by=draft.made_by)
        assert changes(draft) == {(Change.REPLACED, "Cahyo")}

    def test_only_a_signed_decree_is_amended(self, year, decree):
        end("Agus")
        amendment = make.signed(amend(decree), signed_on=JULY_15)
        draft = make.decree(person(year, "Cahyo"), title="Lain")
        for other in (amendment, draft):
            with pytest.raises(ActionDenied, match="sudah ditandatangani"):
                amend(other)

    def test_a_removed_person_is_written_as_the_earlier_paper_named_them(self, decree):
        row = end("Agus")
        with acting("tests"):
            row.worker.refresh_from_db()
            row.worker.full_name = "Agus Salim"
            row.worker.save()
        draft = amend(decree)
        refresh_draft(decree_id=draft.pk, by=draft.made_by)
        assert draft.lines.get().full_name == "Agus"


class TestSigning:
    def test_it_is_numbered_hashed_and_decrees_the_new(self, year, decree):
        end("Agus")
        first = make.signed(amend(decree, person(year, "Cahyo")), signed_on=JULY_15)
        end("Budi")
        second = make.signed(amend(decree, title="Lagi"), signed_on=OCTOBER_1)
        assert (first.sequence, second.sequence) == (1, 2)
        assert verify_hash(first)
        assert verify_hash(second)
        assert row_of("Cahyo").status == Status.DECREED

    def test_added_removed_and_replaced_stand_in_this_order(self, year, decree):
        replace("Budi", "Dedi")
        end("Agus")
        amendment = make.signed(amend(decree, person(year, "Zaenal")), signed_on=JULY_15)
        lines = annex_lines(amendment)
        assert [(line.position, line.full_name) for line in lines] == [
            (1, "Zaenal"),
            (2, "Agus"),
            (3, "Dedi"),
        ]

    def test_it_is_not_dated_before_the_paper_it_follows(self, decree):
        end("Agus")
        with pytest.raises(ActionDenied, match="tidak boleh bertanggal sebelum"):
            make.signed(amend(decree), signed_on=date(2025, 4, 7))

    def test_an_end_that_was_taken_back_stands_in_the_way(self, decree):
        row = end("Agus")
        draft = amend(decree)
        with acting("tests"):
            Enrollment.objects.filter(pk=row.pk).update(
                ended_on=None, end_known_on=None, end_reason=""
            )
        with pytest.raises(CannotSign, match="Agus"):
            make.signed(draft, signed_on=JULY_15)


class TestListOnADay:
    def test_it_is_the_sum_of_what_was_signed_by_then(self, year, decree):
        replace("Agus", "Cahyo")
        make.signed(amend(decree, person(year, "Dedi")), signed_on=JULY_15)
        end("Budi", on=date(2025, 9, 30))
        make.signed(amend(decree, title="Lagi"), signed_on=OCTOBER_1)
        for on, names in (
            (date(2025, 4, 7), []),
            (date(2025, 4, 8), ["Agus", "Budi"]),
            (date(2025, 7, 14), ["Agus", "Budi"]),
            (JULY_15, ["Budi", "Dedi", "Cahyo"]),
            (date(2025, 9, 30), ["Budi", "Dedi", "Cahyo"]),
            (OCTOBER_1, ["Dedi", "Cahyo"]),
            (date.max, ["Dedi", "Cahyo"]),
        ):
            assert named(effective_list(decree, on)) == names, on

    def test_a_draft_changes_nothing(self, decree):
        end("Agus")
        amend(decree)
        assert named(effective_list(decree, date.max)) == ["Agus", "Budi"]


class TestDifferences:
    def lines(self, decree: Decree) -> list[DecreeLine]:
        loaded = [f"enrollment__{name}" for name in LIVE_RECORD]
        return list(annex_lines(decree).select_related(*loaded))

    def test_there_are_none_at_first(self, decree):
        assert [differences(line) for line in self.lines(decree)] == [[], []]
        assert not differing(annex_lines(decree)).exists()

    def test_they_say_what_was_and_what_is(self, decree):
        worker = row_of("Agus").worker
        with acting("tests"):
            worker.full_name, worker.address = "Agus Salim", "Jalan Melati 1"
            worker.occupation = make.occupation("mosque_caretaker")
            worker.save()
        end("Agus Salim")
        found = {
            str(label): (then, now) for label, then, now in differences(self.lines(decree)[0])
        }
        assert found["Nama"] == ("Agus", "Agus Salim")
        assert found["Alamat"][1].startswith("Jalan Melati 1, RT 001")
        assert found["Pekerjaan"][1] == worker.occupation.name
        assert found["Berakhir"] == ("31 Desember 2025", "30 Juni 2025 (Meninggal dunia)")
        assert named(differing(annex_lines(decree))) == ["Agus"]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("nik", "3572021705809999"),
            ("birth_place", "Kediri"),
            ("birth_date", date(1980, 5, 18)),
            ("sex", "F"),
            ("rt", "009"),
            ("rw", "009"),
        ],
    )
    def test_both_ways_of_asking_agree(self, decree, field, value):
        worker = row_of("Budi").worker
        with acting("tests"):
            setattr(worker, field, value)
            worker.save()
        told = [line.full_name for line in self.lines(decree) if differences(line)]
        assert told == named(differing(annex_lines(decree))) == ["Budi"]

    def test_who_was_refused_afterwards_differs(self, decree):
        refuse("Budi")
        told = [line.full_name for line in self.lines(decree) if differences(line)]
        assert told == named(differing(annex_lines(decree))) == ["Budi"]


def test_it_costs_the_same_for_three_people_and_for_thirty(year):
    staff = {"proposed_by": make.clerk(), "verified_by": make.checker()}
    admin = make.admin()

    def count(number: int) -> list[int]:
        rows = [person(year, f"Orang {number} {n}", **staff) for n in range(number)]
        decree = make.signed(make.decree(*rows, title=f"Induk {number}", by=admin))
        end_many(
            enrollment_ids=[row.pk for row in rows],
            on=JUNE_30,
            known_on=JUNE_30,
            reason=EndReason.MOVED,
            by=admin,
        )
        more = [
            person(year, f"Baru {number} {n}", replaces=row, starts_on=date(2025, 7, 1), **staff)
            for n, row in enumerate(rows[1:])
        ]
        with CaptureQueriesContext(connection) as drafting:
            draft = amend(decree, more[0], title=f"Ubah {number}")
        with CaptureQueriesContext(connection) as signing:
            make.signed(draft, signed_on=JULY_15)
        return [len(drafting), len(signing)]

    assert count(3) == count(30)
