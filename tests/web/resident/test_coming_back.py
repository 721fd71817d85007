"""N1: the code alone tells almost nothing; six digits open the road; nothing classed stands on it."""

import datetime as dt
import re
import uuid

import pytest
from django.test import Client

from houvast.casework.dossier.models import Clock, Dossier, Ending
from houvast.casework.letters.models import Message
from houvast.casework.residents.models import ContactPoint, ContactState, ContactWish
from houvast.casework.signup.own import change_wishes
from houvast.casework.signup.paper import give_paper_codes
from houvast.casework.signup.services import ThreatGiven
from houvast.foundation.access.actor import Actor
from houvast.foundation.randomness import SeededRandomness
from houvast.foundation.tenancy.context import tenant
from tests.support.stories import calls, signs_up

BACK, CHOOSE, DIGITS, MINE, WISHES = (
    "/mijn/terug/", "/mijn/terug/kies/", "/mijn/terug/cijfers/", "/mijn/", "/mijn/gegevens/",
)  # fmt: skip


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def made_by(house, clock, **given):
    with tenant(house.id):
        return signs_up(house, clock, **given)


def newest_digits(house, party_id):
    with tenant(house.id):
        sent = Message.objects.filter(party_id=party_id, text_key="code.one_time").order_by("made_at")
        bodies = [one.body for one in sent]
    found = [re.search(r"\b\d{6}\b", body).group() for body in bodies]
    return found[-1]


def asks_digits(client, code):
    assert client.post(BACK, {"code": code}).url == CHOOSE
    page = client.get(CHOOSE)
    way = re.search(r'name="way"[^>]* value="([0-9a-f-]{36})"', page.content.decode()).group(1)
    assert client.post(CHOOSE, {"way": way}).url == DIGITS
    return page


def comes_back(client, house, made):
    asks_digits(client, made.return_code)
    return client.post(DIGITS, {"digits": newest_digits(house, made.party_id)}, follow=True)


@pytest.fixture
def sanne(house, clock):
    return made_by(house, clock)


def actor_of(house, made):
    return Actor(kind="resident", organisation_id=house.id, level="N1", dossier_id=made.dossier_id,
                 party_id=made.party_id)  # fmt: skip


# The code ------------------------------------------------------------------------------------------------


def test_the_code_alone_tells_that_we_have_the_signup_the_date_and_the_number(client, house, sanne):
    assert client.post(BACK, {"code": sanne.return_code}).url == CHOOSE
    words = words_of(client.get(CHOOSE))
    assert "Wij hebben je aanmelding" in words and "woensdag 25 november" in words and "0123 45 67 89" in words
    assert "Sanne" not in words and "611223344" not in words.replace(" ", "") and "•• 44" in words
    assert client.get(MINE).url == BACK


def test_the_code_is_forgiving(client, house, sanne):
    typed = sanne.return_code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert client.post(BACK, {"code": typed}).url == CHOOSE


def test_the_qr_only_fills_the_field(client, house, sanne):
    page = client.get(f"{BACK}{sanne.return_code}/")
    assert f'value="{sanne.return_code}"' in page.content.decode()
    assert client.get(CHOOSE).url == BACK


@pytest.mark.parametrize(
    "typed", ["7K3M-Q8ZT-4NHB-X2WD", "hallo", "🙂🙂🙂", "\u202e1234", "' OR 1=1 --", "٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥"]
)
def test_a_wrong_code_gets_one_kind_answer(client, house, sanne, typed):
    response = client.post(BACK, {"code": typed})
    assert response.status_code == 400 and "Deze code klopt niet. Kijk goed en probeer het nog een keer." in words_of(
        response
    )


@pytest.mark.parametrize("answers", [{}, {"code": ""}, {"code": "x" * 61}, {"code": "a\x00"}, {"code": "x", "no": "1"}])
def test_a_code_that_cannot_be_read_is_asked_again(client, house, answers):
    assert client.post(BACK, answers).status_code == 400


