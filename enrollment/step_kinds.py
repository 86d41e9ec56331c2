"""The steps that can be taken for many people at once, each behind one service."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from enrollment.forms.actions import BULK
from enrollment.forms.endings import EndingForm
from enrollment.forms.field_checks import FieldCheckForm
from enrollment.forms.steps import StepForm
from enrollment.models import Enrollment
from enrollment.policies import PERMISSIONS, may_check, may_end, why_not
from enrollment.queue_tabs import END, FIELD_CHECK
from enrollment.services.actions import Outcome, take_action_many
from enrollment.services.endings import end_many
from enrollment.services.field_checks import record_field_check_many
from enrollment.transitions import TRANSITIONS, Action


class Step(Protocol):
    """What a page about many people needs to know of a step."""

    @property
    def label(self) -> Any: ...

    @property
    def permission(self) -> str: ...

    @property
    def effect(self) -> str: ...

    def form(self, data: QueryDict | None, *, user: User, on: date) -> forms.BaseForm: ...

    def why_not(self, row: Enrollment, user: User) -> str | None: ...

    def take(self, versions: Mapping[int, int], form: Any, by: User) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class TableStep:
    """A step along the transition table."""

    action: Action

    @property
    def label(self) -> Any:
        return self.action.label

    @property
    def permission(self) -> str:
        return PERMISSIONS[self.action]

    @property
    def effect(self) -> str:
        target = next(steps[self.action] for steps in TRANSITIONS.values() if self.action in steps)
        sentence = _("Status mereka menjadi %(status)s.") % {"status": target.label}
        if self.action == Action.VERIFY:
            sentence += " " + _(
                "Bila kuota penuh, atau cadangan lain lebih dulu gilirannya, sisanya menjadi"
                " cadangan menurut urutannya."
            )
        return sentence

    def form(self, data: QueryDict | None, *, user: User, on: date) -> forms.BaseForm:
        return StepForm(data, action=self.action)

    def why_not(self, row: Enrollment, user: User) -> str | None:
        return why_not(row, self.action, user)

    def take(self, versions: Mapping[int, int], form: Any, by: User) -> Outcome:
        return take_action_many(
            enrollment_ids=list(versions),
            action=self.action,
            versions=versions,
            by=by,
            **form.cleaned_data,
        )


class EndStep:
    """The same end for many covers."""

    permission = "enrollment.end_enrollment"

    @property
    def label(self) -> Any:
        return _("Akhiri perlindungan")

    @property
    def effect(self) -> str:
        return _("Perlindungan mereka berakhir pada hari yang sama dengan alasan yang sama.")

    def form(self, data: QueryDict | None, *, user: User, on: date) -> forms.BaseForm:
        return EndingForm(data, today=on)

    def why_not(self, row: Enrollment, user: User) -> str | None:
        return None if may_end(row, user) else _("Tidak ada perlindungan yang bisa diakhiri.")

    def take(self, versions: Mapping[int, int], form: Any, by: User) -> Outcome:
        return end_many(enrollment_ids=list(versions), versions=versions, by=by, **form.values())


class FieldCheckStep:
    """The same visit to many people."""

    permission = "enrollment.add_fieldcheck"

    @property
    def label(self) -> Any:
        return _("Catat periksa lapangan")

    @property
    def effect(self) -> str:
        return _("Satu pemeriksaan dengan isi yang sama dicatat pada setiap orang.")

    def form(self, data: QueryDict | None, *, user: User, on: date) -> forms.BaseForm:
        return FieldCheckForm(data, today=on, officer=user.full_name)

    def why_not(self, row: Enrollment, user: User) -> str | None:
        return None if may_check(row, user) else _("Usulan ini sudah tidak berlaku.")

    def take(self, versions: Mapping[int, int], form: Any, by: User) -> Outcome:
        return record_field_check_many(enrollment_ids=list(versions), by=by, **form.cleaned_data)


STEPS: dict[str, Step] = {
    **{action.value: TableStep(action) for action in BULK},
    END: EndStep(),
    FIELD_CHECK: FieldCheckStep(),
}
