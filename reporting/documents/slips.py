"""The sheet a family keeps: their cover, its months, what it pays and what to do when it must."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from contributions.clocks import Clocks
from contributions.person_clocks import clocks_of, rules_of
from contributions.selectors import clock_rules_on
from contributions.strips import Strip, strips_in
from enrollment.models import BEGUN, Enrollment, EnrollmentQuerySet
from enrollment.transitions import ENDABLE
from reporting.documents.benefits import read_benefits
from reporting.documents.claim_terms import claim_terms
from reporting.documents.document import Document
from reporting.documents.kinds import DocumentKind
from reporting.papers import Paper
from reporting.rosters import Frame
from reporting.selectors import letterhead_on
from workers.models import Worker

SLIP = DocumentKind(
    slug="participant-slip",
    title=gettext_lazy("Lembar Peserta"),
    description=gettext_lazy(
        "Satu lembar untuk keluarga: masa perlindungan, bulan iuran, santunan, dan apa yang"
        " dilakukan bila terjadi kecelakaan kerja atau peserta meninggal."
    ),
    audience=gettext_lazy("Peserta dan ahli waris"),
    url_name="reporting:slips",
    permissions=("workers.view_worker", "enrollment.view_enrollment"),
    offers_full_nik=True,
)
# Sheets lie in the order in which somebody walks from door to door.
_WALK = ("worker__village", "worker__rw", "worker__rt", "worker__name_key", "pk")


@dataclass(frozen=True, slots=True)
class SlipMonth:
    """One month of the period and how it stands, by the value of ``MonthState``."""

    month: date
    state: str


@dataclass(frozen=True, slots=True)
class SlipHeir:
    """Somebody on record who may claim, and what they are to the person."""

    name: str
    relation: str


@dataclass(frozen=True, slots=True)
class Slip:
    """One person's sheet.

    ``death`` is what a death not at work would pay on the day, by the value of ``DeathCover``,
    empty while the office has not set the waiting times; ``full_from`` the day from which it
    pays in full, which holds only if every coming month is paid when ``is_full_expected``.
    """

    name: str
    nik: str
    member_number: str
    occupation: str
    address: str
    village: str
    district: str
    period: str
    starts_on: date
    last_day: date
    is_over: bool
    months: tuple[SlipMonth, ...]
    paid: int
    heirs: tuple[SlipHeir, ...]
    death: str
    full_from: date | None
    is_full_expected: bool


def covers_with_slips(enrollments: EnrollmentQuerySet) -> EnrollmentQuerySet:
    """Keep the covers that a family can be told of: decreed or registered, and begun alive."""
    return enrollments.filter(BEGUN, status__in=ENDABLE)


def cover_to_print(worker: Worker, user: User, on: date) -> Enrollment | None:
    """Choose the cover of a person's sheet: today's, else the next, else the latest one.

    Costs   one query.
    """
    found = covers_with_slips(Enrollment.objects.in_scope(user)).filter(worker=worker)
    rows = list(found.select_related("period", "worker"))
    coming = [row for row in rows if row.last_day >= on]
    if coming:
        return min(coming, key=lambda row: row.starts_on)
    return max(rows, key=lambda row: row.last_day, default=None)


@override("id")
def build_slips(
    enrollments: EnrollmentQuerySet, *, on: date, paper: Paper, full_nik: bool = False
) -> Document:
    """Give the sheets of people of one period as one document.

    Takes   enrollments: of one period, in the reader's scope; full_nik: True only for those who
            may see it and said what for.
    Costs   eight queries, whatever the number of people.
    """
    rows = list(
        covers_with_slips(enrollments)
        .select_related("period", "worker__village__district", "worker__occupation")
        .prefetch_related("worker__heirs")
        .order_by(*_WALK)
    )
    strips = strips_in(rows[0].period, rows, on) if rows else []
    limits = clock_rules_on(on)
    of_day = rules_of(limits)
    workers = [row.worker for row in rows]
    clocks = clocks_of(workers, on, of_day) if of_day else {}
    benefits, terms = read_benefits(on, of_day), claim_terms(limits)
    return Document(
        slug=SLIP.slug,
        title=_("Lembar Peserta"),
        template="paper/documents/slips.html",
        content={
            "slips": _slips(strips, clocks, on, full_nik=full_nik),
            "benefits": benefits,
            "terms": terms,
            "basis": tuple(dict.fromkeys(benefits.basis + terms.basis)),
            "on": on,
        },
        row_count=len(rows),
        on=on,
        paper=paper,
        frame=Frame(letterhead_on(on)),
        style_sheet="slips.css",
        sheets="slips",
    )


def _slips(
    strips: Sequence[Strip], clocks: Mapping[int, Clocks], on: date, *, full_nik: bool
) -> tuple[Slip, ...]:
    return tuple(
        _slip(strip, clocks.get(strip.enrollment.worker_id), on, full_nik=full_nik)
        for strip in strips
    )


def _slip(strip: Strip, clocks: Clocks | None, on: date, *, full_nik: bool) -> Slip:
    row = strip.enrollment
    worker = row.worker
    return Slip(
        name=worker.full_name,
        nik=worker.nik if full_nik else worker.masked_nik,
        member_number=worker.member_number,
        occupation=worker.occupation.name,
        address=worker.short_address,
        village=worker.village.name,
        district=worker.village.district.name,
        period=row.period.name,
        starts_on=row.starts_on,
        last_day=row.last_day,
        is_over=row.last_day < on,
        months=tuple(SlipMonth(cell.month, cell.state.value) for cell in strip.cells),
        paid=strip.paid,
        heirs=tuple(
            SlipHeir(heir.full_name, str(heir.get_relation_display()))
            for heir in worker.heirs.all()
        ),
        death=clocks.death.value if clocks else "",
        full_from=clocks.full_from if clocks else None,
        is_full_expected=bool(clocks and clocks.is_full_expected),
    )