def test_guessing_meets_a_brake_with_the_number_to_call(client, house, sanne):
    wrong = sanne.return_code[:4] + "-0000-0000-0000"
    for _ in range(5):
        assert client.post(BACK, {"code": wrong}).status_code == 400
    stopped = client.post(BACK, {"code": wrong})
    assert stopped.status_code == 429 and "0123 45 67 89" in words_of(stopped) and "Retry-After" in stopped


# The digits ----------------------------------------------------------------------------------------------


def test_six_digits_open_the_road_and_confirm_the_number(client, house, sanne):
    home = comes_back(client, house, sanne)
    assert home.redirect_chain[-1][0] == MINE
    words = words_of(home)
    assert "Wij bellen je uiterlijk woensdag 25 november" in words and "Je hoeft niets te doen." in words
    assert "De hele weg" in words and "Meestal 18 maanden." in words
    with tenant(house.id):
        assert ContactPoint.objects.get().state == ContactState.CONFIRMED


def test_wrong_digits_say_so_and_five_times_is_enough(client, house, sanne):
    asks_digits(client, sanne.return_code)
    right = newest_digits(house, sanne.party_id)
    wrong = "111111" if right != "111111" else "222222"
    for _ in range(5):
        assert client.post(DIGITS, {"digits": wrong}).status_code == 400
    assert client.post(DIGITS, {"digits": right}).status_code == 429


@pytest.mark.parametrize("digits", ["", "12345", "abcdef", "1" * 21, "12 34", "\x00", "🙂"])
def test_what_is_not_six_digits_is_asked_again(client, house, sanne, digits):
    asks_digits(client, sanne.return_code)
    assert client.post(DIGITS, {"digits": digits}).status_code == 400


def test_digits_work_only_in_the_browser_that_asked(client, house, sanne):
    asks_digits(client, sanne.return_code)
    right = newest_digits(house, sanne.party_id)
    thief = Client()
    thief.post(BACK, {"code": sanne.return_code})
    assert thief.post(DIGITS, {"digits": right}).url == CHOOSE
    assert thief.get(MINE).url == BACK


def test_digits_are_old_after_ten_minutes(client, house, sanne, clock):
    asks_digits(client, sanne.return_code)
    right = newest_digits(house, sanne.party_id)
    clock.advance(minutes=11)
    assert client.post(DIGITS, {"digits": right}).status_code == 400


def test_who_left_no_number_comes_in_with_the_second_code_on_paper(client, house, clock):
    made = made_by(house, clock, wants="visit", phone="")
    with tenant(house.id):
        paper = give_paper_codes(house.counsellor, made.dossier_id, made.party_id, clock, SeededRandomness("papier"))
    assert client.post(BACK, {"code": made.return_code}).status_code == 400  # the code before is worth nothing now
    client.post(BACK, {"code": paper.return_code})
    words = words_of(client.get(CHOOSE))
    assert "op een papier" in words or "op papier" in words
    assert "0123 45 67 89" in words
    assert client.post(CHOOSE, {"digits": "000000" if paper.second != "000 000" else "111111"}).status_code == 400
    assert client.post(CHOOSE, {"digits": paper.second})["Location"] == "/mijn/"
    assert client.get("/mijn/").status_code == 200


def test_the_second_code_on_paper_cannot_be_guessed(client, house, clock):
    made = made_by(house, clock, wants="visit", phone="")
    with tenant(house.id):
        paper = give_paper_codes(house.counsellor, made.dossier_id, made.party_id, clock, SeededRandomness("papier"))
    client.post(BACK, {"code": paper.return_code})
    for number in range(5):
        assert client.post(CHOOSE, {"digits": f"99999{number}"}).status_code == 400
    assert client.post(CHOOSE, {"digits": paper.second}).status_code == 429
    clock.advance(minutes=16)
    client.post(BACK, {"code": paper.return_code})
    assert client.post(CHOOSE, {"digits": paper.second}).status_code == 302


