"""Programme periods, their quotas, each worker's place, decrees, and what BPJS was sent."""

from enrollment.models.decrees import Decree, DecreeLine, DecreeLineQuerySet
from enrollment.models.enrollments import BEGUN, Enrollment, EnrollmentQuerySet
from enrollment.models.field_checks import FieldCheck, FieldCheckQuerySet
from enrollment.models.other_covers import OtherCover, OtherCoverQuerySet
from enrollment.models.programme import (
    EligibilityLimit,
    EnrollmentPeriod,
    EnrollmentPeriodQuerySet,
    FundingSource,
)
from enrollment.models.quotas import Quota
from enrollment.models.renewals import RenewalAnswer, RenewalAnswerQuerySet
from enrollment.models.submissions import (
    ColumnPreset,
    PresetColumn,
    Submission,
    SubmissionLine,
    SubmissionLineQuerySet,
    SubmissionQuerySet,
)

__all__ = [
    "BEGUN",
    "ColumnPreset",
    "Decree",
    "DecreeLine",
    "DecreeLineQuerySet",
    "EligibilityLimit",
    "Enrollment",
    "EnrollmentPeriod",
    "EnrollmentPeriodQuerySet",
    "EnrollmentQuerySet",
    "FieldCheck",
    "FieldCheckQuerySet",
    "FundingSource",
    "OtherCover",
    "OtherCoverQuerySet",
    "PresetColumn",
    "Quota",
    "RenewalAnswer",
    "RenewalAnswerQuerySet",
    "Submission",
    "SubmissionLine",
    "SubmissionLineQuerySet",
    "SubmissionQuerySet",
]
