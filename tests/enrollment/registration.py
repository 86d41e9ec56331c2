"""A filled registration form as the browser posts it."""

from typing import Any

from tests import make


def filled(**changes: Any) -> dict[str, Any]:
    """Give valid answers for a new person, some of them changed; None leaves one out."""
    answers: dict[str, Any] = {
        "nik": make.nik(),
        "full_name": "Siti Aminah",
        "birth_date": "17-05-1980",
        "sex": "M",
        "rt": "3",
        "rw": "RW 02",
        "village": make.village().pk,
        "occupation": make.occupation().pk,
        "phone": "0812 3456 7890",
        "heirs-TOTAL_FORMS": "1",
        "heirs-INITIAL_FORMS": "0",
    }
    return {key: value for key, value in (answers | changes).items() if value is not None}
