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

# Steps of the office; decrees and registrations have their own places.
ON_SCREEN = (Action.PROPOSE, Action.VERIFY, Action.RETURN, Action.REFUSE, Action.WITHDRAW)


class ReasonedForm(forms.Form):
    """A step and, where it says no to somebody, the reason from the closed list."""

    action = forms.TypedChoiceField(coerce=Action, widget=forms.HiddenInput)
    reason_code = forms.ChoiceField(
        label=_("Alasan"),
        choices=[("", _("Pilih alasan")), *ReturnReason.choices],
        required=False,
    )
    reason_note = forms.CharField(label=_("Penjelasan"), max_length=300, required=False)

    def __init__(self, *args: Any, actions: list[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["action"]
        choice.choices = [(action.value, action.label) for action in actions]
        choice.error_messages["invalid_choice"] = _("Langkah itu tidak bisa diambil sekarang.")

    def clean_reason_note(self) -> str:
        return clean_text(self.cleaned_data["reason_note"], limit=300)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("action") in NEED_REASON and not cleaned.get("reason_code"):
            self.add_error("reason_code", ValidationError(_("Pilih alasannya dulu.")))
        return cleaned


class ActionForm(ReasonedForm):
    """Offers only the steps this user may take on this row right now."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, enrollment: Enrollment, user: User
    ) -> None:
        self.enrollment = enrollment
        actions = [action for action in allowed_actions(enrollment, user) if action in ON_SCREEN]
        super().__init__(data, actions=actions, auto_id=f"id_{enrollment.pk}_%s")
        self.plain = [action for action in actions if action not in NEED_REASON]
        self.reasoned = [action for action in actions if action in NEED_REASON]


class BulkActionForm(ReasonedForm):
    """One step for the ticked rows of a page; who may is decided row by row."""

    pk = forms.TypedMultipleChoiceField(coerce=int, required=False)
    ACTIONS = [Action.VERIFY, Action.RETURN, Action.PROPOSE, Action.WITHDRAW]

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, actions=self.ACTIONS)
        ticked = data.getlist("pk") if data else []
        field: Any = self.fields["pk"]
        field.choices = [
            (value, value) for value in ticked if value.isdecimal() and len(value) < 19
        ][:500]

    def clean_pk(self) -> list[int]:
        chosen: list[int] = self.cleaned_data["pk"]
        if not chosen:
            raise ValidationError(_("Centang dulu orangnya."))
        return chosen


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
