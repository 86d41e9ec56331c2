"""Spreadsheets on their way in: the file, its rows as they came, what was made of them."""

from intake.models.batches import CorrectedFile, ImportBatch, ImportBatchQuerySet
from intake.models.remembered import Remembered
from intake.models.rows import StagedRow, StagedRowQuerySet

__all__ = [
    "CorrectedFile",
    "ImportBatch",
    "ImportBatchQuerySet",
    "Remembered",
    "StagedRow",
    "StagedRowQuerySet",
]
