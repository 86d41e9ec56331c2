"""Buttons about periods, decrees and files for BPJS."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from common.dates import today
from enrollment.models import ColumnPreset, Decree, Enrollment, FundingSource
from enrollment.services.submissions import submit
from enrollment.transitions import Status
from places.models import Signatory
from tests import make
from tests.presses.base import Prepare, Press, days_ago, period_of_today, row, typed
from workers.services import save_worker


def add_period() -> Press:
    number = make.member_number()
    return Press(reverse("enrollment:period_add"), _period_data(number), make.admin())


def edit_period() -> Press:
    period = period_of_today()
    address = reverse("enrollment:period_edit", args=[period.pk])
    return Press(address, _period_data(period.code) | {"quota": "12"}, make.admin())


def start_decree() -> Press:
    one = row(Status.VERIFIED)
    data = {"periode": one.period.code, "title": "Penetapan peserta"}
    return Press(reverse("enrollment:decree_draft"), data, make.admin())


def add_to_decree() -> Press:
    draft = _draft()
    row(Status.VERIFIED, period=draft.period)
    return Press(reverse("enrollment:decree_add", args=[draft.pk]), {}, make.admin())


def take_out() -> Press:
    draft = _draft(2)
    data = {"pk": draft.lines.values_list("enrollment", flat=True)[0]}
    return Press(reverse("enrollment:decree_take_out", args=[draft.pk]), data, make.admin())


def refresh() -> Press:
    draft = _draft()
    line = draft.lines.select_related("enrollment__worker")[0]
    worker = line.enrollment.worker
    save_worker(worker=worker, data={"full_name": "Nama Baru"}, by="tests")
    return Press(reverse("enrollment:decree_refresh", args=[draft.pk]), {}, make.admin())


def delete_decree() -> Press:
    address = reverse("enrollment:decree_delete", args=[_draft().pk])
    return Press(address, {"yakin": "1"}, make.admin())


def sign() -> Press:
    data = {
        "number": f"188/{make.member_number()}/2026",
        "signed_on": typed(days_ago(2)),
        "signatory": _signatory().pk,
    }
    return Press(reverse("enrollment:decree_sign", args=[_draft().pk]), data, make.admin())


def amend() -> Press:
    decree = make.signed(_draft(), signed_on=days_ago(2), signatory=_signatory())
    row(Status.VERIFIED, period=decree.period)
    data = {"title": "Perubahan pertama", "tambah": "1"}
    return Press(reverse("enrollment:decree_amendment", args=[decree.pk]), data, make.admin())


def send() -> Press:
    one = row(Status.DECREED)
    data = {
        "periode": one.period.code,
        "susunan": ColumnPreset.objects.get().pk,
        "note": "Gelombang pertama",
    }
    return Press(reverse("enrollment:submission_add"), data, make.admin())


def withdraw_file() -> Press:
    by = make.admin()
    sent = submit(
        period_id=row(Status.DECREED).period_id, preset=ColumnPreset.objects.get(), by=by
    )
    address = reverse("enrollment:submission_withdraw", args=[sent.pk])
    return Press(address, {"never_left": "on"}, by)


def add_preset() -> Press:
    data = {
        "name": f"Cabang {make.member_number()}",
        "sheet": "Peserta",
        "columns-TOTAL_FORMS": "1",
        "columns-INITIAL_FORMS": "0",
        "columns-0-position": "1",
        "columns-0-heading": "NIK",
        "columns-0-source": "nik",
    }
    return Press(reverse("admin:enrollment_columnpreset_add"), data, make.admin())


def _draft(people: int = 1) -> Decree:
    period = period_of_today()
    rows: list[Enrollment] = [row(Status.VERIFIED, period=period) for _number in range(people)]
    return make.decree(*rows)


def _signatory() -> Signatory:
    mayors = Signatory.objects.filter(signs=Signatory.Signs.DECREES, village=None)
    return mayors.valid_on(days_ago(2))[0]


def _period_data(code: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": f"Periode {code}",
        "starts_on": typed(today() - timedelta(days=60)),
        "ends_on": typed(today() + timedelta(days=90)),
        "state": "open",
        "funding_source": FundingSource.objects.get(code="dbhcht").pk,
    }


PAPERS: dict[str, Prepare] = {
    "enrollment:period_add": add_period,
    "enrollment:period_edit": edit_period,
    "enrollment:decree_draft": start_decree,
    "enrollment:decree_add": add_to_decree,
    "enrollment:decree_take_out": take_out,
    "enrollment:decree_refresh": refresh,
    "enrollment:decree_delete": delete_decree,
    "enrollment:decree_sign": sign,
    "enrollment:decree_amendment": amend,
    "enrollment:submission_add": send,
    "enrollment:submission_withdraw": withdraw_file,
    "admin:enrollment_columnpreset_add": add_preset,
}
