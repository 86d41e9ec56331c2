"""Annexes on paper: what was signed, for ever, and only to those it concerns."""

import re
from datetime import date

import pytest
from django.urls import reverse

from audit.context import acting
from common.months import next_month
from enrollment.models import Decree, DecreeLine, Enrollment
from enrollment.services.amendments import draft_amendment
from enrollment.services.endings import end_enrollment
from enrollment.transitions import EndReason, Status
from places.models import Signatory, Village
from tests import make
from tests.reporting.asking import fetch, screen
from tests.reporting.papers import decree
from tests.reporting.reading import pdf_text, table, workbook
from workers.models import Worker

pytestmark = pytest.mark.django_db
ANNEX, AMENDMENT = "decree-annex", "amendment-annex"
NUMBER = "100.3.3.3/12/410.010/2025"
PRINT_NUMBER = re.compile(r"CETAK \d{4}/\d{6} · kode \S+ · periksa di \S+/periksa/\w+/")
FULL = {"nik_lengkap": "on", "keperluan": "lampiran asli SK"}


def verified(period, name, village="Tlumpu", **values):
    worker = make.worker(full_name=name, village=make.village(village), **values)
    return make.enrollment(worker=worker, period=period, status=Status.VERIFIED)


@pytest.fixture
def admin(client):
    user = make.admin()
    client.force_login(user)
    return user


@pytest.fixture
def people(period):
    return [
        verified(period, "Siti Aminah", birth_place="Blitar", address="Jl. Melati 5"),
        verified(period, "Budi Santoso", "Bendo"),
        verified(period, "Agus Wibowo"),
    ]


@pytest.fixture
def annex(people):
    return make.signed(make.decree(*people, title="Penetapan Penerima Bantuan"), NUMBER)


def paper(client, kind=ANNEX, **values):
    answer = fetch(client, "post", kind, format="pdf", **values)
    assert answer.status_code == 200
    return pdf_text(answer.content)


def annex_text(client, annex, **wishes):
    """What the paper says without the number and code of this very print of it."""
    text = paper(client, sk=str(annex.pk), **wishes)
    plain, found = PRINT_NUMBER.subn("", text)
    assert found == 1
    return plain


