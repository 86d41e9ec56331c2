"""The first page: each figure is the length of the list behind it."""

from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import FormDraft, Role, Scope, User
from audit.context import acting
from blitar_registry.demo.build import build
from common.dates import today
from enrollment.drafts import ADD_DRAFT
from enrollment.models import ColumnPreset
from enrollment.services.actions import take_action
from enrollment.services.people import change_worker
from enrollment.services.submissions import submit
from enrollment.transitions import Action, EndReason, ReturnReason, Status
from reporting.dashboard import Dashboard, build_dashboard
from tests import make

pytestmark = pytest.mark.django_db

HOME = reverse("dashboard:home")


@pytest.fixture
def period():
    """The period of today."""
    year = today().year
    return make.period(
        code="berjalan", starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), quota=None
    )


def board(user: User) -> Dashboard:
    return build_dashboard(user=user, on=today())


def length_of(client: Client, url: str) -> int:
    """Open a list and give how many rows it says it has."""
    response = client.get(url)
    assert response.status_code == 200, url
    return response.context["page"].total


def addresses(shown: Dashboard) -> dict[str, int]:
    """Every link of the page that has a number, with the number."""
    numbered: list[Any] = [
        *shown.figures,
        *shown.way,
        *shown.aside,
        *shown.duties,
        *shown.by_village,
        *shown.by_occupation,
        *(tile for tile in shown.map.tiles if tile.url),
    ]
    return {item.url: item.count for item in numbered}


class TestFigures:
    @pytest.mark.parametrize("username", ["petugas", "dishub", "admin"])
    def test_every_number_is_the_length_of_the_list_behind_it(self, client, username):
        build(workers=120, seed=3, on=today())
        user = User.objects.get(username=username)
        client.force_login(user)
        numbers = addresses(board(user))
        assert len(numbers) > 15
        assert sum(numbers.values()) > 0
        assert {url: length_of(client, url) for url in numbers} == numbers

    def test_somebody_with_an_ended_and_a_new_place_is_counted_once(self, period):
        user, worker = make.checker(), make.worker()
        make.enrollment(
            worker=worker,
            period=period,
            status=Status.REGISTERED,
            ended_on=period.starts_on,
            end_reason=EndReason.RESIGNED,
        )
        make.enrollment(
            worker=worker, period=period, starts_on=period.ends_on, status=Status.PROPOSED
        )
        shown = board(user)
        assert [figure.count for figure in shown.figures] == [1, 0, 1, 0]
        assert [(figure.label, figure.count) for figure in shown.aside] == [("Berakhir", 1)]

    def test_without_any_period_the_page_still_opens(self, client):
        client.force_login(make.admin())
        response = client.get(HOME)
        assert response.status_code == 200
        assert "Tidak ada yang menunggu Anda" in response.content.decode()


class TestScope:
    def test_people_of_another_kelurahan_leave_no_trace(self, client, period):
        elsewhere = make.worker(full_name="Orang Lain Sekali", village=make.village("Turi"))
        make.enrollment(worker=elsewhere, period=period, status=Status.RETURNED)
        clerk = make.clerk()
        client.force_login(clerk)
        shown = board(clerk)
        assert sum(addresses(shown).values()) == 0
        assert shown.duties == []
        assert "Orang Lain" not in client.get(HOME).content.decode()

    def test_a_department_sees_its_own_occupations_in_every_kelurahan(self, period):
        clerk = make.clerk(villages=[], scope=Scope.OCCUPATION)
        with acting("tests"):
            make.occupation("pedicab_driver").staff.add(clerk)
        for slug in ("pedicab_driver", "mosque_caretaker"):
            worker = make.worker(occupation=make.occupation(slug), village=make.village("Turi"))
            make.enrollment(worker=worker, period=period, status=Status.REGISTERED)
        shown = board(clerk)
        assert [(row.label, row.count) for row in shown.by_occupation] == [("Tukang becak", 1)]
        assert len(shown.by_village) == 21
        assert shown.by_village[0].label == "Turi"


