"""Reference data of the test database: 21 kelurahan, categories, limits.

``tests/conftest.py`` imports ``django_db_setup``, so every test finds them. A transactional test
empties the tables afterwards; the ``flush`` command beside this file puts them back.
"""

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Create the test database as always, then fill in what every registry starts from."""
    with django_db_blocker.unblock():
        call_command("load_reference", verbosity=0)
