"""Long lists: poured sheets look and read like those set row by row."""

import re
from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pypdfium2
import pytest
from PIL import ImageChops, ImageFilter

from common.bulk import pieces
from reporting import pdf
from reporting.columns import Kind
from reporting.papers import Paper
from reporting.pouring import Unpourable, pour_pdf
from reporting.pouring.faces import odd_letters, settable_letters
from reporting.pouring.pour import MOST_ODD_ROWS
from reporting.rosters import Figure, Group, Roster, Signature, Total
from tests.reporting.reading import bookmarks_below, pdf_file, pdf_pages, pdf_text
from tests.reporting.rosters import COLUMNS, frame, roster, row

WORDS = [
    *("Siti", "Nur", "Aminah", "binti", "Abdurrahman", "Wijayakusumaningrat", "Dr.", "H."),
    *("Moch.", "Ach'mad", "Prasetyo-Utomo", "Zainal-Arifin", "Supardi/Suparman", "Müller"),
    *("Ðặng", "Žižek"),
]
ODD = ["Siti 😀 Aminah", "محمد", "A\u0301minah", "Ωmega 漢字", "Grafis \ufb01lm Ǆ"]


def crowded(seed: int, *sizes: int) -> Roster:
    """A list whose names and addresses need one to several lines, in groups of given sizes."""
    chance = Random(seed)  # noqa: S311  a made-up list, no secret
    groups = []
    number = 0
    for place, size in enumerate(sizes):
        rows = []
        for number_in_group in range(1, size + 1):
            number += 1
            rows.append(
                row(
                    number,
                    number_in_group,
                    full_name=" ".join(chance.choices(WORDS, k=chance.randint(1, 7))),
                    address=" ".join(
                        ["Jalan", *chance.choices(WORDS, k=chance.randint(0, 9)), "5"]
                    ),
                    standing="x" * chance.randint(0, 40),
                )
            )
        name = f"Contoh {place}"
        figures = (Figure("peserta", size), Figure("laki-laki", 1))
        total = Total(f"Jumlah Kelurahan {name}", figures)
        groups.append(Group(name, name, f"Kelurahan {name}", tuple(rows), total))
    return roster(1, groups=tuple(groups))


def words_by_page(content: bytes) -> list[Counter[str]]:
    # A hyphen at the end of a line is read back as a mark of its own kind.
    return [Counter(re.split(r"\s+", page.replace("\ufffe", "-"))) for page in pdf_pages(content)]


def pictures(content: bytes):
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.render(scale=1.2).to_pil().convert("L") for page in document]
    finally:
        document.close()


def look_alike(ours, theirs) -> bool:
    """Tell whether every dark place of one picture is dark in the other, a pixel off at most."""
    pairs = ((ours, theirs), (theirs, ours))
    spread = [(one.filter(ImageFilter.MinFilter(3)), other) for one, other in pairs]
    missing = [ImageChops.subtract(one, other).histogram() for one, other in spread]
    return all(sum(histogram[128:]) < 20 for histogram in missing)


class TestLook:
    @pytest.mark.parametrize(
        "sizes", [(12, 3, 20), (1, 1, 1, 1, 24), (30,), (10, 10, 10), (4,), (2,)]
    )
    def test_every_page_reads_and_looks_like_one_set_row_by_row(self, sizes):
        whole = crowded(sum(sizes), *sizes)
        poured, plain = pour_pdf(whole), pdf.render_tagged(whole)
        assert words_by_page(poured) == words_by_page(plain)
        for ours, theirs in zip(pictures(poured), pictures(plain), strict=True):
            assert look_alike(ours, theirs)

    def test_another_paper_without_letterhead_and_with_two_signatures_too(self):
        values: dict[str, Any] = {
            "paper": Paper("A4", 210, 297, landscape=True),
            "frame": frame(
                letterhead=(),
                signatures=(
                    Signature(("Mengetahui", "LURAH,"), "ANI CONTOH", "Penata", "1" * 18),
                    Signature(("Contoh, 8 April 2025", "KEPALA,"), "BUDI CONTOH"),
                ),
            ),
        }
        whole = roster(30, 40, **values)
        poured, plain = pour_pdf(whole), pdf.render_tagged(whole)
        assert words_by_page(poured) == words_by_page(plain)

    def test_totals_that_stand_below_their_columns_too(self):
        """Amounts are summed below their columns, and labels of one or two lines stand beside."""
        money = {"member_number": 10_000, "starts_on": 6_800}
        columns = tuple(
            replace(column, kind=Kind.RUPIAH) if column.key in money else column
            for column in COLUMNS
        )
        groups = []
        for place, name in enumerate(("Tlumpu", "Kepanjenkidul " * 20, "Bendo")):
            rows = tuple(row(n, n, **money) for n in range(20 * place + 1, 20 * place + 21))
            figures = (
                Figure("peserta", 20),
                Figure("JKK", 200_000, Kind.RUPIAH, "member_number"),
                Figure("JKM", 136_000, Kind.RUPIAH, "starts_on"),
            )
            total = Total(f"Jumlah Kelurahan {name}", figures)
            title = f"Kelurahan {place}"
            groups.append(Group(title, title, title, rows, total))
        whole = roster(1, columns=columns, groups=tuple(groups), total=groups[0].total)
        poured, plain = pour_pdf(whole), pdf.render_tagged(whole)
        assert "Rp200.000 Rp136.000" in " ".join(pdf_pages(poured))
        assert words_by_page(poured) == words_by_page(plain)
        for ours, theirs in zip(pictures(poured), pictures(plain), strict=True):
            assert look_alike(ours, theirs)


