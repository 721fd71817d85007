"""Texts of an organisation: closed placeholders, versions, languages (record.md 11, ux.md 5.3, 5.6)."""

import datetime as dt
import re
import uuid

import pytest
from tests.support.houses import WALL_CLOCK, build_house, clock_at
from tests.support.stories import later

from houvast.foundation.access.errors import NotYours
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts import services as texts
from houvast.foundation.texts.catalogue import KINDS
from houvast.foundation.texts.models import TextState, TextVersion
from houvast.foundation.texts.services import (
    BadText,
    StaleText,
    approve,
    check_text,
    choose,
    load_standard,
    offered,
    render,
    standard_texts,
    write_own,
)
from houvast.rules import readability

START = clock_at(dt.date(2026, 1, 1))
LONG = {
    "dienst": "Geldhulp Voorbeeldstad",
    "telefoon": "0123 45 67 89",
    "datum": dt.date(2026, 11, 25),
    "tijd": "19.30",
    "naam": "Sanne",
    "code": "123456",
    "link": "https://hulp.voorbeeld.example/a/" + "k" * 32 + "/",
}
# Staff read Dutch; everything else is there in every language.
FOR_STAFF = {key for key in KINDS if key.startswith(("say.", "staff."))}
COMPLETE = ("nl", "en", "ar")  # the other languages may lack a text: then the Dutch is shown, and it is counted
SHIPPED = [(key, code) for code in texts.LANGUAGES for key in KINDS if key in standard_texts(code)["texts"]]
AMOUNT = re.compile(r"€|\beuro\b|EUR", re.IGNORECASE)


def shipped(language):
    return standard_texts(language)["texts"]


def filled(key, language, **values):
    text = shipped(language)[key]
    version = a_version(key, language, text.get("subject", ""), text["body"])
    return render(version, {**LONG, **values})


def a_version(key, language, subject, body):
    return TextVersion(
        organisation_id=uuid.uuid4(), key=key, language=language, state="approved", subject=subject, body=body
    )


@pytest.fixture
def house(db):
    house = build_house()
    with tenant(house.id):
        load_standard(START)
        yield house


# --- what is shipped ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_language_has_every_text_or_is_known_to_be_under_way(language):
    wanted = {key for key in KINDS if language == "nl" or key not in FOR_STAFF}
    assert set(shipped(language)) <= wanted
    assert language not in COMPLETE or set(shipped(language)) == wanted


@pytest.mark.parametrize(("key", "language"), SHIPPED)
def test_every_text_may_be_saved_as_it_is_shipped(key, language):
    text = shipped(language)[key]
    check_text(key, text.get("subject", ""), text["body"])


@pytest.mark.parametrize("key", [key for key in KINDS if key not in FOR_STAFF])
def test_the_placeholders_are_the_same_in_every_language(key):
    used = {
        language: set(
            texts.PLACEHOLDER.findall(shipped(language)[key].get("subject", "") + shipped(language)[key]["body"])
        )
        for language in texts.LANGUAGES
        if key in shipped(language)
    }
    assert all(one == used["nl"] for one in used.values())


@pytest.mark.parametrize("key", KINDS)
def test_every_dutch_text_is_b1(key):
    made = filled(key, "nl")
    kind = {"sms": "sms", "mail": "mail"}.get(KINDS[key].medium, "ui")
    plain = made.body.replace("**", "").replace(LONG["link"], "")
    explained = ("schuldeisers",) if key.startswith("page.") else ()
    assert not readability.check(plain, kind=kind, explained=explained, safe_contact=kind != "ui").problems
    assert not readability.check(made.subject, kind="subject").problems


@pytest.mark.parametrize(("key", "language"), [one for one in SHIPPED if KINDS[one[0]].medium == "sms"])
def test_an_sms_fits_with_the_longest_values(key, language):
    assert len(filled(key, language).body) <= 160


@pytest.mark.parametrize(("key", "language"), [one for one in SHIPPED if KINDS[one[0]].medium in ("sms", "mail")])
def test_no_message_names_an_amount_or_what_it_is_about(key, language):
    made = filled(key, language)
    whole = f"{made.subject} {made.body}"
    assert not AMOUNT.search(whole)
    assert not re.search(r"schuld|\bdebts?\b|دين|ديون|borç|dług|zadłuż|\bборг|заборгован|ዕዳ", whole, re.IGNORECASE)


@pytest.mark.parametrize("language", [code for code in texts.LANGUAGES if code != "nl"])
def test_what_no_person_checked_is_a_draft(language):
    assert standard_texts(language)["state"] == TextState.DRAFT


# --- filling ------------------------------------------------------------------------------------------------------


def test_filling_happens_once_and_template_signs_are_text():
    version = a_version("x", "nl", "", "Dag {naam}, {{naam}} {% load x %} {{ 7*7 }}")
    made = render(version, {"naam": "{code} {{code}}", "code": "geheim"})
    assert made.body == "Dag {code} {{code}}, {{naam}} {% load x %} {{ 7*7 }}"


def test_a_greeting_without_a_name_stays_a_greeting():
    assert filled("contact.in_vain.mail", "nl", naam="").body.startswith("Dag,")


