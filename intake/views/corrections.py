"""Correcting a list in a spreadsheet, as its review shows it."""

from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from common.http import AuthedRequest, wants_fragment
from intake.models import CorrectedFile, ImportBatch
from intake.policies import sees_full_niks, why_not_change


def corrections_of(batch: ImportBatch, request: AuthedRequest) -> dict[str, Any]:
    """Give what a review says of corrected files; one query.

    Gives   ``refused_url``: the rows to correct, "" when there are none or they may not be seen;
            ``may_return``: whether a corrected file may be sent here; ``continued``: what the
            last one did, as a sentence.
    """
    user = request.user
    held = batch.counts.get("error", 0) + batch.counts.get("warning", 0)
    seen = held and sees_full_niks(batch, user)
    last = batch.corrections.select_related("uploaded_by").first()
    return {
        "refused_url": reverse("intake:batch_refused", args=[batch.pk]) if seen else "",
        "may_return": batch.period.is_open
        and user.has_perm("intake.add_importbatch")
        and why_not_change(batch, user) is None,
        "continued": _sentence(last, batch, held) if last else "",
    }


def continued_or_404(request: AuthedRequest, pk: int) -> HttpResponse:
    """Lead from the number under which corrected rows came to the list that they continue."""
    batches = ImportBatch.objects.in_scope(request.user)
    found = CorrectedFile.objects.filter(counts__received=pk, batch__in=batches).first()
    if found is None:
        raise Http404
    if wants_fragment(request):
        return HttpResponseClientRedirect(reverse("intake:batch_detail", args=[found.batch_id]))
    return redirect("intake:batch_detail", pk=found.batch_id)


def _sentence(last: CorrectedFile, batch: ImportBatch, held: int) -> str:
    """Say what the last corrected file did and what still waits."""
    wordings = (
        ("changed", _("%(n)s baris diperbaiki")),
        ("added", _("%(n)s baris ditambah")),
        ("unchanged", _("%(n)s baris tidak berubah")),
        ("saved", _("%(n)s baris sudah tersimpan dan dibiarkan")),
        ("unknown", _("%(n)s kode baris tidak dikenal")),
    )
    parts = [
        wording % {"n": intcomma(last.counts[key])}
        for key, wording in wordings
        if last.counts.get(key)
    ]
    if apart := last.counts.get("apart"):
        parts.append(
            _("lembar %(names)s tanpa kode baris dan tidak dibaca") % {"names": ", ".join(apart)}
        )
    parts.append(_("%(n)s masih tertahan") % {"n": intcomma(held)})
    return _("Daftar %(list)s dilanjutkan dengan “%(file)s”: %(parts)s.") % {
        "list": batch.file_name,
        "file": last.file_name,
        "parts": ", ".join(parts),
    }
