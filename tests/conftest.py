"""Fixtures for every test: a real PostgreSQL as the runtime role, and a real browser."""

import os
import shutil

import pytest
from django.db import connection

from tests.support import databases

# Playwright's synchronous interface keeps an event loop running; Django would refuse the database next to it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


KINDS = {
    "unit": "needs nothing but Python",
    "database": "uses the real PostgreSQL",
    "browser": "drives the real Chromium",
}
LARGE = "large: whole ranges of days, amounts or program starts; for `make test`, not for `make check`"
BROWSER_FIXTURES = {"page", "context", "browser", "new_context"}
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup", "client"}


def pytest_configure(config):
    for kind, meaning in KINDS.items():
        config.addinivalue_line("markers", f"{kind}: {meaning}")
    config.addinivalue_line("markers", LARGE)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Give every test its kind by what it uses, so that no test can be forgotten by `make test`."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if names & BROWSER_FIXTURES:
            kind = "browser"
        elif names & DATABASE_FIXTURES or item.get_closest_marker("django_db"):
            kind = "database"
        else:
            kind = "unit"
        if not any(item.get_closest_marker(known) for known in KINDS):
            item.add_marker(kind)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """One migrated database for this test process, on the embedded test server."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        context = databases.own_database(worker)
        context.__enter__()
    yield
    with django_db_blocker.unblock():
        context.__exit__(None, None, None)


@pytest.fixture
def as_superuser(db):
    """A superuser's connection to the database of this test; sees only what is committed."""
    with databases.admin(connection.settings_dict["NAME"]) as admin:
        yield admin


# --- the browser (ux.md 7) -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, with everything off that would reach for a network."""
    found = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail("Er is geen Chromium. Draai `apt-get install chromium`, of zet CHROMIUM_PATH.")
    return {
        **browser_type_launch_args,
        "executable_path": found,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A resident in the Netherlands, at a desk unless the test says otherwise."""
    return {
        **browser_context_args,
        "locale": "nl-NL",
        "timezone_id": "Europe/Amsterdam",
        "viewport": {"width": 1280, "height": 900},
    }
