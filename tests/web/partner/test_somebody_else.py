"""The public forms of who speaks for somebody else: what they keep, what they refuse, and what they never tell."""

import json
import re
import uuid

import pytest
from django.test import Client
from tests.support.stories import calls, signs_up

from houvast.casework.dossier.models import Dossier, Threat
from houvast.casework.letters.models import Message
from houvast.casework.referrals.models import Concern, Referral
from houvast.casework.residents.models import ContactWish
from houvast.casework.signup.models import Signup
from houvast.foundation.jobs.models import Intent
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(house):
    return Client(HTTP_HOST="localhost")


def key():
    return str(uuid.uuid4())


def referral(**given):
    return {
        "form_key": key(), "organisation_name": "Wijkteam Noord", "name": "Ineke Smit",
        "own_mail": "ineke@wijk.example",
        "call_name": "Sanne", "way": "call", "phone": "06 11 22 33 44", "language": "nl", "knows": "on",
        "keeps_contact_until_day": "31", "keeps_contact_until_month": "12", "keeps_contact_until_year": "2026", **given,
    }  # fmt: skip


def together(**given):
    return {
        "form_key": key(), "given_by": "family", "name": "Piet", "call_name": "Sanne", "way": "call",
        "phone": "06 11 22 33 44", "language": "nl", "knows": "on", **given,
    }  # fmt: skip


def worry(**given):
    return {
        "form_key": key(), "given_by": "neighbour", "words": "De gordijnen zijn al weken dicht",
        "about_where": "Molenstraat 5, Voorbeeldstad", **given,
    }  # fmt: skip


def link(house):
    with tenant(house.id):
        return re.search(r"https?://[^/]+(/\S+/volgen/\w+/)", json.loads(Referral.objects.get().letter)["body"])[1]


def words(answer):
    return answer.content.decode().split("<main")[1]


def test_a_referral_comes_in_is_confirmed_and_is_followed_by_three_days_only(house, visitor, clock):
    sent = visitor.post("/partner/", referral(urgency=["eviction"], not_these=["voicemail", "post"]))
    assert sent.status_code == 302 and sent["Location"] == "/voor-een-ander/dank/"
    thanks = words(visitor.get("/voor-een-ander/dank/"))
    assert "woensdag 25 november" in thanks and "Kijk in je e-mail" in thanks
    with tenant(house.id):
        signup = Signup.objects.get()
        wishes = ContactWish.objects.get()
        assert (signup.channel, signup.urgency, Threat.objects.get().kind) == ("referral", "threat", "eviction")
        assert not wishes.voicemail_allowed and not wishes.post_allowed and wishes.safe_contact
    path = link(house)
    for _ in range(3):
        assert "Ja, dit adres is van mij" in words(visitor.get(path))
    with tenant(house.id):
        assert Referral.objects.get().confirmed_at is None, "opening a link changes nothing"
    assert visitor.post(path).status_code == 302
    page = visitor.get(path)
    assert page["Cache-Control"] == "no-store"
    shown = words(page)
    assert "Ontvangen" in shown and shown.count("Nog niet") == 2
    with tenant(house.id):
        calls(house, signup, clock, "reached")
    shown = words(visitor.get(path))
    assert shown.count("maandag 23 november") == 2 and shown.count("Nog niet") == 1
    for secret in ("Sanne", "11 22 33 44", "Ineke", "Wijkteam", "huis uit", "SH-2026"):
        assert secret not in page.content.decode()


def test_a_link_that_never_was_and_one_that_ended_are_the_same_page(house, visitor):
    visitor.post("/partner/", referral())
    path = link(house)
    with tenant(house.id):
        Dossier.objects.update(closed_on="2026-11-23")
    ended, never = visitor.get(path), visitor.get(f"/partner/volgen/{'a' * 48}/")
    assert ended.status_code == never.status_code == 404
    assert words(ended)[:400] == words(never)[:400]
    assert visitor.post(path).status_code == 404
    for typed in ("x", "%00", "..", "a" * 400, "%F0%9F%99%82"):
        assert visitor.get(f"/partner/volgen/{typed}/").status_code == 404
    answers = [visitor.get("/partner/volgen/x/").status_code for _ in range(30)]
    assert answers[-1] == 429


