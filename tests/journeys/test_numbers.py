"""The page of promises in a real browser: no barrier for anybody, nothing that runs off the screen."""

import pytest

from houvast.foundation.tenancy.context import tenant
from houvast.promise.services import refresh
from tests.support.desks import with_role
from tests.support.looks import fits, violations
from tests.support.stories import calls, later, signs_up

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer(desk, town):
    """The quality officer at his screen; half a year of sign-ups, some called too late."""
    house, clock = town
    with tenant(house.id):
        for days in range(6, 186, 15):
            received = later(clock, days=-days)
            made = signs_up(house, received)
            calls(house, made, later(received, days=5 if days % 4 == 2 else 0, hours=1), "reached", first_talk=True)
        refresh(clock)
    with_role(house, "quality_officer")
    return lambda width: desk(width, house.colleague)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_numbers_have_no_barrier_and_fit_the_screen(officer, site, width, tmp_path):
    page = officer(width)
    for address in ("/kwaliteit/", "/kwaliteit/1.3/", "/kwaliteit/1.4/?periode=maand"):
        page.goto(site(address))
        assert violations(page) == [] and fits(page)
        page.screenshot(path=tmp_path / f"{address.strip('/').replace('/', '-').split('?')[0]}-{width}.png")


def test_from_the_overview_to_the_list_by_keyboard(officer, site):
    page = officer(1280)
    page.goto(site("/kwaliteit/"))
    page.get_by_role("link", name="Contact in 2 werkdagen").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kwaliteit/1.3/**")
    assert page.get_by_role("heading", name="Niet gehouden").is_visible()
    assert "SH-2026-" in page.inner_text("main")
