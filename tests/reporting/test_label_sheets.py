"""Sheets of labels: measures that fit on their paper, as data that an admin edits."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.context import acting
from reporting.models import LabelSheet
from tests import make

pytestmark = pytest.mark.django_db


def sheet(**values):
    """Two by three labels of 60 x 40 mm on A4, unless told."""
    defaults = {
        "name": "Uji",
        "use": "name_tag",
        "sheet_width": 210,
        "sheet_height": 297,
        "columns": 2,
        "rows": 3,
        "label_width": Decimal(60),
        "label_height": Decimal(40),
        "margin_left": Decimal("10.5"),
        "margin_top": Decimal(20),
        "gap_across": Decimal(2),
        "gap_down": Decimal("1.5"),
    }
    return LabelSheet(**(defaults | values))


def test_labels_stand_line_by_line_with_their_gaps():
    corners = list(sheet().corners())
    assert corners[:3] == [
        (Decimal("10.5"), Decimal(20)),
        (Decimal("72.5"), Decimal(20)),
        (Decimal("10.5"), Decimal("61.5")),
    ]
    assert len(corners) == sheet().count == 6


def test_a_sheet_wider_than_high_lies_on_its_side():
    paper = sheet(sheet_width=200, sheet_height=165).paper
    assert (paper.width, paper.height) == (200, 165)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"columns": 4}, "lebih lebar"),
        ({"gap_across": Decimal(90)}, "lebih lebar"),
        ({"rows": 7}, "lebih tinggi"),
        ({"margin_top": Decimal(180)}, "lebih tinggi"),
        ({"columns": 0}, "lebih besar"),
    ],
)
def test_labels_beside_the_paper_are_refused_on_the_screen_and_in_the_table(values, sentence):
    with pytest.raises(ValidationError, match=sentence):
        sheet(**values).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic(), acting("tests"):
        sheet(**values).save()


def test_labels_that_fill_the_paper_to_its_edge_are_kept():
    exact = sheet(
        columns=3, label_width=Decimal("66.6"), gap_across=Decimal("0.1"), margin_left=Decimal(10)
    )
    exact.full_clean()
    with acting("tests"):
        exact.save()


def test_every_use_has_sheets_from_the_beginning_that_fit():
    for use in LabelSheet.Use:
        assert LabelSheet.objects.filter(use=use).exists()
    for row in LabelSheet.objects.all():
        row.full_clean()


def test_an_admin_edits_them(client):
    client.force_login(make.admin())
    row = LabelSheet.objects.all()[0]
    page = client.get(f"/admin/reporting/labelsheet/{row.pk}/change/")
    assert page.status_code == 200
    assert "Dari tepi kertas" in page.content.decode()
