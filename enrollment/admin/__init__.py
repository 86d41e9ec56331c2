"""People, periods and enrollments in the Django admin, under the rules of the screens."""

from enrollment.admin.enrollments import EnrollmentAdmin
from enrollment.admin.other_covers import OtherCoverAdmin
from enrollment.admin.people import WorkerAdmin
from enrollment.admin.presets import ColumnPresetAdmin
from enrollment.admin.programme import (
    EligibilityLimitAdmin,
    EnrollmentPeriodAdmin,
    FundingSourceAdmin,
)

__all__ = [
    "ColumnPresetAdmin",
    "EligibilityLimitAdmin",
    "EnrollmentAdmin",
    "EnrollmentPeriodAdmin",
    "FundingSourceAdmin",
    "OtherCoverAdmin",
    "WorkerAdmin",
]
