"""Programme periods, each worker's place in them, and what other units of the city cover."""

from enrollment.models.enrollments import Enrollment, EnrollmentQuerySet
from enrollment.models.other_covers import OtherCover, OtherCoverQuerySet
from enrollment.models.programme import (
    EligibilityLimit,
    EnrollmentPeriod,
    EnrollmentPeriodQuerySet,
    FundingSource,
)

__all__ = [
    "EligibilityLimit",
    "Enrollment",
    "EnrollmentPeriod",
    "EnrollmentPeriodQuerySet",
    "EnrollmentQuerySet",
    "FundingSource",
    "OtherCover",
    "OtherCoverQuerySet",
]
