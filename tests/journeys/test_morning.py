"""A counsellor's morning with sixty files, by keyboard alone: who is late first, and nobody falls off the list."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houvast.casework.contact.models import ContactAttempt
from houvast.casework.dossier.services import take_up
from houvast.foundation.accounts.models import Account
from houvast.foundation.tenancy.context import tenant
from tests.support.desks import signed_in
from tests.support.houses import clock_at
from tests.support.looks import fits, violations
from tests.support.stories import signs_up

pytestmark = pytest.mark.django_db(transaction=True)
FILES, LATE, ON_A_PAGE = 60, 4, 50
OUTSIDE = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
FOCUSED = "document.activeElement.matches.bind(document.activeElement)"


def take(house, clock, number):
    """The first few came in a week ago and wait since; the others on the days after it."""
    received = clock_at(dt.date(2026, 11, 16 if number < LATE else 20), 9, number)
    made = signs_up(house, received, call_name=f"Naam{number:02}", phone=f"+3161122{number:04}")
    take_up(house.counsellor, made.dossier_id, clock)


@pytest.fixture
def sixty(town):
    """All names, and how many statements the page took with one file."""
    house, clock = town
    with tenant(house.id):
        Account.objects.filter(pk=house.counsellor.account_id).update(shortcuts=True)
        take(house, clock, 0)
    cost = statements(house, "/werk/")
    with tenant(house.id):
        for number in range(1, FILES):
            take(house, clock, number)
    return {f"Naam{number:02}" for number in range(FILES)}, cost


def statements(house, address):
    client = signed_in(house.counsellor)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len([one for one in queries if not one["sql"].startswith(OUTSIDE)])


def tab_to(page, selector):
    """Press Tab until the focus is there."""
    for _ in range(200):
        if page.evaluate(f"{FOCUSED}({selector!r})"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not come to {selector}")


def presses(page, key):
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def names_on(page):
    return page.locator("[data-row]").all_inner_texts()


def test_a_morning_of_sixty_files_by_keyboard(desk, site, town, sixty):
    house, _clock = town
    everybody, cost_of_one = sixty
    page = desk()
    page.goto(site("/werk/"))
    tab_to(page, "button[name=density][value=dicht]")
    presses(page, "Enter")
    assert page.locator("body.app-dicht").count() == 1
    assert violations(page) == [] and fits(page)
    assert late_in_menu(page) == LATE
    helped = [opens_the_first_and_speaks(page, late=LATE - number) for number in range(3)]
    assert len(set(helped)) == 3, "each time the next one stands first"
    assert late_in_menu(page) == 1

    # The page ends after fifty; while it is open somebody of it is helped, and the next page leaves nobody out.
    first = names_on(page)
    assert len(first) == ON_A_PAGE
    helped.append(speaks_in_another_window(desk(), site, first[0]))
    presses(page, "n")
    second = names_on(page)
    assert len(first) + len(second) == FILES + len(set(first) & set(second))
    assert set(first) | set(second) == everybody
    assert violations(page) == [] and fits(page)
    following = page.url
    presses(page, "m")
    assert page.url == site("/werk/") and page.locator(".app-menu__count--late").count() == 0
    assert violations(page) == [] and fits(page)

    with tenant(house.id):
        assert ContactAttempt.objects.filter(outcome="reached").count() == len(helped)
    assert statements(house, "/werk/") == cost_of_one <= 12
    assert statements(house, following.removeprefix(site(""))) <= cost_of_one


def late_in_menu(page):
    return int(page.locator(".app-menu__count--late").first.inner_text().split()[0])


def opens_the_first_and_speaks(page, late):
    """Down, Enter, the form, and back with one key; the red number is one less."""
    assert late_in_menu(page) == late
    assert page.locator(".app-worklist__group b").first.inner_text() == f"Te laat {late}"
    page.keyboard.press("ArrowDown")
    name = page.evaluate("document.activeElement.textContent")
    assert name == names_on(page)[0]
    presses(page, "Enter")
    assert page.get_by_role("heading", name=name, level=1).is_visible()
    records_a_talk(page)
    presses(page, "m")
    return name


def records_a_talk(page):
    tab_to(page, "a[href$='/contact/']")
    presses(page, "Enter")
    tab_to(page, "input[name=outcome]")
    page.keyboard.press("Space")
    presses(page, "Enter")
    page.get_by_text("de klok staat stil").wait_for()


def speaks_in_another_window(page, site, name):
    page.goto(site("/werk/"))
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == name
    presses(page, "Enter")
    records_a_talk(page)
    return name
