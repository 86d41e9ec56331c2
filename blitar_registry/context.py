"""What the frame of every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from blitar_registry.menu import Menu


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give the name of the city and the menu; fragments that draw no menu do not pay for it."""
    return {
        "city_name": settings.CITY_NAME,
        "menu": SimpleLazyObject(lambda: Menu(request)),
    }