class TestText:
    def test_every_row_and_page_number_of_a_long_list_can_be_read_back(self):
        pages = pdf_pages(pdf.render_pdf(roster(150, 12, 400)))
        text = " ".join(pages)
        for number in range(1, 563):
            assert f"3572********{number:04}" in text
        for place, page in enumerate(pages, 1):
            assert f"Halaman {place} dari {len(pages)}" in page
        assert "Jumlah seluruhnya 562 peserta" in pages[-1]

    def test_a_long_list_has_only_embedded_fonts_and_nothing_broken(self):
        document = pdf_file(pdf.render_pdf(roster(300)))
        assert document.check_pdf_syntax() == []
        fonts = document.pages[5].Resources.Font
        for font in fonts.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor

    def test_every_letter_that_is_poured_can_be_read_back(self):
        letters = [letter for letter in sorted(settable_letters()) if not letter.isspace()]
        names = ["".join(piece) for piece in pieces(letters, 12)]
        rows = tuple(row(number, full_name=f"|{name}|") for number, name in enumerate(names, 1))
        group = Group("a", "a", "Kelurahan A", rows, Total("Jumlah", (Figure("peserta", 1),)))
        text = pdf_text(pour_pdf(roster(1, groups=(group,))))
        assert [name for name in names if name not in text] == []

    def test_markup_and_formulas_are_letters_like_any_other(self):
        hostile = [
            "=cmd|'/c calc'!A0",
            "<b>tebal</b>",
            "{{7*7}}",
            '"><img src=file:///etc/hostname>',
        ]
        for text in hostile:
            pages = pdf_pages(pour_pdf(roster(20, first={"full_name": text})))
            assert text.replace(" ", "") in pages[0].replace(" ", "")


class TestOddRows:
    @pytest.mark.parametrize("name", ODD)
    def test_a_row_that_needs_a_shaper_is_set_by_one_and_the_rest_is_poured(self, name):
        whole = roster(30, first={"full_name": name})
        poured, plain = pour_pdf(whole), pdf.render_tagged(whole)
        for ours, theirs in zip(pictures(poured), pictures(plain), strict=True):
            assert look_alike(ours, theirs)

    def test_a_list_full_of_them_is_printed_the_plain_way(self, monkeypatch):
        monkeypatch.setattr("reporting.pouring.pour.MOST_ODD_ROWS", 3)
        monkeypatch.setattr(pdf, "MOST_TAGGED_ROWS", 5)
        rows = tuple(row(number, full_name=ODD[0]) for number in range(1, 10))
        group = Group("a", "a", "Kelurahan A", rows, Total("Jumlah", (Figure("peserta", 9),)))
        whole = roster(1, groups=(group,))
        with pytest.raises(Unpourable):
            pour_pdf(whole)
        assert "/StructTreeRoot" in pdf_file(pdf.render_pdf(whole)).Root

    def test_only_letters_that_stand_by_themselves_are_poured(self):
        assert odd_letters("Šiti Nûr–Ämînah 12 (Alm.), d/a") == set()
        assert odd_letters("aم\u0301\u200f😀\x07") == {"م", "\u0301", "\u200f", "😀", "\x07"}
        assert MOST_ODD_ROWS > 0


def test_a_short_list_is_tagged_and_a_long_one_is_poured():
    short, long = roster(pdf.MOST_TAGGED_ROWS), roster(pdf.MOST_TAGGED_ROWS + 1)
    assert "/StructTreeRoot" in pdf_file(pdf.render_pdf(short)).Root
    assert "/StructTreeRoot" not in pdf_file(pdf.render_pdf(long)).Root


def groups_of(content: bytes) -> list[tuple[str, int, float]]:
    file = pdf_file(content)
    with file.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Daftar Peserta per Kelurahan"]
        return list(bookmarks_below(outline.root, list(file.pages)))


def test_bookmarks_lead_to_the_groups_as_in_the_plain_way() -> None:
    asked = crowded(7, 40, 1, 55, 2)
    plain, poured = groups_of(pdf.render_tagged(asked)), groups_of(pour_pdf(asked))
    assert [found[:2] for found in poured] == [found[:2] for found in plain]
    assert [title for title, _page, _up in poured] == [group.title for group in asked.groups]
    for (_title, _page, up), (*_same, as_set) in zip(poured, plain, strict=True):
        assert up == pytest.approx(as_set, abs=1)
    texts = pdf_pages(pour_pdf(asked))
    assert all(title in texts[page] for title, page, _up in poured)
    assert {page for _title, page, _up in poured} != {0}
