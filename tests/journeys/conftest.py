"""A real browser in a real town: the clock stands still on Monday 23 November 2026, 10.00."""

import pytest

from tests.support.looks import at_desk
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


@pytest.fixture
def desk(browser, town, site):
    """Gives a colleague's screen, signed in; scripts on, because staff have them."""
    house, _clock = town
    made = []

    def sit_down(width=1280, actor=None, height=900):
        context = at_desk(browser, site, actor or house.counsellor, viewport={"width": width, "height": height})
        made.append(context)
        return context.new_page()

    yield sit_down
    for context in made:
        context.close()
