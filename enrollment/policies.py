"""Who may take which step on which enrollment; the answer is the reason why not."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from enrollment.models import Enrollment
from enrollment.transitions import ENDABLE, LIVE, TRANSITIONS, Action, Status

PERMISSIONS: dict[Action, str] = {
    Action.PROPOSE: "enrollment.add_enrollment",
    Action.VERIFY: "enrollment.verify_enrollment",
    Action.RETURN: "enrollment.return_enrollment",
    Action.WAIT: "enrollment.decree_enrollment",
    Action.PROMOTE: "enrollment.decree_enrollment",
    Action.DECREE: "enrollment.decree_enrollment",
    Action.REGISTER: "enrollment.register_enrollment",
    Action.BPJS_REJECT: "enrollment.register_enrollment",
    Action.RESUBMIT: "enrollment.register_enrollment",
    Action.REFUSE: "enrollment.refuse_enrollment",
    Action.WITHDRAW: "enrollment.withdraw_enrollment",
}
# Steps that say no to somebody need a reason from the closed list.
NEED_REASON = frozenset({Action.RETURN, Action.REFUSE, Action.BPJS_REJECT})


def takes_steps(user: User) -> bool:
    """Tell whether a user's role has any step to take on enrollments at all."""
    return any(user.has_perm(permission) for permission in set(PERMISSIONS.values()))


def why_not(enrollment: Enrollment, action: Action, user: User) -> str | None:
    """Give the sentence why a user may not take a step now, or None when they may.

    Takes   enrollment: with its period loaded; whether the row is in the user's scope is the
            queryset's business.
    Source  docs/rules.md, E-3 (four eyes).
    """
    if action not in TRANSITIONS[Status(enrollment.status)]:
        return _("Langkah “%(action)s” tidak bisa untuk status %(status)s.") % {
            "action": action.label,
            "status": enrollment.get_status_display(),
        }
    if not user.has_perm(PERMISSIONS[action]):
        return _("Peran Anda tidak boleh mengambil langkah ini.")
    if not enrollment.period.is_open:
        return _("Periode %(period)s tidak sedang dibuka.") % {"period": enrollment.period}
    if enrollment.ended_on is not None:
        return _("Perlindungan ini sudah berakhir.")
    if action == Action.VERIFY and enrollment.proposed_by_id == user.pk:
        return _("Anda sendiri yang mengusulkan; mintalah orang lain memverifikasi.")
    return None


def allowed_actions(enrollment: Enrollment, user: User) -> list[Action]:
    """List the steps a user may take on an enrollment now, in the order of the table."""
    steps = TRANSITIONS[Status(enrollment.status)]
    return [action for action in steps if why_not(enrollment, action, user) is None]


def may_end(enrollment: Enrollment, user: User) -> bool:
    """Tell whether a user may report that a cover has ended."""
    return (
        user.has_perm("enrollment.end_enrollment")
        and enrollment.status in ENDABLE
        and enrollment.ended_on is None
    )


def may_check(enrollment: Enrollment, user: User) -> bool:
    """Tell whether a user may note a visit about an enrollment."""
    return (
        user.has_perm("enrollment.add_fieldcheck")
        and enrollment.status in LIVE
        and enrollment.ended_on is None
    )


def why_not_reopen(enrollment: Enrollment, user: User) -> str | None:
    """Give the sentence why a user may not take an ending back, or None when they may.

    Takes   enrollment: with its period loaded. What rests on the ending, the service asks.
    Source  docs/rules.md, E-21.
    """
    if not user.has_perm("enrollment.reopen_enrollment"):
        return _("Peran Anda tidak boleh membatalkan pengakhiran.")
    if enrollment.ended_on is None:
        return _("Perlindungan ini tidak sedang diakhiri.")
    if not enrollment.period.is_open:
        return _("Periode %(period)s tidak sedang dibuka.") % {"period": enrollment.period}
    return None


def why_not_replace(enrollment: Enrollment, user: User) -> str | None:
    """Give the sentence why a user may not put somebody in a place, or None when they may.

    Takes   enrollment: with its period loaded. Whether the place is still free, the service asks.
    Source  docs/rules.md, E-22.
    """
    if not user.has_perm("enrollment.add_enrollment"):
        return _("Peran Anda tidak boleh mengusulkan pekerja.")
    if enrollment.ended_on is None:
        return _("Perlindungan ini belum berakhir; akhiri dulu, baru cari penggantinya.")
    if not enrollment.period.is_open:
        return _("Periode %(period)s tidak sedang dibuka.") % {"period": enrollment.period}
    return None


def why_not_change_death(day: date | None, *, has_ended_cover: bool) -> str | None:
    """Give the sentence why a day of death is not changed as a field, or None when it may be.

    Takes   day: the wanted one; has_ended_cover: whether the death has ended a cover.
    Source  docs/rules.md, E-20 and E-21.
    """
    if day is not None:
        return _(
            "Kematian dicatat di halaman orangnya, supaya perlindungannya ikut berakhir. Tanggal"
            " yang keliru dikosongkan dulu."
        )
    if has_ended_cover:
        return _(
            "Kematian ini mengakhiri perlindungannya. Batalkan pengakhirannya di halaman orangnya."
        )
    return None


# Who somebody is; the rest of a record (address, work, contact) may change at any time.
IDENTITY = frozenset({"nik", "full_name", "birth_place", "birth_date", "sex"})
# While an enrollment is in one of these, who somebody is may be mended where they live: it is not
# verified yet, or BPJS has turned it away and an admin looks again before it is sent anew.
_TO_MEND = frozenset(
    {Status.PROPOSED, Status.RETURNED, Status.REFUSED, Status.WITHDRAWN, Status.REJECTED}
)


def locked_fields(statuses: Iterable[str], user: User) -> frozenset[str]:
    """Give the fields of a person that a user may no longer change.

    Takes   statuses: those of all enrollments of the person, past ones included.
    Source  docs/rules.md, E-7: identity is the proposer's until somebody has verified it, and
            again once BPJS has rejected it; a NIK that a decree names never changes here.
    """
    known = {Status(status) for status in statuses}
    nik = frozenset({"nik"}) if known & ENDABLE else frozenset()
    if user.has_perm("enrollment.verify_enrollment"):
        return nik
    return IDENTITY if known - _TO_MEND else nik