def test_the_code_of_the_resident_is_never_shown_to_who_brings_him(house, visitor):
    for path, answers in (("/partner/", referral()), ("/voor-een-ander/samen/", together())):
        page = visitor.post(path, answers, follow=True).content.decode()
        assert not re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", page)
        assert "/mijn/" not in words(visitor.get("/voor-een-ander/dank/"))


def test_family_signs_up_together_with_the_resident(house, visitor):
    assert visitor.post("/voor-een-ander/samen/", together()).status_code == 302
    with tenant(house.id):
        row = Referral.objects.get()
        assert Signup.objects.get().channel == "third_person"
        assert (row.given_by, row.name, row.token_hash) == ("family", "Piet", None)
        assert Message.objects.count() == 1, "the resident hears by when we call"
        assert not Intent.objects.filter(object_type="referral").exists()
    thanks = words(visitor.get("/voor-een-ander/dank/"))
    assert "contact met de ander" in thanks and "woensdag 25 november" in thanks


def test_who_is_reached_through_somebody_else_gets_no_message(house, visitor):
    answers = together(way="through", phone="", own_phone="020 123 45 67", given_by="employer")
    assert visitor.post("/voor-een-ander/samen/", answers).status_code == 302
    assert "Wij bellen jou uiterlijk" in words(visitor.get("/voor-een-ander/dank/"))
    with tenant(house.id):
        assert not Message.objects.exists()


def test_a_worry_is_answered_the_same_whether_or_not_we_know_somebody(house, visitor, clock):
    def told():
        visitor.post("/voor-een-ander/signaal/", worry(about_reach="06 11 22 33 44"))
        return words(visitor.get("/voor-een-ander/dank/"))

    unknown = told()
    with tenant(house.id):
        signs_up(house, clock)
        messages = Message.objects.count()
    known = told()
    assert unknown == known and "Ook niet of wij iemand kennen" in known
    with tenant(house.id):
        assert Concern.objects.count() == 2 and Dossier.objects.count() == 1
        assert Message.objects.count() == messages


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"organisation_name": ""}, "Vul de naam van je organisatie in"),
        ({"name": ""}, "Vul je naam in"),
        ({"own_mail": ""}, "Vul je e-mailadres in"),
        ({"own_mail": "ineke"}, "e-mailadres"),
        ({"way": ""}, "Kies hoe wij de ander kunnen bereiken"),
        ({"way": "carrier pigeon"}, "Kies een van de antwoorden"),
        ({"phone": ""}, "Vul het nummer van de ander in"),
        ({"phone": "06 12"}, "te kort"),
        ({"way": "through"}, "Vul je eigen nummer in"),
        ({"knows": ""}, "Vraag het eerst aan de ander"),
        ({"keeps_contact_until_year": "2025"}, "al geweest"),
        ({"keeps_contact_until_year": "2031"}, "binnen een jaar"),
        ({"keeps_contact_until_day": "31", "keeps_contact_until_month": "2"}, "geen goede datum"),
        (
            {"keeps_contact_until_day": "", "keeps_contact_until_month": "", "keeps_contact_until_year": ""},
            "Vul een dag in",
        ),
        ({"not_these": ["phone"]}, "Laat één manier open"),
        ({"name": "Ineke\x00"}, "Er staat een teken in"),
        ({"words": "x" * 2001}, "te lang"),
        ({"form_key": "nee"}, "Verstuur het nog een keer"),
        ({"website": "http://spam.example"}, "Laat dit veld leeg"),
        ({"bsn": "999990019"}, "Deze pagina is veranderd"),
    ],
)
def test_bad_input_of_a_partner_says_what_to_do_keeps_what_was_typed_and_makes_nothing(house, visitor, given, says):
    answer = visitor.post("/partner/", referral(call_name="Sanne-Bewaard", **given))
    page = answer.content.decode()
    assert answer.status_code == 400 and says in page and "<title>Fout" in page
    assert "Sanne-Bewaard" in page
    with tenant(house.id):
        assert not Signup.objects.exists() and not Referral.objects.exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"given_by": ""}, "Kies wie je bent"),
        ({"given_by": "partner"}, "Kies een van de antwoorden"),
        ({"words": ""}, "Schrijf op waar je je zorgen over maakt"),
        ({"about_where": ""}, "Vul in wie het is"),
        ({"words": "a\ud800b"}, "Er staat een teken in"),
        ({"about_reach": "x" * 255}, "te lang"),
        ({"form_key": ""}, "Vul dit in"),
        ({"website": "x"}, "Laat dit veld leeg"),
        ({"nog": "iets"}, "Deze pagina is veranderd"),
    ],
)
def test_bad_input_of_a_worry_says_what_to_do_and_keeps_nothing(house, visitor, given, says):
    body = "&".join(f"{name}={_quoted(value)}" for name, value in worry(giver_name="Bewaard", **given).items())
    answer = visitor.post("/voor-een-ander/signaal/", body, content_type="application/x-www-form-urlencoded")
    page = answer.content.decode()
    assert answer.status_code == 400 and says in page and "Bewaard" in page
    with tenant(house.id):
        assert not Concern.objects.exists()


