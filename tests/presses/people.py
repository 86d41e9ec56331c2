"""Buttons about people and their places."""

import json
from itertools import cycle
from uuid import uuid4

from django.urls import reverse

from accounts.models import FormDraft
from common.months import code
from enrollment.forms.quotas import field_name
from enrollment.forms.steps import seal
from enrollment.models import Enrollment
from enrollment.services.endings import end_enrollment
from enrollment.transitions import Action, EndReason, ReturnReason, Status
from tests import make
from tests.enrollment.quotas import ceiling, holder
from tests.enrollment.registration import filled
from tests.presses.base import Prepare, Press, days_ago, period_of_today, row, typed

# Whose names are alike and days of birth the same, the form asks about first.
NAMES = cycle(["Wagiman", "Sumarti", "Bambang Irawan", "Endang Lestari", "Joko Prasetyo"])


def add_worker() -> Press:
    data = filled(full_name=next(NAMES), period=period_of_today().pk, form_token=str(uuid4()))
    return Press(reverse("enrollment:worker_add"), data, make.admin())


def edit_worker() -> Press:
    worker = make.worker(full_name=next(NAMES))
    data = filled(nik=worker.nik, full_name=worker.full_name, version=worker.version, rt="9")
    return Press(reverse("enrollment:worker_edit", args=[worker.pk]), data, make.admin())


def check_nik() -> Press:
    return Press(reverse("enrollment:nik_check"), {"nik": make.nik()}, make.admin())


def save_draft() -> Press:
    address = reverse("enrollment:draft_save", args=["tambah-pekerja"])
    assert not FormDraft.objects.exists()
    return Press(address, filled(form_token=str(uuid4())), make.clerk())


def reveal() -> Press:
    address = reverse("enrollment:worker_reveal", args=[make.worker().pk])
    return Press(address, {"purpose": "Mengurus klaim"}, make.admin())


def propose() -> Press:
    address = reverse("enrollment:propose", args=[make.worker().pk])
    data = {"period": period_of_today().pk, "form_token": str(uuid4())}
    return Press(address, data, make.admin())


def propose_without_token() -> Press:
    address = reverse("enrollment:propose", args=[make.worker().pk])
    return Press(address, {"period": period_of_today().pk}, make.admin())


def report_death() -> Press:
    one = row(Status.REGISTERED)
    data = {
        "reason": EndReason.DIED.value,
        "on": typed(days_ago(9)),
        "known_on": typed(days_ago(1)),
    }
    named = {f"death-{name}": value for name, value in data.items()}
    return Press(reverse("enrollment:report_death", args=[one.worker_id]), named, make.admin())


def step_of(status: Status, action: Action) -> Prepare:
    """One step on one person, from their page."""

    def prepare() -> Press:
        one = row(status)
        data = {
            "action": action.value,
            "version": one.version,
            "reason_code": ReturnReason.OTHER.value,
            "member_number": one.worker.member_number if action == Action.REGISTER else "",
        }
        return Press(reverse("enrollment:act", args=[one.pk]), data, make.admin())

    return prepare


def verify_ticked() -> Press:
    rows = _several(Status.PROPOSED)
    data = {"action": Action.VERIFY.value, "pk": [one.pk for one in rows]}
    return Press(reverse("enrollment:act_many"), data, make.admin())


def verify_beside_the_row() -> Press:
    data = {"single": f"{Action.VERIFY.value}:{row().pk}"}
    return Press(reverse("enrollment:act_many"), data, make.admin())


def return_filtered() -> Press:
    data = {"rows": seal(_several(Status.PROPOSED)), "reason_code": ReturnReason.OTHER.value}
    address = reverse("enrollment:step_many", args=[Action.RETURN.value])
    return Press(address, data, make.admin())


def end_filtered() -> Press:
    data = {
        "rows": seal(_several(Status.REGISTERED)),
        "reason": EndReason.MOVED.value,
        "on": typed(days_ago(9)),
        "known_on": typed(days_ago(1)),
    }
    return Press(reverse("enrollment:step_many", args=["end"]), data, make.admin())


def check_filtered() -> Press:
    data = {"rows": seal(_several(Status.PROPOSED)), **_visit()}
    return Press(reverse("enrollment:step_many", args=["field_check"]), data, make.admin())


def end() -> Press:
    one = row(Status.REGISTERED)
    data = {
        "reason": EndReason.MOVED.value,
        "on": typed(days_ago(9)),
        "known_on": typed(days_ago(1)),
        "version": one.version,
    }
    named = {f"end-{one.pk}-{name}": value for name, value in data.items()}
    return Press(reverse("enrollment:end", args=[one.pk]), named, make.admin())


