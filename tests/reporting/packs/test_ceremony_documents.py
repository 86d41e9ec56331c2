"""Invitations and name cards: what they say, and that every label is where its sheet says."""

from datetime import date
from decimal import Decimal

import pypdfium2
import pytest

from ceremonies.invitations import token_of
from ceremonies.selectors import recipients_of
from reporting.documents.invitations import build_invitations
from reporting.documents.name_cards import build_name_cards, largest_size
from reporting.documents.printing import render_document
from reporting.documents.running_orders import build_running_order
from reporting.models import LabelSheet
from tests import make
from tests.reporting.asking import registered
from tests.reporting.reading import MM, pdf_file, pdf_pages

pytestmark = pytest.mark.django_db
ON = date(2025, 4, 8)
HOSTILE = (
    "=cmd|' /C calc'!A0",
    '<img src="file:///etc/passwd">',
    "\u202eNama Terbalik\u202c",
    "Nama 🎉 Emoji",
    "Panjang " * 12,
    "Tanpaspasi" * 9,
    "Kendali\x00\x07\nBaru",
)


def guests(ceremony):
    return list(recipients_of(ceremony, make.official()))


def sheet(use="name_tag", **values):
    """Two by two labels, a half of a millimetre off every round number."""
    measures = {
        "sheet_width": 200,
        "sheet_height": 165,
        "columns": 2,
        "rows": 2,
        "label_width": Decimal("80.5"),
        "label_height": Decimal("60.5"),
        "margin_left": Decimal("12.5"),
        "margin_top": Decimal("10.5"),
        "gap_across": Decimal("5.5"),
        "gap_down": Decimal("4.5"),
    }
    return LabelSheet(name="Uji", use=use, **(measures | values))


def text_inside(page, labels, corner):
    """Give what stands inside one label, from edge to edge."""
    left, top = (float(value) for value in corner)
    bottom = page.get_height() - (top + float(labels.label_height)) * MM
    right, upper = (left + float(labels.label_width)) * MM, page.get_height() - top * MM
    text = page.get_textpage().get_text_bounded(left * MM, bottom, right, upper)
    return " ".join(text.split())


class TestInvitations:
    def test_each_guest_gets_a_letter_with_what_they_must_know(self, held):
        pages = pdf_pages(render_document(build_invitations(held, guests(held), on=ON)))
        assert len(pages) == 3
        first = pages[0]
        for text in (
            "Kepada Yth. Ibu",
            "Siti Aminah",
            "urutan panggilan ke-1",
            "Kamis, 1 Mei 2025 (Kamis tanggal satu bulan Mei tahun dua ribu dua puluh lima)",
            "08.00 WIB",
            "Balai Kota",
            "Batik",
            "Blitar, 8 April 2025",
            "NIP ",
        ):
            assert text in first
        assert "Kepada Yth. Bapak" in pages[1]
        assert "cadangan" in pages[2]

    def test_the_code_opens_exactly_this_guest(self, held, settings):
        settings.SITE_ADDRESS = "https://registri.example"
        rows = guests(held)
        letters = build_invitations(held, rows, on=ON).content["letters"]
        assert [letter.address for letter in letters] == [
            f"https://registri.example/undangan/{token_of(row)}/" for row in rows
        ]

    def test_nothing_of_the_nik_stands_on_a_letter(self, held):
        row = guests(held)[0]
        text = " ".join(pdf_pages(render_document(build_invitations(held, [row], on=ON))))
        assert row.enrollment.worker.nik not in text
        assert row.enrollment.worker.nik[-4:] not in text.replace(str(ON.year), "")


