"""Occupation categories with the ways people call them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.text import clean_text
from workers.models import OccupationAlias, OccupationCategory
from workers.names import fold

CATEGORY_FIELDS = ("slug", "name", "description", "is_active", "position")


@transaction.atomic
def save_category(
    *,
    category: OccupationCategory | None,
    data: Mapping[str, Any],
    aliases: Iterable[str] | None,
    by: User,
) -> OccupationCategory:
    """Save one category and, unless None, make the given words its aliases.

    Takes   data: values for some of CATEGORY_FIELDS; aliases: as people write them.
    Gives   the saved row.
    Raises  ValidationError by field, with "aliases" for a word of another category.
    Costs   full_clean(), one write, three statements for the words.
    """
    row = category or OccupationCategory()
    if category is not None:
        row = OccupationCategory.objects.select_for_update().get(pk=category.pk)
    for field in CATEGORY_FIELDS:
        if field in data:
            value = data[field]
            setattr(row, field, clean_text(value, limit=200) if isinstance(value, str) else value)
    row.full_clean()
    with acting(by, reason=gettext_noop("Kategori pekerjaan")):
        row.save()
        if aliases is not None:
            _replace_aliases(row, aliases)
    return row


@transaction.atomic
def add_aliases(*, words: Mapping[str, str], by: User) -> None:
    """Make words aliases of categories for the whole city; a word that is one stays as it is.

    Takes   words: as people write them, at most 80 characters -> slug of the category.
    Costs   two statements.
    """
    categories = OccupationCategory.objects.in_bulk(set(words.values()), field_name="slug")
    with acting(by, reason=gettext_noop("Sebutan pekerjaan")):
        OccupationAlias.objects.bulk_create(
            (
                OccupationAlias(word=fold(word)[:80], category=categories[slug])
                for word, slug in words.items()
            ),
            ignore_conflicts=True,
        )


def _replace_aliases(category: OccupationCategory, aliases: Iterable[str]) -> None:
    words = {fold(clean_text(word, limit=80)) for word in aliases} - {""}
    taken = OccupationAlias.objects.filter(word__in=words).exclude(category=category)
    if others := list(taken.select_related("category")):
        raise ValidationError(
            {
                "aliases": [
                    _("“%(word)s” sudah dipakai kategori %(category)s.")
                    % {"word": alias.word, "category": alias.category}
                    for alias in others
                ]
            }
        )
    known = set(category.aliases.values_list("word", flat=True))
    category.aliases.filter(word__in=known - words).delete()
    OccupationAlias.objects.bulk_create(
        OccupationAlias(word=word, category=category) for word in sorted(words - known)
    )
