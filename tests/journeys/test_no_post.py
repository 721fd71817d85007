"""A person who must not get post at home: nothing goes through the letter box, also when the wish comes late."""

import pytest

from houvast.casework.dossier.models import Party, Task
from houvast.casework.dossier.services import take_up
from houvast.casework.letters.models import Card, Message, PrintBatch
from houvast.casework.residents.services import AddressGiven, record_address
from houvast.casework.signup.services import PostalGiven
from houvast.foundation.organisations.models import LanguageOffer
from houvast.foundation.tenancy.context import tenant
from tests.journeys import inventory
from tests.journeys.inventory import SUBMIT
from tests.support.looks import fits, violations
from tests.support.stories import calls, signs_up

pytestmark = pytest.mark.django_db(transaction=True)
HOME = PostalGiven("Dorpsstraat 12", "1234 AB", "Voorbeeldstad")
NO_VOICEMAIL, NO_POST = "#id_not_these_0", "#id_not_these_1"


def language_of(house, prefix):
    """The language of this prefix, which can be chosen here."""
    language = prefix.strip("/") or "nl"
    if language == "ti":
        with tenant(house.id):
            LanguageOffer.objects.create(municipality=house.municipality, language=language)
    return language


def look(page):
    """No barrier, nothing off the screen."""
    assert violations(page) == [] and fits(page), page.url


def neutral_by_sms(house, dossier_id, language):
    """Everything that was sent on this file: by text message, in her language, not a word of what it is about."""
    with tenant(house.id):
        sent = list(Message.objects.filter(dossier_id=dossier_id))
    assert {(one.channel, one.language) for one in sent} == {("sms", language)}
    told = " ".join(f"{one.subject} {one.body}" for one in sent).lower()
    assert not [word for word in ("schuld", "debt", "دين", "ديون", "ዕዳ") if word in told]
    return {one.text_key for one in sent}


@pytest.mark.parametrize("prefix", ["", "/ar", "/ti"])
def test_who_says_so_at_the_sign_up_gets_no_card_and_another_way(resident, desk, site, town, prefix):
    house, clock = town
    language = language_of(house, prefix)
    phone = resident(width=360, script=True)
    phone.goto(site(f"{prefix}/aanmelden/"))
    phone.check("#id_way_0")
    phone.fill("#id_phone", "06 12 34 56 78")
    for _screen in range(3):
        phone.click(SUBMIT)
    assert phone.url == site(f"{prefix}/aanmelden/klaar/")
    phone.goto(site(f"{prefix}/aanmelden/klaar/veilig/"))
    look(phone)
    for box in ("#id_safe_contact", NO_VOICEMAIL, NO_POST):
        phone.check(box)
    phone.click(SUBMIT)
    look(phone)
    with tenant(house.id):
        her = Party.objects.get()
        take_up(house.counsellor, her.dossier_id, clock)
        record_address(house.counsellor, her.person_id, AddressGiven("Dorpsstraat 12", "1234AB", "Voorbeeldstad"),
                       clock)  # fmt: skip
    page = desk()
    page.goto(site(f"/werk/dossiers/{her.dossier_id}/contact/"))
    page.get_by_label("niet opgenomen").check()
    page.get_by_role("button", name="Leg vast").click()
    page.get_by_text("De klok loopt door").wait_for()
    assert page.get_by_text("Stuur geen post naar huis.").is_visible()
    page.goto(site(f"/werk/dossiers/{her.dossier_id}/niet-bereikt/"))
    assert page.get_by_text("De inwoner koos veilig contact: iemand anders kan de post openen.").is_visible()
    assert page.get_by_text("ga niet langs, iemand anders kan opendoen").is_visible()
    assert page.get_by_role("button", name="Leg een kaart klaar").count() == 0
    look(page)
    page.get_by_role("button", name="Stuur een bericht").click()
    page.get_by_text("Het bericht gaat weg.").wait_for()
    page.goto(site("/werk/post/"))
    assert page.get_by_text("De stapel is leeg.").is_visible()
    look(page)
    assert "contact.in_vain" in neutral_by_sms(house, her.dossier_id, language)
    with tenant(house.id):
        assert not Card.objects.exists() and not PrintBatch.objects.exists()


def asks_for_a_card(page, site, made):
    page.goto(site(f"/werk/dossiers/{made.dossier_id}/niet-bereikt/"))
    page.get_by_role("button", name="Leg een kaart klaar").click()
    page.get_by_text("De kaart ligt op de stapel.").wait_for()


def says_no_letters(page, site, prefix, house, made):
    """On her phone, with her code: no letters to my house."""
    for _name, _state in inventory.come_back(page, site, prefix, house, made.return_code):
        look(page)
    page.goto(site(f"{prefix}/mijn/gegevens/veilig/"))
    page.check(NO_POST)
    page.click(SUBMIT)
    page.locator("[role=status]").first.wait_for()
    look(page)


@pytest.fixture
def letter_writer(town):
    """Makes a file of somebody who asked for letters and could not be reached three times."""
    house, clock = town

    def made_in(language):
        with tenant(house.id):
            made = signs_up(house, clock, wants="post", postal=HOME, call_name="Sanne", language=language)
            take_up(house.counsellor, made.dossier_id, clock)
            for _ in range(3):
                calls(house, made, clock, "no_answer")
        return made

    return made_in


@pytest.mark.parametrize("prefix", ["", "/ar", "/ti"])
def test_a_wish_between_asking_and_printing_keeps_the_card_off_the_paper(
    resident, desk, site, town, letter_writer, prefix
):
    house, _clock = town
    made = letter_writer(language_of(house, prefix))
    page = desk()
    asks_for_a_card(page, site, made)
    says_no_letters(resident(width=360, script=True), site, prefix, house, made)
    page.goto(site("/werk/post/"))
    page.get_by_role("button", name="Maak de stapel klaar").click()
    page.get_by_text("Er is geen kaart om te printen.").wait_for()
    look(page)
    page.goto(site(f"/werk/dossiers/{made.dossier_id}/"))
    assert page.get_by_text("De kaart ging niet weg: kies een andere weg naar deze inwoner").first.is_visible()
    page.goto(site(f"/werk/dossiers/{made.dossier_id}/niet-bereikt/"))
    assert page.get_by_text("De inwoner wil geen post thuis.").first.is_visible()
    assert page.get_by_role("button", name="Stuur een bericht").is_visible()
    look(page)
    with tenant(house.id):
        assert Card.objects.get().state == "withdrawn" and not PrintBatch.objects.exists()


def test_a_wish_after_printing_empties_the_pages_and_somebody_takes_the_card_out_of_the_post(
    resident, desk, site, town, letter_writer
):
    house, clock = town
    made = letter_writer("nl")
    page = desk()
    asks_for_a_card(page, site, made)
    page.goto(site("/werk/post/"))
    page.get_by_role("button", name="Maak de stapel klaar").click()
    page.get_by_text("1 kaart klaar om te printen.").wait_for()
    says_no_letters(resident(width=360, script=True), site, "", house, made)
    page.get_by_role("link", name="Download").click()
    page.get_by_text("Deze kaarten mogen niet meer weg").wait_for()
    look(page)
    page.goto(site("/werk/?groep=today"))
    page.get_by_role("link", name="Sanne").click()
    assert page.get_by_text("Haal de kaart uit de uitgaande post: post is niet veilig meer").first.is_visible()
    look(page)
    with tenant(house.id):
        assert Task.objects.get(kind="card_out_of_post").due == clock.today()
