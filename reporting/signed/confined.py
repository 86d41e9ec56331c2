"""What runs inside the confined process: bytes in, a clean file out. No setting, no database."""

import json
import resource
import sys
from io import BytesIO
from typing import Any

from reporting.signed import limits

_PICTURES = ("JPEG", "PNG", "WEBP")
_SCAN = b"%PDF-"
# Brands of the format that Apple's cameras write by themselves.
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypavif")

# Annotations that are only looked at.
_HARMLESS = ("/Ink", "/Stamp", "/FreeText", "/Highlight", "/Square", "/Circle", "/Line", "/Widget")
# All that a scan needs besides its pages; bookmarks, names and forms lead elsewhere or act.
_NEEDED = ("/Type", "/Pages", "/Version", "/Lang", "/OCProperties")
# Where a part says that what it shows lies in another file.
_OUTSIDE = ("/F", "/Ref", "/OPI", "/Metadata", "/PieceInfo")


class Refused(Exception):
    """A file that will not be kept; ``code`` is a key of signed.refusals.SENTENCES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def main() -> None:
    """Confine this process, then clean one file; whatever goes wrong is a code or an early end."""
    for kind, amount in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(kind, (amount, amount))
    try:
        head, *parts = clean(sys.stdin.buffer.read(limits.FILE_BYTES + 1))
    except Refused as refusal:
        head, parts = {"refused": refusal.code}, []
    except MemoryError:
        head, parts = {"refused": "too_heavy"}, []
    # What a hostile file makes the readers raise has no end of names; its sender is told one.
    except Exception:
        head, parts = {"refused": "damaged"}, []
    head["lengths"] = [len(part) for part in parts]
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(parts))
    sys.stdout.buffer.flush()


def clean(data: bytes) -> tuple[Any, ...]:
    """Give what the file is, its clean bytes and, for a picture, a small one.

    Raises  Refused, or whatever the libraries raise on a damaged file.
    """
    if len(data) > limits.FILE_BYTES:
        raise Refused("too_big")
    if not data:
        raise Refused("empty")
    if _SCAN in data[:1024]:
        return _clean_scan(data)
    if data[4:12] in _HEIC:
        raise Refused("heic")
    return _clean_picture(data)


def _clean_picture(data: bytes) -> tuple[Any, ...]:
    """Draw a picture anew: upright, not too large, without place, time, camera or remarks."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    # The size is looked at before a dot is drawn.
    Image.MAX_IMAGE_PIXELS = None
    try:
        image: Any = Image.open(BytesIO(data), formats=_PICTURES)
    except UnidentifiedImageError as error:
        raise Refused("not_a_sheet") from error
    width, height = image.size
    if width * height > limits.PIXELS:
        raise Refused("too_heavy")
    if min(width, height) < limits.SHORTEST_SIDE:
        raise Refused("too_small")
    # A large photograph is read at half or a quarter of its size at once.
    image.draft("RGB", (limits.LONGEST_SIDE, limits.LONGEST_SIDE))
    image = ImageOps.exif_transpose(image)
    if image.has_transparency_data:
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.convert("RGBA").getchannel("A"))
        image = paper
    image = image.convert("RGB")
    return {"kind": "image/jpeg", "pages": 1}, *(
        _jpeg(image, side) for side in (limits.LONGEST_SIDE, limits.THUMBNAIL_SIDE)
    )


def _jpeg(image: Any, side: int) -> bytes:
    image.thumbnail((side, side))
    image.info.clear()
    file = BytesIO()
    image.save(file, "JPEG", quality=limits.QUALITY)
    return file.getvalue()


def _clean_scan(data: bytes) -> tuple[Any, ...]:
    """Write a scan anew without what acts, what is attached, and who made it where."""
    import pikepdf
    from pikepdf import sanitize

    try:
        document = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError as error:
        raise Refused("locked") from error
    with document:
        pages = len(document.pages)
        if not pages:
            raise Refused("empty")
        if pages > limits.SCAN_PAGES:
            raise Refused("too_many_pages")
        sanitize.remove_javascript(document)
        sanitize.remove_attachments(document)
        sanitize.remove_external_access(document)
        sanitize.remove_multimedia(document)
        sanitize.remove_private_app_data(document)
        for name in set(document.Root.keys()).difference(_NEEDED):
            del document.Root[name]
        del document.docinfo
        for page in document.pages:
            _strip_page(page.obj)
        for part in document.objects:
            if isinstance(part, pikepdf.Stream):
                _strip_picture(part)
        file = BytesIO()
        document.save(file, encryption=False)
    return {"kind": "application/pdf", "pages": pages}, file.getvalue()


def _strip_page(page: Any) -> None:
    """Take away what can be clicked; a signature drawn onto the page is an annotation, too."""
    import pikepdf

    for name in ("/AA", "/Metadata"):
        if name in page:
            del page[name]
    if "/Annots" in page:
        page.Annots = pikepdf.Array(
            note for note in page.Annots if note.get("/Subtype") in _HARMLESS
        )
        for note in page.Annots:
            for name in ("/A", "/AA", "/PA"):
                if name in note:
                    del note[name]


def _strip_picture(part: Any) -> None:
    """Take away what a camera wrote into a picture of a scan, and where else to look for it."""
    import pikepdf

    jpeg = pikepdf.Name.DCTDecode
    for name in _OUTSIDE:
        if name in part:
            del part[name]
    is_jpeg = part.get("/Filter") in (jpeg, pikepdf.Array([jpeg]))
    if part.get("/Subtype") == "/Image" and is_jpeg:
        part.write(
            without_remarks(part.read_raw_bytes()),
            filter=jpeg,
            decode_parms=part.get("/DecodeParms"),
        )


def without_remarks(jpeg: bytes) -> bytes:
    """Give a JPEG without its remarks and without EXIF or XMP, which may say where it was taken.

    Segments before the picture itself are ``FF marker length``; the colours' own stay.
    """
    kept, at = [jpeg[:2]], 2
    while jpeg[at : at + 1] == b"\xff" and jpeg[at + 1] not in (0xDA, 0xD9):
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if end <= at + 3 or end > len(jpeg):
            raise Refused("damaged")
        # APP1, APP13 and remarks.
        if jpeg[at + 1] not in (0xE1, 0xED, 0xFE):
            kept.append(jpeg[at:end])
        at = end
    return b"".join((*kept, jpeg[at:]))
