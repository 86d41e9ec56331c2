"""Lists as of an earlier day: who was there then, alike on screen, in workbooks, on paper."""

import re
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.context import acting
from audit.models import AccessEvent
from common.dates import long_date, today
from enrollment.models import Enrollment
from enrollment.transitions import EndReason, Status
from jobs.models import Job
from reporting import services
from reporting.catalogue import CATALOGUE
from reporting.filters.people import LivePeopleFilter
from reporting.kinds import AS_OF
from reporting.models import RosterIssue
from tests import make
from tests.earlier import written_earlier
from tests.reporting.asking import KIND, fetch, registered, screen
from tests.reporting.reading import pdf_text, table, workbook
from workers.models import Worker
from workers.services import save_worker

pytestmark = pytest.mark.django_db
LOOKING_BACK = [slug for slug, kind in CATALOGUE.items() if AS_OF in kind.source.base_filters]


@pytest.fixture
def then() -> date:
    """A day after everything that the tests write first, and before everything else."""
    return today() - timedelta(days=5)


def update(row: Any, **values: Any) -> None:
    with acting("tests"):
        type(row).objects.filter(pk=row.pk).update(**values)


def delete(row: Enrollment) -> None:
    """Take somebody out as an import does that is undone."""
    with acting("tests"):
        row.delete()
        row.worker.delete()


def rename(row: Enrollment, name: str) -> None:
    save_worker(worker=row.worker, data={"full_name": name}, by="tests")


def move(row: Enrollment, village: str) -> None:
    save_worker(worker=row.worker, data={"village": make.village(village)}, by="tests")


def names(client: Any, **values: str) -> list[str]:
    header, rows = table(workbook(fetch(client, **values).content)["Daftar"])
    return [name for row in rows if (name := row[header.index("Nama")].value)]


def changed_since(period: Any, then: date) -> dict[str, list[str]]:
    """Write people, let the day pass and change them; give who is listed then and now."""
    people = {
        name: registered(period, name, "Tlumpu")
        for name in ("Ana Lama", "Budi Pindah", "Cici Berakhir", "Dodi Terhapus")
    }
    waiting = make.enrollment(worker=make.worker(full_name="Eko Menunggu"), period=period)
    written_earlier()
    rename(people["Ana Lama"], "Zaenab Baru")
    move(people["Budi Pindah"], "Bendo")
    update(
        people["Cici Berakhir"],
        ended_on=then - timedelta(days=1),
        end_known_on=today(),
        end_reason=EndReason.STOPPED_WORKING,
    )
    delete(people["Dodi Terhapus"])
    update(
        waiting,
        status=Status.REGISTERED,
        verified_by=make.checker(),
        verified_at=waiting.proposed_at,
    )
    registered(period, "Fani Datang", "Tlumpu")
    return {
        "then": ["Ana Lama", "Budi Pindah", "Cici Berakhir", "Dodi Terhapus"],
        "now": ["Budi Pindah", "Eko Menunggu", "Fani Datang", "Zaenab Baru"],
    }


class TestTheDay:
    def test_screen_workbook_and_paper_show_who_was_there(self, client, official, period, then):
        listed = changed_since(period, then)
        told = {"per": then.isoformat(), "status": "aktif"}
        assert names(client, **told) == listed["then"]
        assert names(client, status="aktif") == listed["now"]
        page = screen(client, **told).content.decode()
        paper = pdf_text(fetch(client, format="pdf", **told).content)
        for text in (page, paper):
            for name in listed["then"]:
                assert name in text
            assert "Zaenab" not in text
            assert "Fani" not in text
            assert "4 peserta" in text
            assert long_date(then) in text

    def test_rows_stand_where_and_in_the_order_in_which_they_stood(
        self, client, official, period, then
    ):
        changed_since(period, then)
        preview = screen(client, per=then.isoformat()).context["preview"]
        assert [group.name for group in preview.groups] == ["Tlumpu"]
        preview = screen(client).context["preview"]
        assert [group.name for group in preview.groups] == ["Bendo", "Tlumpu"]

    def test_a_status_is_that_of_the_day(self, client, official, period, then):
        changed_since(period, then)
        waiting = {"kind": "proposals", "status": "menunggu"}
        assert names(client, per=then.isoformat(), **waiting) == ["Eko Menunggu"]
        assert names(client, **waiting) == []

    def test_the_end_of_the_day_counts(self, client, official, period):
        row = registered(period, "Ana Lama")
        rename(row, "Ana Baru")
        written_earlier(3)
        assert names(client, per=(today() - timedelta(days=3)).isoformat()) == ["Ana Baru"]
        assert names(client, per=today().isoformat()) == ["Ana Baru"]

    def test_recaps_count_the_people_and_the_ages_of_the_day(self, client, official, period, then):
        turned_25_since = today().replace(year=today().year - 25) - timedelta(days=2)
        registered(period, birth_date=turned_25_since)
        changed_since(period, then)
        preview = screen(client, kind="recap-by-village", per=then.isoformat()).context["preview"]
        counted = {figure.label: figure.value for figure in preview.total.figures}
        assert (counted["peserta"], counted["usia < 25"]) == (5, 1)
        answer = fetch(client, kind="recap-by-village", format="pdf", per=then.isoformat())
        assert f"Usia dihitung pada {long_date(then)}." in pdf_text(answer.content)

    def test_without_a_period_that_of_the_day_is_meant(self, client, official):
        before = make.period(
            code="dulu",
            starts_on=today() - timedelta(days=400),
            ends_on=today() - timedelta(days=3),
        )
        registered(before, "Ana Lama")
        written_earlier()
        make.period(code="kini", starts_on=today() - timedelta(days=2), ends_on=date(2099, 1, 1))
        assert names(client, per=(today() - timedelta(days=4)).isoformat()) == ["Ana Lama"]
        assert names(client) == []

    def test_the_next_request_shows_today_again(self, client, official, period, then):
        listed = changed_since(period, then)
        screen(client, per=then.isoformat())
        assert names(client, status="aktif") == listed["now"]


