"""Unfinished forms: kept while somebody types, gone once they have saved."""

from typing import Any

from django.db import transaction

from accounts.models import FormDraft, User

# A form is never longer; anything above is not typed by a person.
LIMIT = 100_000


@transaction.atomic
def save_draft(*, form: str, data: dict[str, Any], by: User) -> None:
    """Keep what somebody has typed so far into a form, in place of what was kept before.

    Takes   form: the form's short name; data: values fit for JSON.
    Costs   two statements.
    """
    if len(str(data)) <= LIMIT:
        FormDraft.objects.update_or_create(user=by, form=form, defaults={"data": data})


def load_draft(*, form: str, by: User) -> FormDraft | None:
    """Give somebody's own unfinished form with the moment it was kept, or None."""
    return FormDraft.objects.filter(user=by, form=form).first()


def drop_draft(*, form: str, by: User) -> None:
    """Forget an unfinished form: it has been saved, or its owner wants to start again."""
    FormDraft.objects.filter(user=by, form=form).delete()
