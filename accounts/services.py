"""Everything that writes staff accounts."""

from django.db import transaction

from accounts.models import User
from audit.context import acting


@transaction.atomic
def choose_language(*, language: str, by: User) -> None:
    """Remember the language in which somebody reads the screens."""
    with acting(by, reason="bahasa"):
        by.language = language
        by.save(update_fields=["language"])
