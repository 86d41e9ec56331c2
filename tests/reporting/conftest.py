"""A period in force and somebody who may see the whole city, NIK masked."""

from datetime import date

import pytest

from tests import make


@pytest.fixture
def period():
    return make.period(code="2025", starts_on=date(2025, 4, 1), ends_on=date(2099, 12, 31))


@pytest.fixture
def official(client):
    user = make.official()
    client.force_login(user)
    return user
