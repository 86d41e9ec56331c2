"""Stops an upload that is too big before it fills the disk."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

View = TypeVar("View", bound=Callable[..., Any])


def upload_limit(size: int) -> Callable[[View], View]:
    """Let a view take more, or less, than FILE_UPLOAD_LIMIT; it stands closest to the view."""

    def mark(view: View) -> View:
        view.upload_limit = size  # type: ignore[attr-defined]
        return view

    return mark


class SizeLimitUploadHandler(FileUploadHandler):
    """Count the bytes of all files of a request and stop reading past the limit.

    ``request.upload_too_big`` tells the view, which answers 413 with a sentence.
    """

    request: Any  # gains an attribute

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.received = 0
        self.request.upload_too_big = False
        view = getattr(self.request.resolver_match, "func", None)
        self.limit = getattr(view, "upload_limit", settings.FILE_UPLOAD_LIMIT)
        return None

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > self.limit:
            self.request.upload_too_big = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size):
        return None