@pytest.mark.once
class TestNameCards:
    @pytest.mark.parametrize("use", LabelSheet.Use)
    def test_every_name_stands_inside_its_label_and_nothing_beside(self, held, use):
        labels = sheet(use)
        rows = guests(held)
        content = render_document(build_name_cards(held, rows, sheet=labels, on=ON))
        page = pypdfium2.PdfDocument(content)[0]
        assert [round(value / MM) for value in page.get_size()] == [200, 165]
        found = [text_inside(page, labels, corner) for corner in labels.corners()]
        for row, text in zip(rows, found, strict=False):
            assert row.enrollment.worker.full_name in text
            role = "Cadangan" if row.part == "reserve" else f"Penerima simbolis {row.position}"
            assert role in text
            others = {other.enrollment.worker.full_name for other in rows if other != row}
            assert not any(other in text for other in others)
        assert found[3] == ""
        whole = " ".join(page.get_textpage().get_text_range().split())
        assert sum(map(len, "".join(found).split())) == sum(map(len, whole.split()))

    def test_a_full_sheet_goes_on_upon_the_next(self, held):
        for number in range(3):
            person = registered(held.period, f"Tambahan {number}")
            make.recipient(held, person, position=number + 3)
        pages = pdf_pages(
            render_document(build_name_cards(held, guests(held), sheet=sheet(), on=ON))
        )
        assert len(pages) == 2
        assert "Cadangan" in pages[1]

    def test_only_sheets_that_are_cut_show_their_edges(self, held):
        row = guests(held)[:1]
        drawn = []
        for is_cut in (False, True):
            document = build_name_cards(held, row, sheet=sheet(is_cut=is_cut), on=ON)
            file = pdf_file(render_document(document))
            drawn.append(file.pages[0].Contents.read_bytes().count(b" l\n"))
        assert drawn[0] < drawn[1]

    @pytest.mark.parametrize("use", LabelSheet.Use)
    def test_hostile_names_stay_plain_text_inside_their_labels(self, held, use):
        for place, name in enumerate(HOSTILE, 10):
            make.recipient(held, registered(held.period, name[:100]), position=place)
        rows = guests(held)
        for document in (
            build_invitations(held, rows, on=ON),
            build_name_cards(held, rows, sheet=sheet(use), on=ON),
        ):
            content = render_document(document)
            text = " ".join(pdf_pages(content))
            assert '<img src="file:' in text.replace("\u2019", "'")
            assert "=cmd|" in text
            assert "\u202e" not in text
            assert "/EmbeddedFile" not in str(pdf_file(content).Root)

    @pytest.mark.parametrize("use", LabelSheet.Use)
    def test_a_name_without_any_gap_goes_on_below_and_pushes_nothing_out(self, held, use):
        row = guests(held)[0]
        row.enrollment.worker.full_name = name = "W" * 100
        labels = sheet(use)
        content = render_document(build_name_cards(held, [row], sheet=labels, on=ON))
        page = pypdfium2.PdfDocument(content)[0]
        found = text_inside(page, labels, next(labels.corners())).replace(" ", "")
        assert found.count(name) == (2 if use == LabelSheet.Use.TABLE_CARD else 1)
        assert "Penerimasimbolis1" in found

    def test_the_largest_letters_that_fit_are_taken(self):
        wide = {"width": Decimal(80), "height": Decimal(30)}
        sizes = [largest_size(name, **wide) for name in ("Ani", "Siti Aminah", "Panjang " * 12)]
        assert sizes == sorted(sizes, reverse=True)
        assert len(set(sizes)) == 3
        assert largest_size("x" * 300, **wide) == 6


def test_the_order_of_the_day_counts_people_in_digits_and_words(held):
    document = build_running_order(held, called=10, reserves=3, covered=2000, on=ON)
    (page,) = pdf_pages(render_document(document))
    assert "2.000 (dua ribu orang)" in page
    assert "Penyerahan kartu secara simbolis" in page
    assert "Halaman 1 dari 1" in page


def test_the_order_of_the_day_is_the_one_that_the_protocol_wrote(held):
    held.steps = "Tari pembuka\nPenyerahan kartu\nHiburan <b>rakyat</b>"
    document = build_running_order(held, called=10, reserves=3, covered=2000, on=ON)
    (page,) = pdf_pages(render_document(document))
    assert "1 Tari pembuka 2 Penyerahan kartu 3 Hiburan <b>rakyat</b> Jumlah orang" in page
    assert "Foto bersama" not in page
