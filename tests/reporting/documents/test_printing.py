"""Documents on paper: what any of them must keep, whatever it says."""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from reporting.documents.document import Document
from reporting.documents.printing import render_document
from reporting.papers import A4, F4
from reporting.rosters import Signature, Stamp
from reporting.typefaces import WEIGHTS
from tests.reporting.reading import MM, first_page, pdf_file, pdf_pages, pdf_text
from tests.reporting.rosters import frame


@dataclass(frozen=True, slots=True)
class Said:
    name: str


def document(**values: Any) -> Document:
    """A letter that says nothing between its title and the signature."""
    defaults: dict[str, Any] = {
        "slug": "contoh",
        "title": "Surat Contoh",
        "template": "paper/documents/base.html",
        "content": {},
        "row_count": 1,
        "on": date(2025, 4, 8),
        "frame": frame(),
    }
    return Document(**(defaults | values))


class TestTheValue:
    def test_its_texts_are_cleaned_however_deep_they_lie(self):
        content = {"rows": (Said("Siti\x00 \u202eAminah\u200b"),), "word": "a\tb"}
        assert document(content=content).content == {
            "rows": (Said("Siti Aminah"),),
            "word": "a b",
        }

    def test_who_signs_cannot_turn_a_name_around(self):
        signed = Signature(("PIHAK KEDUA,", "\u202eLurah"), "\u202eBudi\u202c")
        paper = document(title="Surat\u202e Contoh", frame=frame(signatures=(signed,)))
        assert paper.frame.signatures == (Signature(("PIHAK KEDUA,", "Lurah"), "Budi"),)
        assert paper.title == "Surat Contoh"

    def test_its_fingerprint_follows_what_it_says_and_not_the_sheet(self):
        first = document(content={"who": Said("Siti")})
        assert first.sha256 == replace(first, paper=A4, frame=frame(note="lain")).sha256
        assert first.sha256 != document(content={"who": Said("Budi")}).sha256

    def test_it_does_not_follow_the_order_in_which_things_were_put_in(self):
        one, two = {"a": 1, "b": date(2025, 4, 8)}, {"b": date(2025, 4, 8), "a": 1}
        assert document(content=one).sha256 == document(content=two).sha256


class TestPaper:
    def test_letterhead_title_signature_note_and_page_stand_on_it(self):
        (page,) = pdf_pages(render_document(document()))
        for words in ("DINAS CONTOH", "SURAT CONTOH", "NAMA CONTOH", "Dibuat 8 April 2025"):
            assert words in page
        assert "Halaman 1 dari 1" in page

    def test_a_stamp_stands_in_the_foot_with_its_code(self):
        around = frame(stamp=Stamp("CETAK 2025/000001 · kode ABCD-EFGH", "https://contoh/x/"))
        content = render_document(document(frame=around))
        assert "CETAK 2025/000001 · kode ABCD-EFGH" in pdf_text(content)
        assert _pictures(content) == 1
        assert _pictures(render_document(document())) == 0

    @pytest.mark.parametrize(("paper", "size"), [(F4, (215, 330)), (A4, (210, 297))])
    def test_it_has_the_size_of_its_sheet(self, paper, size):
        file = pdf_file(render_document(document(paper=paper)))
        box = file.pages[0].mediabox
        assert (round(float(box[2]) / MM), round(float(box[3]) / MM)) == size

    def test_it_is_tagged_in_indonesian_and_holds_its_fonts(self):
        file = pdf_file(render_document(document()))
        assert file.Root.Lang == "id"
        assert file.Root.MarkInfo.Marked
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        fonts = [item for item in file.objects if _is_font(item)]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)

    def test_style_sheets_ask_for_weights_that_are_cut_once_and_for_no_other(self):
        folder = Path(str(finders.find("paper/documents.css"))).parent
        sheets = {sheet.name: sheet.read_text() for sheet in folder.glob("*.css")}
        asked = {
            int(weight)
            for text in sheets.values()
            for weight in re.findall(r"(?:font-weight|font): *(\d{3})", text)
        }
        assert asked == set(WEIGHTS)
        assert not [name for name, text in sheets.items() if "wght" in text]

    def test_two_sign_on_one_line(self):
        blocks = (Signature(("PIHAK KEDUA",), "NAMA DUA"), Signature(("A", "B"), "NAMA SATU"))
        text = first_page(render_document(document(frame=frame(signatures=blocks))))
        places = [text.search(name).get_next()[0] for name in ("NAMA DUA", "NAMA SATU")]
        (left, _b, _r, top), (right, _b, _r, other) = map(text.get_charbox, places)
        assert left < right
        assert abs(top - other) < 1


def _pictures(content: bytes) -> int:
    file = pdf_file(content)
    return len(file.pages[0].get_images())


def _is_font(item: Any) -> bool:
    return getattr(item, "get", None) is not None and item.get("/Type") == "/FontDescriptor"
