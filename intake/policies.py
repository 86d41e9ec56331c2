"""Who may do what with a sent list; the answer is the reason why not."""

from django.utils.translation import gettext as _

from accounts.models import Role, Scope, User
from common.problems import Problem
from intake.codes import problem
from intake.facts import KnownPerson
from intake.kinds import kind_of
from intake.models import ImportBatch
from intake.shapes import InterpretedRow
from intake.work import Work

State = ImportBatch.State


def kinds_sent_by(user: User) -> list[ImportBatch.Kind]:
    """List the kinds of lists that a user may send."""
    return [kind for kind in ImportBatch.Kind if why_not_send(kind, user) is None]


def why_not_send(kind: str, user: User) -> str | None:
    """Give the sentence why a user may not send a list of a kind, or None when they may."""
    if not user.has_perm("intake.add_importbatch"):
        return _("Peran Anda tidak boleh mengunggah daftar.")
    if not user.has_perms(kind_of(kind).permissions):
        return _("Peran Anda tidak boleh mengunggah jenis daftar ini.")
    return None


def why_not_change(batch: ImportBatch, user: User, *, job: int | None = None) -> str | None:
    """Give the sentence why a user may not work on a list now, or None when they may.

    Takes   batch: with its job loaded; job: the number of the job that asks, which does not
            stand in its own way.
    """
    if not user.has_perm("intake.change_importbatch"):
        return _("Peran Anda tidak boleh mengubah daftar impor.")
    if batch.work and batch.job_id != job:
        return why_busy(batch)
    if batch.state in {State.READING, State.FAILED}:
        return _("Berkas ini belum terbaca, jadi belum ada yang bisa dikerjakan.")
    if batch.state == State.ASKED:
        return _("Daftar ini menunggu persetujuan dan tidak bisa diubah sebelum dijawab.")
    if batch.state == State.APPLYING:
        return _("Daftar ini sedang disimpan. Tunggu sebentar, lalu muat ulang halaman.")
    return None


def why_busy(batch: ImportBatch) -> str:
    """Give the sentence about the work that is being done on a list."""
    sentences = {
        Work.READ: _("Berkas ini sedang dibaca. Tunggu sebentar, lalu muat ulang halaman."),
        Work.REMAP: _("Berkas ini sedang dibaca. Tunggu sebentar, lalu muat ulang halaman."),
        Work.CHECK: _("Daftar ini sedang diperiksa. Tunggu sebentar, lalu muat ulang halaman."),
        Work.SAVE: _("Daftar ini sedang disimpan. Tunggu sebentar, lalu muat ulang halaman."),
        Work.UNDO: _("Daftar ini sedang dibatalkan. Tunggu sebentar, lalu muat ulang halaman."),
    }
    return sentences[Work(batch.job.kind)] if batch.job else ""


def why_not_read(batch: ImportBatch, user: User) -> str | None:
    """Give the sentence why a user may not have a kept file read, or None when they may."""
    if not user.has_perm("intake.change_importbatch"):
        return _("Peran Anda tidak boleh mengubah daftar impor.")
    if batch.work:
        return why_busy(batch)
    return None if batch.state == State.READING else _("Berkas ini sudah dibaca.")


def why_not_save(batch: ImportBatch, user: User) -> str | None:
    """Give the sentence why a user may not save a list on their own now, or None."""
    if reason := why_not_change(batch, user) or why_not_commit(batch, user):
        return reason
    if batch.period.second_person:
        return _("Daftar untuk %(period)s tersimpan setelah disetujui orang kedua.") % {
            "period": batch.period
        }
    if not batch.ready:
        return _("Belum ada baris yang bisa disimpan.")
    return None


def why_not_ask(batch: ImportBatch, user: User) -> str | None:
    """Give the sentence why a user may not ask a second person to agree now, or None.

    Source  docs/rules.md, I-1 (second person).
    """
    if reason := why_not_change(batch, user) or why_not_commit(batch, user):
        return reason
    if not batch.period.second_person:
        return _("Daftar untuk %(period)s tidak perlu persetujuan.") % {"period": batch.period}
    if not batch.ready:
        return _("Belum ada baris yang bisa disimpan.")
    return None


def why_not_withdraw(batch: ImportBatch, user: User) -> str | None:
    """Give the sentence why a user may not take back the request to agree, or None."""
    if reason := _why_not_answer(batch):
        return reason
    if user.pk not in {batch.asked_by_id, batch.uploaded_by_id}:
        return _("Hanya peminta atau pengunggah yang bisa menarik permintaan ini.")
    return None


