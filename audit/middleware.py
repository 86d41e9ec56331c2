"""Names the signed-in person as the actor of whatever a request writes."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from audit.context import GUEST, acting

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class ActorMiddleware:
    """Wrap every unsafe request in ``acting``; safe requests write no registry rows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return self.get_response(request)
        by = request.user if request.user.is_authenticated else GUEST
        with acting(by, source=request.path):
            return self.get_response(request)