class TestDuties:
    def test_a_clerk_finds_what_came_back_with_its_reason(self, client, period):
        row = make.enrollment(
            period=period,
            status=Status.RETURNED,
            reason_code=ReturnReason.INCOMPLETE,
            reason_note="Foto KTP belum ada.",
        )
        client.force_login(make.clerk())
        text = client.get(HOME).content.decode()
        assert row.worker.full_name in text
        assert "Berkas belum lengkap. Foto KTP belum ada" in text

    def test_a_checker_finds_the_oldest_first(self, period):
        rows = [
            make.enrollment(period=period, proposed_at=f"2026-01-{day:02}T08:00+07:00")
            for day in (9, 3, 6)
        ]
        people = board(make.checker()).duties[0].people
        assert [person.name for person in people] == [
            rows[number].worker.full_name for number in (1, 2, 0)
        ]

    def test_an_admin_finds_what_can_be_decreed_what_bpjs_refused_and_draft_periods(self, period):
        for status in (Status.VERIFIED, Status.REJECTED):
            make.enrollment(period=period, status=status)
        make.period(code="nanti", name="Periode nanti", state="draft")
        shown = board(make.admin())
        assert [str(duty.title) for duty in shown.duties] == ["Siap ditetapkan", "Ditolak BPJS"]
        assert [reminder.text for reminder in shown.reminders] == [
            "Periode nanti masih rancangan."
        ]

    def test_a_clerk_finds_whom_bpjs_turned_away_with_its_words(self, client, period):
        row = make.enrollment(
            period=period,
            status=Status.REJECTED,
            reason_code=ReturnReason.NIK_UNKNOWN,
            reason_note="NIK tidak terdaftar di Dukcapil",
        )
        clerk = make.clerk()
        duty = board(clerk).duties[0]
        assert (str(duty.title), duty.count) == ("Ditolak BPJS", 1)
        client.force_login(clerk)
        assert row.worker.full_name in client.get(duty.url).text
        assert "NIK tidak terdaftar di Dukcapil" in client.get(HOME).text

    def test_an_admin_is_reminded_of_who_is_mended_and_who_was_never_sent(self, period):
        admin = make.admin()
        rows = [make.enrollment(period=period, status=Status.DECREED) for _each in range(3)]
        send = {"period_id": period.pk, "preset": ColumnPreset.objects.get(), "by": admin}
        submit(**send)
        for row in rows[:2]:
            take_action(
                enrollment_id=row.pk,
                action=Action.BPJS_REJECT,
                by=admin,
                reason_code=ReturnReason.NIK_UNKNOWN,
            )
        change_worker(
            worker_id=rows[0].worker_id, data={"full_name": "Siti"}, heirs=None, by=admin
        )
        make.enrollment(period=period, status=Status.DECREED)
        assert [reminder.text for reminder in board(admin).reminders] == [
            "1 orang ditolak BPJS dan sudah diubah datanya. Ajukan ulang bila sudah benar.",
            "1 orang sudah ditetapkan dan belum dikirim ke BPJS.",
        ]

    def test_a_clerk_is_reminded_of_what_was_typed_and_not_saved(self, period):
        clerk = make.clerk()
        FormDraft.objects.create(user=clerk, form=ADD_DRAFT, data={"nik": "1"})
        assert [reminder.url for reminder in board(clerk).reminders] == [
            reverse("enrollment:worker_add")
        ]

    def test_an_auditor_is_told_when_the_account_ends(self, period):
        auditor = make.auditor(expires_on=date(2999, 12, 31))
        assert "31 Desember 2999" in board(auditor).reminders[0].text


class TestPage:
    def test_the_pictures_are_well_formed_and_named(self, client, period):
        make.enrollment(period=period, status=Status.REGISTERED)
        client.force_login(make.checker())
        text = client.get(HOME).content.decode()
        for name in ("tiles", "way"):
            start = text.index(f'<svg class="{name}"')
            picture = ElementTree.fromstring(text[start : text.index("</svg>", start) + 6])  # noqa: S314  ours
            assert picture.find("title") is not None
            assert picture.find("desc") is not None

    @pytest.mark.parametrize("role", list(Role))
    def test_more_people_need_no_more_queries(self, client, period, role):
        client.force_login(make.user(role, villages=[make.village()]))
        client.get(HOME)
        counts = []
        for batch in (len(Status), 3 * len(Status)):
            for number in range(batch):
                status = list(Status)[number % len(Status)]
                make.enrollment(period=period, status=status)
            with CaptureQueriesContext(connection) as queries:
                client.get(HOME)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 20