def test_a_day_is_written_in_the_language_of_the_text():
    assert "woensdag 25 november" in filled("signup.confirmation.sms", "nl").body
    assert "25 November" in filled("signup.confirmation.sms", "en").body


@pytest.mark.parametrize(
    ("subject", "body", "says"),
    [
        ("", "Bel {telefon} uiterlijk {datum}.", "{telefon} kan hier niet"),
        ("", "Bel {Telefoon} uiterlijk {datum}.", "{Telefoon} kan hier niet"),
        ("", "Bel {telefoon}.", "Zet ook {datum}"),
        ("", "Over je schuld: bel {telefoon} voor {datum}.", "geen “schuld”"),
        ("", "Bel {telefoon} voor {datum}. " + "a" * 160, "ten hoogste 160"),
        ("", "  ", "Schrijf een tekst"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused_with_what_to_do(subject, body, says):
    with pytest.raises(BadText, match=re.escape(says)):
        check_text("signup.confirmation.sms", subject, body)


def test_a_text_nobody_knows_is_refused():
    with pytest.raises(BadText):
        check_text("no.such.text", "", "Dag")


# --- versions and languages ---------------------------------------------------------------------------------------


def test_loading_twice_adds_nothing(house):
    count = TextVersion.objects.count()
    assert load_standard(later(START, days=1)) == 0
    assert TextVersion.objects.count() == count == len(SHIPPED)


def test_a_newer_standard_reaches_who_wrote_nothing_and_spares_who_did(house, monkeypatch):
    key = "page.start.intro"
    own = write_own(house.administrator, key, "nl", "", "Elke vraag mag.", WALL_CLOCK, based_on=_newest(key))
    approve(house.administrator, own.id, WALL_CLOCK)
    newer = {
        "version": 2,
        "state": "approved",
        "texts": {key: {"body": "Nieuw."}, "page.start.call": {"body": "Nieuw."}},
    }
    now = texts.standard_texts
    monkeypatch.setattr(texts, "standard_texts", lambda code: newer if code == "nl" else now(code))
    assert load_standard(later(WALL_CLOCK, days=1)) == 2
    at = later(WALL_CLOCK, days=2).now()
    assert choose(key, "nl", at, show_unapproved=False).version.body == "Elke vraag mag."
    assert choose("page.start.call", "nl", at, show_unapproved=False).version.body == "Nieuw."


def _newest(key, language="nl"):
    return texts.current_version(key, language)


def test_an_own_text_is_used_only_after_it_was_approved(house):
    key = "page.start.intro"
    own = write_own(house.administrator, key, "nl", "", "Elke vraag mag.", WALL_CLOCK, based_on=_newest(key))
    for switch in (False, True):
        assert choose(key, "nl", WALL_CLOCK.now(), show_unapproved=switch).version.standard
    approve(house.administrator, own.id, WALL_CLOCK)
    assert choose(key, "nl", WALL_CLOCK.now(), show_unapproved=False).version == own
    with pytest.raises(StaleText):
        approve(house.administrator, own.id, WALL_CLOCK)


def test_two_who_write_at_once_do_not_lose_each_others_words(house):
    key = "page.start.intro"
    read_by_both = _newest(key)
    write_own(house.administrator, key, "nl", "", "De eerste.", WALL_CLOCK, based_on=read_by_both)
    with pytest.raises(StaleText):
        write_own(house.administrator, key, "nl", "", "De tweede.", WALL_CLOCK, based_on=read_by_both)


def test_a_counsellor_does_not_change_texts(house):
    with pytest.raises(NotYours):
        write_own(house.counsellor, "page.start.intro", "nl", "", "Dag.", WALL_CLOCK, based_on=None)


def test_a_draft_is_shown_only_with_the_switch_and_carries_a_mark(house):
    asked = ("signup.confirmation.mail", "ar", WALL_CLOCK.now())
    without, with_it = (choose(*asked, show_unapproved=switch) for switch in (False, True))
    assert (without.version.language, without.fell_back) == ("nl", True)
    assert render(without.version, LONG).with_marks(without).body.endswith("Bel ons, wij regelen een tolk.")
    assert (with_it.version.language, with_it.fell_back) == ("ar", False)
    assert texts.NOT_CHECKED["ar"] in render(with_it.version, LONG).with_marks(with_it).body


def test_a_mark_never_makes_an_sms_too_long(house):
    chosen = choose("signup.confirmation.sms", "ar", WALL_CLOCK.now(), show_unapproved=False)
    assert len(render(chosen.version, LONG).with_marks(chosen, 160).body) <= 160


def test_dutch_made_easy_that_is_not_there_is_dutch_and_needs_no_interpreter(house):
    chosen = choose("page.start.intro", "nl-x-makkelijk", WALL_CLOCK.now(), show_unapproved=False)
    assert chosen.version.language == "nl" and not chosen.fell_back


def test_only_languages_whose_labels_were_approved_are_offered(house):
    states = texts.label_states()
    assert offered(["nl", "ar", "en"], states, show_unapproved=False) == ["nl"]
    assert offered(["nl", "ar", "en"], states, show_unapproved=True) == ["nl", "ar", "en"]
    assert offered(["nl", "ar"], {"ar": "approved"}, show_unapproved=False) == ["nl", "ar"]