def test_the_digits_stand_on_the_page_in_the_demo_on_this_machine_only(client, house, sanne, settings):
    asks_digits(client, sanne.return_code)
    right = newest_digits(house, sanne.party_id)
    assert right not in words_of(client.get(DIGITS))
    settings.DEMO = True
    assert f"Dit is een demo. De code is: {right}" in words_of(client.get(DIGITS)).replace("  ", " ")


# Mijn ------------------------------------------------------------------------------------------------------


def test_the_road_follows_what_happened(client, house, clock, sanne):
    with tenant(house.id):
        calls(house, sanne, clock, "reached")
    words = words_of(comes_back(client, house, sanne))
    assert "Wij praten samen, uiterlijk donderdag 3 december" in words


def test_when_we_are_late_the_page_says_so_and_gives_a_new_date(client, house, clock, sanne):
    clock.advance(days=3)
    words = words_of(comes_back(client, house, sanne))
    assert "Het duurt langer" in words and "Dat ligt aan ons, niet aan jou." in words
    assert "Wij zouden uiterlijk woensdag 25 november contact met je hebben." in words
    assert "Uiterlijk vrijdag 27 november" in words


def test_nothing_classed_stands_on_any_page_of_the_light_level(client, house, clock):
    markers = ("Sanne", "Merkteken", "0611223344", "611223344", "Dorpsstraat", "1234AB", "eviction", "huis uit",
               "Stadsenergie", "1.250", "SH-2026")  # fmt: skip
    made = made_by(
        house, clock, help_request="Merkteken: ik heb 1.250 euro schuld", threats=(), mail="sanne@voorbeeld.example",
        call_name="Sanne",
    )  # fmt: skip
    with tenant(house.id):
        from_staff = {"note": "Merkteken van een collega"}
        calls(house, made, clock, "no_answer", **from_staff)
        change_wishes(actor_of(house, made), {"safe_contact_note": "Merkteken", "hours_note": "Merkteken"}, clock,
                      seen=None, strict=False)  # fmt: skip
    comes_back(client, house, made)
    pages = [MINE, WISHES, "/mijn/stoppen/", "/mijn/gegevens/nieuw/", *(f"{WISHES}{one}/" for one in
             ("taal", "kanaal", "tijd", "veilig"))]  # fmt: skip
    for page in pages:
        response = client.get(page)
        assert response.status_code == 200, page
        assert [one for one in markers if one in response.content.decode()] == [], page
        assert response["Cache-Control"] == "no-store"


def test_a_threat_is_not_named(client, house, clock):
    urgent = made_by(house, clock, phone="+31622334455", threats=("eviction",))
    html = comes_back(client, house, urgent).content.decode()
    assert "huis uit" not in html and "uithuiszetting" not in html and "app-urgent" in html
    assert ThreatGiven("eviction").kind not in html


def test_messages_show_that_there_was_one_and_never_what(client, house, sanne):
    words = words_of(comes_back(client, house, sanne))
    assert "Wij stuurden je een sms. (maandag 23 november)" in words and "je code is" not in words


def test_a_session_ends_after_fifteen_idle_minutes(client, house, sanne, clock):
    comes_back(client, house, sanne)
    clock.advance(minutes=16)
    assert client.get(MINE).url == BACK
    assert "Wij logden je uit." in words_of(client.get(BACK))


def test_a_session_ends_after_two_hours_whatever_happens(client, house, sanne, clock):
    comes_back(client, house, sanne)
    for _ in range(12):
        clock.advance(minutes=10)
        last = client.get(MINE)
    assert last.status_code == 200
    clock.advance(minutes=10)
    assert client.get(MINE).url == BACK


def test_signing_out_clears_the_browser(client, house, sanne):
    comes_back(client, house, sanne)
    out = client.post("/mijn/uit/")
    assert out["Clear-Site-Data"] == '"cache", "cookies", "storage"' and out.url == "/mijn/tot-ziens/"
    assert client.get(MINE).url == BACK


def test_only_a_resident_comes_in(client, house):
    for page in (MINE, WISHES, "/mijn/stoppen/", "/mijn/gegevens/nieuw/"):
        assert client.get(page).url == BACK
        assert client.post(page, {"words": "x"}).url == BACK


