"""A sign-up in three short pages: two answers are enough, nothing typed is lost, and twice is once."""

import datetime as dt
import re
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from houvast.casework.dossier.models import Dossier, Threat
from houvast.casework.residents.models import Address, ContactPoint, ContactWish, PersonName
from houvast.casework.signup.drafts import pack_link
from houvast.casework.signup.models import Signup, SignupAddition, SignupDraft
from houvast.foundation.jobs.delivery import deliver
from houvast.foundation.jobs.handlers import Delivered, TryLater
from houvast.foundation.jobs.models import Intent
from houvast.foundation.organisations.models import Location, Municipality, MunicipalityPostcodes
from houvast.foundation.tenancy.context import tenant
from houvast.web.public.forms import ReachForm
from tests.support.outbox import with_provider
from tests.support.stories import CHANCE

REACH, HASTE, CHECK, DONE = "/aanmelden/", "/aanmelden/haast/", "/aanmelden/controle/", "/aanmelden/klaar/"
CALL_ME = {"way": "call", "phone": "06 12 34 56 78"}


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def code_on(html):
    return re.sub(r"<[^>]+>", "", re.search(r'app-code__sign" dir="ltr">(.+?)</p>', html).group(1))


def key_on(response):
    return re.search(r'name="form_key" value="([0-9a-f-]{36})"', response.content.decode()).group(1)


def fill_in(client, reach=None, urgency=("none",)):
    """Pages 1 and 2; gives page 3."""
    first = client.post(REACH, CALL_ME if reach is None else reach)
    assert first.status_code == 302, words_of(first)
    assert client.post(HASTE, {"urgency": list(urgency)}).status_code == 302
    return client.get(CHECK)


def signs_up(client, reach=None, urgency=("none",), **more):
    page = fill_in(client, reach, urgency)
    return client.post(CHECK, {"form_key": key_on(page), **more}, follow=True)


def in_house(house):
    return tenant(house.id)


def test_two_answers_are_enough(client, house):
    confirmation = signs_up(client, urgency=())
    assert confirmation.redirect_chain[-1] == (DONE, 302)
    words = words_of(confirmation)
    assert "Je bent aangemeld" in words and "Wij bellen je uiterlijk woensdag 25 november" in words
    assert "Uiterlijk donderdag 3 december" in words and "Neem niets mee." in words
    with in_house(house):
        signup = Signup.objects.get()
        assert (signup.wants, signup.urgency, signup.channel, signup.language) == ("call", "unknown", "website", "nl")
        assert ContactPoint.objects.get().value == "+31612345678"
        assert not PersonName.objects.exists()


def test_the_promised_date_stands_there_before_and_after_sending(client, house):
    page = fill_in(client)
    assert "Wij bellen je uiterlijk woensdag 25 november." in words_of(page)
    after = client.post(CHECK, {"form_key": key_on(page)}, follow=True)
    assert "woensdag 25 november" in words_of(after)


def test_the_code_has_four_groups_and_a_qr_without_personal_data(client, house):
    html = signs_up(client, {**CALL_ME, "call_name": "Sanne"}).content.decode()
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}", code_on(html))
    assert 'role="img" aria-label="QR om terug te gaan' in html
    assert "Je bent aangemeld, <bdi>Sanne</bdi>" in html


def test_loading_the_confirmation_again_shows_the_same(client, house):
    first = signs_up(client)
    again = client.get(DONE)
    assert words_of(again) == words_of(first)
    with in_house(house):
        assert Signup.objects.count() == 1


def test_without_a_signup_in_this_browser_the_confirmation_leads_to_the_code(client, house):
    assert client.get(DONE).url == "/mijn/terug/"


def test_opening_pages_changes_nothing(client, house):
    for page in (REACH, HASTE, CHECK, DONE, "/aanmelden/bewaren/", "/aanmelden/verder/abc/", "/ar/aanmelden/"):
        client.get(page)
        client.head(page)
    with in_house(house):
        assert not SignupDraft.objects.exists() and not Dossier.objects.exists() and not Intent.objects.exists()


def test_the_same_form_sent_twice_is_one_signup_and_one_confirmation(client, house):
    page = fill_in(client)
    key = key_on(page)
    first = client.post(CHECK, {"form_key": key}, follow=True)
    second = client.post(CHECK, {"form_key": key}, follow=True)
    assert words_of(second) == words_of(first)
    with in_house(house):
        assert Signup.objects.count() == 1


