"""Search reads ranges of indexes and finds what people mean."""

import pytest
from django.db import connection

from tests import make
from workers.models import Worker, WorkerWord
from workers.search import search

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return sorted(search(Worker.objects.all(), text).values_list("full_name", flat=True))


class TestSearch:
    def test_the_beginnings_of_words_in_any_order_find_a_person(self):
        make.worker(full_name="Siti Aminah")
        make.worker(full_name="Siti Rahayu")
        assert found("amin sit") == ["Siti Aminah"]

    def test_the_middle_of_a_word_finds_nobody(self):
        make.worker(full_name="Siti Aminah")
        assert found("minah") == []

    def test_case_and_apostrophes_make_no_difference(self):
        make.worker(full_name="Khoirul Ma'ruf")
        assert found("MA'RUF") == found("maruf") == ["Khoirul Ma'ruf"]

    def test_sixteen_digits_find_exactly_their_owner(self):
        owner = make.worker()
        make.worker()
        assert found(owner.nik) == [owner.full_name]

    def test_spaces_between_digits_are_no_obstacle(self):
        owner = make.worker()
        assert found(f"{owner.nik[:6]} {owner.nik[6:12]} {owner.nik[12:]}") == [owner.full_name]

    def test_fewer_digits_are_the_beginning_of_a_nik(self):
        make.worker(full_name="Dalam Kota", nik=make.nik(prefix="357202"))
        make.worker(full_name="Luar Kota", nik=make.nik(prefix="350506"))
        assert found("3505") == ["Luar Kota"]

    def test_eleven_digits_also_find_a_member_number(self):
        make.worker(full_name="Punya Kartu", member_number="12345678901")
        assert found("12345678901") == ["Punya Kartu"]

    def test_an_empty_text_keeps_everybody(self):
        make.worker(full_name="Satu Orang")
        assert found("  ") == ["Satu Orang"]

    def test_wildcards_of_the_database_are_ordinary_characters(self):
        make.worker(full_name="Siti Aminah")
        assert found("%") == found("_iti") == []

    def test_a_text_of_marks_alone_finds_nobody(self):
        make.worker(full_name="Siti Aminah")
        assert found("---") == []


TEXTS = ["siti amin", "siti", "357202", "3572021705800001", "12345678901"]


def test_no_search_reads_every_person():
    for number in range(60):
        make.worker(full_name=f"Orang Ke{number}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":  # a table this small is cheaper to read whole
            cursor.execute("SET LOCAL enable_seqscan = off")
    for text in TEXTS:
        plan = search(Worker.objects.all(), text).order_by().explain()
        for table in (Worker._meta.db_table, WorkerWord._meta.db_table):
            assert f"SCAN {table}" not in plan
            assert f"Seq Scan on {table}" not in plan