def reopen() -> Press:
    one = _ended()
    named = {f"reopen-{one.pk}-note": "salah orang", f"reopen-{one.pk}-version": one.version}
    return Press(reverse("enrollment:reopen", args=[one.pk]), named, make.admin())


def replace() -> Press:
    one = _ended()
    data = {"worker": make.worker().pk, "from_month": code(one.period.ends_on)}
    return Press(reverse("enrollment:replace", args=[one.pk]), data, make.admin())


def replace_by_a_new_person() -> Press:
    one = _ended()
    month = code(one.period.ends_on)
    data = filled(
        full_name=next(NAMES),
        period=one.period_id,
        form_token=str(uuid4()),
        menggantikan=one.pk,
        from_month=month,
    )
    return Press(reverse("enrollment:worker_add"), data, make.admin())


def check_in_the_field() -> Press:
    one = row()
    named = {f"check-{one.pk}-{name}": value for name, value in _visit().items()}
    return Press(reverse("enrollment:field_check", args=[one.pk]), named, make.admin())


def promote_all() -> Press:
    period = period_of_today()
    ceiling(period, 2)
    for _number in range(3):
        row(Status.WAITLISTED, period=period)
    return Press(reverse("enrollment:waiting_promote"), {"periode": period.code}, make.admin())


def promote_one() -> Press:
    one = row(Status.WAITLISTED)
    data = {"periode": one.period.code, "pk": one.pk}
    return Press(reverse("enrollment:waiting_promote"), data, make.admin())


def fill_quotas() -> Press:
    period = period_of_today()
    name = field_name((make.village().pk, None, None))
    data = {"reason": "Rapat pembagian", "seen": json.dumps({name: None}), name: "7"}
    return Press(reverse("enrollment:quota_edit", args=[period.pk]), data, make.admin())


def lift_a_quota() -> Press:
    period = period_of_today()
    quota = ceiling(period, 5, village=make.village())
    data = {"reason": "Batas dicabut", "seen": json.dumps({field_name(quota.key): 5})}
    return Press(reverse("enrollment:quota_edit", args=[period.pk]), data, make.admin())


def paste_quotas() -> Press:
    data = {"paste": "1", "block": "\tTlumpu\tTuri\nJumlah\t5\t6"}
    return Press(reverse("enrollment:quota_edit", args=[period_of_today().pk]), data, make.admin())


def _several(status: Status) -> list[Enrollment]:
    period = period_of_today()
    return [row(status, period=period) for _number in range(3)]


def _ended() -> Enrollment:
    period = period_of_today()
    one = holder(
        status=Status.REGISTERED,
        period=period,
        worker=make.worker(member_number=make.member_number()),
    )
    return end_enrollment(
        enrollment_id=one.pk,
        on=days_ago(9),
        known_on=days_ago(1),
        reason=EndReason.MOVED,
        by=make.admin(),
    )


def _visit() -> dict[str, str]:
    return {
        "checked_on": typed(days_ago(3)),
        "officer": "Pak Lurah",
        "works": "on",
        "able_to_work": "on",
        "note": "Belum ada surat keterangan",
    }


PEOPLE: dict[str, Prepare] = {
    "enrollment:worker_add": add_worker,
    "enrollment:worker_add replacing": replace_by_a_new_person,
    "enrollment:worker_edit": edit_worker,
    "enrollment:nik_check": check_nik,
    "enrollment:draft_save": save_draft,
    "enrollment:worker_reveal": reveal,
    "enrollment:propose": propose,
    "enrollment:propose without a token": propose_without_token,
    "enrollment:report_death": report_death,
    "enrollment:act verify": step_of(Status.PROPOSED, Action.VERIFY),
    "enrollment:act return": step_of(Status.PROPOSED, Action.RETURN),
    "enrollment:act promote": step_of(Status.WAITLISTED, Action.PROMOTE),
    "enrollment:act wait": step_of(Status.VERIFIED, Action.WAIT),
    "enrollment:act register": step_of(Status.DECREED, Action.REGISTER),
    "enrollment:act reject": step_of(Status.DECREED, Action.BPJS_REJECT),
    "enrollment:act withdraw": step_of(Status.PROPOSED, Action.WITHDRAW),
    "enrollment:act_many": verify_ticked,
    "enrollment:act_many beside the row": verify_beside_the_row,
    "enrollment:step_many return": return_filtered,
    "enrollment:step_many end": end_filtered,
    "enrollment:step_many check": check_filtered,
    "enrollment:end": end,
    "enrollment:reopen": reopen,
    "enrollment:replace": replace,
    "enrollment:field_check": check_in_the_field,
    "enrollment:waiting_promote all": promote_all,
    "enrollment:waiting_promote one": promote_one,
    "enrollment:quota_edit": fill_quotas,
    "enrollment:quota_edit lift": lift_a_quota,
    "enrollment:quota_edit paste": paste_quotas,
}
