"""Spreadsheets on their way in: the file, its rows as they came, what was made of them."""

from intake.models.batches import CorrectedFile, ImportBatch, ImportBatchQuerySet
from intake.models.remembered import Remembered
from intake.models.rows import SavedRow, StagedRow, StagedRowQuerySet

__all__ = [
    "CorrectedFile",
    "ImportBatch",
    "ImportBatchQuerySet",
    "Remembered",
    "SavedRow",
    "StagedRow",
    "StagedRowQuerySet",
]
