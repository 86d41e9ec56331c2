"""The year as one page: its steps in their order, what waits in each, and the way there."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from common.dates import today
from common.http import AuthedRequest, page_or_part
from enrollment.models import EnrollmentPeriod
from enrollment.selectors import current_period
from enrollment.standing import Standing
from enrollment.transitions import Status
from enrollment.year import Year, year_of


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and what it counts; a link where the reader may see the rows."""

    label: Any
    count: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A page on which a step is taken; who may not open it does not see it."""

    label: Any
    route: str
    permission: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the year; ``waits`` counts what somebody has to do now."""

    title: Any
    text: Any
    icon: str
    waits: int
    figures: list[Figure]
    links: list[tuple[Any, str]]


# Pages by step. Those of the money lie in a room above, so they are known by name alone.
LINKS: dict[str, tuple[Link, ...]] = {
    "propose": (
        Link(_("Tambah pekerja"), "enrollment:worker_add", "workers.add_worker"),
        Link(_("Impor daftar"), "intake:batch_list", "intake.view_importbatch"),
    ),
    "verify": (Link(_("Antrean verifikasi"), "enrollment:queue", "enrollment.view_enrollment"),),
    "places": (
        Link(_("Kuota"), "enrollment:quota_grid", "enrollment.view_quota"),
        Link(_("Daftar cadangan"), "enrollment:waiting_list", "enrollment.view_enrollment"),
    ),
    "decree": (
        Link(_("Surat keputusan"), "enrollment:decree_list", "enrollment.view_decree"),
        Link(_("Rancangan SK baru"), "enrollment:decree_draft", "enrollment.decree_enrollment"),
    ),
    "bpjs": (Link(_("Berkas BPJS"), "enrollment:submission_list", "enrollment.view_submission"),),
    "cards": (
        Link(_("Kartu peserta"), "ceremonies:card_list", "ceremonies.view_cardhandover"),
        Link(_("Acara penyerahan"), "ceremonies:ceremony_list", "ceremonies.view_ceremony"),
    ),
    "renew": (
        Link(_("Gladi perpanjangan"), "contributions:renewal", "enrollment.view_renewalanswer"),
        Link(_("Siapa lanjut?"), "enrollment:renewal_answers", "enrollment.change_renewalanswer"),
    ),
    "money": (
        Link(_("Tagihan"), "contributions:bill_list", "contributions.view_bill"),
        Link(_("Bulan iuran"), "contributions:month_grid", "enrollment.view_enrollment"),
        Link(_("Cocokkan daftar"), "contributions:check", "contributions.view_bill"),
        Link(
            _("Yang perlu diperhatikan"), "contributions:watch_list", "enrollment.view_enrollment"
        ),
        Link(_("Anggaran"), "contributions:budget", "contributions.view_budgetceiling"),
    ),
}


class PeriodChoice(forms.Form):
    """Which year is shown."""

    periode = forms.ModelChoiceField(
        EnrollmentPeriod.objects.all(),
        to_field_name="code",
        label=_("Periode"),
        empty_label=None,
        required=False,
    )

    def __init__(self, data: QueryDict, *, default: EnrollmentPeriod | None) -> None:
        values = data.copy()
        if default is not None:
            values.setdefault("periode", default.code)
        super().__init__(values)
        self._default = default

    @property
    def period(self) -> EnrollmentPeriod | None:
        """Give the chosen period; the current one for nonsense."""
        self.is_valid()
        chosen: EnrollmentPeriod | None = self.cleaned_data.get("periode")
        return chosen or self._default


@require_safe
@permission_required("enrollment.view_enrollment", raise_exception=True)
def year(request: AuthedRequest) -> HttpResponse:
    """Show the steps of one period's year with counts of the user's scope."""
    form = PeriodChoice(request.GET, default=current_period(today()))
    period = form.period
    steps = _steps(request, period, year_of(period, request.user)) if period else []
    return page_or_part(
        request,
        page="enrollment/year.html",
        part="enrollment/year.html#steps",
        context={"form": form, "period": period, "steps": steps},
    )


