"""Ceremonies, the door and the cards, as people at a screen meet them."""

from datetime import date

import pytest
from django.urls import reverse

from ceremonies.models import CardHandover, Ceremony, Recipient
from enrollment.transitions import Status
from tests import make

pytestmark = pytest.mark.django_db
Part = Recipient.Part
CARDS = reverse("ceremonies:card_list")


def registered(period, **values):
    return make.enrollment(period=period, status=Status.REGISTERED, worker=make.worker(**values))


@pytest.fixture
def desk(client, protocol):
    """The browser of the protocol office."""
    client.force_login(protocol)
    return client


class TestCeremony:
    VALUES = {
        "title": " Hari  Jadi ",
        "held_on": "08-04-2025",
        "starts_at": "08.30",
        "place": "Balai kota",
    }

    def test_one_is_planned_with_a_lot_of_its_own(self, desk, period, protocol):
        desk.post(reverse("ceremonies:ceremony_add"), {**self.VALUES, "period": period.pk})
        row = Ceremony.objects.get()
        assert (row.title, row.held_on, row.made_by) == ("Hari Jadi", date(2025, 4, 8), protocol)

    def test_a_new_one_begins_with_the_order_of_the_last_and_keeps_its_own(self, desk, period):
        add = reverse("ceremonies:ceremony_add")
        assert "Doa dan penutup" in desk.get(add).context["form"]["steps"].value()
        written = " Pembukaan \r\n\r\nTari  Gambuh\r\n"
        desk.post(add, {**self.VALUES, "period": period.pk, "steps": written})
        row = Ceremony.objects.get()
        assert row.steps == "Pembukaan\nTari Gambuh"
        again = desk.get(add).context["form"]["steps"].value()
        change = reverse("ceremonies:ceremony_edit", args=[row.pk])
        assert again == desk.get(change).context["form"]["steps"].value() == row.steps

    def test_what_is_missing_is_said_on_the_page(self, desk, period):
        answer = desk.post(reverse("ceremonies:ceremony_add"), {"starts_at": "pagi"})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Isi nama acara" in page
        assert "Jam tidak terbaca" in page

    def test_a_decree_of_another_period_is_refused(self, desk, period):
        other = make.enrollment(period=make.period("lain"), status=Status.VERIFIED)
        decree = make.signed(make.decree(other))
        values = {**self.VALUES, "period": period.pk, "decree": decree.pk}
        answer = desk.post(reverse("ceremonies:ceremony_add"), values)
        assert "milik periode lain" in answer.content.decode()

    def test_recipients_are_chosen_arranged_and_swapped(self, desk, ceremony, period):
        for count in range(6):
            registered(period, full_name=f"Siti {count}")
        url = reverse("ceremonies:ceremony_choose", args=[ceremony.pk])
        assert desk.post(url, {"number": 3, "reserves": 1}).status_code == 302
        rows = list(ceremony.recipients.filter(part=Part.CALLED))
        told: dict[str, object] = {}
        for row, place in zip(rows, (3, 2, 1), strict=True):
            told |= {f"{row.pk}-place": place, f"{row.pk}-escort": f"Ibu {place}"}
        desk.post(reverse("ceremonies:ceremony_arrange", args=[ceremony.pk]), told)
        rows[0].refresh_from_db()
        assert (rows[0].position, rows[0].escort) == (3, "Ibu 3")
        desk.post(reverse("ceremonies:recipient_swap", args=[rows[0].pk]))
        rows[0].refresh_from_db()
        assert rows[0].part == Part.EXCUSED
        page = desk.get(reverse("ceremonies:ceremony_detail", args=[ceremony.pk]))
        assert (page.context["called"], len(page.context["excused"])) == (3, 1)

    def test_a_wrong_place_is_said_and_nothing_is_kept(self, desk, ceremony, period):
        row = make.recipient(ceremony, registered(period))
        url = reverse("ceremonies:ceremony_arrange", args=[ceremony.pk])
        answer = desk.post(url, {f"{row.pk}-place": "0", f"{row.pk}-escort": "Ibu"})
        assert answer.status_code == 422
        row.refresh_from_db()
        assert row.escort == ""

    def test_a_reader_may_print_and_change_nothing(self, client, ceremony, period):
        make.recipient(ceremony, registered(period))
        client.force_login(make.auditor())
        page = client.get(reverse("ceremonies:ceremony_detail", args=[ceremony.pk]))
        shown = page.content.decode().split('id="called"')[1]
        papers = shown.split('id="papers"')[1].split("</section>")[0]
        assert shown.count("<button") == papers.count("<button") == 3


