"""A person's clocks in words, each with where its rule is written."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from common.dates import long_date
from common.templatetags.looks import rupiah
from contributions.clocks import Clocks, DeathCover
from contributions.models import Benefit, ClockRule
from contributions.person_clocks import RulesOfDay
from contributions.selectors import benefits_on

Kind = ClockRule.Kind
# What a death that is no accident at work pays together.
DEATH_PARTS = (Benefit.Kind.DEATH, Benefit.Kind.BURIAL, Benefit.Kind.PERIODIC)


@dataclass(frozen=True, slots=True)
class ClockBadge:
    """One clock in words: how it looks, what it says, where the rule is written."""

    look: str
    label: str
    detail: str
    basis: str


def clock_badges(clocks: Clocks, on: date, of_day: RulesOfDay) -> list[ClockBadge]:
    """Put a person's clocks into words; amounts come from the benefits in force on the day."""
    badges = [_death_badge(clocks, on, of_day)]
    if clocks.unpaid_months and clocks.lapses_on and on < clocks.lapses_on:
        badges.append(
            ClockBadge(
                "segera",
                _("%(count)d bulan belum dibayar") % {"count": clocks.unpaid_months},
                _("Nonaktif mulai %(day)s bila tidak dibayar.")
                % {"day": long_date(clocks.lapses_on)},
                of_day.basis(Kind.LAPSE_MONTHS),
            )
        )
    badges.append(
        ClockBadge(
            "ok" if clocks.scholarship_months >= clocks.scholarship_needed else "menunggu",
            _("Beasiswa: %(paid)d dari %(needed)d bulan")
            % {"paid": clocks.scholarship_months, "needed": clocks.scholarship_needed},
            _(
                "Beasiswa anak untuk kematian bukan karena kerja; karena kecelakaan kerja tanpa"
                " masa tunggu."
            ),
            of_day.basis(Kind.SCHOLARSHIP_MONTHS),
        )
    )
    badges.append(
        ClockBadge(
            "berakhir" if clocks.limit_age_on <= on else "ok",
            _("%(years)d tahun pada %(day)s")
            % {"years": of_day.rules.age_limit, "day": long_date(clocks.limit_age_on)},
            _("Sejak hari itu tidak dapat didaftarkan lagi."),
            of_day.basis(Kind.AGE_LIMIT),
        )
    )
    return badges


def _death_badge(clocks: Clocks, on: date, of_day: RulesOfDay) -> ClockBadge:
    basis = of_day.basis(Kind.FULL_DEATH_MONTHS)
    if clocks.death == DeathCover.LAPSED:
        return ClockBadge(
            "bad",
            _("Nonaktif: %(count)d bulan kosong") % {"count": clocks.unpaid_months},
            _("Pembayaran berikutnya dihitung sebagai kepesertaan baru."),
            of_day.basis(Kind.LAPSE_MONTHS),
        )
    benefits = benefits_on(on)
    burial = benefits.get(Benefit.Kind.BURIAL)
    whole = [benefits.get(kind) for kind in DEATH_PARTS]
    if clocks.death == DeathCover.FULL:
        total = sum(part.amount for part in whole if part)
        return ClockBadge(
            "ok",
            _("JKM penuh: %(amount)s") % {"amount": rupiah(total)},
            _("Santunan kematian, biaya pemakaman, dan santunan berkala."),
            basis,
        )
    when = (
        _("Penuh mulai %(day)s.") % {"day": long_date(clocks.full_from)}
        if clocks.full_from and not clocks.is_full_expected
        else _("Penuh mulai %(day)s bila tiap bulan dibayar.")
        % {"day": long_date(clocks.full_from)}
        if clocks.full_from
        else _("Belum ada bulan yang dibayar.")
    )
    if clocks.death == DeathCover.NONE:
        return ClockBadge("menunggu", _("JKM belum aktif"), when, basis)
    amount = rupiah(burial.amount) if burial else ""
    return ClockBadge(
        "segera",
        _("JKM masa tunggu: %(amount)s") % {"amount": amount},
        when,
        basis,
    )
