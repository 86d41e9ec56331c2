"""Screens of the files for BPJS: who waits, a new file, its people, its workbook."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.context import acting
from audit.models import AccessEvent
from common.http import ActionDenied
from enrollment.models import ColumnPreset, Submission
from enrollment.services.actions import take_action
from enrollment.services.people import change_worker
from enrollment.services.submissions import submit
from enrollment.transitions import Action, ReturnReason, Status
from tests import make
from workers.models import Worker

pytestmark = pytest.mark.django_db

LIST = reverse("enrollment:submission_list")
UNSENT = reverse("enrollment:unsent_list")
ADD = reverse("enrollment:submission_add")
QUEUE = reverse("enrollment:queue")


@pytest.fixture
def admin(client):
    user = make.admin()
    client.force_login(user)
    return user


@pytest.fixture
def decreed(period):
    def make_one(**values):
        return make.enrollment(worker=make.worker(**values), period=period, status=Status.DECREED)

    return make_one


@pytest.fixture
def send(period, admin):
    def put_into_file(**values):
        preset = ColumnPreset.objects.get()
        return submit(period_id=period.pk, preset=preset, by=admin, **values)

    return put_into_file


def detail(submission) -> str:
    return reverse("enrollment:submission_detail", args=[submission.pk])


def reject(row, by, words="NIK tidak ditemukan"):
    take_action(
        enrollment_id=row.pk,
        action=Action.BPJS_REJECT,
        by=by,
        reason_code=ReturnReason.NIK_UNKNOWN,
        reason_note=words,
    )


class TestOverview:
    def test_files_tell_what_came_back(self, client, admin, decreed, send, period):
        rows = [decreed() for _each in range(4)]
        submission = send(note="Gelombang pertama")
        reject(rows[0], admin)
        take_action(
            enrollment_id=rows[1].pk, action=Action.REGISTER, by=admin, member_number="24012345678"
        )
        decreed()
        response = client.get(LIST)
        (row,) = response.context["page"].rows
        assert (row.sent, row.pending, row.accepted, row.rejected) == (4, 2, 1, 1)
        assert response.context["waiting"] == 1
        for words in ("Gelombang pertama", detail(submission), "1 orang sudah ditetapkan"):
            assert words in response.text

    def test_another_period_is_chosen_in_the_address(self, client, admin, send, decreed):
        decreed()
        send()
        make.period("lain")
        response = client.get(LIST, {"periode": "lain"})
        assert list(response.context["page"].rows) == []
        assert "Belum ada pengajuan pada periode ini" in response.text

    def test_who_was_turned_away_before_is_told_apart(self, client, admin, send, decreed):
        row = decreed(full_name="Siti Aminah")
        send()
        assert "Siti Aminah" not in client.get(UNSENT).text
        reject(row, admin, "NIK salah satu angka")
        take_action(enrollment_id=row.pk, action=Action.RESUBMIT, by=admin)
        page = client.get(UNSENT).text
        assert "Siti Aminah" in page
        assert "Pengajuan 1: Ditolak (NIK salah satu angka)" in page


class TestNewFile:
    def test_what_lacks_is_named_with_a_way_to_the_person(self, client, admin, decreed):
        row = decreed(full_name="Siti Aminah")
        page = client.get(ADD).text
        assert "1 orang belum lengkap untuk BPJS" in page
        assert reverse("enrollment:worker_detail", args=[row.worker_id]) in page
        for heading in ("NO HP", "NAMA IBU KANDUNG", "NAMA AHLI WARIS"):
            assert heading in page
        assert "EMAIL," not in page

    def test_the_example_hides_numbers(self, client, admin, decreed):
        row = decreed(phone="+6281234567890")
        page = client.get(ADD).text
        assert row.worker.masked_nik in page
        assert row.worker.nik not in page
        assert "081234567890" not in page

    def test_a_press_makes_the_file_and_shows_it(self, client, admin, decreed, period):
        decreed()
        response = client.post(
            ADD, {"periode": period.code, "isi": "", "note": " Gelombang \u200b1 "}
        )
        submission = Submission.objects.get()
        assert response.url == detail(submission)
        assert (submission.note, submission.made_by) == ("Gelombang 1", admin)
        assert submission.preset == ColumnPreset.objects.get(is_default=True)

    def test_a_correction_is_offered_and_made(self, client, admin, decreed, send, period):
        row = decreed()
        first = send()
        reject(row, admin)
        take_action(enrollment_id=row.pk, action=Action.RESUBMIT, by=admin)
        decreed()
        assert "Perbaikan pengajuan 1" in client.get(ADD).text
        client.post(ADD, {"periode": period.code, "isi": first.pk})
        second = Submission.objects.get(corrects=first)
        assert second.lines.get().enrollment == row

    @pytest.mark.parametrize("contents", ["999", "x", "-1"])
    def test_a_correction_of_nothing_is_refused(self, client, admin, decreed, period, contents):
        decreed()
        assert client.post(ADD, {"periode": period.code, "isi": contents}).status_code == 422
        assert not Submission.objects.exists()

    def test_a_second_press_says_that_nobody_waits(self, client, admin, decreed, period):
        decreed()
        answers = [client.post(ADD, {"periode": period.code}).status_code for _each in range(2)]
        assert answers == [302, 409]
        assert Submission.objects.count() == 1

    def test_without_anybody_there_is_nothing_to_press(self, client, admin, period):
        page = client.get(ADD).text
        assert "Tidak ada yang menunggu dikirim" in page
        assert "Buat berkas" not in page

    def test_without_a_period_the_pages_still_open(self, client, admin):
        assert [client.get(url).status_code for url in (LIST, UNSENT, ADD)] == [200] * 3
        assert client.post(ADD, {}).status_code == 422


class TestOneFile:
    @pytest.fixture
    def rows(self, decreed):
        return [decreed(full_name=name) for name in ("Ahmad Fauzi", "Budi Santoso", "Citra Dewi")]

    def test_answers_stand_beside_the_people(self, client, admin, rows, send):
        submission = send()
        reject(rows[0], admin, "NIK tidak terdaftar")
        page = client.get(detail(submission), {"jawaban": "rejected"}).text
        assert "NIK tidak ditemukan di Dukcapil" in page
        assert "“NIK tidak terdaftar”" in page
        assert "Budi Santoso" not in page

    @pytest.mark.parametrize(
        ("sought", "found"), [("budi", {"Budi Santoso"}), ("zzz", set()), ("", None)]
    )
    def test_a_person_is_found_by_name(self, client, admin, rows, send, sought, found):
        page = client.get(detail(send()), {"q": sought})
        names = {line.enrollment.worker.full_name for line, _standing in page.context["lines"]}
        assert names == ({row.worker.full_name for row in rows} if found is None else found)

    def test_a_person_is_found_by_nik(self, client, admin, rows, send):
        page = client.get(detail(send()), {"q": rows[1].worker.nik})
        assert [line.enrollment for line, _standing in page.context["lines"]] == [rows[1]]

    def test_the_workbook_is_noted_before_it_leaves(self, client, admin, rows, send):
        submission = send()
        url = reverse("enrollment:submission_file", args=[submission.pk])
        response = client.get(url)
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "BPJS kini pengajuan 01.xlsx" in response.headers["Content-Disposition"]
        book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
        assert book.active.max_row == 4
        event = AccessEvent.objects.get(kind="export")
        assert (event.actor, event.subject, event.rows, event.sha256) == (
            admin.username,
            f"enrollment_submission:{submission.pk}",
            3,
            submission.sha256,
        )

    def test_taking_back_needs_the_word_that_it_never_left(self, client, admin, rows, send):
        submission = send()
        url = reverse("enrollment:submission_withdraw", args=[submission.pk])
        answer = client.post(url)
        assert answer.status_code == 422
        assert "Centang dulu" in answer.text
        assert Submission.objects.exists()
        assert client.post(url, {"never_left": "on"}).status_code == 302
        assert not Submission.objects.exists()

    def test_an_answered_file_offers_no_way_back(self, client, admin, rows, send):
        submission = send()
        assert "Tarik pengajuan ini" in client.get(detail(submission)).text
        reject(rows[0], admin)
        assert "Tarik pengajuan ini" not in client.get(detail(submission)).text

    def test_who_ended_while_waiting_is_counted(self, client, admin, rows, send, period):
        submission = send()
        with acting("tests"):
            rows[0].ended_on = rows[0].end_known_on = period.starts_on
            rows[0].end_reason = "died"
            rows[0].save()
        assert "Berakhir sebelum dijawab" in client.get(detail(submission)).text

    def test_a_file_that_is_not_there_is_not_found(self, client, admin):
        assert client.get(reverse("enrollment:submission_detail", args=[9])).status_code == 404


class TestPerson:
    def test_the_page_tells_the_file_the_reason_and_the_words(self, client, admin, decreed, send):
        row = decreed()
        submission = send()
        reject(row, admin, "NIK tidak terdaftar")
        client.force_login(make.clerk())
        page = client.get(reverse("enrollment:worker_detail", args=[row.worker_id])).text
        assert "pengajuan 1" in page
        assert "NIK tidak ditemukan di Dukcapil" in page
        assert "“NIK tidak terdaftar”" in page
        assert detail(submission) not in page

    def test_the_queue_tells_what_was_changed_since(self, client, admin, decreed, send):
        row = decreed()
        send()
        reject(row, admin)
        queue = f"{QUEUE}?tab=ditolak-bpjs"
        assert "Sudah diubah sejak ditolak" not in client.get(queue).text
        with acting("tests"):
            Worker.objects.filter(pk=row.worker_id).update(full_name="Nama Betul")
        assert "Sudah diubah sejak ditolak: NAMA" in client.get(queue).text

    def test_a_clerk_corrects_the_nik_once_bpjs_has_rejected_it(self, admin, decreed, send):
        row, clerk = decreed(), make.clerk()
        send()
        change = {"worker_id": row.worker_id, "data": {"nik": make.nik()}, "heirs": None}
        with pytest.raises(ActionDenied):
            change_worker(by=clerk, **change)
        reject(row, admin)
        assert change_worker(by=clerk, **change).nik == change["data"]["nik"]


def test_no_page_asks_more_for_more_people(client, admin, decreed, send):
    def costs():
        addresses = [LIST, UNSENT, ADD, detail(submission), f"{QUEUE}?tab=ditolak-bpjs"]
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    decreed()
    submission = send()
    found = []
    for number in (3, 24):
        for _each in range(number):
            rejected, resubmitted = decreed(), decreed()
            send()
            reject(rejected, admin)
            reject(resubmitted, admin)
            take_action(enrollment_id=resubmitted.pk, action=Action.RESUBMIT, by=admin)
        costs()
        found.append(costs())
    assert found[0] == found[1]