def test_the_key_of_another_signup_is_a_conflict_and_nothing_is_made(client, house):
    key = key_on(fill_in(client))
    client.post(CHECK, {"form_key": key})
    other = Client()
    fill_in(other, {"way": "call", "phone": "06 87 65 43 21"})
    response = other.post(CHECK, {"form_key": key})
    assert response.status_code == 409 and "Wij hebben deze aanmelding al." in words_of(response)
    with in_house(house):
        assert Signup.objects.count() == 1


@pytest.mark.parametrize("missing", [{}, {"form_key": ""}, {"form_key": "x"}, {"form_key": "\x00"}])
def test_a_send_without_a_good_key_asks_to_send_again(client, house, missing):
    fill_in(client)
    assert client.post(CHECK, missing).status_code == 400
    with in_house(house):
        assert not Signup.objects.exists()


# Ways -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reach", "wants", "promise"),
    [
        ({"way": "text", "text_phone": "+32 470 12 34 56"}, "text", "Wij sturen je een bericht, uiterlijk"),
        ({"way": "mail", "mail": " Sanne@Voorbeeld.example "}, "mail", "Wij sturen je een e-mail, uiterlijk"),
        ({"way": "visit"}, "visit", "Kom gerust langs. Wij hebben tijd voor je, uiterlijk"),
        ({"way": "post", "no_fixed_address": "on"}, "post", "Er ligt een brief voor je klaar, uiterlijk"),
        (
            {"way": "post", "street": "Dorpsstraat 1", "postcode": "1234 AB", "city": "Voorbeeldstad"},
            "post",
            "Wij sturen je een brief, uiterlijk",
        ),
    ],
)
def test_each_way_has_its_own_promise(client, house, reach, wants, promise):
    assert f"{promise} woensdag 25 november" in words_of(signs_up(client, reach))
    with in_house(house):
        assert Signup.objects.get().wants == wants


def test_no_fixed_address_is_written_down_as_such(client, house):
    signs_up(client, {"way": "post", "no_fixed_address": "on"})
    with in_house(house):
        address = Address.objects.get()
        assert address.no_fixed_address and address.street == ""


def test_somebody_who_comes_by_may_say_where(client, house):
    with in_house(house):
        place = Location.objects.get()
    signs_up(client, {"way": "visit", "location": str(place.id)})
    with in_house(house):
        assert Signup.objects.get().location_id == place.id
        assert ContactWish.objects.get().comes_by


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("06 12 34 56", "Dit nummer is te kort. Een nummer heeft 10 cijfers."),
        ("06 12 34 56 78 90 12", "Dit nummer is te lang. Een nummer heeft 10 cijfers."),
        ("bel mijn zus", "Hier staan letters in. Een nummer heeft alleen cijfers."),
        ("", "Vul je telefoonnummer in."),
        ("+999 1", "Dit nummer kunnen wij niet bellen."),
    ],
)
def test_a_wrong_number_says_how_to_fix_it_and_keeps_what_was_typed(client, house, typed, says):
    response = client.post(REACH, {"way": "call", "phone": typed, "call_name": "Sanne"})
    html, words = response.content.decode(), words_of(response)
    assert response.status_code == 400
    assert "<title>Fout: " in html and says in words
    assert "Nog één ding" in words and "Wij kunnen je nu niet bellen." in words
    assert "Bijvoorbeeld 06 12 34 56 78" in words
    assert 'value="Sanne"' in html and (not typed or f'value="{typed}"' in html)
    assert 'href="#id_phone"' in html and "autofocus" in html
    with in_house(house):
        assert not SignupDraft.objects.exists()


@pytest.mark.parametrize("number", ["+32 470 12 34 56", "0049 151 23456789", "+963 944 567 890", "0612345678",
                                    "06-12345678",
                                    "\u200e06 12 34 56 78\u202c"])  # fmt: skip
def test_numbers_from_anywhere_are_taken(client, house, number):
    assert client.post(REACH, {"way": "call", "phone": number}).status_code == 302


def test_a_mistake_in_a_way_that_was_not_chosen_does_not_matter(client, house):
    answers = {"way": "mail", "mail": "sanne@voorbeeld.example", "phone": "06 12", "text_phone": "zus"}
    assert client.post(REACH, answers).status_code == 302


