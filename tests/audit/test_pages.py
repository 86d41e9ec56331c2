"""The trail as people read it: plain words, masked numbers, nothing out of scope."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.access import record_access
from audit.context import acting
from audit.models import AccessEvent, AuditEvent
from audit.selectors import changes, changes_of_record, looks
from enrollment.transitions import Action
from tests import make
from workers.models import Worker

pytestmark = pytest.mark.django_db

LIST = reverse("audit:trail_list")
LOOKS = reverse("audit:access_list")


def record(row) -> str:
    return reverse("audit:record_trail", args=[row._meta.db_table, row.pk])


def words(response) -> str:
    """The text of a page's main part without tags, with single spaces."""
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


@pytest.fixture
def sri():
    return make.checker(username="sri", full_name="Sri Wahyuni")


@pytest.fixture
def siti(sri) -> Worker:
    worker = make.worker(full_name="Siti Aminah", phone="+6281234567890", rt="001")
    with acting(sri, reason="Pindah rumah"):
        Worker.objects.filter(pk=worker.pk).update(
            rt="002", village=make.village("Turi"), phone="+6281234560000"
        )
    worker.refresh_from_db()
    return worker


@pytest.fixture
def reader(client, sri):
    client.force_login(sri)
    return client


class TestList:
    def test_a_reason_is_told_in_the_language_of_the_reader(self, client, sri):
        with acting(sri, reason=Action.VERIFY.label):
            Worker.objects.filter(pk=make.worker().pk).update(rt="009")
        client.force_login(make.checker(language="en"))
        text = words(client.get(LIST))
        assert "Verify" in text
        assert "Verifikasi" not in text

    def test_a_change_reads_like_a_sentence(self, reader, siti):
        text = words(reader.get(LIST))
        assert "Sri Wahyuni mengubah pekerja Siti Aminah" in text
        assert "RT: 001 → 002" in text
        assert "Kelurahan: Tlumpu → Turi" in text
        assert "Pindah rumah" in text

    def test_the_newest_stands_first(self, reader, siti):
        with acting("tests"):
            siti.delete()
        text = words(reader.get(LIST))
        assert text.index("menghapus pekerja Siti") < text.index("mengubah pekerja Siti")
        assert "Sistem (tests)" in text

    def test_what_was_given_and_taken_names_both_sides(self, reader, sri):
        clerk = make.clerk(full_name="Budi Santoso")
        with acting(sri):
            clerk.villages.clear()
        text = words(reader.get(LIST))
        assert "menambahkan kelurahan Tlumpu pada pengguna Budi Santoso" in text
        assert "Sri Wahyuni melepas kelurahan Tlumpu dari pengguna Budi Santoso" in text

    def test_it_narrows_to_a_person_a_kind_and_a_day(self, reader, siti):
        today = timezone.localdate()
        assert "Siti Aminah" in words(reader.get(LIST, {"pelaku": "sri"}))
        assert "Sistem" not in words(reader.get(LIST, {"pelaku": "sri"}))
        assert "Siti Aminah" not in words(reader.get(LIST, {"jenis": "accounts_user"}))
        assert "Siti Aminah" in words(reader.get(LIST, {"hari": today.isoformat()}))
        other_day = (today - timedelta(days=1)).isoformat()
        assert "Tidak ada peristiwa yang cocok" in words(reader.get(LIST, {"hari": other_day}))

    def test_a_wrong_day_is_said_and_narrows_nothing(self, reader, siti):
        text = words(reader.get(LIST, {"hari": "31 Februari"}))
        assert "Isi tanggal yang ada." in text
        assert "Siti Aminah" in text

    def test_a_day_begins_at_midnight_in_the_city(self, siti, sri):
        event = AuditEvent.objects.filter(table="workers_worker").latest("pk")
        assert event in changes(sri, on=timezone.localdate(event.at))

    def test_pages_follow_each_other(self, reader):
        first = reader.get(LIST)
        page = first.context["page"]
        assert len(page.rows) == 25
        assert page.next
        second = reader.get(LIST, {"halaman": page.next}).context["page"]
        assert second.rows[0].pk < page.rows[-1].pk

    def test_a_fragment_is_only_the_results(self, reader, siti):
        response = reader.get(LIST, headers={"HX-Request": "true"})
        assert "<main" not in response.content.decode()
        assert "Siti Aminah" in response.content.decode()

    def test_the_number_of_queries_does_not_grow(
        self, reader, siti, django_assert_max_num_queries
    ):
        def ask(rows: int) -> int:
            with acting("tests"):
                for number in range(rows):
                    Worker.objects.filter(pk=siti.pk).update(rt=f"{number:03}", note=str(rows))
            with django_assert_max_num_queries(20) as captured:
                reader.get(LIST, {"jenis": "workers_worker"})
            return len(captured)

        ask(1)
        assert ask(3) == ask(30)


