"""Who may do what with a sent list; the answer is the reason why not."""

from django.utils.translation import gettext as _

from accounts.models import User
from common.problems import Problem
from intake.codes import problem
from intake.facts import KnownPerson
from intake.models import ImportBatch
from intake.shapes import InterpretedRow


def why_not_change(batch: ImportBatch, user: User) -> str | None:
    """Give the sentence why a user may not work on a list now, or None when they may."""
    if not user.has_perm("intake.change_importbatch"):
        return _("Peran Anda tidak boleh mengubah daftar impor.")
    if batch.state == ImportBatch.State.APPLYING:
        return _("Daftar ini sedang disimpan. Tunggu sebentar, lalu muat ulang halaman.")
    return None


def why_not_commit(batch: ImportBatch, user: User) -> str | None:
    """Give the sentence why a user may not save a list into the registry, or None.

    Takes   batch: with its period loaded; its state is the business of the conditional update.
    """
    needed = ("intake.change_importbatch", "workers.add_worker", "enrollment.add_enrollment")
    if not user.has_perms(needed):
        return _("Peran Anda tidak boleh menyimpan daftar impor.")
    if not batch.period.is_open:
        return _("Periode %(period)s tidak sedang dibuka. Daftar tetap tersimpan di sini.") % {
            "period": batch.period
        }
    return None


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