@pytest.mark.parametrize(
    "answers", [{}, {"way": ""}, {"way": "pigeon"}, {"way": "mail", "mail": "sanne"}, {"way": "post"}]
)
def test_what_is_missing_is_asked_for(client, house, answers):
    response = client.post(REACH, answers)
    assert response.status_code == 400 and "app-errors" in response.content.decode()


# Urgency ------------------------------------------------------------------------------------------------


def test_a_threat_shows_the_number_at_once_and_sets_the_crisis_clock(client, house):
    page = fill_in(client, urgency=["eviction"])
    html = page.content.decode()
    assert html.index("app-urgent") < html.index("<h1>") and "tel:" in html
    confirmation = client.post(CHECK, {"form_key": key_on(page)}, follow=True)
    assert "Jij gaat voor." in words_of(confirmation) and "app-urgent" in confirmation.content.decode()
    assert "Uiterlijk donderdag 26 november" in words_of(confirmation)
    with in_house(house):
        assert Threat.objects.get().kind == "eviction"


def test_no_together_with_an_urgent_answer_is_urgent(client, house):
    signs_up(client, urgency=["none", "utilities"])
    with in_house(house):
        assert Signup.objects.get().urgency == "threat" and Threat.objects.get().kind == "utilities"


@pytest.mark.parametrize(("chosen", "kept"), [((), "unknown"), (("unknown",), "unknown"), (("none",), "none")])
def test_not_knowing_is_an_answer(client, house, chosen, kept):
    signs_up(client, urgency=chosen)
    with in_house(house):
        assert Signup.objects.get().urgency == kept


def test_page_two_alone_is_not_lost_when_the_session_ended(client, house):
    response = client.post(HASTE, {"urgency": ["eviction"]}, follow=True)
    assert response.redirect_chain[-1][0] == REACH and "Wij bewaarden wat je net koos." in words_of(response)
    assert client.post(REACH, CALL_ME).url == CHECK
    assert "Ik moet mijn huis uit" in words_of(client.get(CHECK))


# Back, change, later ----------------------------------------------------------------------------------------


def test_each_answer_can_be_changed_and_the_rest_stays(client, house):
    page = fill_in(client, {**CALL_ME, "call_name": "Sanne"}, ["food"])
    html = page.content.decode()
    assert html.count("Wijzig") >= 4 and f'href="{REACH}"' in html and f'href="{HASTE}"' in html
    earlier = client.get(REACH).content.decode()
    assert 'value="06 12 34 56 78"' in earlier and 'value="Sanne"' in earlier
    assert client.post(REACH, {"way": "mail", "mail": "s@voorbeeld.example", "call_name": "Sanne"}).url == CHECK
    words = words_of(client.get(CHECK))
    assert "s@voorbeeld.example" in words and "Ik heb geen geld voor eten" in words


def test_a_link_brings_the_answers_back_in_another_browser(client, house):
    fill_in(client, {**CALL_ME, "call_name": "Sanne"})
    sent = client.post("/aanmelden/bewaren/", {"way": "sms", "phone": "06 12 34 56 78"})
    assert sent.url == "/aanmelden/bewaard/"

    with in_house(house):
        parcel = pack_link(Intent.objects.get().id)
    assert parcel.recipient == "+31612345678" and "schuld" not in parcel.body
    link = re.search(r"http://testserver(/aanmelden/verder/[0-9a-f]+/)", parcel.body).group(1)
    other = Client()
    assert "Ga verder" in words_of(other.get(link))
    assert other.get(CHECK).url == REACH  # opening the link alone changed nothing
    assert other.post(link).url == CHECK
    assert "Sanne" in words_of(other.get(CHECK))


def test_a_link_of_fifteen_days_is_kindly_refused(client, house, clock):
    fill_in(client)
    token = client.session["signup_draft"]
    clock.advance(days=15)
    assert "Deze link werkt niet meer" in words_of(client.get(f"/aanmelden/verder/{token}/"))


def test_three_links_an_hour_and_then_the_phone(client, house):
    fill_in(client)
    for _ in range(3):
        assert client.post("/aanmelden/bewaren/", {"way": "mail", "mail": "s@voorbeeld.example"}).status_code == 302
    response = client.post("/aanmelden/bewaren/", {"way": "mail", "mail": "s@voorbeeld.example"})
    assert response.status_code == 429 and "Retry-After" in response and "0123 45 67 89" in words_of(response)


