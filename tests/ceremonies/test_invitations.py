"""The code on an invitation: who sees what, and one press at the door."""

from datetime import date

import pytest
from django.core.signing import Signer
from django.urls import reverse

from ceremonies.invitations import read_token, token_of
from ceremonies.models import Recipient
from enrollment.transitions import Status
from tests import make

pytestmark = pytest.mark.django_db
Part = Recipient.Part


@pytest.fixture
def guest(ceremony, period):
    worker = make.worker(full_name="Siti Aminah")
    row = make.enrollment(period=period, status=Status.REGISTERED, worker=worker)
    return make.recipient(ceremony, row)


def address(guest):
    return reverse("ceremonies:invitation", args=[token_of(guest)])


class TestCode:
    def test_it_names_the_guest_and_nobody_can_make_one_up(self, guest):
        token = token_of(guest)
        assert read_token(token) == (guest.ceremony_id, guest.enrollment_id)
        assert "Siti" not in token
        head, signature = token.split(".")
        assert len(signature) > 40
        for made_up in (
            head,
            f"99-99.{signature}",
            f"{head}.{'x' * 43}",
            Signer(sep=".").sign(head),
            "",
        ):
            assert read_token(made_up) is None

    def test_it_outlives_another_choice_of_recipients(self, guest):
        token = token_of(guest)
        again = Recipient(ceremony_id=guest.ceremony_id, enrollment_id=guest.enrollment_id)
        assert token_of(again) == token


class TestStrangers:
    def test_they_see_that_it_is_genuine_and_no_name(self, client, guest, ceremony):
        answer = client.get(address(guest))
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Undangan ini asli" in page
        assert ceremony.place in page
        assert "Siti" not in page
        assert guest.enrollment.worker.village.name not in page
        assert "no-store" in answer["Cache-Control"]

    def test_a_made_up_code_is_unknown(self, client, ceremony):
        answer = client.get(reverse("ceremonies:invitation", args=["1-1.abc"]))
        assert answer.status_code == 404
        assert "tidak dikenal" in answer.content.decode()

    def test_staff_who_have_no_part_in_ceremonies_see_no_name(self, client, guest):
        client.force_login(make.clerk())  # of the guest's own kelurahan
        page = client.get(address(guest)).content.decode()
        assert "Siti" not in page
        assert "Undangan ini asli" in page


class TestDoor:
    def test_one_press_marks_exactly_this_guest(self, client, guest, protocol):
        client.force_login(protocol)
        page = client.get(address(guest)).content.decode()
        arrive = reverse("ceremonies:arrive", args=[guest.pk])
        assert "Siti Aminah" in page
        assert f'action="{arrive}"' in page
        answer = client.post(arrive, {"dari": "undangan"})
        assert answer.headers["Location"] == address(guest)
        guest.refresh_from_db()
        assert guest.arrived_by == protocol
        page = client.get(address(guest)).content.decode()
        assert f'action="{arrive}"' not in page

    def test_a_second_scan_says_when_they_came(self, client, guest, protocol):
        client.force_login(protocol)
        for _press in range(2):
            answer = client.post(
                reverse("ceremonies:arrive", args=[guest.pk]), {"dari": "undangan"}, follow=True
            )
        assert "sudah dicatat hadir" in answer.content.decode()

    def test_who_was_swapped_is_sent_to_the_protocol(self, client, guest, protocol, period):
        other = make.enrollment(period=period, status=Status.REGISTERED)
        excused = make.recipient(guest.ceremony, other, part=Part.EXCUSED, position=2)
        client.force_login(protocol)
        page = client.get(address(excused)).content.decode()
        assert "berhalangan" in page
        assert '<form method="post" action="/acara/' not in page

    def test_a_reader_sees_the_name_without_a_button(self, client, guest):
        client.force_login(make.auditor())
        page = client.get(address(guest)).content.decode()
        assert "Siti Aminah" in page
        assert "/hadir/" not in page


def test_the_hour_is_said_with_the_zone_of_the_city(ceremony):
    assert ceremony.hour == "08.00 WIB"
    assert ceremony.day == f"Minggu, 17 Agustus {date(2025, 8, 17).year}"
