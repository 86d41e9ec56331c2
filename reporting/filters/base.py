"""Which rows a list shows: what stands in the address of a screen, a job or a command."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.text import slugify

from accounts.models import User
from common.dates import long_date
from common.text import clean_text
from enrollment.filters import ScopedFilterSet
from reporting.kinds import Chosen, RosterKind
from reporting.services import Order


class RosterFilter(ScopedFilterSet):
    """One table as a source of lists: its rows in the reader's scope, narrowed by an address.

    A source names its model in ``Meta``; ``permission`` is what its readers need; ``person`` leads
    from a row to the worker it tells of; ``named_after`` are those filters whose values go into
    the name of a file.
    """

    permission: ClassVar[str]
    person: ClassVar[str] = ""
    named_after: ClassVar[tuple[str, ...]] = ("kelurahan",)
    # The day as of which the rows are wanted; only some sources can tell.
    as_of: date | None = None

    def __init__(
        self, values: Mapping[str, Any], *, user: User, on: date, usual: Mapping[str, str]
    ) -> None:
        """Takes usual: what is meant where ``values`` say nothing."""
        given = {name: clean_text(values.get(name), limit=50) for name in self.base_filters}
        for name, value in usual.items():
            given[name] = given[name] or value
        self.user, self.on = user, on
        self.complete(given)
        rows = self._meta.model.objects.in_scope(user)
        super().__init__(given, user=user, queryset=rows)

    def complete(self, given: dict[str, str]) -> None:
        """Fill in what a list cannot do without and nobody has said."""

    @property
    def day(self) -> date:
        """The day that the list tells of: an earlier one where that was asked for."""
        return self.as_of or self.on

    @property
    def names_unknown(self) -> bool:
        """Tell whether a value names a row, such as a period, that is not there for them."""
        errors = self.form.errors.as_data()
        return any(
            error.code == "invalid_choice"
            for name in errors
            if hasattr(self.form.fields[name], "queryset")
            for error in errors[name]
        )

    @property
    def chosen(self) -> Chosen:
        """The cleaned values that narrow the list, in the order of the form."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def values(self) -> dict[str, str]:
        """What to put into an address or a job to get this list again."""
        return {name: value for name, value in self.data.items() if value}

    @property
    def address(self) -> str:
        query = QueryDict(mutable=True)
        query.update(self.values)
        return f"?{query.urlencode()}"

    def order(
        self,
        kind: RosterKind,
        *,
        format: str,
        sheet: str = "",
        full_nik: bool = False,
        purpose: str = "",
    ) -> Order:
        """Give the order for a file of these rows; the form must be valid."""
        chosen = self.chosen
        return Order(
            kind=kind,
            rows=self.qs,
            caption=self.caption(chosen),
            filters=self.values,
            file_stem=slugify(" ".join((kind.file_stem, *self._names(chosen)))),
            on=self.on,
            format=format,
            sheet=sheet,
            chosen=chosen,
            reader=self.user,
            full_nik=full_nik,
            purpose=purpose,
        )

    def caption(self, chosen: Chosen) -> tuple[tuple[str, str], ...]:
        """Say above the list what was chosen, as pairs of name and value."""
        return tuple(
            (str(field.label), self.said(name, chosen[name]))
            for name, field in self.form.fields.items()
            if name in chosen
        )

    def said(self, name: str, value: Any) -> str:
        """Write one chosen value."""
        return long_date(value) if isinstance(value, date) else str(value)

    def name_of(self, value: Any) -> str:
        """Write one chosen value for the name of a file."""
        return str(value)

    def _names(self, chosen: Chosen) -> list[str]:
        return [self.name_of(chosen[name]) for name in self.named_after if name in chosen]
