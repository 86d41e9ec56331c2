"""What happens to a sent list: stage, review, save; each in a module of its own."""

from intake.services.committing import Outcome, commit_batch
from intake.services.preview import preview_batch, preview_file
from intake.services.review import (
    accept_kind,
    accept_row,
    edit_row,
    recheck_batch,
    skip_row,
)
from intake.services.staging import read_batch, receive_file, remap_batch, stage_file

__all__ = [
    "Outcome",
    "accept_kind",
    "accept_row",
    "commit_batch",
    "edit_row",
    "preview_batch",
    "preview_file",
    "read_batch",
    "receive_file",
    "recheck_batch",
    "remap_batch",
    "skip_row",
    "stage_file",
]
