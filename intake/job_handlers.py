"""Long work on lists, done by a worker while its people go on or leave."""

from django.utils.translation import gettext as _

from common.dates import today
from common.http import ActionDenied
from intake.models import ImportBatch
from intake.reading import UnreadableFile
from intake.services import commit_batch, read_batch, recheck_batch, remap_batch, undo_batch
from intake.services.working import take_up
from intake.work import Work
from jobs.registry import handler
from jobs.run import JobRun
from places.models import Village


@handler(Work.READ)
def read_list(run: JobRun) -> str:
    """Read and check a large file; one that cannot be read says so on its own page."""
    batch_id = take_up(run)
    run.progress(0, 0, _("Membaca berkas"))
    batch = read_batch(batch_id=batch_id, by=run.by, on=today(), run=run)
    if batch.state == ImportBatch.State.FAILED:
        return _("Berkas tidak terbaca.")
    return _("%(people)d orang terbaca.") % {"people": batch.people}


@handler(Work.REMAP)
def remap_list(run: JobRun) -> str:
    """Read a large list again with other meanings of its columns."""
    batch_id = take_up(run)
    run.progress(0, 0, _("Membaca berkas"))
    asked = run.parameters
    try:
        batch = remap_batch(
            batch_id=batch_id,
            chosen=asked["chosen"],
            by=run.by,
            on=today(),
            village=Village.objects.filter(pk=asked["village"]).first(),
            include_hidden=asked["include_hidden"],
            forget=asked["forget"],
            run=run,
        )
    except UnreadableFile as error:
        raise ActionDenied(error.sentence) from error
    return _("%(people)d orang terbaca.") % {"people": batch.people}


@handler(Work.CHECK)
def check_list(run: JobRun) -> str:
    """Check all waiting rows of a list again."""
    batch_id = take_up(run)
    run.progress(0, 0, _("Memeriksa semua baris"))
    recheck_batch(batch_id=batch_id, by=run.by, on=today(), run=run)
    return _("Semua baris yang menunggu diperiksa ulang.")


@handler(Work.SAVE)
def save_list(run: JobRun) -> None:
    """Save the rows that passed; the job ends, with its sentence, in the same transaction."""
    batch_id = take_up(run)
    run.progress(0, 0, _("Menyimpan baris yang lolos"))
    commit_batch(batch_id=batch_id, by=run.by, on=today(), run=run)


@handler(Work.UNDO)
def undo_list(run: JobRun) -> None:
    """Take back what a list has saved; the job ends, with its sentence, likewise."""
    batch_id = take_up(run)
    run.progress(0, 0, _("Menarik yang tersimpan"))
    undo_batch(batch_id=batch_id, by=run.by, run=run)