class TestSigned:
    def test_its_head_names_the_decree_and_the_mayor_signs(self, client, admin, annex):
        text = paper(client, sk=str(annex.pk))
        assert "LAMPIRAN KEPUTUSAN WALI KOTA BLITAR" in text
        assert f"NOMOR : {NUMBER}" in text
        assert "TANGGAL : 8 APRIL 2025" in text
        assert "TENTANG : PENETAPAN PENERIMA BANTUAN" in text
        assert "WALI KOTA BLITAR, NAMA CONTOH WALI KOTA" in text
        assert "PEMERINTAH KOTA BLITAR" not in text
        assert "RANCANGAN" not in text

    def test_each_kelurahan_is_counted_and_then_all(self, client, admin, annex):
        text = paper(client, sk=str(annex.pk))
        assert "Jumlah Kelurahan Tlumpu 2 peserta" in text
        assert "Jumlah Kelurahan Bendo 1 peserta" in text
        assert "Jumlah seluruhnya 3 peserta" in text
        assert "Siti Aminah" in text
        assert "Blitar, 17-5-1980 Jl. Melati 5 RT 001 RW 002 Tlumpu" in text

    def test_it_prints_the_same_after_everything_around_it_has_changed(
        self, client, admin, annex, people
    ):
        before = [annex_text(client, annex, **wishes) for wishes in ({}, FULL)]
        rows = fetch(client, kind=ANNEX, sk=str(annex.pk)).content
        with acting("tests"):
            Worker.objects.update(
                full_name="Nama Baru",
                address="Jl. Baru 1",
                rt="009",
                birth_place="Kediri",
                sex="F",
                village=make.village("Turi"),
                occupation=make.occupation("mosque_caretaker"),
            )
            Worker.objects.filter(pk=people[0].worker_id).update(nik=make.nik())
            Village.objects.filter(name="Tlumpu").update(name="Tlumpu Baru")
            Signatory.objects.update(name="WALI KOTA BARU", position="PENJABAT")
        client.force_login(make.admin())
        assert [annex_text(client, annex, **wishes) for wishes in ({}, FULL)] == before
        again = fetch(client, kind=ANNEX, sk=str(annex.pk)).content
        assert [[cell.value for cell in row] for row in table(workbook(again)["Daftar"])[1]] == [
            [cell.value for cell in row] for row in table(workbook(rows)["Daftar"])[1]
        ]

    def test_the_nik_stands_in_full_in_the_original_alone(self, client, admin, annex, people):
        niks = [row.worker.nik for row in people]
        masked, original = paper(client, sk=str(annex.pk)), paper(client, sk=str(annex.pk), **FULL)
        assert all(nik in original and nik not in masked for nik in niks)
        client.force_login(make.official())
        assert fetch(client, "post", ANNEX, sk=str(annex.pk), **FULL).status_code == 400

    def test_the_workbook_carries_the_same_head_and_signature(self, client, admin, annex):
        sheet = workbook(fetch(client, kind=ANNEX, sk=str(annex.pk)).content)["Daftar"]
        texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
        assert f"NOMOR: {NUMBER}" in texts
        assert "TENTANG: PENETAPAN PENERIMA BANTUAN" in texts
        assert texts.index("WALI KOTA BLITAR,") < texts.index("NAMA CONTOH WALI KOTA")

    def test_a_clerk_gets_own_people_under_the_numbers_of_the_annex(self, client, annex):
        client.force_login(make.clerk(villages=[make.village("Tlumpu")]))
        page = screen(client, ANNEX, sk=str(annex.pk)).content.decode()
        assert "Siti Aminah" in page
        assert "Budi Santoso" not in page
        _header, rows = table(workbook(fetch(client, kind=ANNEX).content)["Daftar"])
        numbers = {line.full_name: line.position for line in annex.lines.all()}
        assert [(row[1].value, row[0].value) for row in rows] == [
            (name, numbers[name]) for name in ("Agus Wibowo", "Siti Aminah")
        ]

    def test_a_part_of_it_is_marked_and_goes_without_the_mayors_block(self, client, admin, annex):
        village = make.village("Bendo")
        readers = [(admin, {"kelurahan": village.code}), (make.clerk(villages=[village]), {})]
        for reader, narrowing in readers:
            client.force_login(reader)
            text = paper(client, sk=str(annex.pk), **narrowing)
            assert "PETIKAN" in text
            assert "Budi Santoso" in text
            assert "NAMA CONTOH WALI KOTA" not in text
        client.force_login(make.official())
        assert "PETIKAN" not in paper(client, sk=str(annex.pk))


class TestDraft:
    def test_every_page_of_a_draft_says_so_and_nobody_signs(self, client, admin, people):
        draft = make.decree(*people)
        text = paper(client, sk=str(draft.pk))
        assert "RANCANGAN" in text
        assert "NOMOR : ....." in text
        assert "NAMA CONTOH WALI KOTA" not in text
        header, rows = table(workbook(fetch(client, kind=ANNEX).content)["Daftar"])
        assert [row[0].value for row in rows] == [1, 2, 3]
        assert "NIK" in header

    def test_a_long_draft_says_so_on_later_pages(self, client, admin, period):
        draft = decree(*[verified(period, f"Orang {number}") for number in range(30)])
        assert paper(client, sk=str(draft.pk)).count("RANCANGAN") == 2

    def test_the_newest_decree_is_shown_unless_another_is_chosen(
        self, client, admin, annex, period
    ):
        newer = make.decree(verified(period, "Orang Baru"))
        assert "Orang Baru" in screen(client, ANNEX).content.decode()
        assert "Orang Baru" not in screen(client, ANNEX, sk=str(annex.pk)).content.decode()
        assert str(newer) in screen(client, ANNEX).content.decode()

    @pytest.mark.parametrize("value", ["999999", "x", "-1"])
    def test_a_decree_that_is_not_there_is_not_found(self, client, admin, annex, value):
        assert screen(client, ANNEX, sk=value).status_code == 404
        assert fetch(client, kind=ANNEX, sk=value).status_code == 404

    def test_without_any_decree_a_sentence_says_what_to_do(self, client, admin):
        answer = screen(client, ANNEX)
        assert answer.status_code == 400
        assert "Belum ada SK" in answer.content.decode()


