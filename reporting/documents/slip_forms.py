"""Asking for the sheet of one family, or for those of all people that a filter finds."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from enrollment.models import Enrollment
from reporting.documents.document import Document
from reporting.documents.forms import DocumentForm
from reporting.documents.slips import SLIP, build_slips, cover_to_print, covers_with_slips
from reporting.filters.people import LivePeopleFilter
from workers.models import Worker


class SlipForm(DocumentForm):
    """The sheet of one person, who is in the reader's scope."""

    kind = SLIP
    file_stem = "lembar-peserta"

    def __init__(self, *args: Any, worker: Worker, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, user=user, on=on, **kwargs)
        self.worker = worker
        self.cover = cover_to_print(worker, user, on)
        found = Enrollment.objects.in_scope(user)
        self.covers = found.filter(pk=self.cover.pk) if self.cover else found.none()

    def clean(self) -> dict[str, Any]:
        if self.cover is None:
            raise forms.ValidationError(
                _("Orang ini belum punya perlindungan, jadi belum ada lembar untuk dicetak.")
            )
        return self.cleaned_data

    def document(self) -> Document:
        return build_slips(
            self.covers,
            on=self.on,
            paper=self.paper,
            full_nik=self.cleaned_data["nik_lengkap"],
        )

    @property
    def filters(self) -> dict[str, str]:
        return {"pekerja": str(self.worker.pk)}


class SlipsForm(DocumentForm):
    """The sheets of everybody whom the filter of lists finds, one after the other."""

    kind = SLIP
    file_stem = "lembar-peserta"

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, people: LivePeopleFilter, **kwargs: Any
    ) -> None:
        super().__init__(data, user=people.user, on=people.on, **kwargs)
        self.people = people

    @classmethod
    def again(cls, values: Mapping[str, str], *, user: User, on: date) -> "SlipsForm":
        return cls(values, people=LivePeopleFilter(values, user=user, on=on, usual={}))

    def clean(self) -> dict[str, Any]:
        if not self.people.form.is_valid():
            raise forms.ValidationError(_("Periksa saringan di atas."))
        if not self.count():
            raise forms.ValidationError(
                _("Tidak ada peserta dengan perlindungan pada saringan ini. Ubah saringannya.")
            )
        return self.cleaned_data

    def count(self) -> int:
        return covers_with_slips(self.people.qs).count()

    def document(self) -> Document:
        return build_slips(
            self.people.qs,
            on=self.on,
            paper=self.paper,
            full_nik=self.cleaned_data["nik_lengkap"],
        )

    @property
    def filters(self) -> dict[str, str]:
        return self.people.values

    @property
    def values(self) -> dict[str, str]:
        return super().values | self.people.values

    @property
    def wishes(self) -> dict[str, Any]:
        village = self.people.chosen.get("kelurahan")
        stem = slugify(f"{self.file_stem} {village or ''}")
        return super().wishes | {"file_stem": stem}
