"""January in a real browser: new figures proposed, approved by another, counted with on their day, taken back."""

import datetime as dt

import pytest

from houvast.foundation.accounts.models import Role
from houvast.foundation.parameters.services import approve, propose
from houvast.foundation.tenancy.context import tenant
from tests.support.figures import new_year
from tests.support.houses import member
from tests.support.looks import fits, violations

pytestmark = pytest.mark.django_db(transaction=True)
PAGE, NEW = "/beheer/bedragen/", "/beheer/bedragen/vtlb/2027-01/"
FIRST = dt.date(2027, 1, 1)


def look(page, state):
    assert violations(page) == [], state
    assert fits(page), state


def vtlb_on_the_screen(page, site):
    """The VTLB of a single person, or what the page says instead."""
    page.goto(site("/werk/rekenhulp/"))
    page.check("#id_situation_0")
    page.fill("#id_net_income_incl_vt", "2.090,00")
    page.fill("#id_taxable_income_year", "29.000")
    page.press("#id_taxable_income_year", "Enter")
    page.wait_for_selector(".app-trace, .app-errors")
    return page.inner_text("main")


@pytest.mark.parametrize("width", [1280, 390])
def test_new_figures_from_the_proposal_to_the_day_and_back(town, site, desk, tmp_path, width):
    house, clock = town
    with tenant(house.id):
        karel = member("Karel Bos", Role.ADMINISTRATOR, None, "voorbeeldstad")
    with new_year(tmp_path):
        with tenant(house.id):
            other = propose(house.administrator, "toeslagen", "2027-01", FIRST, clock)
            approve(karel, other.id, clock)
        first, second = desk(width, house.administrator), desk(width, karel)
        first.goto(site(PAGE))
        look(first, "list")
        first.goto(site(NEW))
        look(first, "ready")
        first.fill("#id_starts_on", "2026-12-31")
        first.get_by_role("button", name="Stel voor").click()
        assert "Kies een dag van 1 januari 2027" in first.inner_text("main")
        look(first, "refused")
        first.fill("#id_starts_on", "2027-01-01")
        first.get_by_role("button", name="Stel voor").click()
        first.goto(site(NEW))
        assert "Jij stelde dit voor" in first.inner_text("main")
        assert first.get_by_role("button", name="Keur goed").count() == 0
        second.goto(site(NEW))
        look(second, "waits")
        second.get_by_role("button", name="Keur goed").click()
        assert "gaat in op 1 januari 2027" in second.inner_text("main")
        look(second, "approved")
        before = vtlb_on_the_screen(desk(width), site)
        clock.move_to(dt.datetime(2027, 1, 5, 9, tzinfo=dt.UTC))
        after = vtlb_on_the_screen(desk(width), site)
        assert "nog niet in gebruik" not in after and after != before
        third = desk(width, karel)
        third.goto(site(NEW))
        assert "in gebruik sinds 1 januari 2027" in third.inner_text("main")
        third.get_by_role("link", name="Trek in").click()
        look(third, "withdraw")
        third.fill("#id_reason", "De norm klopt niet.")
        third.get_by_role("button", name="Trek in").click()
        assert "De norm klopt niet." in third.inner_text("main")
        look(third, "withdrawn")
        assert "nog niet in gebruik" in vtlb_on_the_screen(desk(width), site)
