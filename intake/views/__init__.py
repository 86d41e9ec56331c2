"""Screens of sent lists."""

from intake.views.approval import batch_approval
from intake.views.batches import batch_file, batch_list, batch_mapping, batch_upload
from intake.views.review import batch_detail
from intake.views.rows import batch_row, batch_row_step
from intake.views.steps import batch_accept, batch_commit, batch_recheck, batch_result, batch_skip
from intake.views.undo import batch_undo
from intake.views.words import batch_words
from intake.views.work import batch_read
from intake.views.workbooks import batch_refused, renewal_form, template

__all__ = [
    "batch_accept",
    "batch_approval",
    "batch_commit",
    "batch_detail",
    "batch_file",
    "batch_list",
    "batch_mapping",
    "batch_read",
    "batch_recheck",
    "batch_refused",
    "batch_result",
    "batch_row",
    "batch_row_step",
    "batch_skip",
    "batch_undo",
    "batch_upload",
    "batch_words",
    "renewal_form",
    "template",
]