class TestAmendment:
    @pytest.fixture
    def amendment(self, admin, annex, people, period):
        gone = Enrollment.objects.get(pk=people[0].pk)
        end_enrollment(
            enrollment_id=gone.pk,
            on=date(2025, 6, 3),
            known_on=date(2025, 6, 5),
            reason=EndReason.DIED,
            by=admin,
        )
        ended = Enrollment.objects.get(pk=people[1].pk)
        end_enrollment(
            enrollment_id=ended.pk,
            on=date(2025, 6, 3),
            known_on=date(2025, 6, 5),
            reason=EndReason.MOVED,
            by=admin,
        )
        make.enrollment(
            worker=make.worker(full_name="Sri Pengganti"),
            period=period,
            status=Status.VERIFIED,
            replaces=ended,
            starts_on=next_month(date(2025, 6, 1)),
        )
        return draft_amendment(
            decree_id=annex.pk,
            title="Perubahan Penetapan",
            enrollment_ids=[verified(period, "Tri Tambahan").pk],
            by=admin,
        )

    def test_it_lists_who_is_added_removed_and_replaced(self, client, admin, amendment):
        text = paper(client, AMENDMENT, sk=str(amendment.pk))
        added, removed, replaced = (
            text.index(f"Peserta {part}")
            for part in ("yang ditambahkan", "yang dihapus", "pengganti")
        )
        assert added < text.index("Tri Tambahan") < removed
        assert removed < text.index("Siti Aminah") < text.index("Meninggal dunia") < replaced
        assert replaced < text.index("Sri Pengganti") < text.index("Budi Santoso")
        assert f"Perubahan ke-1 atas Keputusan Wali Kota Blitar Nomor {NUMBER}." in text
        assert "Jumlah dihapus 1 peserta" in text

    def test_the_replaced_nik_is_masked_like_any_other(self, client, admin, amendment, people):
        line = amendment.lines.get(change=DecreeLine.Change.REPLACED)
        assert line.replaced_nik == people[1].worker.nik
        assert line.replaced_nik not in paper(client, AMENDMENT, sk=str(amendment.pk))
        assert line.replaced_nik in paper(client, AMENDMENT, sk=str(amendment.pk), **FULL)

    def test_who_is_replaced_is_named_only_to_those_who_see_them(self, client, admin, amendment):
        screen_url = reverse("enrollment:decree_detail", args=[amendment.pk])
        line = amendment.lines.get(change=DecreeLine.Change.REPLACED)
        assert line.replaced_name in client.get(screen_url).content.decode()
        client.force_login(make.clerk())
        for text in (
            paper(client, AMENDMENT, sk=str(amendment.pk), **FULL),
            client.get(screen_url).content.decode(),
        ):
            assert "Sri Pengganti" in text
            assert "rang di wilayah lain" in text
            assert line.replaced_name not in text
            assert line.replaced_nik not in text

    def test_each_kind_offers_its_own_papers(self, client, admin, annex, amendment):
        assert Decree.objects.count() == 2
        assert screen(client, AMENDMENT, sk=str(annex.pk)).status_code == 404
        assert screen(client, ANNEX, sk=str(amendment.pk)).status_code == 404