def _steps(request: AuthedRequest, period: EnrollmentPeriod, found: Year) -> list[Step]:
    def queue(tab: str) -> str:
        values = {"periode": period.code, "tab": tab}
        return _address("enrollment:queue", {key: value for key, value in values.items() if value})

    def people(standing: Standing) -> str:
        return _address(
            "enrollment:worker_list", {"periode": period.code, "status": standing.value}
        )

    def links(step: str) -> list[tuple[Any, str]]:
        return [
            (link.label, reverse(link.route))
            for link in LINKS[step]
            if request.user.has_perm(link.permission)
        ]

    count = found.people
    steps = [
        Step(
            _("Usulan"),
            _("Kelurahan dan dinas mengusulkan orang, satu per satu atau dengan daftar."),
            "user-plus",
            count[Status.RETURNED],
            [
                Figure(_("Menempati atau mengusulkan tempat"), found.wanted),
                Figure(_("Dikembalikan"), count[Status.RETURNED], queue("dikembalikan")),
            ],
            links("propose"),
        ),
        Step(
            _("Verifikasi"),
            _("Orang lain daripada pengusulnya memeriksa syarat dan data."),
            "shield-check",
            count[Status.PROPOSED],
            [Figure(_("Menunggu verifikasi"), count[Status.PROPOSED], queue(""))],
            links("verify"),
        ),
        Step(
            _("Kuota dan cadangan"),
            _("Siapa yang mendapat tempat, dan siapa menunggu giliran."),
            "table-cells",
            count[Status.WAITLISTED],
            [
                *([Figure(_("Kuota"), found.quota)] if found.quota is not None else []),
                Figure(_("Tempat terpakai, seluruh kota"), found.used),
                Figure(_("Cadangan"), count[Status.WAITLISTED], queue("cadangan")),
            ],
            links("places"),
        ),
        Step(
            _("SK"),
            _("Yang terverifikasi ditetapkan dengan surat keputusan wali kota."),
            "document-text",
            count[Status.VERIFIED],
            [
                Figure(
                    _("Terverifikasi, belum ber-SK"),
                    count[Status.VERIFIED],
                    queue("terverifikasi"),
                ),
                Figure(_("Rancangan SK"), found.drafts),
                Figure(_("SK ditandatangani"), found.signed),
            ],
            links("decree"),
        ),
        Step(
            _("BPJS"),
            _("Yang ditetapkan didaftarkan; nomor pesertanya (KPJ) kembali dari BPJS."),
            "arrows-right-left",
            count[Status.DECREED] + count[Status.REJECTED],
            [
                Figure(
                    _("Ditetapkan, belum terdaftar"),
                    count[Status.DECREED],
                    people(Standing.DECREED),
                ),
                Figure(_("Ditolak BPJS"), count[Status.REJECTED], queue("ditolak-bpjs")),
                Figure(_("Terdaftar"), count[Status.REGISTERED]),
            ],
            [*links("bpjs"), *links("cards")],
        ),
        Step(
            _("Iuran"),
            _("Tiap bulan: tagihan, kode iuran, bayar, lalu dicocokkan dengan SK."),
            "banknotes",
            0,
            [Figure(_("Berakhir sebelum periodenya selesai"), found.ended)],
            links("money"),
        ),
        Step(
            _("Perpanjangan"),
            _("Sebelum tahun berikutnya dibuka, kelurahan menjawab siapa yang lanjut."),
            "arrow-path",
            0,
            [Figure(_("Sudah dijawab"), found.answers)],
            links("renew") if found.can_renew else [],
        ),
    ]
    return steps


def _address(route: str, values: dict[str, str]) -> str:
    return f"{reverse(route)}?{urlencode(values)}"
