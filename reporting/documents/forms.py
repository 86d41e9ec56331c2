"""Forms that ask for a document: what it shall be about, on which sheet, with which NIK."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from accounts.models import User
from reporting.documents.document import Document
from reporting.documents.kinds import DocumentKind
from reporting.forms import PaperForm
from reporting.papers import SHEETS, Paper


class DocumentForm(PaperForm):
    """One kind of document. A view, or a job later, fills it and prints what it gives.

    ``names`` are those values that may stand in the ledger: codes and days, never a name of a
    person. Whoever asks for more than ``most_at_once`` people gets a job.
    """

    kind: ClassVar[DocumentKind]
    file_stem: ClassVar[str]
    names: ClassVar[tuple[str, ...]] = ()
    most_at_once: ClassVar[int] = 40

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(
            *args,
            user=user,
            paper=self.kind.paper,
            offers_full_nik=self.kind.offers_full_nik,
            **kwargs,
        )
        self.user, self.on = user, on

    @classmethod
    def again(cls, values: Mapping[str, str], *, user: User, on: date) -> "DocumentForm":
        """Fill the form with what it said before, for the job that makes a long document."""
        return cls(values, user=user, on=on)

    def document(self) -> Document:
        """Build what was asked for; the form must be valid."""
        raise NotImplementedError

    def count(self) -> int:
        """Count the people it speaks of."""
        return 1

    @property
    def paper(self) -> Paper:
        own, asked = self.kind.paper, self.cleaned_data["kertas"]
        return SHEETS[asked].lying_like(own) if asked else own

    @property
    def filters(self) -> dict[str, str]:
        """What the ledger and the access log keep of the choice, however it was typed."""
        return {name: value for name in self.names if (value := self._spelled(name))}

    @property
    def values(self) -> dict[str, str]:
        """What to give a job to get this document again."""
        return {name: value for name in self.fields if (value := str(self.data.get(name, "")))}

    @property
    def names_unknown(self) -> bool:
        """Tell whether a value names a row, such as a ceremony, that is not there for them."""
        errors = self.errors.as_data()
        return any(
            error.code == "invalid_choice"
            for name in errors
            if hasattr(self.fields.get(name), "queryset")
            for error in errors[name]
        )

    @property
    def wishes(self) -> dict[str, Any]:
        """What ``make_document`` needs to know; the form must be valid."""
        return {
            "kind": self.kind,
            "filters": self.filters,
            "file_stem": self.file_stem,
            "reader": self.user,
            "full_nik": self.cleaned_data["nik_lengkap"],
            "purpose": self.purpose,
        }

    def _spelled(self, name: str) -> str:
        if name not in self.fields:
            return ""
        value = self.fields[name].prepare_value(self.cleaned_data[name])
        return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value or "")
