"""People who may be the same person are suggested, never decided."""

from datetime import date

import pytest

from tests import make
from workers.duplicates import find_candidates, slips_of

pytestmark = pytest.mark.django_db

BORN = date(1980, 5, 17)


def reasons(**typed) -> list[tuple[str, str]]:
    return [(one.worker.full_name, str(one.reason)) for one in find_candidates(**typed)]


class TestCandidates:
    def test_one_wrong_digit_is_noticed(self):
        known = make.worker(full_name="Siti Aminah")
        slip = known.nik[:-1] + str((int(known.nik[-1]) + 1) % 10)
        assert reasons(nik=slip) == [("Siti Aminah", "NIK berbeda satu angka")]

    def test_two_swapped_digits_are_noticed(self):
        known = make.worker(full_name="Siti Aminah", nik="3572021705800012")
        assert reasons(nik="3572021705800021") == [(known.full_name, "NIK berbeda satu angka")]

    def test_a_like_name_with_the_same_birth_date_is_noticed(self):
        make.worker(full_name="Moh. Slamet", birth_date=BORN)
        assert reasons(
            nik=make.nik(prefix="350506"), full_name="Mohammad Slamet", birth_date=BORN
        ) == [("Moh. Slamet", "Nama mirip, tanggal lahir sama")]

    def test_the_same_name_with_another_birth_date_is_somebody_else(self):
        make.worker(full_name="Slamet", birth_date=BORN)
        nik = make.nik(prefix="350506", birth_date=date(1970, 1, 1))
        assert reasons(nik=nik, full_name="Slamet", birth_date=date(1970, 1, 1)) == []

    def test_the_person_being_edited_is_no_candidate(self):
        known = make.worker(full_name="Slamet", birth_date=BORN)
        typed = {"nik": known.nik, "full_name": "Slamet", "birth_date": BORN}
        assert reasons(**typed, except_id=known.pk) == []

    def test_two_queries_however_many_people(self, django_assert_num_queries):
        for _number in range(5):
            make.worker(full_name="Slamet Riyadi", birth_date=BORN)
        with django_assert_num_queries(2):
            find_candidates(
                nik=make.nik(prefix="350506"), full_name="Slamet Riyadi", birth_date=BORN
            )


def test_slips_are_all_single_mistakes():
    slips = slips_of("3572021705800012")
    assert "3572021705800012" not in slips
    assert len(slips) > 16 * 9