def test_too_many_signups_from_one_place_get_a_number_to_call(client, house):
    for _ in range(20):
        signs_up(client)
    response = client.post(CHECK, {"form_key": key_on(fill_in(client))})
    assert response.status_code == 429 and "0123 45 67 89" in words_of(response)
    assert int(response["Retry-After"]) > 0
    with in_house(house):
        assert Signup.objects.count() == 20


# Bad input (security.md 12) ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["O", "Ж", "ب", "Ż" * 100, "Jan 🙂", "d'Artagnan-van der Ven", "e\u0301",
                                  "\u202eSanne", "<b>Jan</b>",
                                  "{{ 7|add:7 }} {% now 'Y' %}"])  # fmt: skip
def test_any_name_is_a_name(client, house, name):
    html = signs_up(client, {**CALL_ME, "call_name": name}).content.decode()
    assert "<b>Jan</b>" not in html and "\u202e" not in html
    with in_house(house):
        assert PersonName.objects.count() == 1


@pytest.mark.parametrize("bad", ["x" * 101, "a\x00b", "a\ud800b", "a\x07b"])
def test_a_name_that_cannot_be_kept_is_asked_again(client, house, bad):
    raw = bad.encode("utf-8", "surrogatepass")
    body = b"way=call&phone=0612345678&call_name=" + b"".join(b"%%%02X" % byte for byte in raw)
    response = client.post(REACH, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400 and "0612345678" in response.content.decode()
    with in_house(house):
        assert not SignupDraft.objects.exists()


@pytest.mark.parametrize("page", [REACH, HASTE, CHECK, "/aanmelden/bewaren/"])
def test_a_field_we_do_not_know_is_refused(client, house, page):
    fill_in(client)
    response = client.post(page, {**CALL_ME, "is_admin": "1"})
    assert response.status_code == 400 and "Deze pagina is veranderd" in words_of(response)


def test_a_machine_that_fills_every_field_makes_nothing_and_a_person_can_go_on(client, house):
    response = client.post(REACH, {**CALL_ME, "website": "https://spam.example"})
    assert response.status_code == 400 and "Laat dit veld leeg" in words_of(response)
    with in_house(house):
        assert not SignupDraft.objects.exists()
    assert client.post(REACH, {**CALL_ME, "website": ""}).status_code == 302


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_not_for_pages(client, house, method):
    assert getattr(client, method)(REACH).status_code == 405


@pytest.mark.parametrize("token", ["x", "0" * 48, "%00", "..%2f", "é" * 200])
def test_any_token_gets_the_same_kind_answer(client, house, token):
    response = client.get(f"/aanmelden/verder/{token}/")
    assert response.status_code in (200, 404)


# Which municipality -------------------------------------------------------------------------------------


@pytest.fixture
def two(house):
    with in_house(house):
        other = Municipality.objects.create(
            code="9998", name="Demodorp", phone="+31123456780", valid_from=dt.date(2020, 1, 1)
        )
        MunicipalityPostcodes.objects.create(municipality=other, first=5000, last=5099)
    return other


def test_the_municipality_is_asked_only_when_nothing_says_it(client, house, two):
    page = fill_in(client)
    assert "In welke gemeente woon je?" in words_of(page) and "Weet ik niet" in words_of(page)
    client.post(CHECK, {"form_key": key_on(page), "municipality": str(two.id)})
    with in_house(house):
        assert (Dossier.objects.get().municipality_id, Dossier.objects.get().municipality_known_by) == (two.id, "asked")


def test_not_knowing_the_municipality_is_fine(client, house, two):
    signs_up(client)
    with in_house(house):
        assert Dossier.objects.get().municipality_known_by == "unknown"


def test_a_postcode_says_the_municipality(client, house, two):
    answers = {"way": "post", "street": "Kerkplein 2", "postcode": "5011 AA", "city": "Demodorp"}
    page = fill_in(client, answers)
    assert "In welke gemeente" not in words_of(page)
    client.post(CHECK, {"form_key": key_on(page)})
    with in_house(house):
        assert (Dossier.objects.get().municipality_id, Dossier.objects.get().municipality_known_by) == (
            two.id, "postcode",
        )  # fmt: skip


def test_with_one_municipality_it_is_never_asked(client, house):
    assert "In welke gemeente" not in words_of(fill_in(client))


# Afterwards -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("taal", {"language": "ti", "interpreter": "on"}),
        ("tijd", {"hours": ["avond"], "hours_note": "niet op vrijdag"}),
        ("veilig", {"safe_contact": "on", "not_these": ["no_voicemail", "no_post"]}),
        ("helper", {"name": "Buurvrouw Riet", "phone": "06 11 22 33 44", "may_call": "on"}),
        ("verhaal", {"topics": ["rent", "energy"], "story": "Ik durf de post niet te openen."}),
    ],
)
def test_each_optional_question_is_kept_and_marked(client, house, name, answers):
    signs_up(client)
    assert client.get(f"{DONE}{name}/").status_code == 200
    back = client.post(f"{DONE}{name}/", answers, follow=True)
    assert back.redirect_chain[-1][0] == DONE and "Bewaard. Je mag het nog veranderen." in words_of(back)
    with in_house(house):
        wish = ContactWish.objects.get(superseded_by__isnull=True)
        if name == "taal":
            assert (wish.language, wish.interpreter) == ("ti", True)
        elif name == "tijd":
            assert (wish.hours, wish.hours_note) == (["avond"], "niet op vrijdag")
        elif name == "veilig":
            assert wish.safe_contact and not wish.post_allowed and not wish.voicemail_allowed and wish.phone_allowed
        else:
            assert SignupAddition.objects.get().kind == {"helper": "helper", "verhaal": "story"}[name]