# Wishes -----------------------------------------------------------------------------------------------------


def seen_on(client, name):
    return re.search(r'name="seen" value="([^"]*)"', client.get(f"{WISHES}{name}/").content.decode()).group(1)


def change(client, name, **answers):
    return client.post(f"{WISHES}{name}/", {"seen": seen_on(client, name), **answers})


def standing(house):
    with tenant(house.id):
        return ContactWish.objects.get(superseded_by__isnull=True)


def test_the_resident_changes_to_safe_contact_and_we_obey(client, house, sanne):
    comes_back(client, house, sanne)
    assert change(client, "veilig", safe_contact="on", not_these=["no_text", "no_post"]).status_code == 302
    wish = standing(house)
    assert wish.safe_contact and not wish.text_allowed and not wish.post_allowed and wish.phone_allowed
    assert "Stuur geen app of sms" in words_of(client.get(WISHES))


def test_one_way_must_stay_open(client, house, sanne):
    comes_back(client, house, sanne)
    response = change(client, "veilig", not_these=["no_post", "no_text", "no_mail", "no_phone"])
    assert response.status_code == 400 and "Laat één manier open." in words_of(response)


def test_language_hours_and_channel_change_one_at_a_time(client, house, sanne):
    comes_back(client, house, sanne)
    assert change(client, "taal", language="ar", interpreter="on").status_code == 302
    assert change(client, "tijd", hours=["avond"]).status_code == 302
    point = standing(house).contact_point_id
    assert change(client, "kanaal", contact_point=f"text:{point}").status_code == 302
    wish = standing(house)
    assert (wish.language, wish.interpreter, wish.hours, wish.preferred) == ("ar", True, ["avond"], "text")


def test_a_wish_changed_meanwhile_shows_both_and_loses_nothing(client, house, sanne, clock):
    comes_back(client, house, sanne)
    old = seen_on(client, "tijd")
    with tenant(house.id):
        change_wishes(actor_of(house, sanne), {"hours": ("ochtend",)}, clock, seen=None, strict=False)
    response = client.post(f"{WISHES}tijd/", {"seen": old, "hours": ["avond"], "hours_note": "na acht uur"})
    html, words = response.content.decode(), words_of(response)
    assert response.status_code == 409 and "Dit is net veranderd." in words and "’s Ochtends" in words
    assert 'value="na acht uur"' in html and standing(house).hours == ["ochtend"]
    fresh = re.search(r'name="seen" value="([^"]*)"', html).group(1)
    again = client.post(f"{WISHES}tijd/", {"seen": fresh, "hours": ["avond"], "hours_note": "na acht uur"})
    assert again.status_code == 302 and standing(house).hours == ["avond"]


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("taal", {}), ("taal", {"language": "klingon"}), ("taal", {"language": "nl", "unknown": "1"}),
        ("tijd", {"hours": ["nacht"]}), ("tijd", {"hours_note": "x" * 121}), ("tijd", {"hours_note": "a\x00"}),
        ("kanaal", {}), ("kanaal", {"contact_point": f"phone:{uuid.uuid4()}"}), ("veilig", {"not_these": ["no_air"]}),
        ("veilig", {"seen": "geen-uuid"}),
    ],
)  # fmt: skip
def test_a_wish_that_cannot_be_read_is_asked_again(client, house, sanne, name, answers):
    comes_back(client, house, sanne)
    before = standing(house).id
    assert change(client, name, **answers).status_code == 400
    assert standing(house).id == before


def test_what_was_typed_waits_when_the_session_ends(client, house, sanne, clock):
    comes_back(client, house, sanne)
    seen = seen_on(client, "tijd")
    clock.advance(minutes=20)
    assert client.post(f"{WISHES}tijd/", {"seen": seen, "hours": ["avond"], "hours_note": "na acht uur"}).url == BACK
    assert "Wij bewaren wat je al invulde." in words_of(client.get(BACK))
    back = comes_back(client, house, sanne)
    html = back.content.decode()
    assert back.redirect_chain[-1][0] == f"{WISHES}tijd/" and 'value="na acht uur"' in html
    assert re.search(r'value="avond" checked', html)


