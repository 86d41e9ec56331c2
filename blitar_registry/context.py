"""What the frame of every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give the name of the city."""
    return {"city_name": settings.CITY_NAME}