class TestAsking:
    @pytest.mark.parametrize("ask", [screen, fetch])
    @pytest.mark.parametrize(
        ("days", "sentence"),
        [(1, "belum bisa dicetak"), (-31, "Registri ini mencatat sejak")],
    )
    def test_a_day_nobody_can_tell_of_is_refused(
        self, client, official, period, ask, days, sentence
    ):
        written_earlier(30)
        answer = ask(client, per=(today() + timedelta(days=days)).isoformat())
        assert answer.status_code == 400
        assert sentence in answer.content.decode()

    def test_the_page_that_asked_shows_why(self, client, official, period):
        address = reverse("reporting:roster", args=[KIND])
        answer = client.get(address, {"per": "2999-01-01"}, headers={"HX-Request": "true"})
        assert answer.status_code == 422
        assert "belum bisa dicetak" in answer.content.decode()

    def test_a_day_that_is_none_is_refused(self, client, official, period):
        answer = screen(client, per="2025-02-30")
        assert answer.status_code == 400
        assert "Tanggal keadaan tidak terbaca" in answer.content.decode()

    def test_it_stands_in_addresses_in_one_spelling(self, client, official, period):
        written_earlier()
        day = today() - timedelta(days=3)
        address = reverse("reporting:roster", args=[KIND])
        answer = client.get(address, {"per": f"{day:%d/%m/%Y}"}, headers={"HX-Request": "true"})
        assert f"per={day.isoformat()}" in answer["HX-Push-Url"]

    def test_the_name_of_the_file_says_it(self, client, official, period, then):
        written_earlier()
        answer = fetch(client, per=then.isoformat())
        assert f'filename="daftar-peserta-2025-per-{then}.xlsx"' in answer["Content-Disposition"]

    def test_frozen_papers_do_not_offer_it(self):
        assert {"participants-by-village", "recap-by-occupation", "wall-list"} <= set(LOOKING_BACK)
        assert not {"payment-list", "decree-annex", "decree-amendment"} & set(LOOKING_BACK)
        assert AS_OF not in LivePeopleFilter.base_filters  # slips tell of today

    def test_the_note_of_access_holds_the_day(self, client, official, period, then):
        written_earlier()
        fetch(client, per=then.isoformat())
        assert AccessEvent.objects.get().filters["per"] == then.isoformat()


class TestWhatIsRead:
    @pytest.mark.parametrize("slug", LOOKING_BACK)
    def test_every_table_that_a_list_reads_is_one_of_the_past(
        self, client, official, period, then, slug
    ):
        for status in Status:
            if status not in (Status.REFUSED, Status.WITHDRAWN):
                make.enrollment(period=period, status=status)
        written_earlier()
        with CaptureQueriesContext(connection) as captured:
            assert screen(client, kind=slug, per=then.isoformat()).status_code == 200
        said = [query["sql"] for query in captured]
        tables = set(re.findall(r'CREATE TEMP TABLE "(\w+)"', " ".join(said)))
        start = max(place for place, sql in enumerate(said) if sql.startswith("ANALYZE"))
        end = next(place for place, sql in enumerate(said) if sql.startswith("ROLLBACK"))
        read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(said[start:end])))
        assert {"enrollment_enrollment", "workers_worker"} <= read <= tables

    @pytest.mark.parametrize("answer", [screen, fetch])
    def test_no_more_queries_for_more_rows(self, client, official, period, then, answer):
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert answer(client, per=then.isoformat()).status_code == 200
            return len(captured)

        rows = [registered(period) for _number in range(3)]
        written_earlier()
        rename(rows[0], "Lain")
        queries()  # the first request also writes the session
        few = queries()
        for number in range(27):
            rows.append(registered(period, village=("Bendo", "Tlumpu")[number % 2]))
        written_earlier(2)
        for row in rows:
            rename(row, f"Lain {row.pk}")
        assert queries() == few


