"""What must be true of covers, places, decrees and BPJS files together."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Count, F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from common.data_checks import Finding, Weight, data_check, rows_of
from enrollment.decree_selectors import verify_hash
from enrollment.models import (
    Decree,
    DecreeLine,
    Enrollment,
    Quota,
    Submission,
    SubmissionLine,
)
from enrollment.submission_text import digest
from enrollment.transitions import ENDABLE, LIVE, Status

_TABLE = Enrollment._meta.db_table
_VERIFIED = LIVE - {Status.PROPOSED, Status.RETURNED}
# Those that hold a place; a wanted one does so only when it replaces somebody.
_PLACED = frozenset({Status.VERIFIED, Status.DECREED, Status.REGISTERED, Status.REJECTED})


@data_check("cover_days_overlap", _("Dua kepesertaan satu orang pada hari yang sama."))
def overlapping_covers() -> Iterator[Finding]:
    last: dict[int, tuple[int, date]] = {}
    rows = Enrollment.objects.live().order_by("worker", "starts_on", "pk")
    for pk, worker, first, ended, period_end in rows.values_list(
        "pk", "worker", "starts_on", "ended_on", "period__ends_on"
    ).iterator():
        before = last.get(worker)
        if before and before[1] >= first:
            yield Finding(f"{_TABLE}:{pk}", f"{_TABLE}:{before[0]}")
        end = ended or period_end
        if before is None or end > before[1]:
            last[worker] = (pk, end)


@data_check("cover_outside_period", _("Perlindungan di luar hari-hari periodenya."))
def outside_the_period() -> Iterator[Finding]:
    outside = Enrollment.objects.live().filter(
        Q(starts_on__lt=F("period__starts_on"))
        | Q(starts_on__gt=F("period__ends_on"))
        | Q(ended_on__gt=F("period__ends_on"))
    )
    return rows_of(_TABLE, outside.order_by("pk").values_list("pk", flat=True))


@data_check("cover_after_death", _("Perlindungan berjalan sesudah tanggal meninggal."))
def covers_of_the_dead() -> Iterator[Finding]:
    running = Enrollment.objects.live().filter(
        Q(ended_on__isnull=True, period__ends_on__gt=F("worker__died_on"))
        | Q(ended_on__gt=Greatest("starts_on", "worker__died_on"), worker__died_on__isnull=False)
    )
    return rows_of(_TABLE, running.order_by("pk").values_list("pk", flat=True))


@data_check("cover_never_verified", _("Lewat verifikasi tanpa verifikator."))
def never_verified() -> Iterator[Finding]:
    rows = Enrollment.objects.filter(status__in=_VERIFIED, verified_by__isnull=True)
    return rows_of(_TABLE, rows.order_by("pk").values_list("pk", flat=True))


@data_check("registered_without_number", _("Terdaftar tanpa nomor peserta (KPJ)."))
def registered_without_number() -> Iterator[Finding]:
    rows = Enrollment.objects.filter(status=Status.REGISTERED, worker__member_number="")
    return rows_of(_TABLE, rows.order_by("pk").values_list("pk", flat=True))


@data_check("quota_miscounted", _("Kuota terpakai berbeda dengan jumlah pemegang tempat."))
def miscounted_quotas() -> Iterator[Finding]:
    holders: Counter[tuple[object, ...]] = Counter()
    placed = Enrollment.objects.filter(place_village__isnull=False).order_by()
    names = ("period", "place_village", "place_occupation", "place_agency")
    for *key, count in placed.values_list(*names).annotate(Count("pk")):
        holders[tuple(key)] += count
    for quota in Quota.objects.order_by("pk"):
        asked = (quota.village_id, quota.occupation_id, quota.agency_id)
        count = sum(
            number
            for (period, *place), number in holders.items()
            if period == quota.period_id
            and all(want in (None, has) for want, has in zip(asked, place, strict=True))
        )
        if count != quota.used:
            yield Finding(f"{Quota._meta.db_table}:{quota.pk}", f"{quota.used} / {count}")


@data_check("place_missing", _("Sudah terverifikasi tetapi tidak memegang tempat kuota."))
def holders_without_place() -> Iterator[Finding]:
    rows = Enrollment.objects.filter(
        status__in=_PLACED, ended_on__isnull=True, place_village__isnull=True
    )
    return rows_of(_TABLE, rows.order_by("pk").values_list("pk", flat=True))


@data_check("replaced_still_covered", _("Digantikan orang lain tetapi belum berakhir."))
def replaced_but_running() -> Iterator[Finding]:
    rows = Enrollment.objects.live().filter(replaces__isnull=False, replaces__ended_on=None)
    return rows_of(_TABLE, rows.order_by("pk").values_list("replaces", flat=True))


@data_check(
    "decreed_without_paper",
    _("Ditetapkan, tetapi namanya tidak ada di lampiran SK yang ditandatangani."),
    Weight.ODD,
)
def decreed_without_paper() -> Iterator[Finding]:
    named = DecreeLine.objects.filter(decree__state=Decree.State.SIGNED)
    rows = Enrollment.objects.filter(status__in=ENDABLE | {Status.REJECTED}).exclude(
        pk__in=named.exclude(change=DecreeLine.Change.REMOVED).values("enrollment")
    )
    return rows_of(_TABLE, rows.order_by("pk").values_list("pk", flat=True))


@data_check("named_but_not_decreed", _("Ada di lampiran SK, tetapi belum berstatus ditetapkan."))
def named_but_not_decreed() -> Iterator[Finding]:
    rows = DecreeLine.objects.filter(decree__state=Decree.State.SIGNED).exclude(
        enrollment__status__in=ENDABLE | {Status.REJECTED, Status.REFUSED}
    )
    return rows_of(DecreeLine._meta.db_table, rows.order_by("pk").values_list("pk", flat=True))


@data_check("decree_altered", _("SK yang isinya tidak lagi seperti saat ditandatangani."))
def altered_decrees() -> Iterator[Finding]:
    for decree in Decree.objects.filter(state=Decree.State.SIGNED).order_by("pk").iterator():
        if not verify_hash(decree):
            yield Finding(f"{Decree._meta.db_table}:{decree.pk}")


@data_check("answer_out_of_step", _("Jawaban BPJS tidak sejalan dengan status kepesertaan."))
def answers_out_of_step() -> Iterator[Finding]:
    # The answer is noted in the step that it leads to, and nothing else leads out of "decreed".
    rows = SubmissionLine.objects.filter(outcome=SubmissionLine.Outcome.PENDING).exclude(
        enrollment__status=Status.DECREED
    )
    return rows_of(SubmissionLine._meta.db_table, rows.order_by("pk").values_list("pk", flat=True))


@data_check(
    "submission_altered", _("Pengajuan ke BPJS yang isinya tidak sama lagi dengan yang dikirim.")
)
def altered_submissions() -> Iterator[Finding]:
    for submission in Submission.objects.order_by("pk").iterator():
        cells = submission.lines.order_by("position").values_list("cells", flat=True)
        if digest(submission.headings, cells.iterator()) != submission.sha256:
            yield Finding(f"{Submission._meta.db_table}:{submission.pk}")


@data_check("submission_incomplete", _("Pengajuan ke BPJS yang barisnya hilang."))
def incomplete_submissions() -> Iterator[Finding]:
    rows = Submission.objects.annotate(number_of_lines=Count("lines")).filter(number_of_lines=0)
    return rows_of(Submission._meta.db_table, rows.order_by("pk").values_list("pk", flat=True))
