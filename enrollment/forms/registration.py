"""A person with heirs and a proposal as one form: what the two long screens share."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from common.http import ActionDenied
from enrollment.answers import Answer, Typed, answer
from enrollment.forms.proposing import ProposalForm
from workers.differences import Difference, differences
from workers.forms.people import MOST_HEIRS, HeirFormSet, WorkerForm
from workers.models import Worker

ONE_MORE_HEIR = "tambah_waris"
HEIR_FIELDS = ("id", "full_name", "relation", "phone", "nik")


@dataclass(frozen=True, slots=True)
class FormError:
    """One line of the summary: where it leads, whose field it is, what is wrong."""

    target: str
    label: str
    text: str


class RegistrationForm:
    """The forms of one screen, validated together.

    Takes   worker: None for a new person, who is then also proposed; locked: fields of the
            person that may not change; seen: codes of the warnings that were on the screen.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        user: User,
        on: date,
        worker: Worker | None = None,
        locked: Collection[str] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.user, self.on, self.worker = user, on, worker
        initial = initial or {}
        self.person = WorkerForm(
            data, instance=worker, user=user, on=on, locked=locked, initial=dict(initial)
        )
        self.heirs: Any = HeirFormSet(
            _with_one_more_heir(data),
            prefix="heirs",
            initial=_heirs_of(worker) if worker else _heirs_in(initial),
        )
        self.proposal = None if worker else ProposalForm(data, on=on, initial=_period_in(initial))
        self.seen = frozenset(data.getlist("seen")) if data else frozenset()
        self.version = data.get("version", "") if data else getattr(worker, "version", "")
        self.answer = self._ask() if data or worker or initial.get("nik") else Answer()

    @property
    def can_add_heir(self) -> bool:
        return len(self.heirs.forms) < MOST_HEIRS

    def is_valid(self) -> bool:
        """Tell whether everything may be saved; warnings must have been on the screen."""
        parts = [self.person, self.heirs, *([self.proposal] if self.proposal else [])]
        # Every part is asked, so that all errors appear at once.
        verdicts = [part.is_valid() for part in parts]
        fine = all(verdicts)
        if self.answer.is_known:
            self.person.add_error("nik", _known_sentence(self.answer))
            return False
        for problem in self.answer.eligibility:
            if problem.blocks and problem.field in self.person.fields:
                self.person.add_error(problem.field, str(problem.message))
                fine = False
        return fine and not self.unheeded

    def proposal_values(self) -> dict[str, Any]:
        """Give period, first day of cover and token; empty for a known person."""
        return self.proposal.values() if self.proposal else {}

    def saved_before(self) -> Worker | None:
        """Give the person whom an earlier press of this very form has saved.

        None as soon as any answer differs from what was saved: nothing typed may vanish.
        """
        known = self.answer.known
        token = self.proposal.cleaned_data.get("form_token") if self.proposal else None
        if known is None or token is None:
            return None
        rows = known.enrollments.filter(form_token=token, proposed_by=self.user)
        if not rows.exists() or differences(known, self.person.instance, self.person.fields):
            return None
        return None if self._heirs_differ(known) else known

    @property
    def unheeded(self) -> bool:
        """Whether a warning has not been on the screen before."""
        return any(problem.code not in self.seen for problem in self.answer.to_heed)

    def refuse(self, error: ValidationError | ActionDenied) -> None:
        """Show a refusal of the service at the fields it names."""
        if isinstance(error, ActionDenied):
            self.person.add_error(None, str(error))
            return
        for name, errors in error.update_error_dict({}).items():
            self.person.add_error(name if name in self.person.fields else None, errors)

    @property
    def error_list(self) -> list[FormError]:
        """Every error of every part, in the order of the screen."""
        return list(self._errors())

    def _errors(self) -> Iterator[FormError]:
        parts: list[forms.BaseForm] = [self.person, *self.heirs.forms]
        if self.proposal:
            parts.append(self.proposal)
        for part in parts:
            for text in part.non_field_errors():
                yield FormError("", "", str(text))
            for field in part:
                for text in list(field.errors)[:1]:
                    yield FormError(_target(field), str(field.label), str(text))

    def heir_difference(self) -> list[Difference]:
        """Give the line that tells whether the heirs on record differ from the typed ones."""
        if self.worker is None:
            return []
        return self._heirs_differ(self.worker)

    def _heirs_differ(self, worker: Worker) -> list[Difference]:
        on_record = ", ".join(worker.heirs.values_list("full_name", flat=True))
        wanted = ", ".join(heir["full_name"] for heir in self.heirs.values())
        if on_record == wanted:
            return []
        return [Difference(_("ahli waris"), on_record or "–", wanted or "–")]

    def carried(self) -> dict[str, str]:
        """Give the address values with which the next person's form starts."""
        values = self.person.cleaned_data
        return {
            "village": values["village"].pk,
            "rw": values["rw"],
            "occupation": values["occupation"].slug,
        }

    def _ask(self) -> Answer:
        return answer(
            self._typed(),
            period=self.proposal.chosen if self.proposal else None,
            user=self.user,
            on=self.on,
            except_id=self.worker.pk if self.worker else None,
        )

    def _typed(self) -> Typed:
        if not self.person.is_bound and self.worker is not None:
            row = self.worker
            return Typed(row.nik, row.full_name, row.birth_date, row.sex, row.village_id)
        if not self.person.is_bound:
            kept = self.person.initial
            return Typed(str(kept["nik"]), str(kept.get("full_name", "")))
        self.person.is_valid()
        values = self.person.cleaned_data
        village = values.get("village")
        return Typed(
            nik=values.get("nik") or self.person.data.get("nik") or "",
            full_name=values.get("full_name") or "",
            birth_date=values.get("birth_date"),
            sex=values.get("sex") or "",
            village_id=village.pk if village else "",
        )


def _known_sentence(found: Answer) -> str:
    if found.known is None:
        return _("NIK ini sudah terdaftar di unit lain. Hubungi verifikator.")
    return _("NIK ini sudah terdaftar atas nama %(name)s.") % {"name": found.known}


def _target(field: BoundField) -> str:
    return field.id_for_label or field.auto_id


def _with_one_more_heir(data: QueryDict | None) -> QueryDict | None:
    if data is None or ONE_MORE_HEIR not in data:
        return data
    data = data.copy()
    total = data.get("heirs-TOTAL_FORMS", "")
    rows = int(total) if total.isdecimal() and len(total) < 3 else 0
    data["heirs-TOTAL_FORMS"] = str(min(rows + 1, MOST_HEIRS))
    return data


def _heirs_of(worker: Worker) -> list[dict[str, Any]]:
    return list(worker.heirs.values(*HEIR_FIELDS))


def _heirs_in(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Find the heirs among values kept by the names of their inputs."""
    rows = [
        {name: values.get(f"heirs-{number}-{name}", "") for name in HEIR_FIELDS if name != "id"}
        for number in range(MOST_HEIRS)
    ]
    return [row for row in rows if any(row.values())]


def _period_in(values: Mapping[str, Any]) -> dict[str, Any]:
    return {"period": values["period"]} if values.get("period") else {}
