"""Enrollments in the admin: to read, and to move only along the transition table."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.http import ActionDenied
from common.paginator import CappedPaginator
from enrollment.forms.actions import ON_SCREEN
from enrollment.models import Enrollment
from enrollment.outcomes import sentences_about
from enrollment.policies import PERMISSIONS
from enrollment.services.actions import take_action_many
from enrollment.transitions import Action, ReturnReason
from workers.models import Worker
from workers.search import search


class StepForm(ActionForm):
    """The steps that say no take their reason from beside them."""

    reason_code = forms.ChoiceField(
        label=_("Alasan"), choices=[("", "–"), *ReturnReason.choices], required=False
    )


@admin.register(Enrollment)
class EnrollmentAdmin(admin.ModelAdmin):
    action_form = StepForm
    list_display = ("worker", "masked_nik", "period", "status", "starts_on", "ended_on")
    list_filter = ("status", "period")
    list_select_related = ("worker", "period")
    search_fields = ("worker__full_name",)
    search_help_text = _("Nama, NIK, atau nomor peserta (KPJ)")
    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50

    @admin.display(description=_("NIK"))
    def masked_nik(self, row: Enrollment) -> str:
        return row.worker.masked_nik

    def get_queryset(self, request: HttpRequest) -> QuerySet[Enrollment]:
        return Enrollment.objects.in_scope(request.user)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        if not search_term.strip():
            return queryset, False
        people = search(Worker.objects.in_scope(request.user), search_term)
        return queryset.filter(worker__in=people.values("pk")), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Enrollment | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Enrollment | None = None) -> bool:
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer the steps that the role may take; the service judges row by row."""
        user = cast(User, request.user)
        return {
            str(action.value): (_step(action), action.value, action.label)
            for action in ON_SCREEN
            if user.has_perm(PERMISSIONS[action])
        }


def _step(action: Action) -> Callable[..., None]:
    def take(
        modeladmin: EnrollmentAdmin, request: HttpRequest, queryset: QuerySet[Enrollment]
    ) -> None:
        try:
            outcome = take_action_many(
                enrollment_ids=list(queryset.values_list("pk", flat=True)),
                action=action,
                by=cast(User, request.user),
                reason_code=request.POST.get("reason_code", ""),
            )
        except ActionDenied as refusal:
            modeladmin.message_user(request, str(refusal), messages.ERROR)
            return
        for level, sentence in sentences_about(action, outcome):
            modeladmin.message_user(request, sentence, level)

    return take
