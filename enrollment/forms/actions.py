"""Steps on enrollments as forms, for one row or many."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import User
from common.text import clean_text
from enrollment.models import Enrollment
from enrollment.policies import NEED_REASON, allowed_actions
from enrollment.transitions import Action, ReturnReason

# Nobody is named by pressing a button: a decree names people when it is signed.
ON_SCREEN = tuple(action for action in Action if action != Action.DECREE)
# Steps for many at once; what comes back from BPJS is read from its own file.
BULK = (
    Action.VERIFY,
    Action.RETURN,
    Action.PROPOSE,
    Action.WITHDRAW,
    Action.REFUSE,
    Action.WAIT,
    Action.PROMOTE,
    Action.RESUBMIT,
)


class ReasonForm(forms.Form):
    """The reason from the closed list and a line in one's own words."""

    reason_code = forms.ChoiceField(
        label=_("Alasan"),
        choices=[("", _("Pilih alasan")), *ReturnReason.choices],
        required=False,
        error_messages={"required": _("Pilih alasannya dulu.")},
    )
    reason_note = forms.CharField(label=_("Penjelasan"), max_length=300, required=False)

    def clean_reason_note(self) -> str:
        return clean_text(self.cleaned_data["reason_note"], limit=300)


class ReasonedForm(ReasonForm):
    """A step and, where it says no to somebody, its reason."""

    action = forms.TypedChoiceField(coerce=Action, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actions: list[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["action"]
        choice.choices = [(action.value, action.label) for action in actions]
        choice.error_messages["invalid_choice"] = _("Langkah itu tidak bisa diambil sekarang.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("action") in NEED_REASON and not cleaned.get("reason_code"):
            self.add_error("reason_code", ValidationError(_("Pilih alasannya dulu.")))
        return cleaned


class ActionForm(ReasonedForm):
    """Shows the steps this user may take on this row right now; the service judges what comes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    member_number = forms.CharField(
        label=_("Nomor peserta (KPJ)"),
        required=False,
        max_length=11,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("11 angka."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, enrollment: Enrollment, user: User
    ) -> None:
        self.enrollment = enrollment
        super().__init__(data, actions=list(Action), auto_id=f"id_{enrollment.pk}_%s")
        actions = [action for action in allowed_actions(enrollment, user) if action in ON_SCREEN]
        self.numbered = [action for action in actions if action == Action.REGISTER]
        self.reasoned = [action for action in actions if action in NEED_REASON]
        self.plain = [
            action for action in actions if action not in (*self.numbered, *self.reasoned)
        ]

    def clean_member_number(self) -> str:
        return clean_text(self.cleaned_data["member_number"], limit=11)


class BulkActionForm(ReasonedForm):
    """One step for the ticked rows of a page; who may is decided row by row."""

    pk = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, actions=list(BULK))
        field: Any = self.fields["pk"]
        field.choices = [(str(pk), pk) for pk in ticked_in(data)]

    def clean_pk(self) -> list[int]:
        chosen: list[int] = self.cleaned_data["pk"]
        if not chosen:
            raise ValidationError(_("Centang dulu orangnya."))
        return chosen


def ticked_in(data: QueryDict | None) -> list[int]:
    """Read the ids of ticked rows, at most 500; anything else is left out."""
    values = data.getlist("pk") if data else []
    return [int(value) for value in values if value.isdecimal() and len(value) < 19][:500]


class RevealForm(forms.Form):
    """Why somebody needs the numbers in full."""

    PURPOSES = (
        gettext_noop("Mencocokkan dengan KTP"),
        gettext_noop("Mengurus klaim"),
        gettext_noop("Menghubungi pekerja atau keluarganya"),
        gettext_noop("Pemeriksaan"),
    )
    purpose = forms.ChoiceField(
        label=_("Keperluan"),
        choices=[("", _("Pilih keperluan")), *((purpose, _(purpose)) for purpose in PURPOSES)],
        error_messages={"required": _("Pilih keperluannya dulu; dicatat di riwayat akses.")},
    )