class TestRecord:
    def test_every_field_shows_what_it_was_and_is(self, reader, siti):
        text = words(reader.get(record(siti)))
        assert "Riwayat pekerja Siti Aminah" in text
        assert "RT 001 → 002" in text
        assert "Kelurahan Tlumpu → Turi" in text
        assert "Tanggal lahir 17 Mei 1980" in text
        assert "Jenis kelamin Laki-laki" in text
        assert "Kategori pekerjaan Tukang becak" in text

    def test_numbers_of_a_person_stay_masked(self, reader, siti):
        page = reader.get(record(siti)).content.decode() + reader.get(LIST).content.decode()
        assert siti.nik not in page
        assert siti.phone not in page
        assert f"••••{siti.nik[-4:]}" in page
        assert "•••••7890 → " in page

    def test_a_change_under_the_mask_is_said_without_its_value(self, reader, siti):
        nik = f"{siti.nik[:6]}18{siti.nik[8:]}"
        with acting("tests"):
            Worker.objects.filter(pk=siti.pk).update(nik=nik)
        assert "NIK diganti, tidak ditampilkan" in words(reader.get(record(siti)))

    def test_a_new_password_is_noted_but_never_kept(self, reader, sri):
        with acting(sri):
            sri.set_password("gajah putih makan 9 pisang")
            sri.save()
        reader.force_login(sri)
        event = AuditEvent.objects.filter(table="accounts_user").latest("pk")
        assert "password" not in f"{event.old} {event.new}"
        assert "diganti, tidak ditampilkan" in words(reader.get(record(sri)))

    def test_looks_stand_between_the_changes(self, reader, siti, sri):
        record_access(
            by=sri,
            kind=AccessEvent.Kind.REVEAL,
            subject=f"workers_worker:{siti.pk}",
            purpose="Pencocokan KTP",
        )
        with acting(sri):
            Worker.objects.filter(pk=siti.pk).update(rt="009")
        text = words(reader.get(record(siti)))
        look = text.index("melihat NIK lengkap pekerja Siti Aminah")
        assert text.index("002 → 009") < look < text.index("001 → 002")

    def test_a_look_is_shown_on_exactly_one_page(self, reader, siti, sri):
        for number in range(30):
            if number in (3, 20, 29):
                record_access(
                    by=sri,
                    kind=AccessEvent.Kind.REVEAL,
                    subject=f"workers_worker:{siti.pk}",
                    purpose=f"Keperluan {number}",
                )
            with acting(sri):
                Worker.objects.filter(pk=siti.pk).update(work_place=f"Pasar {number}")
        first = reader.get(record(siti))
        second = reader.get(record(siti), {"halaman": first.context["page"].next})
        both = words(first) + words(second)
        assert [both.count(f"Keperluan {number} ") for number in (3, 20, 29)] == [1, 1, 1]

    def test_the_trail_of_a_deleted_record_stays(self, reader, siti):
        address = record(siti)
        with acting("tests"):
            siti.delete()
        assert "menghapus pekerja Siti Aminah" in words(reader.get(address))

    def test_what_a_user_was_given_is_part_of_the_record(self, reader):
        clerk = make.clerk()
        assert "menambahkan kelurahan Tlumpu" in words(reader.get(record(clerk)))

    def test_an_enrollment_is_named_by_person_and_period(self, reader):
        row = make.enrollment()
        text = words(reader.get(record(row)))
        assert f"kepesertaan {row.worker.full_name} · {row.period.name}" in text

    def test_an_enrollment_of_a_deleted_worker_has_a_number(self, reader):
        row = make.enrollment()
        address = record(row)
        with acting("tests"):
            row.delete()
            row.worker.delete()
        assert "menghapus kepesertaan nomor" in words(reader.get(address))

    @pytest.mark.parametrize(
        ("table", "row"),
        [
            ("workers_worker", "999999"),
            ("workers_worker", "abc"),
            ("accounts_user", "abc"),
            ("accounts_user_villages", "1"),
            ("auth_permission", "1"),
        ],
    )
    def test_what_is_not_there_is_not_found(self, reader, table, row):
        address = reverse("audit:record_trail", args=[table, row])
        assert reader.get(address).status_code == 404


class TestLooks:
    def test_exports_and_reveals_are_listed(self, reader, siti, sri):
        record_access(
            by=sri,
            kind=AccessEvent.Kind.EXPORT,
            subject="roster:participants-by-village",
            purpose="Rapat kelurahan",
            filters={"title": "Peserta per kelurahan", "on": timezone.localdate()},
            rows=1200,
        )
        text = words(reader.get(LOOKS))
        assert "Sri Wahyuni mengunduh Peserta per kelurahan, 1.200 baris" in text
        assert "Rapat kelurahan" in text

    def test_a_reveal_names_the_person(self, reader, siti, sri):
        record_access(
            by=sri,
            kind=AccessEvent.Kind.REVEAL,
            subject=f"workers_worker:{siti.pk}",
            purpose="Pencocokan KTP",
        )
        text = words(reader.get(LOOKS))
        assert "Sri Wahyuni melihat NIK lengkap pekerja Siti Aminah" in text
        assert "Pencocokan KTP" in text


class TestScope:
    def test_the_trail_is_for_those_who_may_read_it(self, client, siti):
        for user in (make.clerk(), make.official()):
            client.force_login(user)
            for address in (LIST, LOOKS, record(siti)):
                assert client.get(address).status_code == 403

    def test_a_narrowed_reader_finds_only_rows_in_scope(self, siti):
        """The roles leave no such reader today; the filter must hold when one appears."""
        here = make.clerk(villages=[make.village("Turi")])
        elsewhere = make.clerk(villages=[make.village("Tlumpu")])
        row = str(siti.pk)
        assert changes_of_record(here, "workers_worker", row).exists()
        assert not changes_of_record(elsewhere, "workers_worker", row).exists()
        assert not changes(elsewhere, kind="workers_worker").exists()
        assert not changes(here, kind="accounts_user").exists()
        assert not changes_of_record(here, "accounts_user", str(here.pk)).exists()

    def test_a_narrowed_reader_finds_only_own_looks(self, sri):
        event = record_access(by=sri, kind=AccessEvent.Kind.PRINT, subject="roster:x")
        assert event not in looks(make.clerk())
        assert event in looks(sri)
