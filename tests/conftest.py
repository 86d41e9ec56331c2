"""What holds for every test: reference data is there, the network is not."""

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

# How long an example takes says more about the machine than about the code.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")
pytest_plugins = ["tests.racing", "tests.reference"]

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
LOOPBACK = {"127.0.0.1", "::1", "localhost", ""}


def refuse_network(event: str, details: tuple[Any, ...]) -> None:
    """Fail on any attempt to reach another machine; an audit hook cannot be gone around."""
    if event == "socket.connect":
        address = details[1]
        host = address[0] if isinstance(address, tuple) else ""
    elif event == "socket.getaddrinfo":
        host = details[0] or ""
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host not in LOOPBACK:
        pytest.fail(f"A test tried to reach {host}.")


sys.addaudithook(refuse_network)


@pytest.fixture(autouse=True)
def _files_of_the_test(settings: Any, tmp_path: Path) -> None:
    """Keep what a test uploads or makes in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out the tests that say the same whatever the database is",
    )
    parser.addoption(
        "--new-pictures",
        action="store_true",
        help="draw the pictures of paper in docs/ anew instead of comparing with them",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the tests that drive a browser last, all in one process."""
    if config.getoption("--database-only"):
        others = [item for item in items if not _uses_the_database(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if _uses_the_database(item)]
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))


def _uses_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    asked = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(asked & DATABASE_FIXTURES)
