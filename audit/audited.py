"""Which tables are watched, and what of a row is kept, shown, masked or left out.

The rooms listed lie above this one, so their models are named and found when asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models


@dataclass(frozen=True, slots=True)
class Audited:
    """A model, or the hidden table of a many-to-many field, whose rows are watched.

    Takes   label: ``app.Model`` or ``app.Model.field``; ignored: columns that neither make an
            event nor enter one; secret: columns whose change makes an event without their value;
            masked: columns shown with most digits hidden; quiet: columns not worth showing.
    """

    label: str
    ignored: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()

    @property
    def model(self) -> type[models.Model]:
        """The model whose table is watched."""
        field = self.many_to_many
        return field.remote_field.through if field else self.owner

    @property
    def owner(self) -> type[models.Model]:
        """The model named by the label, to whose record a many-to-many row belongs."""
        app, name, *_ = self.label.split(".")
        return apps.get_model(app, name)

    @property
    def many_to_many(self) -> Any:
        """The field whose hidden table this is, or None."""
        _app, _name, *field = self.label.split(".")
        return self.owner._meta.get_field(field[0]) if field else None

    @property
    def table(self) -> str:
        return self.model._meta.db_table


AUDITED = (
    Audited("places.District"),
    Audited("places.Village"),
    Audited("places.Signatory"),
    Audited("accounts.Agency"),
    # A sign-in moves last_login in a request whose visitor is not yet known.
    Audited("accounts.User", ignored=("last_login",), secret=("password",)),
    Audited("accounts.User.villages"),
    Audited("workers.OccupationCategory"),
    Audited("workers.OccupationCategory.staff"),
    Audited("workers.OccupationAlias"),
    Audited(
        "workers.Worker",
        ignored=("name_key", "updated_at"),  # both follow from the other columns and the event
        masked=("nik", "family_card_number", "phone"),
        quiet=("version", "created_at"),
    ),
    Audited("workers.Heir", masked=("nik", "phone")),
    Audited("enrollment.FundingSource"),
    Audited("enrollment.EligibilityLimit"),
    Audited("enrollment.EnrollmentPeriod"),
    # What is used follows from who holds a place, and whose place it is from their steps.
    Audited("enrollment.Quota", ignored=("used",)),
    Audited(
        "enrollment.Enrollment",
        ignored=("place_village_id", "place_occupation_id", "place_agency_id"),
        quiet=("version", "form_token"),
    ),
    Audited("enrollment.FieldCheck", quiet=("recorded_at",)),
    Audited("enrollment.Decree", quiet=("signed_block", "sha256", "made_at", "recorded_at")),
    Audited("enrollment.DecreeLine", masked=("nik", "replaced_nik"), quiet=("village_code",)),
    Audited("enrollment.ColumnPreset"),
    Audited("enrollment.PresetColumn"),
    Audited("enrollment.Submission", quiet=("headings", "sha256", "made_at")),
    # The cells hold full numbers; who was sent and what came back is kept.
    Audited("enrollment.SubmissionLine", ignored=("cells",), quiet=("answered_at",)),
    Audited("enrollment.RenewalAnswer", quiet=("answered_at",)),
    Audited("enrollment.OtherCover", masked=("nik",), quiet=("source", "created_at")),
    Audited("contributions.Tariff"),
    Audited("contributions.Benefit"),
    Audited("contributions.ClockRule"),
    Audited("contributions.BudgetCeiling"),
    Audited("contributions.Bill", quiet=("made_at",)),
    Audited("contributions.BillLine", masked=("nik",)),
    Audited("ceremonies.Ceremony", quiet=("made_at",)),
    Audited("ceremonies.Recipient"),
    Audited("ceremonies.CardHandover", quiet=("recorded_at",)),
    Audited("reporting.Letterhead"),
    Audited("reporting.LabelSheet"),
    Audited("reporting.RosterIssue", quiet=("list_key", "filter", "sha256", "issued_at", "area")),
    Audited(
        "reporting.SignedSheet",
        quiet=("file", "thumbnail", "sha256", "size", "filed_at", "withdrawn_at"),
    ),
    # What was read from the file holds cells of people who may never enter the registry.
    Audited(
        "intake.ImportBatch",
        ignored=("mapping", "reading", "facts", "job_id"),
        quiet=("file", "sha256"),
    ),
    Audited("intake.CorrectedFile", quiet=("file", "sha256")),
    Audited("intake.Remembered", ignored=("changed_at",)),
)


@cache
def by_table() -> dict[str, Audited]:
    """Give what is watched by the name of its table."""
    return {audited.table: audited for audited in AUDITED}


def kinds() -> list[tuple[str, str]]:
    """Give the table and the name of every kind of record, by name."""
    named = [
        (audited.table, str(audited.model._meta.verbose_name))
        for audited in AUDITED
        if not audited.many_to_many
    ]
    return sorted(named, key=lambda pair: pair[1].casefold())


def tables_about(table: str) -> list[str]:
    """Give the table of a kind of record and its many-to-many tables."""
    owner = by_table()[table].model
    return [audited.table for audited in AUDITED if audited.owner is owner]


def scoped_models() -> Iterator[type[models.Model]]:
    """Give the watched models whose own room says which rows a user may see."""
    for audited in AUDITED:
        model = audited.model
        if hasattr(model._default_manager, "in_scope"):
            yield model


def sees_everything(user: Any) -> bool:
    """Tell whether no row is out of a user's scope; ``accounts`` lies above this room."""
    return user.is_active and (user.is_superuser or getattr(user, "scope", None) == "city")
