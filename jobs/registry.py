"""Which function does which kind of job.

A room keeps its functions in a module ``job_handlers``; they are found at start.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs.run import JobRun

Handler = Callable[["JobRun"], str | None]

_handlers: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Name a function as the one that does a kind of job.

    The function takes a ``JobRun`` and may give a closing sentence for the screen. It may be
    called again after its worker died, so a second call must do no harm.
    """

    def register(function: Handler) -> Handler:
        if _handlers.setdefault(kind, function) is not function:
            raise ValueError(f"Two handlers for jobs of kind {kind!r}.")
        return function

    return register


def handler_for(kind: str) -> Handler:
    """Give the function for a kind of job.

    Raises  LookupError for a kind that no room knows.
    """
    try:
        return _handlers[kind]
    except KeyError:
        raise LookupError(f"No handler for jobs of kind {kind!r}.") from None
