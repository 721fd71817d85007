"""An Arabic speaker with an interpreter in the evening: from the sign-up to the talk, in her own language."""

import datetime as dt
import re

import pytest

from houvast.casework.dossier.models import Clock, Dossier
from houvast.casework.letters.models import Message
from houvast.casework.planning.models import Appointment
from houvast.casework.planning.reminders import remind
from houvast.casework.planning.services import add_interpreter, give_hours, give_interpreter_hours
from houvast.foundation import clock as time_source
from houvast.foundation.clock import AMSTERDAM, FixedClock
from houvast.foundation.tenancy.context import tenant
from tests.journeys import inventory
from tests.support.looks import fits, violations
from tests.support.stories import signs_up

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = dt.date(2026, 12, 1)


def at(hour, day=TUESDAY):
    return dt.datetime.combine(day, dt.time(hour), tzinfo=AMSTERDAM)


@pytest.fixture
def evening(town):
    """Fatma talks on Tuesday by day and in the evening; the interpreter is there in the evening only."""
    house, clock = town
    with tenant(house.id):
        rania = add_interpreter(house.administrator, "Rania Salem", ["ar"], clock)
        give_interpreter_hours(house.administrator, rania.id, at(18), at(20), clock)
        give_hours(house.counsellor, at(9), at(12), clock)
        give_hours(house.counsellor, at(18), at(20), clock)
    return house


def test_from_the_offer_to_the_talk(evening, town, site, resident, desk):
    house, clock = town
    with tenant(house.id):
        amal = signs_up(house, clock, call_name="Amal", language="ar", interpreter=True)
    offers_the_evening(desk(), site, amal)
    phone = resident(width=360)
    for _screen in inventory.come_back(phone, site, "/ar", house, amal.return_code):
        pass
    chooses_the_second_hour(phone, site)
    is_reminded_in_arabic(house)
    with time_source.using(FixedClock(at(20))):
        talks(desk(), site, amal)
    with tenant(house.id):
        assert not Clock.objects.filter(dossier_id=amal.dossier_id, stopped_on__isnull=True).exists()
        assert Dossier.objects.get(pk=amal.dossier_id).closed_on is None


def offers_the_evening(page, site, amal):
    """She takes the file up, asks for an interpreter and the evening."""
    page.goto(site(f"/werk/dossiers/{amal.dossier_id}/"))
    page.get_by_role("button", name="Pak op").click()
    page.goto(site(f"/werk/dossiers/{amal.dossier_id}/afspraak/"))
    page.select_option("#id_way", "phone")
    page.select_option("#id_language", "ar")
    page.check("#id_evening")
    page.get_by_role("button", name="Stel voor").click()
    assert page.get_by_text("De tijden zijn voorgesteld.").is_visible()
    assert page.get_by_text("18.00").count() >= 1 and page.get_by_text("9.00", exact=True).count() == 0
    assert violations(page) == [] and fits(page)


def chooses_the_second_hour(page, site):
    """On her phone, in Arabic, without scripts: the card of now, the hours, the one she takes."""
    page.goto(site("/ar/mijn/"))
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator(".app-now a.app-button").click()
    assert page.url.endswith("/ar/mijn/afspraak/")
    assert page.locator("button[name=pick]").count() == 2
    page.locator("button[name=pick]").nth(1).click()
    page.goto(site("/ar/mijn/"))
    card = page.locator(".app-now").inner_text()
    assert "19.00" in card and "مترجم" in card and "Rania" not in card
    assert fits(page)


def is_reminded_in_arabic(house):
    with tenant(house.id):
        booked = Appointment.objects.get(state="booked")
        assert (booked.starts_at, booked.interpreter.name) == (at(19), "Rania Salem")
        remind(house.system, FixedClock(at(10, TUESDAY - dt.timedelta(days=1))))
        reminder = Message.objects.get(text_key="appointment.reminder")
    assert reminder.language == "ar" and re.search("[\u0600-\u06ff]", reminder.body)


def talks(page, site, amal):
    """In the evening itself she writes down that they talked; that stops every clock."""
    page.goto(site(f"/werk/dossiers/{amal.dossier_id}/afspraak/"))
    page.get_by_role("button", name="Gesproken").click()
    assert page.get_by_text("Vastgelegd. De klok staat stil.").is_visible()
