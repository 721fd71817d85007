"""A no-show who comes back: a kind call along three ways, a new hour without a question, and the talk after all."""

import datetime as dt

import pytest

from houvast.casework.dossier.models import Clock, Task
from houvast.casework.dossier.services import take_up
from houvast.casework.planning.models import Appointment
from houvast.casework.planning.services import OfferCommand, give_hours, offer_slots, pick
from houvast.foundation import clock as time_source
from houvast.foundation.clock import AMSTERDAM, FixedClock
from houvast.foundation.organisations.models import LanguageOffer
from houvast.foundation.tenancy.context import tenant
from houvast.promise.facts import Period
from houvast.promise.judge import State
from houvast.promise.queries import score
from houvast.promise.services import refresh
from tests.journeys import inventory
from tests.support.desks import with_role
from tests.support.looks import fits, violations
from tests.support.stories import calls, signs_up
from tests.support.town import MONDAY

pytestmark = pytest.mark.django_db(transaction=True)
WEDNESDAY, THURSDAY, FRIDAY = (dt.date(2026, 11, day) for day in (25, 26, 27))
KIND_CALL = "Vriendelijk bellen: de inwoner kwam niet op de afspraak"


def at(day, hour):
    return dt.datetime.combine(day, dt.time(hour), tzinfo=AMSTERDAM)


def look(page):
    assert violations(page) == [] and fits(page), page.url


@pytest.fixture
def booked(town):
    """Makes a file whose talk stands on Wednesday at nine; Thursday and Friday were offered too."""
    house, clock = town

    def in_language(language):
        with tenant(house.id):
            if language == "ti":
                LanguageOffer.objects.create(municipality=house.municipality, language=language)
            for day in (WEDNESDAY, THURSDAY, FRIDAY):
                give_hours(house.counsellor, at(day, 9), at(day, 10), clock)
            made = signs_up(house, clock, call_name="Amal", language=language, mail="amal@voorbeeld.example")
            take_up(house.counsellor, made.dossier_id, clock)
            calls(house, made, clock, "reached")
            command = OfferCommand(made.dossier_id, made.party_id, (house.counsellor.account_id,), "phone")
            pick(house.counsellor, offer_slots(house.counsellor, command, clock)[0].id, clock)
        return made

    return in_language


@pytest.mark.parametrize("prefix", ["", "/ar", "/ti"])
def test_who_did_not_come_is_called_kindly_comes_back_and_is_spoken_to(booked, town, site, resident, desk, prefix):
    house, _clock = town
    amal = booked(prefix.strip("/") or "nl")
    with time_source.using(FixedClock(at(WEDNESDAY, 11))):
        page = desk()
        is_written_down_and_stands_on_the_day(page, site, amal)
        is_tried_along_three_ways(page, site, house, amal)
    with time_source.using(FixedClock(at(THURSDAY, 10))):
        chooses_another_hour(resident(width=360, script=True), site, house, amal, prefix)
        page = desk()
        page.goto(site("/werk/"))
        assert page.get_by_text(KIND_CALL).count() == 0 and page.get_by_role("link", name="Amal").is_visible()
    with time_source.using(FixedClock(at(FRIDAY, 10))):
        page = desk()
        page.goto(site(f"/werk/dossiers/{amal.dossier_id}/afspraak/"))
        page.get_by_role("button", name="Gesproken").click()
        page.get_by_text("Vastgelegd. De klok staat stil.").wait_for()
        look(page)
        counts_as_kept(desk, site, house, amal)


def is_written_down_and_stands_on_the_day(page, site, amal):
    page.goto(site(f"/werk/dossiers/{amal.dossier_id}/afspraak/"))
    page.get_by_role("button", name="Niet gekomen").click()
    page.get_by_text("Er staat een taak: vriendelijk bellen binnen 2 werkdagen.").wait_for()
    look(page)
    page.goto(site("/werk/"))
    row = page.get_by_role("row").filter(has_text="Amal")
    assert KIND_CALL in row.inner_text()
    look(page)


def is_tried_along_three_ways(page, site, house, amal):
    """A call, a text message, an e-mail: no answer. The call stays on the day, and nothing closes."""
    page.goto(site(f"/werk/dossiers/{amal.dossier_id}/contact/"))
    page.get_by_label("niet opgenomen").check()
    page.get_by_role("button", name="Leg vast").click()
    page.get_by_text("De klok loopt door").wait_for()
    for way in range(2):
        page.goto(site(f"/werk/dossiers/{amal.dossier_id}/niet-bereikt/"))
        look(page)
        page.get_by_role("button", name="Stuur een bericht").nth(way).click()
        page.get_by_text("Het bericht gaat weg.").wait_for()
    with tenant(house.id):
        task = Task.objects.get(kind="kind_call")
        assert (task.outcome, task.due) == ("", FRIDAY)
        assert Clock.objects.filter(dossier_id=amal.dossier_id, kind="belofte_intake", stopped_on=None).exists()


def chooses_another_hour(page, site, house, amal, prefix):
    """Her code, her page, an hour. Nobody asks why she was not there."""
    for _name, _state in inventory.come_back(page, site, prefix, house, amal.return_code):
        look(page)
    page.goto(site(f"{prefix}/mijn/"))
    look(page)
    page.locator(".app-now a.app-button").click()
    assert page.url == site(f"{prefix}/mijn/afspraak/")
    look(page)
    assert page.locator("main textarea, main select, main input:not([type=hidden])").count() == 0
    page.locator("button[name=pick]").click()
    page.goto(site(f"{prefix}/mijn/"))
    assert "9.00" in page.locator(".app-now").inner_text()
    look(page)
    with tenant(house.id):
        assert Appointment.objects.get(state="booked").starts_at == at(FRIDAY, 9)
        assert Task.objects.get(kind="kind_call").outcome == "dropped"


def counts_as_kept(desk, site, house, amal):
    """No clock runs; the numbers say that the talk was within ten days and that nobody was shut out."""
    with tenant(house.id):
        assert not Clock.objects.filter(dossier_id=amal.dossier_id, stopped_on=None).exists()
        refresh(FixedClock(at(FRIDAY, 10)))
    with_role(house, "quality_officer")
    page = desk(actor=house.colleague)
    for measure in ("1.3", "1.3b", "1.4"):
        with tenant(house.id):
            _, judged = score(measure, Period(MONDAY, FRIDAY), None, at(FRIDAY, 11))
        assert [state for _, state in judged] == [State.KEPT], measure
        page.goto(site(f"/kwaliteit/cijfers/?maat={measure}"))
        look(page)
