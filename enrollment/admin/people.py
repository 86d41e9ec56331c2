"""People in the admin; here and not in ``workers`` because cover decides what may change."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.access import record_access
from audit.models import AccessEvent
from common.dates import today
from common.http import ActionDenied
from common.paginator import CappedPaginator
from enrollment.models import Enrollment
from enrollment.policies import locked_fields
from enrollment.services.people import change_worker
from workers.forms.fields import CardNumberField, DateTextField, PhoneField
from workers.forms.people import WorkerForm
from workers.models import Heir, Worker
from workers.search import search
from workers.services import replace_heirs, save_worker


class WorkerAdminForm(WorkerForm):
    """The form of the screens with the member number and the day of death."""

    died_on = DateTextField(
        label=_("Meninggal pada"),
        required=False,
        help_text=_("Dicatat di halaman orangnya; di sini hanya untuk mengosongkan yang keliru."),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta(WorkerForm.Meta):
        fields = (*WorkerForm.Meta.fields, "member_number", "died_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = self.instance.version

    def validate_unique(self) -> None:
        """Say it here: the admin cannot show what the service refuses."""
        forms.ModelForm.validate_unique(self)

    def validate_constraints(self) -> None:
        forms.ModelForm.validate_constraints(self)


class HeirAdminForm(forms.ModelForm):
    phone = PhoneField(label=_("Nomor HP"), required=False)
    nik = CardNumberField(label=_("NIK"), required=False)

    class Meta:
        model = Heir
        fields = ("full_name", "relation", "phone", "nik")


class HeirInline(admin.StackedInline):
    model = Heir
    form = HeirAdminForm
    extra = 0


@admin.register(Worker)
class WorkerAdmin(admin.ModelAdmin):
    """The same fields, repairs, locks and services as on the screens."""

    form = WorkerAdminForm
    inlines = (HeirInline,)
    list_display = ("full_name", "masked_nik", "village", "occupation", "birth_date")
    list_filter = ("village", "occupation")
    list_select_related = ("village", "occupation")
    search_fields = ("full_name",)
    search_help_text = _("Nama, NIK, atau nomor peserta (KPJ)")
    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50

    @admin.display(description=_("NIK"))
    def masked_nik(self, worker: Worker) -> str:
        return worker.masked_nik

    def get_queryset(self, request: HttpRequest) -> QuerySet[Worker]:
        return Worker.objects.in_scope(request.user)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        return search(queryset, search_term), False

    def get_form(
        self, request: HttpRequest, obj: Worker | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        base: Any = super().get_form(request, obj, change=change, **kwargs)
        rows = Enrollment.objects.filter(worker=obj) if obj else Enrollment.objects.none()
        locked = locked_fields(rows.values_list("status", flat=True), cast(User, request.user))

        class RequestForm(base):
            def __init__(self, *args: Any, **options: Any) -> None:
                super().__init__(*args, user=request.user, on=today(), locked=locked, **options)

        return RequestForm

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Note the look at the full numbers before the page shows them."""
        if request.method == "GET" and self.get_object(request, object_id) is not None:
            record_access(
                by=request.user,
                kind=AccessEvent.Kind.REVEAL,
                subject=f"workers_worker:{object_id}",
                purpose=gettext_noop("Mengubah data"),
            )
        return super().change_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Worker, form: Any, change: bool) -> None:
        data = dict(form.cleaned_data)
        version, by = data.pop("seen_version"), cast(User, request.user)
        try:
            if change:
                saved = change_worker(
                    worker_id=obj.pk, data=data, heirs=None, by=by, version=version
                )
            else:
                saved = save_worker(worker=None, data=data, by=by)
        except ValidationError as error:
            raise ActionDenied(" ".join(error.messages)) from error
        obj.__dict__.update(saved.__dict__)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)
        heirs = [
            {"id": row.instance.pk, **row.cleaned_data}
            for row in formset.forms
            if row.cleaned_data.get("full_name") and row not in formset.deleted_forms
        ]
        by = cast(User, request.user)
        replace_heirs(worker=form.instance, heirs=[_values(heir) for heir in heirs], by=by)


def _values(cleaned: dict[str, Any]) -> dict[str, Any]:
    pk = cleaned["id"].pk if isinstance(cleaned["id"], Heir) else cleaned["id"]
    return {**cleaned, "id": pk}
