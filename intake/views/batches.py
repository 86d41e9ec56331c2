"""Lists as a whole: sending one, the meaning of its columns, the file itself."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.access import record_access
from audit.models import AccessEvent
from common.dates import today
from common.http import ActionDenied, AuthedRequest
from common.paging import keyset_page
from intake import memory, selectors, services
from intake.forms.mapping import MappingForm
from intake.forms.upload import UploadForm
from intake.models import ImportBatch
from intake.reading import UnreadableFile
from intake.views.context import note_look

# People of whom the columns page shows something.
SAMPLES = 3


@require_safe
@permission_required("intake.view_importbatch", raise_exception=True)
def batch_list(request: AuthedRequest) -> HttpResponse:
    """Show the lists in the user's scope, the newest first, and the form to send another."""
    form = None
    if request.user.has_perm("intake.add_importbatch"):
        form = UploadForm(user=request.user, on=today())
    return _list_page(request, form)


@require_POST
@permission_required("intake.add_importbatch", raise_exception=True)
def batch_upload(request: AuthedRequest) -> HttpResponse:
    """Take a file in, or say in a sentence why not."""
    form = UploadForm(
        request.POST,
        request.FILES,
        user=request.user,
        on=today(),
        too_big=getattr(request, "upload_too_big", False),
    )
    if not form.is_valid():
        return _list_page(request, form, status=413 if form.too_big else 422)
    file = form.cleaned_data["file"]
    try:
        batch, created = services.take_in(
            file=file,
            file_name=file.name,
            period=form.cleaned_data["period"],
            village=form.cleaned_data["village"],
            kind=form.cleaned_data["kind"],
            by=request.user,
            on=today(),
        )
    except UnreadableFile as error:
        form.add_error("file", error.sentence)
        return _list_page(request, form, status=413 if error.code == "too_big" else 422)
    if not created:
        messages.info(
            request, _("Berkas yang sama sudah Anda unggah dan masih menunggu. Ini daftarnya.")
        )
    return redirect("intake:batch_detail", pk=batch.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("intake.change_importbatch", raise_exception=True)
def batch_mapping(request: AuthedRequest, pk: int) -> HttpResponse:
    """Show what each column was taken for, with samples, and let a person say otherwise.

    The samples hold NIKs in full, so that looking at them is an access event.
    """
    batches = ImportBatch.objects.in_scope(request.user).select_related("village", "uploaded_by")
    batch = get_object_or_404(batches, pk=pk)
    form = MappingForm(
        request.POST if request.method == "POST" else None,
        batch=batch,
        known=memory.column_meanings(batch),
        user=request.user,
    )
    if form.is_valid():
        include_hidden = form.cleaned_data.get("include_hidden", False)
        try:
            job = services.start_mapping(
                batch_id=pk,
                chosen=form.choices(),
                by=request.user,
                on=today(),
                village=form.cleaned_data["village"],
                include_hidden=include_hidden,
                forget=form.forgotten(),
            )
        except UnreadableFile as error:
            raise ActionDenied(error.sentence) from error
        if job:
            return redirect("intake:batch_detail", pk=pk)
        if include_hidden and not batch.include_hidden:
            messages.info(request, _("Lembar tersembunyi ikut dibaca. Periksa arti kolomnya."))
            return redirect("intake:batch_mapping", pk=pk)
        messages.success(request, _("Arti kolom disimpan dan semua baris diperiksa ulang."))
        return redirect("intake:batch_detail", pk=pk)
    note_look(request, batch, rows=SAMPLES)
    names = selectors.names_of_codes()
    context = {"batch": batch, "form": form, "groups": form.groups(names)}
    return render(
        request, "intake/batch_mapping.html", context, status=422 if form.errors else 200
    )


@require_safe
@permission_required("intake.view_importbatch", raise_exception=True)
def batch_file(request: AuthedRequest, pk: int) -> FileResponse:
    """Hand out the file as it was sent; noted as an access before the first byte leaves."""
    batch = get_object_or_404(ImportBatch.objects.in_scope(request.user), pk=pk)
    stream = batch.file.open("rb")
    record_access(
        by=request.user,
        kind=AccessEvent.Kind.EXPORT,
        subject=f"intake_importbatch:{batch.pk}",
        purpose=gettext_noop("Berkas asli"),
        rows=batch.people,
        sha256=batch.sha256,
    )
    return FileResponse(
        stream,
        as_attachment=True,
        filename=batch.file_name,
        content_type="application/octet-stream",
        headers={"Cache-Control": "private, no-store"},
    )


def _list_page(
    request: AuthedRequest, form: UploadForm | None, *, status: int = 200
) -> HttpResponse:
    batches = ImportBatch.objects.in_scope(request.user)
    page = keyset_page(
        batches.defer("mapping", "reading").select_related("period", "uploaded_by", "job"),
        order=["-id"],
        cursor=request.GET.get("halaman", ""),
    )
    context = {"form": form, "page": page}
    return render(request, "intake/batch_list.html", context, status=status)
