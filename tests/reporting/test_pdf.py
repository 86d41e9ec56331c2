"""Paper: what the finished PDF says, holds and refuses to fetch."""

import base64
import re
import socket

import pytest
from weasyprint import HTML

from reporting.fetching import LARGEST_IMAGE, OutsideFetch, StaticFetcher
from reporting.papers import A4, F4, F4_LANDSCAPE
from reporting.pdf import render_pdf
from reporting.rosters import Signature
from tests.reporting.reading import MM, first_page, pdf_file, pdf_pages, pdf_text
from tests.reporting.rosters import frame, roster

HOSTILE = [
    '=cmd|"/c calc"!A0',
    "<b>tebal</b>",
    "{{7*7}}",
    '"><img src=file:///etc/hostname>',
    "<link rel=attachment href=file:///etc/hostname>",
    "A & B",
]


class TestText:
    def test_every_name_total_and_page_number_can_be_read_back(self):
        pages = pdf_pages(render_pdf(roster(40, 12, 33)))
        text = " ".join(pages)
        for number in range(1, 86):
            assert f"Slamet Riyadi {number} 3572********{number:04}" in text
        for place, page in enumerate(pages, 1):
            assert f"Halaman {place} dari {len(pages)}" in page
        assert "Jumlah Kelurahan Contoh 2 12 peserta" in text
        assert "Jumlah seluruhnya 85 peserta" in text

    def test_header_and_note_stand_on_every_page_and_the_letterhead_on_the_first(self):
        pages = pdf_pages(render_pdf(roster(60)))
        assert len(pages) > 1
        assert all("Tanggal lahir" in page and "Dibuat 8 April 2025" in page for page in pages)
        assert ["PEMERINTAH KOTA CONTOH" in page for page in pages] == [True] + [False] * (
            len(pages) - 1
        )

    def test_later_pages_name_the_list_and_the_group_they_go_on_with(self):
        pages = pdf_pages(render_pdf(roster(60)))
        assert all("Daftar Peserta per Kelurahan" in page for page in pages[1:])
        assert all("Kelurahan Contoh 1" in page for page in pages[1:])

    def test_an_empty_list_says_so_and_can_still_be_signed(self):
        pages = pdf_pages(render_pdf(roster()))
        assert len(pages) == 1
        assert "Tidak ada peserta yang cocok" in pages[0]
        assert "Jumlah seluruhnya 0 peserta" in pages[0]
        assert "NAMA CONTOH" in pages[0]

    @pytest.mark.parametrize("text", HOSTILE)
    def test_markup_in_the_data_is_printed_as_typed(self, text):
        values = {"full_name": text, "address": text, "occupation": text}
        content = render_pdf(roster(2, first=values))
        bare = re.sub(r"\s", "", pdf_text(content))
        assert bare.count(re.sub(r"\s", "", text)) == 3
        assert not pdf_file(content).attachments

    @pytest.mark.parametrize("text", HOSTILE)
    def test_so_is_markup_in_what_stands_around_the_table(self, text):
        around = frame(head=(("TENTANG", text),), opening=(text,), title=text)
        content = render_pdf(roster(1, title=text, frame=around))
        bare = re.sub(r"\s", "", pdf_text(content)).casefold()
        assert bare.count(re.sub(r"\s", "", text).casefold()) == 3
        assert not pdf_file(content).attachments

    def test_a_name_of_three_hundred_letters_wraps_inside_its_cell(self):
        content = render_pdf(roster(3, first={"full_name": "W" * 300, "address": "Jalan " * 60}))
        assert re.sub(r"\s", "", pdf_text(content)).count("W" * 300) == 1
        assert "Slamet Riyadi 3" in pdf_text(content)


