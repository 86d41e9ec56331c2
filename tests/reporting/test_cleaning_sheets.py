"""What becomes of a picture or scan before it is kept."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from reporting.signed import limits
from reporting.signed.cleaning import CleanFile, clean_file
from reporting.signed.confined import without_remarks
from reporting.signed.pages import free_pages, in_words, missing_pages
from reporting.signed.refusals import RefusedSheet
from tests.reporting.scans import photo, photo_with_a_place, scan


def clean(content: bytes) -> CleanFile:
    return clean_file(BytesIO(content))


def refusal(content: bytes) -> str:
    with pytest.raises(RefusedSheet) as refused:
        clean(content)
    return refused.value.code


class TestPictures:
    def test_place_camera_and_remarks_are_gone_and_it_stands_upright(self):
        sent = photo_with_a_place()
        assert b"KAMERA" in sent
        kept = clean(sent)
        image = Image.open(BytesIO(kept.content))
        assert image.size == (600, 900)
        assert not image.getexif()
        assert b"RAHASIA" not in kept.content + kept.thumbnail

    @pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
    def test_each_form_becomes_a_jpeg_with_a_small_one(self, form):
        kept = clean(photo(form=form))
        assert (kept.mime_type, kept.pages) == ("image/jpeg", 1)
        assert Image.open(BytesIO(kept.content)).format == "JPEG"
        assert max(Image.open(BytesIO(kept.thumbnail)).size) == limits.THUMBNAIL_SIDE

    def test_a_large_one_is_made_smaller(self):
        kept = clean(photo(size=(3000, 4000)))
        assert Image.open(BytesIO(kept.content)).size == (1800, limits.LONGEST_SIDE)

    def test_what_is_see_through_lies_on_white_paper(self):
        file = BytesIO()
        Image.new("RGBA", (600, 900), (0, 0, 0, 0)).save(file, "PNG")
        assert Image.open(BytesIO(clean(file.getvalue()).content)).getpixel((5, 5)) == (255,) * 3


class TestScans:
    def test_pages_are_counted(self):
        kept = clean(scan(12))
        assert (kept.mime_type, kept.pages, kept.thumbnail) == ("application/pdf", 12, b"")

    def test_nothing_acts_and_nobody_is_named(self):
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('RAHASIA')")
        kept = clean(scan(2, OpenAction=script))
        with pikepdf.open(BytesIO(kept.content)) as document:
            assert "/OpenAction" not in document.Root
            assert not document.docinfo
        assert b"RAHASIA" not in kept.content

    def test_a_picture_in_it_loses_its_place(self):
        document, file = pikepdf.new(), BytesIO()
        page = document.add_blank_page()
        picture = pikepdf.Stream(
            document,
            photo_with_a_place(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=900,
            Height=600,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Foto=picture))
        document.save(file)
        assert b"RAHASIA" in file.getvalue()
        kept = clean(file.getvalue()).content
        assert b"RAHASIA" not in kept
        with pikepdf.open(BytesIO(kept)) as again:
            (image,) = again.pages[0].get_images().values()
            assert Image.open(BytesIO(image.read_raw_bytes())).size == (900, 600)

    def test_a_drawn_signature_stays_and_a_link_does_not(self):
        document, file = pikepdf.new(), BytesIO()
        page = document.add_blank_page()
        link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://contoh.example/")
        page.Annots = pikepdf.Array(
            document.make_indirect(pikepdf.Dictionary({"/Rect": [0, 0, 9, 9], **kind}))
            for kind in (
                {"/Subtype": pikepdf.Name.Ink},
                {"/Subtype": pikepdf.Name.Link, "/A": link},
            )
        )
        document.save(file)
        kept = clean(file.getvalue()).content
        with pikepdf.open(BytesIO(kept)) as again:
            assert [note.Subtype for note in again.pages[0].Annots] == ["/Ink"]
        assert b"contoh.example" not in kept

    def test_nothing_in_it_leads_outside(self):
        outside = pikepdf.String("https://contoh.example/")
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=outside)
        document, file = pikepdf.new(), BytesIO()
        page = document.add_blank_page()
        form = document.make_stream(
            b"", Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9], Ref=pikepdf.Dictionary(F=outside)
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Part=form))
        page.Annots = pikepdf.Array(
            [pikepdf.Dictionary(Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 9, 9], PA=action)]
        )
        document.Root.URI = pikepdf.Dictionary(Base=outside)
        with document.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Buka", action=action))
        document.save(file)
        with pikepdf.open(BytesIO(clean(file.getvalue()).content)) as again:
            assert set(again.Root.keys()) == {"/Type", "/Pages"}
            assert not any("contoh.example" in repr(part) for part in again.objects)


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "empty"),
            (b"halo", "not_a_sheet"),
            (b"GIF89a" + b"0" * 60, "not_a_sheet"),
            (b"<svg onload='alert(1)'/>", "not_a_sheet"),
            (b"\x00\x00\x00\x18ftypheic" + b"0" * 60, "heic"),
            (b"\xff\xd8\xff\xe0" + b"0" * 60, "damaged"),
            (photo()[:300], "damaged"),
            (b"%PDF-1.7 rusak", "damaged"),
            (photo(size=(300, 400)), "too_small"),
            (b"0" * (limits.FILE_BYTES + 1), "too_big"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_each_has_its_sentence(self, content, code):
        assert refusal(content) == code

    def test_a_small_file_that_would_fill_the_memory(self):
        assert refusal(photo(form="PNG", size=(20_000, 20_000))) == "too_heavy"

    def test_a_locked_scan(self):
        file = BytesIO()
        document = pikepdf.open(BytesIO(scan()))
        document.save(file, encryption=pikepdf.Encryption(owner="a", user="b"))
        assert refusal(file.getvalue()) == "locked"

    def test_a_segment_longer_than_the_picture_is_no_way_out(self):
        with pytest.raises(Exception, match="damaged"):
            without_remarks(b"\xff\xd8\xff\xe1\xff\xff")


class TestPages:
    @pytest.mark.parametrize(
        ("pages", "words"),
        [([], ""), ([3], "3"), ([9, 3, 7, 8], "3, 7–9"), ([1, 2, 4, 5], "1–2, 4–5")],
    )
    def test_they_are_written_as_people_do(self, pages, words):
        assert in_words(pages) == words

    def test_missing_ones_are_known_when_their_number_is(self):
        assert missing_pages(4, {2}) == [1, 3, 4]
        assert missing_pages(None, {2}) == []

    def test_free_ones_come_in_order(self):
        assert list(free_pages(5, {2, 4}, 2)) == [3, 5]
        assert next(free_pages(None, {1, 2}, 1)) == 3
