"""What a kind of document is, apart from what one of them says."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from reporting.papers import F4, Paper

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """A kind of document: what it is for, who may print it, whether its prints get a number.

    ``permissions`` are needed besides that for printing; ``url_name`` is the address where people
    choose what it shall be about.
    """

    slug: str
    title: str | Promise
    description: str | Promise
    audience: str | Promise
    url_name: str
    permissions: tuple[str, ...]
    official: bool = True
    offers_full_nik: bool = False
    paper: Paper = F4

    def is_open_to(self, user: "User") -> bool:
        """Tell whether somebody may print it."""
        return user.has_perms(("reporting.print_roster", *self.permissions))