def test_a_new_number_is_confirmed_by_its_own_code_and_told_along_the_safe_way(client, house, sanne):
    comes_back(client, house, sanne)
    sent = client.post("/mijn/gegevens/nieuw/", {"kind": "phone", "phone": "06 99 88 77 66"})
    assert sent.url == "/mijn/gegevens/nieuw/cijfers/"
    with tenant(house.id):
        new = ContactPoint.objects.get(value="+31699887766")
        code = Message.objects.filter(contact_point=new, text_key="code.one_time").get()
        notice = Message.objects.get(text_key="point.changed")
        assert new.state == ContactState.GIVEN and notice.contact_point_id != new.id
    digits = re.search(r"\b\d{6}\b", code.body).group()
    assert (
        client.post(
            "/mijn/gegevens/nieuw/cijfers/", {"digits": "000000" if digits != "000000" else "111111"}
        ).status_code
        == 400
    )
    assert client.post("/mijn/gegevens/nieuw/cijfers/", {"digits": digits}).url == f"{WISHES}?bewaard=ja"
    assert standing(house).contact_point_id == new.id


def test_a_new_number_gets_no_codes_for_three_days(client, house, sanne, clock):
    comes_back(client, house, sanne)
    clock.advance(minutes=1)
    client.post("/mijn/gegevens/nieuw/", {"kind": "phone", "phone": "06 99 88 77 66"})
    other = Client()
    other.post(BACK, {"code": sanne.return_code})
    assert "•• 66" not in words_of(other.get(CHOOSE))
    clock.advance(hours=73)
    other.post(BACK, {"code": sanne.return_code})
    assert "•• 66" in words_of(other.get(CHOOSE))


@pytest.mark.parametrize("answers", [{}, {"kind": "phone"}, {"kind": "phone", "phone": "06 12"},
                                     {"kind": "mail", "mail": "x"}, {"kind": "pigeon"}])  # fmt: skip
def test_a_new_point_that_cannot_be_read_is_asked_again(client, house, sanne, answers):
    comes_back(client, house, sanne)
    assert client.post("/mijn/gegevens/nieuw/", answers).status_code == 400


# Stopping ----------------------------------------------------------------------------------------------------


def test_stopping_takes_own_words_and_a_clear_yes_and_coming_back_is_one_tap(client, house, sanne):
    comes_back(client, house, sanne)
    assert client.post("/mijn/stoppen/", {"words": "", "sure": "on"}).status_code == 400
    kept = client.post("/mijn/stoppen/", {"words": "Ik red het zelf"})
    assert kept.status_code == 400 and "Ik red het zelf" in kept.content.decode()
    stopped = client.post("/mijn/stoppen/", {"words": "Ik red het zelf", "sure": "on"}, follow=True)
    assert "Terugkomen mag altijd." in words_of(stopped)
    with tenant(house.id):
        assert Ending.objects.get().own_words == "Ik red het zelf" and Dossier.objects.get().closed_on
    again = client.post("/mijn/weer-verder/", follow=True)
    assert "Wij bellen je uiterlijk woensdag 25 november" in words_of(again)
    assert client.post("/mijn/weer-verder/").url == MINE
    with tenant(house.id):
        assert Dossier.objects.get().closed_on is None


def test_after_a_talk_stopping_goes_by_phone(client, house, sanne):
    comes_back(client, house, sanne)
    with tenant(house.id):
        Clock.objects.filter(dossier_id=sanne.dossier_id, kind="belofte_intake").update(
            stopped_on=dt.date(2026, 11, 23), stopped_at=dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC),
            stopped_by_type="contact_attempt", stopped_by_id=uuid.uuid4(),
        )  # fmt: skip
    response = client.post("/mijn/stoppen/", {"words": "Ik wil niet meer", "sure": "on"})
    assert response.status_code == 400 and "Bel ons, dan ronden wij het samen goed af." in words_of(response)