class TestDoor:
    def test_somebody_is_found_by_name_and_marked(self, desk, ceremony, period, protocol):
        siti = make.recipient(ceremony, registered(period, full_name="Siti Aminah"))
        make.recipient(ceremony, registered(period, full_name="Budi"), position=2)
        door = reverse("ceremonies:door", args=[ceremony.pk])
        assert [row.pk for row in desk.get(door, {"q": "aminah"}).context["rows"]] == [siti.pk]
        answer = desk.post(reverse("ceremonies:arrive", args=[siti.pk]), {"q": "aminah"})
        assert answer.headers["Location"] == f"{door}?q=aminah"
        siti.refresh_from_db()
        assert siti.arrived_by == protocol
        assert desk.get(door).context["arrived"] == 1

    def test_a_second_phone_is_told_and_changes_nothing(self, desk, client, ceremony, period):
        row = make.recipient(ceremony, registered(period))
        url = reverse("ceremonies:arrive", args=[row.pk])
        desk.post(url)
        first = Recipient.objects.get().arrived_at
        answer = desk.post(url, headers={"HX-Request": "true"})
        assert "sudah dicatat hadir" in answer.content.decode()
        assert "<html" not in answer.content.decode()
        assert Recipient.objects.get().arrived_at == first

    def test_a_slip_is_taken_back(self, desk, ceremony, period):
        row = make.recipient(ceremony, registered(period))
        desk.post(reverse("ceremonies:arrive", args=[row.pk]))
        desk.post(reverse("ceremonies:arrive_undo", args=[row.pk]))
        assert Recipient.objects.get().arrived_at is None

    def test_who_is_excused_is_not_expected(self, desk, ceremony, period):
        row = make.recipient(ceremony, registered(period), part=Part.EXCUSED)
        assert desk.get(reverse("ceremonies:door", args=[ceremony.pk])).context["people"] == 0
        answer = desk.post(reverse("ceremonies:arrive", args=[row.pk]), follow=True)
        assert "berhalangan" in answer.content.decode()


class TestCards:
    @pytest.fixture
    def clerk(self, client):
        user = make.clerk()
        client.force_login(user)
        return client

    def names(self, client, **asked):
        page = client.get(CARDS, {"periode": "2025", **asked}).context["page"]
        return [row.worker.full_name for row in page.rows]

    def test_a_clerk_sees_the_own_kelurahan_and_hands_over_what_is_ticked(self, clerk, period):
        ani = registered(period, full_name="Ani")
        registered(period, full_name="Budi")
        far = registered(period, full_name="Citra", village=make.village("Kauman"))
        assert self.names(clerk) == ["Ani", "Budi"]
        values = {"pk": [ani.pk, far.pk], "handed_on": "10-05-2025", "address": "periode=2025"}
        answer = clerk.post(reverse("ceremonies:card_hand_over"), values)
        assert answer.headers["Location"] == f"{CARDS}?periode=2025"
        assert CardHandover.objects.get().enrollment == ani
        assert self.names(clerk) == ["Budi"]
        assert self.names(clerk, tab="sudah") == ["Ani"]

    @pytest.mark.parametrize(
        ("reason", "name", "part", "words"),
        [
            ("name_wrong", "worker_edit", "", "Perbaiki datanya"),
            ("nik_wrong", "worker_edit", "", "Perbaiki datanya"),
            ("died", "worker_detail", "#cover", "Laporkan meninggal"),
            ("moved", "worker_detail", "#cover", "Akhiri perlindungannya"),
            ("refused", "worker_detail", "#cover", "Akhiri perlindungannya"),
            ("damaged", "worker_detail", "", "Buka orangnya"),
        ],
    )
    def test_a_card_that_came_back_leads_to_what_is_to_do(
        self, clerk, period, reason, name, part, words
    ):
        row = registered(period, full_name="Ani")
        values = {"pk": [row.pk], "returned_on": "10-05-2025", "reason": reason}
        clerk.post(reverse("ceremonies:card_return"), {**values, "address": "periode=2025"})
        page = clerk.get(CARDS, {"periode": "2025", "tab": "kembali"}).content.decode()
        address = reverse(f"enrollment:{name}", args=[row.worker_id])
        assert f'href="{address}{part}">{words}' in page
        # The place that the address names is on the page, with the step in it.
        opened = clerk.get(address).content.decode()
        assert not part or f'id="{part[1:]}"' in opened
        steps = {
            "died": reverse("enrollment:end", args=[row.pk]),
            "moved": reverse("enrollment:end", args=[row.pk]),
            "refused": reverse("enrollment:end", args=[row.pk]),
        }
        assert steps.get(reason, "") in opened

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"handed_on": "10-05-2025"}, "Centang dulu orangnya"),
            ({"pk": "1", "handed_on": ""}, "Isi tanggalnya"),
            ({"pk": "1", "handed_on": "10-05-2999"}, "belum tiba"),
        ],
    )
    def test_what_is_missing_is_said_on_the_page(self, clerk, period, values, sentence):
        registered(period)
        answer = clerk.post(
            reverse("ceremonies:card_hand_over"), {**values, "address": "periode=2025"}
        )
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert not CardHandover.objects.exists()

    def test_a_reader_has_no_boxes(self, desk, period):
        registered(period)
        page = desk.get(CARDS, {"periode": "2025"}).content.decode()
        assert 'name="pk"' not in page

    def test_without_a_period_it_says_so(self, desk):
        assert "Belum ada periode" in desk.get(CARDS).content.decode()
