"""What is wrong with a value, said once for forms, imports, commands and screens."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Severity(StrEnum):
    """Whether a problem stops the row or only asks a person to look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: a code from a closed list, the field, a plain sentence, its severity."""

    code: str
    field: str
    message: str | Promise
    severity: Severity = Severity.ERROR
    source: str | Promise = ""

    @property
    def blocks(self) -> bool:
        return self.severity == Severity.ERROR

    def as_json(self) -> dict[str, str]:
        """Give the problem as plain text values, fit for a JSON column or report."""
        return {
            "code": self.code,
            "field": self.field,
            "message": str(self.message),
            "severity": str(self.severity),
        }


def blocking(problems: Iterable[Problem]) -> list[Problem]:
    """Keep the problems that stop a row."""
    return [problem for problem in problems if problem.blocks]
