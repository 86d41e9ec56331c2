"""From enrollments to one roster: order, numbers, masking, totals."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.context import acting
from enrollment.models import Enrollment
from places.models import Signatory
from reporting.build import build_first_rows, build_roster, build_totals
from reporting.catalogue.people import PARTICIPANTS_BY_VILLAGE as KIND
from reporting.models import Letterhead
from tests import make
from tests.reporting.asking import registered

pytestmark = pytest.mark.django_db
ON = date(2025, 5, 1)
KEYS = [column.key for column in KIND.columns]


def build(**options):
    options.setdefault("rows", Enrollment.objects.all())
    options.setdefault("on", ON)
    return build_roster(KIND, **{"caption": (), **options})


def column(roster, key):
    return [row[KEYS.index(key)] for row in roster.rows()]


class TestRows:
    def test_groups_follow_the_village_codes_and_names_the_alphabet(self):
        period = make.period()
        registered(period, "Zaenal", "Tlumpu")
        registered(period, "Ahmad", "Tlumpu")
        registered(period, "Budi", "Bendo")
        made = build()
        assert [group.name for group in made.groups] == ["Bendo", "Tlumpu"]
        assert column(made, "full_name") == ["Budi", "Ahmad", "Zaenal"]

    def test_rows_are_numbered_through_and_within_each_group(self):
        period = make.period()
        for village in ("Tlumpu", "Tlumpu", "Bendo"):
            registered(period, village=village)
        made = build()
        assert column(made, "number") == [1, 2, 3]
        assert column(made, "number_in_group") == [1, 1, 2]

    def test_the_nik_is_masked_unless_it_is_asked_for_in_full(self):
        row = registered(make.period())
        assert column(build(), "nik") == [row.worker.masked_nik]
        assert column(build(full_nik=True), "nik") == [row.worker.nik]

    def test_control_and_direction_marks_never_reach_a_renderer(self):
        row = registered(make.period())
        with acting("tests"):
            type(row.worker).objects.update(address="Jl. A\u202e\u0007 5")
        assert column(build(), "address") == ["Jl. A 5"]

    def test_only_what_differs_from_a_plain_place_is_remarked(self):
        period = make.period()
        registered(period, "A Biasa")
        make.enrollment(worker=make.worker(full_name="B Usul"), period=period)
        over = registered(period, "C Usai")
        with acting("tests"):
            Enrollment.objects.filter(pk=over.pk).update(
                ended_on=date(2025, 4, 20),
                end_known_on=date(2025, 4, 21),
                end_reason="died",
            )
        assert column(build(), "standing") == [
            "",
            "Diusulkan",
            "Berakhir 20-4-2025: Meninggal dunia",
        ]


class TestTotals:
    def test_python_and_the_database_count_alike(self):
        period = make.period()
        registered(period, sex="F")
        registered(period)
        registered(period, village="Bendo")
        made = build()
        groups, total = build_totals(KIND, Enrollment.objects.all(), ON)
        assert [group.total for group in made.groups] == [group.total for group in groups]
        assert made.total == total
        assert [figure.value for figure in total.figures] == [3, 2, 1]
        assert made.row_count == 3

    def test_an_empty_list_counts_nothing(self):
        made = build()
        assert made.groups == ()
        assert [figure.value for figure in made.total.figures] == [0, 0, 0]
        assert build_totals(KIND, Enrollment.objects.none(), ON)[0] == []

    def test_the_first_rows_of_a_group_are_those_of_the_list(self):
        period = make.period()
        for village in ("Tlumpu", "Tlumpu", "Bendo"):
            registered(period, village=village)
        last = build().groups[-1]
        rows = build_first_rows(
            KIND,
            rows=Enrollment.objects.all(),
            on=ON,
            group_key=last.key,
            after=3 - len(last.rows),
            limit=1,
        )
        assert rows == last.rows[:1]


class TestFingerprint:
    def test_it_follows_the_rows_and_nothing_else(self):
        row = registered(make.period())
        first = build()
        again = build(caption=(("Status", "Terdaftar"),), on=date(2025, 6, 1))
        assert first.sha256 == again.sha256
        assert len(first.sha256) == 64
        with acting("tests"):
            type(row.worker).objects.update(rt="009")
        assert build().sha256 != first.sha256


class TestHeadAndFoot:
    def test_the_letterhead_is_the_newest_one_that_holds_on_the_day(self):
        with acting("tests"):
            for day, agency in ((date(2025, 4, 2), "DINAS BARU"), (date(2025, 6, 1), "NANTI")):
                Letterhead.objects.create(
                    government="KOTA", agency=agency, address="Jl.", valid_from=day
                )
        assert build().frame.letterhead == ("KOTA", "DINAS BARU", "Jl.")

    def test_the_office_signs_and_the_head_of_a_single_kelurahan_with_it(self):
        assert len(build().frame.signatures) == 1
        village = make.village("Tlumpu")
        head, office = build(chosen={"kelurahan": village}).frame.signatures
        assert head.above[0] == "Mengetahui,"
        assert office.above[0] == "Blitar, 1 Mei 2025"

    def test_nobody_signs_outside_their_days(self):
        with acting("tests"):
            Signatory.objects.update(valid_to=date(2025, 4, 30))
        assert build().frame.signatures == ()

    def test_a_deputy_signs_on_behalf_and_as_what_they_are(self):
        signatory = Signatory(
            on_behalf_of="WALI KOTA", acting=Signatory.Acting.SUBSTITUTE, position="SEKRETARIS"
        )
        assert signatory.capacity == ("a.n. WALI KOTA", "Plt. SEKRETARIS,")


def test_the_number_of_queries_does_not_grow_with_the_rows():
    period = make.period()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            build(chosen={"kelurahan": make.village()})
        return len(captured)

    for _number in range(3):
        registered(period)
    few = queries()
    for number in range(27):
        registered(period, village=("Bendo", "Tlumpu")[number % 2])
    assert queries() == few
