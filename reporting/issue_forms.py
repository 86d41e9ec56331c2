"""What the ledger of prints may be narrowed to, which print is sought, why one is taken back."""

import re
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.text import clean_text
from reporting.issue_codes import read_code
from reporting.issue_kinds import official_kinds
from reporting.models import IssueCounter, RosterIssue
from reporting.signed.selectors import CHOICES, came_back

SHORTEST_REASON = 5
_NO_REASON = _("Tulis mengapa cetakan ini dicabut, paling sedikit lima huruf.")
# As paper shows it, with as much of it as somebody cares to type.
_NUMBER = re.compile(r"(?:CETAK\s*)?(?:(\d{4})\s*/\s*)?(\d{1,9})", re.IGNORECASE)


def kind_choices() -> list[tuple[str, str]]:
    """Give the kinds whose prints are numbered as choices."""
    official = [(kind.slug, str(kind.title)) for kind in official_kinds()]
    return [("", gettext("Semua jenis")), *official]


def years() -> list[tuple[str, str]]:
    """Give the years with prints as choices, the newest first; one query."""
    found = IssueCounter.objects.order_by("-year").values_list("year", flat=True)
    return [("", gettext("Semua tahun")), *((str(year), str(year)) for year in found)]


class IssueFilter(forms.Form):
    """Kind, year, and what stands on the paper; an empty field means any."""

    cari = forms.CharField(
        label=_("Nomor atau kode"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    jenis = forms.ChoiceField(label=_("Jenis daftar"), required=False, choices=kind_choices)
    tahun = forms.ChoiceField(label=_("Tahun"), required=False, choices=years)
    kembali = forms.ChoiceField(label=_("Lembar bertanda tangan"), required=False, choices=CHOICES)

    @property
    def is_narrowed(self) -> bool:
        self.is_valid()
        return any(self.cleaned_data.values())

    def narrow(self, issues: "QuerySet[RosterIssue]") -> "QuerySet[RosterIssue]":
        """Keep what was asked for; a field that is filled wrongly counts as empty.

        Takes   issues: with what came back of them counted (``signed.selectors.with_filed``).
        """
        self.is_valid()
        chosen = self.cleaned_data
        if kind := chosen.get("jenis"):
            issues = issues.filter(kind=kind)
        if year := chosen.get("tahun"):
            issues = issues.filter(year=year)
        if choice := chosen.get("kembali"):
            issues = came_back(issues, choice)
        if typed := clean_text(chosen.get("cari") or "", limit=40):
            issues = issues.filter(_said_on_paper(typed))
        return issues


class CodeForm(forms.Form):
    """The short code that stands in the foot of a printed sheet."""

    kode = forms.CharField(
        label=_("Kode di kaki kertas"),
        max_length=40,
        error_messages={"required": _("Ketik kode yang ada di kaki kertas.")},
        help_text=_("Delapan huruf dan angka, misalnya ABCD-2345. Huruf kecil dan spasi boleh."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_kode(self) -> str:
        code = read_code(self.cleaned_data["kode"])
        if not code:
            raise forms.ValidationError(
                gettext(
                    "Kode ini tidak dikenal. Kode kami terdiri dari delapan huruf dan angka, tanpa"
                    " angka 0 dan 1 dan tanpa huruf I, L dan O. Periksa lagi di kaki kertas."
                )
            )
        return code


class RevokeForm(forms.Form):
    """Why a print must not be relied upon any more."""

    alasan = forms.CharField(
        label=_("Alasan pencabutan"),
        max_length=200,
        error_messages={"required": _NO_REASON},
        help_text=_("Dibaca petugas lain di buku cetakan, tidak ditampilkan kepada umum."),
    )

    def clean_alasan(self) -> str:
        reason: Any = clean_text(self.cleaned_data["alasan"], limit=200)
        if len(reason) < SHORTEST_REASON:
            raise forms.ValidationError(_NO_REASON)
        return str(reason)


def _said_on_paper(typed: str) -> Q:
    """Give the filter for a number or a code; nonsense finds nothing."""
    wanted = Q(code=code) if (code := read_code(typed)) else Q(pk__in=[])
    if number := _NUMBER.fullmatch(typed):
        year, digits = number.groups()
        wanted |= Q(number=digits, year=year) if year else Q(number=digits)
    return wanted
