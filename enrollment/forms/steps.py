"""Many people chosen for one step: exactly these, as they stood when they were counted."""

from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from common.http import ActionDenied
from enrollment.forms.actions import ReasonForm
from enrollment.models import Enrollment
from enrollment.policies import NEED_REASON
from enrollment.transitions import Action

_SALT = "enrollment.steps"


def seal(rows: Iterable[Enrollment]) -> str:
    """Write who was counted, and in which version, as text for a hidden field."""
    pairs = [(row.pk, row.version) for row in rows]
    return signing.dumps(pairs, salt=_SALT, compress=True)


def unseal(text: str) -> dict[int, int]:
    """Read back versions by enrollment id.

    Raises  ActionDenied for anything that ``seal`` did not write.
    """
    try:
        return {int(pk): int(version) for pk, version in signing.loads(text, salt=_SALT)}
    except signing.BadSignature as error:
        raise ActionDenied(
            _("Daftar orangnya tidak terbaca lagi. Ulangi dari antrean.")
        ) from error


class StepForm(ReasonForm):
    """What one step along the table asks: a reason, and only where it says no."""

    def __init__(self, *args: Any, action: Action) -> None:
        super().__init__(*args)
        if action in NEED_REASON:
            self.fields["reason_code"].required = True
        else:
            del self.fields["reason_code"], self.fields["reason_note"]
