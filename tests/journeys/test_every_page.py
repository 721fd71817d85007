"""Whatever a colleague can reach by links has no barrier and fits his screen: one page of each address."""

from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.urls import Resolver404, resolve

from houvast.casework.dossier.services import take_up
from houvast.casework.merging.services import MergeCommand, merge
from houvast.casework.referrals.concerns import ConcernGiven, give_concern
from houvast.foundation.tenancy.context import tenant
from houvast.promise.services import refresh
from tests.support.desks import with_role
from tests.support.looks import at_desk, fits, violations
from tests.support.stories import calls, later, signs_up

pytestmark = pytest.mark.django_db(transaction=True)
HOMES = {
    "counsellor": "/werk/",
    "team_lead": "/werk/aanmeldingen/",
    "administration": "/werk/aanmeldingen/",
    "administrator": "/beheer/",
    "quality_officer": "/kwaliteit/",
}
WIDTHS = (390, 1280)


@pytest.fixture
def peopled(town):
    """Files in every state a first phase knows."""
    house, clock = town
    with tenant(house.id):
        crisis = signs_up(house, later(clock, days=-3), threats=("eviction",))
        take_up(house.counsellor, crisis.dossier_id, later(clock, days=-2))
        talked = signs_up(house, later(clock, days=-6))
        calls(house, talked, later(clock, days=-5), "reached", first_talk=True)
        calls(house, crisis, later(clock, days=-1), "no_answer")
        twice = signs_up(house, clock, phone="+31688888888")
        merge(house.counsellor, MergeCommand(talked.dossier_id, twice.dossier_id), clock)
        signs_up(house, clock)
        words = "De gordijnen zijn al weken dicht."
        give_concern(house.anonymous, ConcernGiven("neighbour", words, uuid4(), house.municipality), clock)
        refresh(clock)
    return house


@pytest.mark.parametrize("role", HOMES)
def test_every_page_a_colleague_can_reach(peopled, browser, site, role):
    with_role(peopled, role)
    context = at_desk(browser, site, peopled.colleague)
    page = context.new_page()
    seen = set()
    for path in _walk(page, site, HOMES[role], seen):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [] and fits(page), (path, width)
    context.close()
    assert len(seen) >= 3


def _walk(page, site, home, seen):
    """The paths of all pages behind links, one for each address of the inventory; the page stands open meanwhile."""
    waiting = [home]
    while waiting:
        path = waiting.pop(0)
        name = _name_of(path)
        if name is None or name in seen:
            continue
        seen.add(name)
        answer = page.goto(site(path))
        assert answer.status == 200, path
        waiting += page.evaluate("[...document.querySelectorAll('a[href]')].map(one => one.pathname + one.search)")
        yield path


def _name_of(path):
    """The name of a staff address; None for another house, a download, or the resident's side."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    if urlsplit(path).path.endswith((".csv", ".pdf", ".ics")):
        return None
    inside = ("counsellor", "beheer", "quality", "accounts", "planning", "staff_rekenhulp")
    return found.view_name if found.app_names and found.app_names[0] in inside else None
