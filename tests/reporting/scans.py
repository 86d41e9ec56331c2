"""Pictures and scans as a phone or a scanner sends them; every colour is another sheet."""

from io import BytesIO
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reporting.signed.services import SentFile


def photo(
    colour: str = "white", *, form: str = "JPEG", size: Any = (600, 900), **how: Any
) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, form, **how)
    return file.getvalue()


def photo_with_a_place(colour: str = "white") -> bytes:
    """As a phone takes it: lying on its side, with where it was taken and by which camera."""
    exif = Image.Exif()
    exif[0x010F] = "KAMERA RAHASIA"
    exif[0x0112] = 6  # turn it by a quarter
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "S", (8.0, 5.0, 54.0)
    return photo(colour, exif=exif, comment=b"CATATAN RAHASIA", size=(900, 600))


def scan(pages: int = 1, **parts: Any) -> bytes:
    """A scan of some sheets, with more in it than it should have when ``parts`` say so."""
    document, file = pikepdf.new(), BytesIO()
    for _page in range(pages):
        document.add_blank_page()
    for name, value in parts.items():
        document.Root[f"/{name}"] = value
    document.docinfo["/Author"] = "RAHASIA"
    document.save(file)
    return file.getvalue()


def sent(content: bytes, name: str = "foto.jpg") -> SentFile:
    return SentFile(name, BytesIO(content))


def upload(content: bytes, name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
