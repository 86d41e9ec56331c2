"""What happens to a sent list: stage, review, save; each in a module of its own."""

from intake.outcome import Outcome
from intake.services.approving import approve, ask_approval, send_back, withdraw_request
from intake.services.committing import commit_batch
from intake.services.preview import preview_batch, preview_file
from intake.services.receiving import start_checking, start_mapping, start_reading, take_in
from intake.services.remapping import remap_batch
from intake.services.review import (
    accept_kind,
    accept_row,
    edit_row,
    recheck_batch,
    skip_row,
)
from intake.services.saving import start_saving
from intake.services.skipping import skip_kind, unskip_all
from intake.services.staging import read_batch, stage_file
from intake.services.undoing import Undoing, check_undo, start_undo, undo_batch
from intake.services.words import name_words

__all__ = [
    "Outcome",
    "Undoing",
    "accept_kind",
    "accept_row",
    "approve",
    "ask_approval",
    "check_undo",
    "commit_batch",
    "edit_row",
    "name_words",
    "preview_batch",
    "preview_file",
    "read_batch",
    "recheck_batch",
    "remap_batch",
    "send_back",
    "skip_kind",
    "skip_row",
    "stage_file",
    "start_checking",
    "start_mapping",
    "start_reading",
    "start_saving",
    "start_undo",
    "take_in",
    "undo_batch",
    "unskip_all",
    "withdraw_request",
]
