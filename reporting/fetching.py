"""What a page may ask for while it is printed: our static files and typeface, small pictures."""

from base64 import b64decode
from binascii import Error as NotBase64
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reporting.typefaces import TYPEFACE, cut_weight

LARGEST_IMAGE = 200 * 1024
# What the addresses of our own files begin with.
OURS = "static:"
_DATA_IMAGE = "data:image/"


class OutsideFetch(Exception):
    """A page of ours asked for something that is not among our static files."""


class StaticFetcher(URLFetcher):
    """Gives our own static files, our typeface and small images; all else stops the print."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("static", "typeface", "data"), fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith(OURS):
            return self._static_file(url)
        if url.startswith(TYPEFACE):
            return self._weight(url)
        if url.startswith(_DATA_IMAGE):
            return self._data_image(url)
        raise FatalURLFetchingError(url[:100])

    def _static_file(self, url: str) -> URLFetcherResponse:
        # The finders refuse a name that leads out of our folders.
        path = finders.find(unquote(url.removeprefix(OURS)))
        if path is None:
            raise FatalURLFetchingError(url[:100])
        kind = guess_type(path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})

    def _weight(self, url: str) -> URLFetcherResponse:
        try:
            content = cut_weight(int(url.removeprefix(TYPEFACE)))
        except ValueError:
            raise FatalURLFetchingError(url[:40]) from None
        return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})

    def _data_image(self, url: str) -> URLFetcherResponse:
        head, _comma, body = url.partition(";base64,")
        kind = head.removeprefix("data:")
        try:
            image = b64decode(body, validate=True)
        except NotBase64:
            image = b""
        # An SVG may ask for further files, so only plain pictures pass.
        if not image or len(image) > LARGEST_IMAGE or kind not in ("image/png", "image/jpeg"):
            raise FatalURLFetchingError(url[:40])
        return URLFetcherResponse(url, image, {"Content-Type": kind})