class TestPages:
    @pytest.mark.parametrize("size", [1, 3, 14, 15, 18, 24])
    def test_signatures_share_their_page_with_the_last_rows(self, size):
        last = pdf_pages(render_pdf(roster(size)))[-1]
        assert "NAMA CONTOH" in last
        assert len(re.findall(r"3572\*{8}\d{4}", last)) >= min(size, 3)

    def test_signatures_take_rows_of_the_group_before_when_the_last_one_is_short(self):
        for sizes in ([14, 1], [13, 1, 1]):
            last = pdf_pages(render_pdf(roster(*sizes)))[-1]
            assert len(re.findall(r"3572\*{8}\d{4}", last)) >= 3

    @pytest.mark.parametrize("size", range(21, 25))
    def test_a_heading_or_total_is_never_parted_from_its_rows(self, size):
        for page in pdf_pages(render_pdf(roster(size, 12)))[:-1]:
            rows = [match.start() for match in re.finditer(r"3572\*{8}", page)]
            total = page.find("Jumlah Kelurahan")
            heading = page.rfind("Kelurahan Contoh 2")
            assert total == -1 or total > rows[0]
            assert heading == -1 or heading < rows[-1]

    def test_two_signatories_sign_on_one_line(self):
        blocks = (
            Signature(("Mengetahui,", "LURAH,"), "NAMA LURAH", "Penata", "1" * 18),
            Signature(("Contoh, 8 April 2025", "a.n. WALI KOTA", "KEPALA,"), "NAMA KEPALA"),
        )
        text = first_page(render_pdf(roster(1, frame=frame(signatures=blocks))))
        left, right = text.search("NAMA LURAH").get_next(), text.search("NAMA KEPALA").get_next()
        tops = [text.get_charbox(found[0])[3] for found in (left, right)]
        assert abs(tops[0] - tops[1]) < 1
        assert f"NIP {'1' * 18}" in text.get_text_range()

    @pytest.mark.parametrize(
        ("paper", "size"), [(F4, (215, 330)), (F4_LANDSCAPE, (330, 215)), (A4, (210, 297))]
    )
    def test_pages_have_the_size_of_the_paper(self, paper, size):
        file = pdf_file(render_pdf(roster(3, paper=paper)))
        box = file.pages[0].mediabox
        width, height = float(box[2]) / MM, float(box[3]) / MM
        assert (round(width), round(height)) == size


class TestFile:
    def test_it_is_tagged_in_indonesian_with_a_title(self):
        file = pdf_file(render_pdf(roster(5)))
        assert file.Root.Lang == "id"
        assert file.Root.MarkInfo.Marked
        assert file.docinfo["/Title"] == "Daftar Peserta per Kelurahan"
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        tags = {str(item.get("/S")) for item in file.objects if _is(item, "/StructElem")}
        assert {"/Table", "/TR", "/TH", "/TD", "/H1"} <= tags

    def test_every_font_is_embedded_and_ours_is_among_them(self):
        file = pdf_file(render_pdf(roster(5, first={"full_name": "Śrī Ćwik Đặng ✓"})))
        fonts = [item for item in file.objects if _is(item, "/FontDescriptor")]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert any("Jakarta" in str(font.FontName) for font in fonts)


class TestFetching:
    @pytest.mark.parametrize(
        "url",
        [
            "file:///etc/hostname",
            "http://127.0.0.1:9/x.png",
            "https://contoh.example/x.css",
            "static:../manage.py",
            "static:/etc/hostname",
            "static:%2e%2e/manage.py",
            "static:tidak-ada.css",
            "data:text/html;base64,PGI+",
            "data:image/svg+xml;base64,PHN2Zy8+",
            "data:image/png;base64,bukan-gambar",
            "data:image/png;base64," + base64.b64encode(bytes(LARGEST_IMAGE + 1)).decode(),
        ],
    )
    def test_anything_outside_our_static_files_stops_the_print(self, url):
        with pytest.raises(BaseException) as refusal:  # noqa: PT011  the library's is no Exception
            HTML(string=f'<img src="{url}" alt="">', url_fetcher=StaticFetcher()).write_pdf()
        assert type(refusal.value).__name__ == "FatalURLFetchingError"

    def test_a_refused_fetch_is_an_ordinary_error_for_callers(self, monkeypatch):
        monkeypatch.setattr("reporting.typesetting.STYLE_SHEET", "file:///etc/hostname")
        with pytest.raises(OutsideFetch):
            render_pdf(roster(1))

    def test_hostile_names_reach_no_listener(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(0.2)
            port = listener.getsockname()[1]
            name = (
                f'<img src="http://127.0.0.1:{port}/x"><style>@import "http://127.0.0.1:{port}/y"'
            )
            render_pdf(roster(1, first={"full_name": name, "address": name}))
            with pytest.raises(TimeoutError):
                listener.accept()


def _is(item, kind):
    return hasattr(item, "keys") and item.get("/Type") == kind