def why_not_approve(batch: ImportBatch, user: User) -> str | None:
    """Give the sentence why a user may not agree to the saving of a list, or None.

    Takes   batch: with its period, its job and who asked loaded.
    Source  docs/rules.md, I-1 (second person).
    """
    if reason := why_not_send_back(batch, user):
        return reason
    if batch.asked_by and why_not_commit(batch, batch.asked_by):
        return _("%(name)s, yang mengajukan, tidak boleh lagi menyimpan daftar. Kembalikan.") % {
            "name": batch.asked_by
        }
    return None


def why_not_send_back(batch: ImportBatch, user: User) -> str | None:
    """Give the sentence why a user may not look at a list as the second person, or None.

    Source  docs/rules.md, I-1 (second person).
    """
    if reason := _why_not_answer(batch) or why_not_commit(batch, user):
        return reason
    if user.pk in {batch.asked_by_id, batch.uploaded_by_id}:
        return _("Anda sendiri yang mengajukan; mintalah orang lain menyetujui.")
    if user.scope != Scope.CITY and not user.is_superuser:
        return _("Persetujuan diberikan oleh petugas tingkat kota.")
    return None


def _why_not_answer(batch: ImportBatch) -> str | None:
    if batch.work:
        return why_busy(batch)
    if batch.state != State.ASKED:
        return _("Daftar ini tidak sedang menunggu persetujuan.")
    return None


def why_not_undo(batch: ImportBatch, user: User, *, job: int | None = None) -> str | None:
    """Give the sentence why a user may not take back what a list has saved, or None.

    Takes   batch: with its period and job loaded; job: as for ``why_not_change``.
    Source  docs/rules.md, I-2 (undo).
    """
    if reason := why_not_change(batch, user, job=job):
        return reason
    if not batch.saved:
        return _("Belum ada yang tersimpan dari daftar ini.")
    if batch.kind == ImportBatch.Kind.RENEWAL:
        return _("Jawaban perpanjangan diganti dengan jawaban baru, tidak ditarik.")
    if batch.kind == ImportBatch.Kind.BPJS_RESULT:
        return _("Hasil BPJS yang sudah dicatat tidak ditarik; ubah status tiap orangnya.")
    if batch.committed_by_id != user.pk and user.role != Role.ADMIN and not user.is_superuser:
        return _("Hanya yang menyimpan daftar ini atau admin yang bisa membatalkannya.")
    if not batch.period.is_open:
        return _("Periode %(period)s tidak sedang dibuka; yang tersimpan tidak bisa ditarik.") % {
            "period": batch.period
        }
    return None


def why_not_commit(batch: ImportBatch, user: User) -> str | None:
    """Give the sentence why a user may not save a list into the registry, or None.

    Takes   batch: with its period loaded; its state is the business of the conditional update.
    """
    if not user.has_perms(("intake.change_importbatch", *kind_of(batch.kind).permissions)):
        return _("Peran Anda tidak boleh menyimpan daftar impor.")
    # A renewal is answered before its period opens; whether it is closed, the service asks.
    if not batch.period.is_open and batch.kind != ImportBatch.Kind.RENEWAL:
        return _("Periode %(period)s tidak sedang dibuka. Daftar tetap tersimpan di sini.") % {
            "period": batch.period
        }
    return None


def teaches_the_city(user: User) -> bool:
    """Tell whether a word that a user explains is explained for every sender's lists."""
    return user.has_perm("workers.add_occupationalias")


def sees_full_niks(batch: ImportBatch, user: User) -> bool:
    """Tell whether the rows of a list are shown to a user with their full NIK.

    Comparing a list with identity cards needs all sixteen digits, and the rows are the record the
    person is working on. So the sender sees them, and whoever may reveal a NIK anywhere; each
    page of rows is noted as one access event. Anybody else gets them masked.
    """
    return batch.uploaded_by_id == user.pk or user.has_perm("workers.reveal_nik")


def check_scope(
    row: InterpretedRow, known: KnownPerson | None, categories: frozenset[str] | None
) -> Problem | None:
    """Give the problem of a checked row that lies outside what a user may bring in.

    Takes   known: the person of the registry under the row's NIK; categories: slugs of the
            user's own occupation categories, None for all. The kelurahan of the row itself is
            a check of its own.
    """
    if known is not None and known.hidden:
        return problem("known_elsewhere")
    if categories is not None and row.values.get("occupation") not in categories:
        return problem("occupation_not_yours")
    return None
