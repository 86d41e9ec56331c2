"""Guards that one permission name cannot say."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from common.http import AuthedRequest
from enrollment.policies import takes_steps


def steps_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in those whose role has a step to take; which one, the form and the service decide."""

    @wraps(view)
    def guarded(request: AuthedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not takes_steps(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
