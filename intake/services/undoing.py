"""Taking back everything that a list has saved, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.context import acting
from common.http import ActionDenied
from enrollment.services.removal import remove_proposals_many
from intake.dependents import Block, SavedRows, find_blocks, old_values
from intake.models import ImportBatch, SavedRow, StagedRow
from intake.policies import why_not_undo
from intake.services.applying_covers import covers_of, undo_covers
from intake.services.changing import settle
from intake.services.working import lock_idle, start_once
from intake.work import Work
from jobs.models import Job
from jobs.run import JobRun
from workers.services import update_workers_many
from workers.services.removal import remove_workers_many


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing a list takes back, and what keeps it from being undone."""

    people: int
    places: int
    back: Mapping[int, Mapping[str, Any]]
    blocks: tuple[Block, ...]
    covers: int = 0  # of a list of another unit

    @property
    def changed(self) -> int:
        return len(self.back)

    @property
    def sentence(self) -> str:
        if self.covers:
            return _("%(covers)d perlindungan unit lain ditarik.") % {"covers": self.covers}
        return _(
            "%(people)s orang dihapus, %(changed)s dikembalikan ke data lama, "
            "%(places)s usulan ditarik."
        ) % {
            name: number_format(getattr(self, name), force_grouping=True)
            for name in ("people", "changed", "places")
        }


def check_undo(batch: ImportBatch) -> Undoing:
    """Give what undoing a list would take back now, and every row that stands in the way.

    Costs   a fixed number of queries, whatever the size of the list.
    Source  docs/rules.md, I-2 (undo).
    """
    return _look(SavedRows(batch))


def _look(saved: SavedRows) -> Undoing:
    if saved.batch.kind == ImportBatch.Kind.OTHER_COVER:
        # Nothing rests on another unit's cover: it is only ever looked at.
        return Undoing(people=0, places=0, back={}, blocks=(), covers=covers_of(saved.batch))
    back, changed_since = old_values(saved)
    blocks = sorted([*find_blocks(saved), *changed_since], key=lambda one: (one.sheet, one.row))
    return Undoing(
        people=len(saved.row_of_person),
        places=len(saved.row_of_place),
        back=back,
        blocks=tuple(dict.fromkeys(blocks)),
    )


def start_undo(*, batch_id: int, by: User) -> Job:
    """Ask for the undo of a list.

    Gives   the job; the one that is at work on the list when there is one.
    Raises  ActionDenied with a sentence fit for the screen; ImportBatch.DoesNotExist outside the
            scope of ``by``.
    """
    return start_once(Work.UNDO, batch_id=batch_id, by=by, why_not=why_not_undo)


def undo_batch(*, batch_id: int, by: User, run: JobRun | None = None) -> Undoing:
    """Take back everything a list has saved: people, changes, proposals; all of it or nothing.

    People whom the list made are deleted, known ones get their old values back, and the rows
    wait again as they had been reviewed. The list is not thrown away: it can be corrected and
    saved once more, so its state is "checked", with who undid it and when.

    Takes   run: the job that undoes, which ends in the same transaction.
    Gives   what was taken back.
    Raises  ActionDenied with a sentence, when somebody has built on what the list made;
            ImportBatch.DoesNotExist outside the scope of ``by``; JobLost. Then nothing changes.
    Costs   one transaction; a fixed number of statements.
    Source  docs/rules.md, I-2 (undo).
    """
    try:
        with transaction.atomic():
            return _undo_once(batch_id=batch_id, by=by, run=run)
    except IntegrityError as error:
        raise ActionDenied(
            _("Data dari daftar ini baru saja dipakai orang lain. Lihat lagi apa yang menahan.")
        ) from error


def _undo_once(*, batch_id: int, by: User, run: JobRun | None) -> Undoing:
    source = f"intake_importbatch:{batch_id}"
    with acting(by, reason=gettext_noop("Impor dibatalkan"), source=source):
        if run:
            run.fence()
        batch = lock_idle(batch_id, by)
        if reason := why_not_undo(batch, by, job=run.job_id if run else None):
            raise ActionDenied(reason)
        saved = SavedRows(batch)
        saved.lock()
        found = _look(saved)
        if found.blocks:
            raise ActionDenied(
                _("Tidak dibatalkan: %(count)d orang sudah dipakai setelah daftar disimpan.")
                % {"count": len({(one.sheet, one.row) for one in found.blocks})}
            )
        _take_back(saved, found, by)
        batch.committed_at = batch.committed_by = None
        batch.undone_at, batch.undone_by = timezone.now(), by
        batch.counts.pop("last", None)
        # What the rows were checked under no longer holds; saving them checks them again.
        batch.facts = {}
        settle(batch)
        if run:
            run.finish(found.sentence)
    return found


def _take_back(saved: SavedRows, found: Undoing, by: User) -> None:
    if saved.batch.kind == ImportBatch.Kind.OTHER_COVER:
        undo_covers(saved.batch, by=by)
    else:
        remove_proposals_many(enrollments=saved.places, by=by)
        remove_workers_many(workers=saved.people, by=by)
        # Other lists may have met these people while they were on record.
        places, people = saved.made_places.values("enrollment"), saved.made_people.values("worker")
        others = SavedRow.objects.exclude(row__batch=saved.batch)
        others.filter(enrollment__in=places).update(enrollment=None)
        StagedRow.objects.order_by().filter(worker__in=people).update(worker=None)
        update_workers_many(changes=found.back, by=by)
    saved.query.delete()
