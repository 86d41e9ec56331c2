"""Every kind of list: what it is for shows on its paper."""

from datetime import date
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.build import build_roster, build_totals
from reporting.catalogue import CATALOGUE
from reporting.catalogue.people import (
    CARD_RECEIPT,
    PARTICIPANTS_BY_OCCUPATION,
    PROPOSALS,
    WALL_LIST,
)
from reporting.kinds import Recap
from reporting.pdf import render_pdf
from reporting.pouring import pour_pdf
from tests import make
from tests.reporting.asking import fetch, registered, screen
from tests.reporting.papers import one_of_each
from tests.reporting.reading import first_page, pdf_text

pytestmark = pytest.mark.django_db
ON = date(2025, 5, 1)
MM = 72 / 25.4


def everything(kind):
    """All rows a kind could show, as its filter would give them to an admin."""
    rows = kind.source._meta.model.objects.all()
    return rows.with_sight_of_replaced(make.admin()) if kind.slug == "amendment-annex" else rows


def build(kind, **options):
    options.setdefault("rows", everything(kind))
    return build_roster(kind, caption=(), on=ON, **options)


def column(kind, roster, key):
    place = [column.key for column in kind.columns].index(key)
    return [row[place] for row in roster.rows()]


class TestEveryKind:
    @pytest.mark.parametrize("slug", CATALOGUE)
    def test_it_opens_on_screen_and_leaves_in_each_of_its_forms(self, client, slug):
        kind = CATALOGUE[slug]
        row = registered(make.period(), "Siti Aminah")
        one_of_each(row)
        client.force_login(make.admin())
        filters = {"periode": row.period.code, "status": "semua"}
        shown = row.worker.village.name if isinstance(kind, Recap) else "Siti Aminah"
        assert shown in screen(client, slug, **filters).content.decode()
        for form in ("pdf", "xlsx"):
            answer = fetch(client, "post", slug, format=form, **filters)
            assert answer.status_code == (200 if form in kind.formats else 400)

    @pytest.mark.parametrize("slug", CATALOGUE)
    def test_totals_of_the_database_are_those_of_the_rows(self, slug):
        period = make.period()
        rows = [
            registered(period, name, village, **values)
            for name, village, values in (
                ("Ani", "Tlumpu", {"sex": "F"}),
                ("Budi", "Bendo", {"birth_date": date(2000, 2, 29)}),
                ("Citra", "Bendo", {"birth_date": date(1965, 5, 1), "sex": "F"}),
            )
        ]
        chosen = one_of_each(*rows)
        kind = CATALOGUE[slug]
        made = build(kind, chosen=chosen)
        groups, total = build_totals(kind, kind.source._meta.model.objects.all(), ON)
        assert [(group.key, group.name, group.total) for group in groups] == [
            (group.key, group.name, group.total) for group in made.groups
        ]
        assert total == made.total
        assert made.total.figures[0].value in (3, 6)

    @pytest.mark.once
    @pytest.mark.parametrize("slug", CATALOGUE)
    def test_the_number_of_queries_does_not_grow_with_the_rows(self, client, slug):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                assert screen(client, slug, status="semua").status_code == 200
                assert fetch(client, kind=slug, format=form, status="semua").status_code == 200
            return len(captured)

        form = CATALOGUE[slug].formats[-1]
        period = make.period(code="2099", ends_on=date(2099, 12, 31))
        client.force_login(make.admin())
        rows = [registered(period, f"Orang {number}") for number in range(3)]
        one_of_each(*rows)
        queries()  # the first request also writes the session
        few = queries()
        more = [registered(period, village=("Bendo", "Tlumpu")[n % 2]) for n in range(27)]
        one_of_each(*more, month=date(2025, 5, 1))
        assert queries() == few


class TestByOccupation:
    def test_groups_stand_in_the_order_of_the_categories(self):
        period = make.period()
        for slug in ("parking_attendant", "mosque_caretaker", "pedicab_driver"):
            registered(period, occupation=make.occupation(slug))
        made = build(PARTICIPANTS_BY_OCCUPATION)
        positions = [make.occupation(group.key).position for group in made.groups]
        assert positions == sorted(positions)
        assert [group.total.label for group in made.groups] == [
            f"Jumlah {group.title}" for group in made.groups
        ]


class TestProposals:
    def test_it_shows_who_waits_for_verification_unless_asked_otherwise(self, client):
        period = make.period()
        registered(period, "Sudah Terdaftar")
        make.enrollment(worker=make.worker(full_name="Baru Diusulkan"), period=period)
        client.force_login(make.checker())
        text = screen(client, PROPOSALS.slug, periode=period.code).content.decode()
        assert "Baru Diusulkan" in text
        assert "Sudah Terdaftar" not in text


class TestCardReceipt:
    def test_odd_numbers_sign_at_the_left_and_even_ones_at_the_right(self):
        period = make.period()
        for name in ("Ani", "Budi", "Citra"):
            registered(period, name)
        made = build(CARD_RECEIPT)
        left, right = (column(CARD_RECEIPT, made, key) for key in ("signed_left", "signed_right"))
        assert [text[:1] for text in left] == ["1", "", "3"]
        assert [text[:1] for text in right] == ["", "2", ""]

    @pytest.mark.parametrize("render", [render_pdf, pour_pdf])
    def test_rows_leave_room_for_a_pen(self, render):
        period = make.period()
        for number in range(8):
            registered(period, f"Orang {number}")
        content = render(build(CARD_RECEIPT))
        page = first_page(content)
        tops = []
        for number in range(4):
            match = page.search(f"Orang {number}").get_next()
            tops.append(page.get_charbox(match[0])[3])
        steps = {round((upper - lower) / MM) for upper, lower in pairwise(tops)}
        assert steps == {10}

    def test_the_giver_signs_by_hand_and_the_lurah_beside(self):
        village = make.village("Tlumpu")
        registered(make.period(), village="Tlumpu")
        text = pdf_text(render_pdf(build(CARD_RECEIPT, chosen={"kelurahan": village})))
        assert "Yang menyerahkan," in text
        assert "Diwakili oleh" in text


class TestWallList:
    def test_the_nik_is_masked_even_for_those_who_may_see_it(self, client):
        row = registered(make.period())
        client.force_login(make.admin())
        values = {
            "periode": row.period.code,
            "status": "terdaftar",
            "format": "pdf",
            "nik_lengkap": "on",
            "keperluan": "ingin tahu",
        }
        assert fetch(client, "post", WALL_LIST.slug, **values).status_code == 400
        assert column(WALL_LIST, build(WALL_LIST, full_nik=True), "nik") == [row.worker.masked_nik]

    def test_it_is_no_workbook(self, tmp_path):
        period = make.period()
        with pytest.raises(CommandError, match="hanya ada sebagai pdf"):
            call_command(
                "export_roster",
                WALL_LIST.slug,
                period=period.code,
                format="xlsx",
                output=tmp_path / "x.xlsx",
            )
