"""The command that writes a list to a file."""

import stat
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from audit.models import AccessEvent
from enrollment.transitions import Status
from reporting.management.commands.export_roster import write_whole
from tests import make
from tests.reporting.asking import KIND, registered
from tests.reporting.reading import pdf_text, table, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(tmp_path, period, capsys):
    """Run the command for period 2025 and give the file it wrote."""

    def run(*arguments, form="xlsx", code="2025"):
        path = tmp_path / f"daftar.{form}"
        fixed = ("--period", code, "--format", form, "--output", str(path))
        call_command("export_roster", KIND, *fixed, *arguments)
        return path

    return run


def names(path):
    _header, rows = table(workbook(path.read_bytes())["Daftar"])
    return [row[2].value for row in rows]


class TestFile:
    def test_a_workbook_is_written_whole_and_for_its_owner_alone(self, export, period, capsys):
        registered(period, "Siti Aminah")
        path = export()
        assert names(path) == ["Siti Aminah"]
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert [file.name for file in path.parent.iterdir()] == [path.name]
        assert "1 baris ditulis ke" in capsys.readouterr().out

    def test_a_pdf_of_one_kelurahan_and_occupation(self, export, period):
        registered(period, "Becak Tlumpu")
        registered(period, "Becak Bendo", "Bendo")
        registered(period, "Ojek", occupation=make.occupation("online_motorcycle_taxi"))
        village = make.village("Tlumpu").code
        path = export("--village", village, "--occupation", "pedicab_driver", form="pdf")
        text = pdf_text(path.read_bytes())
        assert "Becak Tlumpu" in text
        assert "Becak Bendo" not in text
        assert "Ojek" not in text

    def test_the_access_is_noted_under_the_name_of_the_command(self, export, period):
        registered(period)
        export()
        event = AccessEvent.objects.get()
        assert (event.actor, event.kind, event.rows) == ("export_roster", "export", 1)

    def test_only_what_a_named_member_of_staff_may_see(self, export, period):
        registered(period, "Orang Tlumpu", "Tlumpu")
        registered(period, "Orang Bendo", "Bendo")
        clerk = make.clerk(villages=[make.village("Bendo")])
        assert names(export("--as", clerk.username)) == ["Orang Bendo"]

    def test_nothing_is_said_to_a_script_but_the_result(self, export, capsys):
        export()
        assert capsys.readouterr().err == ""

    def test_a_failed_write_leaves_nothing_behind(self, tmp_path):
        taken = tmp_path / "daftar.xlsx"
        taken.mkdir()
        with pytest.raises(OSError, match="directory"):
            write_whole(taken, b"content")
        assert list(tmp_path.iterdir()) == [taken]


class TestFullNik:
    def test_the_nik_is_masked_unless_a_purpose_is_given(self, export, period):
        row = registered(period)
        masked = table(workbook(export().read_bytes())["Daftar"])[1][0][3].value
        path = export("--full-nik", "--purpose", "berkas ke BPJS")
        full = table(workbook(path.read_bytes())["Daftar"])[1][0][3].value
        assert (masked, full) == (row.worker.masked_nik, row.worker.nik)
        assert AccessEvent.objects.filter(purpose="berkas ke BPJS").count() == 1

    def test_it_is_refused_without_purpose_or_right(self, export):
        with pytest.raises(CommandError, match="--purpose"):
            export("--full-nik")
        official = make.official()
        with pytest.raises(CommandError, match="tersamar"):
            export("--full-nik", "--purpose", "ingin tahu", "--as", official.username)
        assert not AccessEvent.objects.exists()


class TestWrongArguments:
    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (("--village", "123"), "Kelurahan “123” tidak ada"),
            (("--occupation", "astronaut"), "Kategori pekerjaan “astronaut” tidak ada"),
            (("--as", "nobody"), "Tidak ada pengguna “nobody”"),
        ],
    )
    def test_what_is_not_there_is_named(self, export, arguments, sentence):
        with pytest.raises(CommandError, match=sentence) as refusal:
            export(*arguments)
        assert refusal.value.returncode == 2

    def test_an_unknown_period_is_named(self, export):
        with pytest.raises(CommandError, match="Periode “1999” tidak ada") as refusal:
            export(code="1999")
        assert refusal.value.returncode == 2

    def test_an_auditor_whose_account_is_over_lists_nothing(self, export):
        auditor = make.auditor(expires_on=date(2025, 1, 1))
        with pytest.raises(CommandError, match="Tidak ada pengguna"):
            export("--as", auditor.username)

    def test_a_folder_that_is_missing_is_named_before_any_work(self, export, tmp_path):
        with pytest.raises(CommandError, match="tidak ada") as refusal:
            export("--output", str(tmp_path / "missing" / "x.xlsx"))
        assert refusal.value.returncode == 2
        assert not AccessEvent.objects.exists()

    def test_a_place_that_cannot_be_written_fails(self, export, tmp_path):
        with pytest.raises(CommandError, match="tidak bisa ditulis") as refusal:
            export("--output", str(tmp_path))
        assert refusal.value.returncode == 1


def test_a_decree_is_named_by_its_number_as_well_as_by_its_id(tmp_path, period):
    row = make.enrollment(period=period, status=Status.VERIFIED)
    decree = make.signed(make.decree(row), "188/77/HK/2025")
    for said in (decree.number, str(decree.pk)):
        path = tmp_path / f"lampiran-{len(said)}.xlsx"
        options = ("--decree", said, "--format", "xlsx", "--output", str(path))
        call_command("export_roster", "decree-annex", *options)
        assert path.exists()
    unknown = ("--decree", "188/78/HK/2025", "--format", "xlsx", "--output", str(path))
    with pytest.raises(CommandError, match="tidak ada"):
        call_command("export_roster", "decree-annex", *unknown)
