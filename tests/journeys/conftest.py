"""A real browser in a real town: the clock stands still on Monday 23 November 2026, 10.00."""

import pytest

from tests.support.town import a_town


@pytest.fixture
def town(transactional_db, live_server):
    """(house, clock) behind a real server; everything is committed."""
    with a_town() as (house, clock):
        yield house, clock


@pytest.fixture
def site(town, live_server):
    """The address of a path on the server."""
    return lambda path: live_server.url + path


@pytest.fixture
def resident(browser, town):
    """Makes a visitor: width, scripts or not; closes them all afterwards."""
    made = []

    def visitor(*, width=390, script=False, language="nl-NL", **more):
        context = browser.new_context(
            viewport={"width": width, "height": 844}, java_script_enabled=script, locale=language,
            timezone_id="Europe/Amsterdam", **more,
        )  # fmt: skip
        made.append(context)
        return context.new_page()

    yield visitor
    for context in made:
        context.close()