class TestScope:
    def test_who_lived_there_is_seen_by_whoever_sees_the_area_today(self, client, period, then):
        gone, come = registered(period, "Ana", "Tlumpu"), registered(period, "Budi", "Bendo")
        written_earlier()
        move(gone, "Bendo")
        move(come, "Tlumpu")
        client.force_login(make.clerk(villages=[make.village("Tlumpu")]))
        assert names(client, per=then.isoformat()) == ["Ana"]
        assert names(client) == ["Budi"]
        other = make.village("Bendo").code
        assert screen(client, kelurahan=other, per=then.isoformat()).status_code == 404

    def test_an_office_sees_those_of_its_occupation_then(self, client, period, then):
        row = registered(period, "Ana")
        written_earlier()
        save_worker(worker=row.worker, data={"occupation": make.occupation("other")}, by="tests")
        client.force_login(make.department_clerk())
        assert names(client, per=then.isoformat()) == ["Ana"]
        assert names(client) == []


class TestLedger:
    def test_the_same_day_prints_the_same_rows_whatever_comes_later(
        self, client, official, period, then
    ):
        row = registered(period, "Ana Lama")
        written_earlier()
        told = {"format": "pdf", "per": then.isoformat()}
        fetch(client, **told)
        rename(row, "Ana Baru")
        registered(period, "Budi Datang")
        fetch(client, **told)
        fetch(client, format="pdf")
        first, again, now = RosterIssue.objects.order_by("pk")
        assert first.as_of == again.as_of == then
        assert (first.sha256, first.rows) == (again.sha256, 1)
        assert (now.as_of, now.rows) == (today(), 2)
        assert {issue.state for issue in (first, again, now)} == {RosterIssue.State.VALID}
        page = client.get(first.get_absolute_url()).content.decode()
        assert "Asli dan berlaku" in page
        assert long_date(then) in page

    def test_paper_says_the_day_and_is_signed_today(self, client, official, period, then):
        registered(period)
        written_earlier()
        paper = pdf_text(fetch(client, format="pdf", per=then.isoformat()).content)
        assert f"Keadaan per: {long_date(then)}" in paper
        assert f"Keadaan per {long_date(then)} · Dibuat {long_date(today())} oleh" in paper
        assert f"Blitar, {long_date(today())}" in paper

    def test_a_job_makes_the_list_of_the_day(
        self, client, official, period, then, monkeypatch, django_capture_on_commit_callbacks
    ):
        short = services.FORMATS["pdf"]._replace(rows_at_once=1)
        monkeypatch.setitem(services.FORMATS, "pdf", short)
        rows = [registered(period, name) for name in ("Ana Lama", "Budi")]
        written_earlier()
        rename(rows[0], "Ana Baru")
        delete(rows[1])
        with django_capture_on_commit_callbacks(execute=True):
            fetch(client, "post", format="pdf", per=then.isoformat())
        file = client.get(reverse("jobs:job_file", args=[Job.objects.get().pk]))
        paper = pdf_text(b"".join(file.streaming_content))
        assert "Ana Lama" in paper
        assert "Budi" in paper


class TestCommand:
    def export(self, path: Path, *words: str) -> str:
        call_command(
            "export_roster", *words, "--format=xlsx", f"--output={path}", stdout=StringIO()
        )
        _header, rows = table(workbook(path.read_bytes())["Daftar"])
        return ", ".join(row[2].value for row in rows)

    def test_it_takes_the_day(self, period, then, tmp_path):
        row = registered(period, "Ana Lama")
        written_earlier()
        rename(row, "Ana Baru")
        assert self.export(tmp_path / "a.xlsx", KIND, f"--on={then}") == "Ana Lama"
        assert self.export(tmp_path / "b.xlsx", KIND) == "Ana Baru"
        assert Worker.objects.get().full_name == "Ana Baru"

    @pytest.mark.parametrize(
        ("kind", "day", "sentence"),
        [
            (KIND, "2999-01-01", "belum bisa dicetak"),
            (KIND, "1999-01-01", "Registri ini mencatat sejak"),
            (KIND, "kemarin", "tidak terbaca"),
            ("payment-list", "2025-06-30", "tidak bisa disaring menurut per"),
        ],
    )
    def test_it_refuses_what_the_screen_refuses(self, period, tmp_path, kind, day, sentence):
        with pytest.raises(CommandError, match=sentence) as error:
            self.export(tmp_path / "a.xlsx", kind, f"--on={day}")
        assert error.value.returncode == 2
