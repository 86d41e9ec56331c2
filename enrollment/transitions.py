"""States of an enrollment and the steps between them, as a literal table.

The picture in ``docs/states.md`` is made from this table.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """What people have decided; time never changes it."""

    PROPOSED = "proposed", _("Diusulkan")
    RETURNED = "returned", _("Dikembalikan")
    VERIFIED = "verified", _("Terverifikasi")
    WAITLISTED = "waitlisted", _("Cadangan")
    DECREED = "decreed", _("Ditetapkan")
    REGISTERED = "registered", _("Terdaftar")
    REJECTED = "rejected", _("Ditolak BPJS")
    REFUSED = "refused", _("Ditolak")
    WITHDRAWN = "withdrawn", _("Dibatalkan")


class Action(models.TextChoices):
    """A step somebody takes."""

    PROPOSE = "propose", _("Usulkan lagi")
    VERIFY = "verify", _("Verifikasi")
    RETURN = "return", _("Kembalikan")
    WAIT = "wait", _("Jadikan cadangan")
    PROMOTE = "promote", _("Naikkan dari cadangan")
    DECREE = "decree", _("Tetapkan")
    REGISTER = "register", _("Catat terdaftar")
    BPJS_REJECT = "bpjs_reject", _("Catat penolakan BPJS")
    RESUBMIT = "resubmit", _("Ajukan ulang")
    REFUSE = "refuse", _("Tolak")
    WITHDRAW = "withdraw", _("Batalkan")


TRANSITIONS: dict[Status, dict[Action, Status]] = {
    Status.PROPOSED: {
        Action.VERIFY: Status.VERIFIED,
        Action.RETURN: Status.RETURNED,
        Action.REFUSE: Status.REFUSED,
        Action.WITHDRAW: Status.WITHDRAWN,
    },
    Status.RETURNED: {
        Action.PROPOSE: Status.PROPOSED,
        Action.WITHDRAW: Status.WITHDRAWN,
    },
    Status.VERIFIED: {
        Action.WAIT: Status.WAITLISTED,
        Action.DECREE: Status.DECREED,
        Action.REFUSE: Status.REFUSED,
    },
    Status.WAITLISTED: {
        Action.PROMOTE: Status.VERIFIED,
        Action.DECREE: Status.DECREED,
        Action.REFUSE: Status.REFUSED,
    },
    Status.DECREED: {
        Action.REGISTER: Status.REGISTERED,
        Action.BPJS_REJECT: Status.REJECTED,
    },
    Status.REGISTERED: {},
    Status.REJECTED: {
        Action.RESUBMIT: Status.DECREED,
        Action.REFUSE: Status.REFUSED,
    },
    Status.REFUSED: {},
    Status.WITHDRAWN: {},
}

# A person holds a place, wanted or given, as long as the enrollment is in one of these.
LIVE = frozenset(set(Status) - {Status.REFUSED, Status.WITHDRAWN})
# Those that may hold one of the quota's places: wanted ones only when they replace somebody.
HOLDERS = LIVE - {Status.WAITLISTED}
# Statuses whose cover may be ended by an event of life.
ENDABLE = frozenset({Status.DECREED, Status.REGISTERED})


class EndReason(models.TextChoices):
    """Why a cover ended before its period did."""

    DIED = "died", _("Meninggal dunia")
    DIED_AT_WORK = "died_at_work", _("Meninggal karena kecelakaan kerja")
    MOVED = "moved", _("Pindah domisili")
    WAGE_EARNER = "wage_earner", _("Menjadi peserta penerima upah")
    AGE_LIMIT = "age_limit", _("Mencapai batas usia")
    RESIGNED = "resigned", _("Mengundurkan diri")
    STOPPED_WORKING = "stopped_working", _("Berhenti bekerja")
    DUPLICATE = "duplicate", _("Data ganda")
    INELIGIBLE = "ineligible", _("Tidak memenuhi syarat setelah diperiksa")
    REPLACED = "replaced", _("Diganti peserta lain")
    PERIOD_CLOSED = "period_closed", _("Periode ditutup")


# An end of this kind is the person's own, not only that of one cover.
DEATHS = frozenset({EndReason.DIED, EndReason.DIED_AT_WORK})


class ReturnReason(models.TextChoices):
    """Why a proposal went back or was refused."""

    NIK_INVALID = "nik_invalid", _("NIK tidak sah")
    NIK_UNKNOWN = "nik_unknown", _("NIK tidak ditemukan di Dukcapil")
    IDENTITY_DIFFERS = "identity_differs", _("Nama atau tanggal lahir berbeda")
    OVER_AGE = "over_age", _("Melewati batas usia")
    UNDER_AGE = "under_age", _("Belum cukup umur")
    NOT_RESIDENT = "not_resident", _("Bukan warga kota")
    WAGE_EARNER = "wage_earner", _("Sudah peserta penerima upah (PU)")
    ALREADY_MEMBER = "already_member", _("Sudah peserta mandiri (BPU)")
    DUPLICATE = "duplicate", _("Data ganda dalam daftar")
    OTHER_UNIT = "other_unit", _("Sudah ditanggung perangkat daerah lain")
    DECEASED = "deceased", _("Sudah meninggal dunia")
    NOT_WORKING = "not_working", _("Tidak bekerja atau sakit")
    CIVIL_SERVANT = "civil_servant", _("ASN, TNI, Polri, atau pensiunan")
    INCOMPLETE = "incomplete", _("Berkas belum lengkap")
    QUOTA_FULL = "quota_full", _("Kuota penuh")
    DECLINED = "declined", _("Menolak diikutkan")
    OTHER = "other", _("Lainnya")