def test_optional_questions_belong_to_the_browser_that_signed_up(client, house):
    signs_up(client)
    stranger = Client()
    assert stranger.post(f"{DONE}verhaal/", {"story": "hoi"}).url == "/mijn/terug/"
    with in_house(house):
        assert not SignupAddition.objects.exists()


def test_the_confirmation_is_gone_after_two_hours(client, house, clock):
    signs_up(client)
    clock.advance(hours=3)
    assert client.get(DONE).url == "/mijn/terug/"


def test_an_unknown_optional_question_is_not_there(client, house):
    signs_up(client)
    assert client.get(f"{DONE}{uuid.uuid4().hex}/").status_code == 404


def test_the_session_table_holds_no_code_name_or_number(client, house):

    html = signs_up(client, {**CALL_ME, "call_name": "Sanne"}).content.decode()
    code = code_on(html)
    kept = str(Session.objects.get(pk=client.session.session_key).get_decoded())
    assert not any(secret in kept for secret in (code, code.replace("-", ""), "Sanne", "612345678"))


# When another is down -----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_signup_is_taken_while_the_sms_provider_is_down_and_the_message_leaves_later(client, house, clock):
    def is_down(parcel):
        raise TryLater("geen antwoord")

    sent = []

    def is_back(parcel):
        sent.append(parcel.recipient)
        return Delivered("proof-1")

    assert "Je bent aangemeld" in words_of(signs_up(client))
    with in_house(house):
        intent = Intent.objects.get()
    with with_provider(is_down):
        deliver(house.id, intent.id, clock, CHANCE)
    with in_house(house):
        assert Intent.objects.get().state == "waiting"
    clock.advance(minutes=10)
    with with_provider(is_back):
        deliver(house.id, intent.id, clock, CHANCE)
    with in_house(house):
        assert Intent.objects.get().state == "sent" and sent == ["+31612345678"]


def test_two_taps_at_once_are_one_signup(client, house):
    page = fill_in(client)
    key, cookies = key_on(page), client.cookies
    first, second = Client(), Client()
    first.cookies = second.cookies = cookies
    for one in (first, second):
        one.post(CHECK, {"form_key": key})
    with in_house(house):
        assert Signup.objects.count() == 1
    assert "Je bent aangemeld" in words_of(second.get(DONE))


def test_a_form_without_places_leaves_the_next_one_its_places():
    bare = ReachForm(locations=[])
    assert "visit" not in bare.fields["way"].widget.subfields
    again = ReachForm(locations=[])
    assert again.fields["way"].widget.subfields is not bare.fields["way"].widget.subfields
    assert "visit" in ReachForm.base_fields["way"].widget.subfields
    assert again.fields["way"].widget.notes["post"].context["form"] is again
    assert bare.fields["way"].widget.notes["post"].context["form"] is bare
