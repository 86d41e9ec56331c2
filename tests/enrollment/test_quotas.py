"""The quota grid: what it shows to whom, and how its numbers change."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Agency
from audit.context import acting
from audit.models import AuditEvent
from common.http import ActionDenied
from enrollment.ceilings import WHOLE_PERIOD, Key
from enrollment.forms.quotas import field_name
from enrollment.models import EnrollmentPeriod, Quota
from enrollment.quota_grid import RowKind, quota_grid
from enrollment.services.actions import take_action
from enrollment.services.periods import save_period
from enrollment.services.quotas import Change, save_quotas
from enrollment.transitions import Action, Status
from tests import make
from tests.enrollment.quotas import ceiling, used

pytestmark = pytest.mark.django_db

GRID = reverse("enrollment:quota_grid")


def holder(period: EnrollmentPeriod, **values: Any) -> None:
    row = make.enrollment(period=period, worker=make.worker(**values))
    take_action(enrollment_id=row.pk, action=Action.VERIFY, by=make.checker())


def edit_url(period: EnrollmentPeriod) -> str:
    return reverse("enrollment:quota_edit", args=[period.pk])


def answers(client: Any, period: EnrollmentPeriod, **changes: str) -> dict[str, str]:
    """What the form sends after some of its cells were typed over."""
    form = client.get(edit_url(period)).context["form"]
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sent = {name: "" if value is None else str(value) for name, value in values.items()}
    return sent | {"reason": "Rapat pembagian"} | changes


class TestSaving:
    def test_many_ceilings_are_set_changed_and_lifted_in_one_step(self):
        period, admin = make.period(), make.admin()
        village, work = make.village(), make.occupation()
        lifted = ceiling(period, 5, occupation=work)
        ceiling(period, 7, village=village)
        holder(period)
        count = save_quotas(
            period=period,
            changes={
                (village.pk, None, None): Change(7, 9),
                (None, work.pk, None): Change(5, None),
                (village.pk, work.pk, None): Change(None, 3),
            },
            reason="Rapat pembagian",
            by=admin,
        )
        assert count == 3
        assert not Quota.objects.filter(pk=lifted.pk).exists()
        found = {quota.key: (quota.used, quota.total) for quota in Quota.objects.all()}
        assert found == {
            (village.pk, None, None): (1, 9),
            (village.pk, work.pk, None): (1, 3),
        }

    def test_the_reason_is_in_the_trail(self):
        period = make.period()
        save_quotas(
            period=period,
            changes={WHOLE_PERIOD: Change(None, 5)},
            reason="Rapat 12 Maret",
            by=make.admin(),
        )
        event = AuditEvent.objects.filter(table="enrollment_quota").get()
        assert event.reason == "Rapat 12 Maret"

    def test_a_ceiling_never_goes_below_its_holders(self):
        period = make.period()
        quota = ceiling(period, 5, village=make.village())
        holder(period)
        holder(period)
        with pytest.raises(ValidationError) as refusal:
            save_quotas(
                period=period,
                changes={quota.key: Change(5, 1), WHOLE_PERIOD: Change(None, 1)},
                reason="Dikurangi",
                by=make.admin(),
            )
        assert len(refusal.value.messages) == 2
        assert "Paling sedikit 2" in refusal.value.messages[0]
        assert Quota.objects.get().total == 5

    def test_a_colleague_s_change_is_not_overwritten(self):
        period = make.period()
        quota = ceiling(period, 8, village=make.village())
        with pytest.raises(ValidationError, match="baru diubah orang lain"):
            save_quotas(
                period=period, changes={quota.key: Change(5, 6)}, reason="Ubah", by=make.admin()
            )
        assert Quota.objects.get().total == 8

    def test_it_needs_the_right_to_it(self):
        with pytest.raises(ActionDenied):
            save_quotas(period=make.period(), changes={}, reason="Ubah", by=make.checker())

    def test_a_grid_costs_as_many_statements_as_a_cell(self, django_assert_max_num_queries):
        period, admin = make.period(), make.admin()
        villages = list(make.village().__class__.objects.all())
        work = make.occupation()

        def statements(some: list[Any], seen: int | None, wanted: int) -> int:
            changes: dict[Key, Change] = {
                key: Change(seen, wanted)
                for village in some
                for key in [(village.pk, None, None), (village.pk, work.pk, None)]
            }
            with django_assert_max_num_queries(30) as captured:
                save_quotas(period=period, changes=changes, reason="Ubah", by=admin)
            return len(captured)

        assert statements(villages[:1], None, 5) == statements(villages[1:], None, 5)
        assert statements(villages[:1], 5, 6) == statements(villages[1:], 5, 6)


class TestThePeriod:
    def test_its_quota_is_the_ceiling_over_everybody(self):
        period, admin = make.period(), make.admin()
        save_period(period=period, data={"quota": 20}, by=admin)
        assert Quota.objects.get().total == 20
        save_period(period=period, data={"quota": 25}, by=admin)
        assert Quota.objects.get().total == 25
        save_period(period=period, data={"quota": None}, by=admin)
        assert not Quota.objects.exists()

    def test_a_ceiling_over_everybody_is_its_quota(self):
        period = make.period()
        save_quotas(
            period=period, changes={WHOLE_PERIOD: Change(None, 30)}, reason="SK", by=make.admin()
        )
        period.refresh_from_db()
        assert period.quota == 30

    def test_a_new_period_starts_with_its_ceiling(self):
        data = {
            "code": "2031",
            "name": "Pekerja rentan 2031",
            "starts_on": "2031-01-01",
            "ends_on": "2031-12-31",
            "funding_source": make.period().funding_source,
            "quota": 12,
        }
        period = save_period(period=None, data=data, by=make.admin())
        assert Quota.objects.get(period=period).total == 12

    def test_its_quota_stays_above_the_places_that_are_taken(self, client):
        period = make.period(quota=5)
        holder(period)
        holder(period)
        client.force_login(make.admin())
        sent = {
            "code": period.code,
            "name": period.name,
            "starts_on": "01-04-2025",
            "ends_on": "31-12-2025",
            "funding_source": period.funding_source_id,
            "quota": "1",
            "state": "open",
        }
        response = client.post(reverse("enrollment:period_edit", args=[period.pk]), sent)
        assert response.status_code == 422
        assert response.context["form"].errors == {
            "quota": ["Paling sedikit 2: sudah sebanyak itu yang memegang tempat."]
        }
        period.refresh_from_db()
        assert period.quota == 5


class TestTheGrid:
    def test_it_shows_used_total_and_what_is_left(self, client):
        period = make.period()
        ceiling(period, 4, village=make.village())
        ceiling(period, 1, occupation=make.occupation())
        holder(period)
        client.force_login(make.admin())
        response = client.get(GRID, {"periode": period.code})
        grid = response.context["grid"]
        assert len(grid.villages) == 21
        cells = {cell.key: cell for cell in grid.cells}
        here = cells[make.village().pk, None, None]
        assert (here.used, here.total, here.remaining, here.look) == (1, 4, 3, "free")
        row = cells[None, make.occupation().pk, None]
        assert (row.look, row.remaining) == ("full", 0)
        assert "sisa 3" in response.text
        assert "penuh" in response.text

    def test_rows_may_be_offices(self):
        period, admin = make.period(), make.admin()
        agency = Agency.objects.get(code="dishub")
        ceiling(period, 6, village=make.village(), agency=agency)
        holder(period, occupation=make.occupation("parking_attendant"))
        grid = quota_grid(period, kind=RowKind.AGENCY, user=admin)
        lines = {line.label: line for line in grid.lines}
        # The offices that look after an occupation, as the reference data say.
        assert sorted(lines) == [
            "Bagian Perekonomian dan Kesra",
            "Dinas Kesehatan",
            "Dinas Lingkungan Hidup",
            "Dinas Perhubungan",
        ]
        line = lines["Dinas Perhubungan"]
        assert (line.outer.used, line.outer.total) == (1, None)
        counts = [(cell.used, cell.total) for cell in line.cells if cell.total]
        assert counts == [(1, 6)]

    def test_a_clerk_reads_the_own_kelurahan(self, client):
        period = make.period()
        ceiling(period, 3, village=make.village("Turi"))
        ceiling(period, 4, village=make.village())
        client.force_login(make.clerk())
        response = client.get(GRID, {"periode": period.code})
        assert [village.name for village in response.context["grid"].villages] == ["Tlumpu"]
        assert "0/4" in response.text
        assert "0/3" not in response.text

    def test_a_department_reads_the_own_occupation(self, client):
        period = make.period()
        client.force_login(make.department_clerk())
        grid = client.get(GRID, {"periode": period.code}).context["grid"]
        assert [line.label for line in grid.lines] == [make.occupation().name]

    def test_the_part_that_refreshes_itself_is_the_table_alone(self, client):
        client.force_login(make.admin())
        make.period()
        text = client.get(GRID, headers={"HX-Request": "true"}).text
        assert text.lstrip().startswith('<div id="grid"')
        assert "<html" not in text

    def test_it_stands_without_any_period(self, client):
        client.force_login(make.admin())
        assert "Belum ada periode" in client.get(GRID).text


class TestTheForm:
    def test_an_admin_saves_cells_with_a_reason(self, client):
        period = make.period()
        client.force_login(make.admin())
        key = (make.village().pk, make.occupation().pk, None)
        sent = answers(client, period, **{field_name(key): "8", field_name(WHOLE_PERIOD): "50"})
        response = client.post(edit_url(period), sent)
        assert response.status_code == 302
        assert {quota.key: quota.total for quota in Quota.objects.all()} == {
            key: 8,
            WHOLE_PERIOD: 50,
        }

    def test_without_a_reason_nothing_is_saved(self, client):
        period = make.period()
        client.force_login(make.admin())
        sent = answers(client, period, **{field_name(WHOLE_PERIOD): "50", "reason": " "})
        response = client.post(edit_url(period), sent)
        assert response.status_code == 422
        assert "Tulis alasannya dulu." in response.text
        assert not Quota.objects.exists()

    @pytest.mark.parametrize("number", ["-1", "banyak", "1", "99999999"])
    def test_a_bad_number_is_named_with_its_cell(self, client, number):
        period = make.period()
        quota = ceiling(period, 5, village=make.village())
        holder(period)
        holder(period)
        client.force_login(make.admin())
        response = client.post(
            edit_url(period), answers(client, period, **{field_name(quota.key): number})
        )
        assert response.status_code == 422
        assert "Seluruh kelurahan Tlumpu</a>" in response.text
        assert used(quota) == 2

    def test_a_page_that_a_colleague_has_overtaken_is_refused(self, client):
        period = make.period()
        quota = ceiling(period, 5, village=make.village())
        client.force_login(make.admin())
        sent = answers(client, period, **{field_name(quota.key): "9"})
        with acting("tests"):
            Quota.objects.update(total=7)
        response = client.post(edit_url(period), sent)
        assert response.status_code == 422
        assert "baru diubah orang lain" in response.text

    def test_cells_that_were_left_alone_keep_a_colleague_s_number(self, client):
        period = make.period()
        quota = ceiling(period, 5, village=make.village())
        client.force_login(make.admin())
        sent = answers(client, period, **{field_name(WHOLE_PERIOD): "90"})
        with acting("tests"):
            Quota.objects.update(total=7)
        assert client.post(edit_url(period), sent).status_code == 302
        assert Quota.objects.get(pk=quota.pk).total == 7

    def test_a_pasted_table_fills_the_form_and_saves_nothing(self, client):
        period = make.period()
        client.force_login(make.admin())
        work = make.occupation()
        block = f"\tTlumpu\tTuri\tJumlah\n{work.name}\t12\t1.300\t\nJumlah\t\t\t2.000\n"
        response = client.post(edit_url(period), {"paste": "1", "block": block})
        assert response.status_code == 200
        form = response.context["form"]
        shown = {name: value for name, value in form.initial.items() if name != "seen" and value}
        assert shown == {
            field_name((make.village().pk, work.pk, None)): 12,
            field_name((make.village("Turi").pk, work.pk, None)): 1300,
            field_name(WHOLE_PERIOD): 2000,
        }
        assert not Quota.objects.exists()

    @pytest.mark.parametrize(
        ("block", "sentence"),
        [
            ("\tAtlantis\nTukang becak\t3", "Atlantis"),
            ("\tTlumpu\nAstronot\t3", "Astronot"),
            ("\tTlumpu\nTukang becak\tbanyak", "bukan angka kuota"),
            ("\n \n", "Tidak ada angka"),
            ("", "Tempel tabelnya dulu."),
        ],
    )
    def test_what_cannot_be_read_of_it_is_named(self, client, block, sentence):
        period = make.period()
        client.force_login(make.admin())
        response = client.post(edit_url(period), {"paste": "1", "block": block})
        assert response.status_code == 422
        assert sentence in response.text

    def test_nonsense_in_the_hidden_field_changes_nothing(self, client):
        period = make.period()
        quota = ceiling(period, 5, village=make.village())
        client.force_login(make.admin())
        sent = answers(client, period, **{field_name(quota.key): "9", "seen": "[1]"})
        assert client.post(edit_url(period), sent).status_code == 422
        assert Quota.objects.get().total == 5


def test_somebody_who_waits_is_no_holder() -> None:
    period = make.period()
    make.enrollment(period=period, status=Status.WAITLISTED)
    assert quota_grid(period, user=make.admin()).whole.used == 0
