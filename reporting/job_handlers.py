"""Long lists, made by a worker while the reader goes on."""

from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from common.http import ActionDenied
from jobs.registry import handler
from jobs.run import JobRun
from reporting.catalogue import CATALOGUE
from reporting.documents.catalogue import LONG_DOCUMENTS
from reporting.documents.services import JOB_KIND as DOCUMENT_JOB
from reporting.documents.services import make_document
from reporting.kinds import RosterKind
from reporting.packs.services import JOB_KIND as PACK_JOB
from reporting.packs.services import PERMISSIONS as PACK_PERMISSIONS
from reporting.packs.services import make_bundle, make_pack, read_pack
from reporting.services import JOB_KIND, Order, make_file


@handler(JOB_KIND)
def make_roster_file(run: JobRun) -> str:
    """Make one file with what its reader may see now, not when they asked."""
    order = _order(run)
    run.progress(0, order.count(), _("Menyusun halaman"))
    file = make_file(order, by=run.by)
    run.store(file.name, file.content)
    return _("%(rows)d baris.") % {"rows": file.rows}


@handler(DOCUMENT_JOB)
def make_document_file(run: JobRun) -> str:
    """Make a document of many sheets with what its reader may see now, not when they asked."""
    asked = run.parameters
    form = LONG_DOCUMENTS[asked["kind"]].again(
        asked["values"], user=run.by, on=date.fromisoformat(asked["on"])
    )
    if not form.kind.is_open_to(run.by) or not form.is_valid():
        raise ActionDenied(_("Anda tidak lagi boleh membuat dokumen ini."))

    def told(done: int, total: int) -> None:
        run.progress(done, total, _("Menyusun halaman"))

    told(0, form.count())
    file = make_document(form.document(), **form.wishes, by=run.by, progress=told)
    run.store(file.name, file.content)
    return _("%(count)d orang.") % {"count": file.rows}


@handler(PACK_JOB)
def make_pack_file(run: JobRun) -> str:
    """Make the papers of a ceremony with what their reader may see now."""
    asked = run.parameters
    if not run.by.has_perms(PACK_PERMISSIONS):
        raise ActionDenied(_("Anda tidak lagi boleh mencetak berkas acara."))
    make = make_bundle if asked["with_workbook"] else make_pack
    file = make(read_pack(asked, user=run.by), by=run.by, progress=run.progress)
    run.store(file.name, file.content)
    return _("%(count)d cetakan dalam satu berkas.") % {"count": file.rows}


def _order(run: JobRun) -> Order:
    asked = run.parameters
    kind = CATALOGUE[asked["kind"]]
    filters = kind.filters(asked["filters"], user=run.by, on=date.fromisoformat(asked["on"]))
    if not _may(run.by, kind, full_nik=asked["full_nik"]) or not filters.form.is_valid():
        raise ActionDenied(_("Anda tidak lagi boleh membuat daftar ini."))
    return filters.order(
        kind,
        format=asked["format"],
        sheet=asked.get("sheet", ""),
        full_nik=asked["full_nik"],
        purpose=asked["purpose"],
    )


def _may(user: User, kind: RosterKind, *, full_nik: bool) -> bool:
    return (
        user.has_perm("reporting.print_roster")
        and kind.is_open_to(user)
        and (not full_nik or user.has_perm("workers.reveal_nik"))
    )