def _quoted(text):
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("name", ["李", "é", "🙂 Ali", "O’Brien-van der Berg", "محمد", "x" * 100])
def test_every_name_is_taken_as_it_is(house, visitor, name):
    assert visitor.post("/voor-een-ander/samen/", together(call_name=name, name=name)).status_code == 302


def test_the_same_form_twice_is_one_and_with_other_answers_a_conflict(house, visitor):
    for path, answers, other in (
        ("/partner/", referral(), {"phone": "06 99 88 77 66"}),
        ("/voor-een-ander/signaal/", worry(), {"words": "Iets anders"}),
    ):
        assert visitor.post(path, answers).status_code == 302
        assert visitor.post(path, answers).status_code == 302
        clash = visitor.post(path, {**answers, **other})
        assert clash.status_code == 409 and "Dit hebben wij al" in clash.content.decode()
    with tenant(house.id):
        assert Signup.objects.count() == Concern.objects.count() == 1


def test_too_many_from_one_address_wait_and_read_the_phone_number(house, visitor):
    for _ in range(10):
        visitor.post("/voor-een-ander/signaal/", {})
    often = visitor.post("/voor-een-ander/signaal/", worry())
    assert often.status_code == 429 and int(often["Retry-After"]) > 0


def test_one_mail_address_is_not_flooded_with_links(house, visitor):
    for _ in range(3):
        assert visitor.post("/partner/", referral()).status_code == 302
    assert Client(HTTP_HOST="localhost").post("/partner/", referral()).status_code == 429


def test_looking_changes_nothing_and_thanks_alone_leads_to_the_beginning(house, visitor):
    for path in ("/voor-een-ander/", "/partner/", "/voor-een-ander/samen/", "/voor-een-ander/signaal/"):
        assert visitor.get(path).status_code == 200
    assert visitor.get("/voor-een-ander/dank/")["Location"] == "/voor-een-ander/"
    with tenant(house.id):
        assert not Concern.objects.exists() and not Signup.objects.exists()


@pytest.mark.parametrize(("prefix", "title"), [("/en", "Help for someone else"), ("/ar", "مساعدة لشخص آخر")])
def test_it_speaks_the_offered_languages(house, visitor, prefix, title):
    assert title in visitor.get(f"{prefix}/voor-een-ander/").content.decode()


def test_where_the_house_works_for_two_municipalities_the_answer_counts(house, visitor):
    with tenant(house.id):
        other = Municipality.objects.create(
            code="9998", name="Waterdorp", phone="+31123456780", valid_from="2020-01-01"
        )
    assert "In welke gemeente woont de ander?" in visitor.get("/partner/").content.decode()
    assert visitor.post("/partner/", referral(municipality=str(other.id))).status_code == 302
    assert visitor.post("/voor-een-ander/signaal/", worry(municipality=str(other.id))).status_code == 302
    assert visitor.post("/voor-een-ander/samen/", together(municipality="")).status_code == 302
    assert visitor.post("/partner/", referral(municipality=str(uuid.uuid4()))).status_code == 400
    with tenant(house.id):
        known_by = {one.dossier.municipality_known_by for one in Signup.objects.select_related("dossier")}
        assert known_by == {"asked", "unknown"}
        assert (
            Dossier.objects.filter(municipality=other).count()
            == 1
            == Concern.objects.filter(municipality=other).count()
        )
