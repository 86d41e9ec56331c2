"""Payment lists: whole rupiah, spelled totals, for those who handle the money."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Sum
from django.urls import reverse

from accounts.models import Role
from audit.context import acting
from audit.models import AccessEvent
from contributions.models import BillLine
from contributions.services import payments
from jobs.models import Job
from reporting import services
from tests import make
from tests.reporting.asking import fetch, registered, screen
from tests.reporting.papers import bill
from tests.reporting.reading import pdf_text, table, workbook

pytestmark = pytest.mark.django_db
LIST, RECAP = "payment-list", "payment-recap"


@pytest.fixture
def owed(period):
    rows = [
        registered(period, "Siti Aminah", member_number="25000000001"),
        registered(period, "Budi Santoso", "Bendo"),
        registered(period, "Agus Wibowo", "Bendo", occupation=make.occupation("mosque_caretaker")),
    ]
    return bill(*rows)


class TestMoney:
    def test_paper_sums_each_kelurahan_and_spells_the_whole(self, client, official, owed):
        text = pdf_text(fetch(client, kind=LIST, format="pdf", tagihan=str(owed.pk)).content)
        assert "Jumlah Kelurahan Bendo: 2 peserta Rp20.000 Rp13.600 Rp33.600" in text
        assert "Jumlah seluruhnya: 3 peserta Rp30.000 Rp20.400 Rp50.400" in text
        assert "Terbilang: lima puluh ribu empat ratus rupiah" in text
        assert "Bulan iuran: April 2025" in text

    def test_workbook_cells_are_whole_numbers_with_a_format(self, client, official, owed):
        book = workbook(fetch(client, kind=LIST).content)
        header, rows = table(book["Daftar"])
        amounts = [row[header.index("Jumlah iuran")] for row in rows]
        assert [cell.value for cell in amounts] == [16_800] * 3
        assert {cell.number_format for cell in amounts} == {'"Rp"#,##0'}
        assert rows[2][header.index("KPJ")].value == "25000000001"
        texts = [row[0].value for row in book["Daftar"].iter_rows()]
        assert "Terbilang: lima puluh ribu empat ratus rupiah" in texts

    def test_screen_and_database_say_the_same(self, client, official, owed):
        total = screen(client, LIST).context["preview"].total
        paid = BillLine.objects.aggregate(sum=Sum(F("jkk") + F("jkm")))["sum"]
        assert total.figures[-1].value == paid == 50_400
        assert "lima puluh ribu empat ratus rupiah" in screen(client, LIST).content.decode()

    def test_a_draft_is_marked_until_it_is_billed(self, client, official, owed):
        assert "RANCANGAN" in pdf_text(fetch(client, kind=LIST, format="pdf").content)
        payments.bill(
            bill_id=owed.pk, billing_code="BK-1", billed_on=date(2025, 4, 10), by=make.admin()
        )
        text = pdf_text(fetch(client, kind=LIST, format="pdf").content)
        assert "RANCANGAN" not in text
        assert "Kode iuran: BK-1" in text

    def test_the_recap_counts_every_occupation_of_a_kelurahan(self, client, official, owed):
        header, rows = table(workbook(fetch(client, kind=RECAP).content)["Daftar"])
        found = [
            tuple(row[header.index(name)].value for name in ("Kelurahan", "Pekerjaan", "Iuran"))
            for row in rows
        ]
        assert found == [
            ("Bendo", "Marbot masjid", 16_800),
            ("Bendo", "Tukang becak", 16_800),
            ("Tlumpu", "Tukang becak", 16_800),
        ]
        text = pdf_text(fetch(client, kind=RECAP, format="pdf").content)
        assert "Jumlah Kelurahan Bendo 2 Rp20.000 Rp13.600 Rp33.600" in text
        assert "Terbilang: lima puluh ribu empat ratus rupiah" in text

    def test_a_month_without_people_owes_nothing(self, client, official, period):
        bill(period=period)
        text = pdf_text(fetch(client, kind=LIST, format="pdf").content)
        assert "Terbilang: nol rupiah" in text

    def test_an_address_can_ask_for_a_kelurahan_as_the_bill_names_it(self, client, official, owed):
        page = screen(client, LIST, kelurahan=make.village("Bendo").code).content.decode()
        assert "Budi Santoso" in page
        assert "Siti Aminah" not in page


class TestReaders:
    def test_no_clerk_sees_what_the_city_pays(self, client, owed):
        client.force_login(make.clerk())
        offered = client.get(reverse("reporting:report_list")).content.decode()
        assert "Lampiran SK" in offered
        for kind in (LIST, RECAP):
            assert reverse("reporting:roster", args=[kind]) not in offered
            assert screen(client, kind).status_code == 403
            assert fetch(client, kind=kind).status_code == 403
        assert not AccessEvent.objects.exists()

    def test_a_job_is_refused_once_its_reader_may_not_see_money(
        self, client, official, owed, monkeypatch, django_capture_on_commit_callbacks
    ):
        short = services.FORMATS["xlsx"]._replace(rows_at_once=1)
        monkeypatch.setitem(services.FORMATS, "xlsx", short)
        with django_capture_on_commit_callbacks() as waiting:
            assert fetch(client, "post", LIST).status_code == 302
        with acting("tests"):
            official.role = Role.CLERK
            official.save()
        for run in waiting:
            run()
        assert Job.objects.get().state == Job.State.FAILED
        assert not AccessEvent.objects.exists()

    def test_the_command_refuses_on_behalf_of_a_clerk(self, owed, tmp_path):
        path = tmp_path / "bayar.xlsx"
        arguments = (LIST, "--bill", str(owed.pk), "--format", "xlsx", "--output", str(path))
        with pytest.raises(CommandError, match="tidak boleh membuka"):
            call_command("export_roster", *arguments, "--as", make.clerk().username)
        call_command("export_roster", *arguments)
        assert len(table(workbook(path.read_bytes())["Daftar"])[1]) == 3

    def test_the_command_names_what_a_list_cannot_be_narrowed_by(self, owed, tmp_path):
        with pytest.raises(CommandError, match="disaring menurut periode"):
            call_command(
                "export_roster",
                *(LIST, "--period", "2025", "--format", "pdf"),
                *("--output", str(tmp_path / "x.pdf")),
            )
