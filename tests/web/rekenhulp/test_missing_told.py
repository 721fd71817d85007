"""Laat ik geld liggen? from answers to an answer: what is missed, how sure it is, and what is refused by name."""

from datetime import date

import pytest
from django.http import QueryDict

from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError, NoParametersError
from houvast.rules.estimate import Span
from houvast.web.rekenhulp.asking import Page
from houvast.web.rekenhulp.missing_forms import ASKING
from houvast.web.rekenhulp.missing_outcome import answer_of
from houvast.web.rekenhulp.missing_told import missing_of, told_of

DAY = date(2026, 11, 25)
# On a benefit of 16.800 a year before tax, rent 650, with zorgtoeslag; never asked for huurtoeslag.
ALONE = {
    "birth_year": "1980", "people": ["alone"], "home": "rent", "own_door": "yes", "rent": "650", "registered": "yes",
    "kinds": ["benefit"], "income": "16.800", "income_per": "year", "gets": ["zorgtoeslag"], "zorg_now": "129",
    "assets": "low", "insured": "yes", "at": "4", "go": "next",
}  # fmt: skip
FAMILY = {
    "people": ["partner", "children"], "partner_year": "1986", "ages": "4, 9 en 13", "kinds": ["work"],
    "gets": ["kinderbijslag"], "zorg_now": None, "home": "own", "rent": None, "partner_income": "0",
}  # fmt: skip


def typed(**changes):
    data = QueryDict(mutable=True)
    for name, value in {**ALONE, **changes}.items():
        if value is not None:
            data.setlist(name, value if isinstance(value, list) else [value])
    return data


def answers(day=DAY, **changes):
    found = ASKING.turn(typed(**changes), day)
    assert not isinstance(found, Page), ASKING.question(found.at, typed(**changes), typed=True, day=day).errors
    return found


def missing(day=DAY, **changes):
    return missing_of(answers(day, **changes), day)


def one(found, name):
    return next(each for each in found.allowances if each.name == name)


def shown(**changes):
    return answer_of(missing(**changes), ask_us="/aanmelden/")


def card(answer, title):
    return next(each for each in answer.cards if each.title == title)


def test_who_never_asked_for_huurtoeslag_hears_how_much_until_when_and_where():
    answer = shown()
    rent = card(answer, "Huurtoeslag")
    # 202,52 to 498,20 in full, to 650 for 65 in the hundred: 295,68 + 98,67 = 394,35 a month.
    assert (rent.head, rent.below, rent.sure) == ("€ 394 per maand", "Dat is € 4.732 per jaar.", "sure")
    assert rent.until == "Aanvragen kan tot en met 31 december 2027."
    assert (rent.button.words, rent.button.url) == ("Vraag aan op toeslagen.nl", "https://www.toeslagen.nl/")
    assert "je huurcontract" in rent.papers
    assert (answer.title, answer.headline) == ("Je laat geld liggen", "€ 394 per maand")
    assert "31 december 2026" in answer.last_year
    assert card(answer, "Zorgtoeslag").button is None


def test_a_couple_with_three_children_is_at_the_limit_and_one_euro_above_it():
    # From 39.141 euro on the budget falls: 3 children and one of 12 to 15 give 3 x 2.580 + 724 = 8.464 a year.
    at, above = (one(missing(**FAMILY, income=income), "kindgebonden_budget") for income in ("39.141", "39.142"))
    assert at.right.low == Amount(705) and at.more_year.low == Amount(8464)
    assert above.more_year.low == Amount(8464) and above.right.low == Amount(705)  # 7,6 cents a year less
    far = one(missing(**FAMILY, income="39.241"), "kindgebonden_budget")
    assert far.more_year.low == Amount(8456)  # a hundred euro above: 7,60 a year less
    ceiling = [one(missing(**FAMILY, income=income), "zorgtoeslag").state for income in ("51.142", "51.143")]
    assert ceiling == ["missing", "none"]
    assert one(missing(**FAMILY, income="51.143"), "zorgtoeslag").reason in ("income_too_high", "below_24_euro")


def test_a_partner_makes_it_probable_because_of_what_was_not_asked():
    found = card(shown(**FAMILY, income="39.142"), "Kindgebonden budget")
    assert found.sure == "likely" and found.ask == ("of je partner in Nederland mag wonen",)


def test_a_pensioner_with_a_net_amount_gets_a_range_and_is_told_of_the_extra_pension():
    answer = shown(birth_year="1955", kinds=["pension"], income="1.300", income_per="net_month", gets=["nothing"])
    assert card(answer, "Huurtoeslag").head == "€ 314 tot € 394 per maand"
    assert card(answer, "AIO").button.url.startswith("https://www.svb.nl/")
    assert [each.title for each in answer.cards if each.title == "Bijstand"] == []


def test_a_student_in_a_room_gets_zorgtoeslag_and_asks_for_the_extra_grant():
    answer = shown(birth_year="2005", kinds=["student"], income="0", home="room", rent=None, gets=["nothing"])
    assert card(answer, "Zorgtoeslag").sure == "sure"
    assert card(answer, "Aanvullende beurs").button.words == "Vraag aan op duo.nl"
    assert answer.none[0] == ("Huurtoeslag", "Je hebt geen eigen voordeur, keuken, wc of douche.")


def test_an_entrepreneur_with_a_varying_income_gets_a_lowest_and_a_highest_amount():
    answer = shown(kinds=["business"], income="12.000", income_high="28.000", gets=["nothing"])
    rent = card(answer, "Huurtoeslag")
    # 27 in the hundred of 28.000 - 23.425 = 1.235 a year less.
    assert (rent.head, rent.sure) == ("€ 291 tot € 394 per maand", "likely")
    assert (answer.title, answer.headline) == ("Je laat misschien geld liggen", "€ 420 tot € 523 per maand")
    assert card(answer, "Bbz").button.url == "/aanmelden/"


def test_who_may_get_nothing_hears_up_to_how_much():
    answer = shown(kinds=["business"], income="30.000", income_high="90.000", gets=["nothing"])
    assert card(answer, "Zorgtoeslag").head == "Tot € 126 per maand"
    assert card(answer, "Zorgtoeslag").below == "Tot € 1.514 per jaar."


def test_without_an_income_there_is_no_sum_but_what_to_look_up():
    answer = shown(income=None, income_unknown="on", rent=None, assets="unknown", registered="unknown",
                   insured="unknown", own_door="unknown", gets=["nothing"])  # fmt: skip
    rent = card(answer, "Huurtoeslag")
    assert (rent.sure, rent.head) == ("ask", "Wij weten nog niet of je dit krijgt.")
    assert set(rent.ask) == {
        "het bruto inkomen per jaar van iedereen die meetelt", "hoeveel geld je op 1 januari had",
        "je kale huur per maand",
        "of iedereen op je adres bij de gemeente staat", "of je huis een eigen voordeur, keuken, wc en douche heeft",
    }  # fmt: skip
    assert (answer.title, answer.tone) == ("Vraag dit nog na", "soon")


def test_what_comes_in_above_the_sum_is_said_kindly_with_where_to_pass_it_on():
    answer = shown(gets=["zorgtoeslag", "huurtoeslag"], huur_now="600")
    rent = card(answer, "Huurtoeslag")
    assert (rent.head, rent.button.words) == ("Je krijgt misschien te veel", "Geef het door op toeslagen.nl")
    assert "minder terug" in rent.below and answer.tone == "late"


def test_what_comes_in_without_an_amount_is_compared_by_who_gets_it():
    zorg = card(shown(zorg_now=None), "Zorgtoeslag")
    assert (zorg.head, zorg.button) == ("Je krijgt dit al.", None)
    assert zorg.below == "Wij denken: € 129 per maand. Krijg je minder? Vraag het na."
    assert one(missing(zorg_now=None, income="90.000"), "zorgtoeslag").state == "too_much"


def test_one_euro_more_or_less_than_our_sum_is_right():
    for now in ("128", "129", "130"):
        assert one(missing(zorg_now=now), "zorgtoeslag").state == "has"
    assert [one(missing(zorg_now=now), "zorgtoeslag").state for now in ("127", "131")] == ["missing", "too_much"]


def test_who_misses_nothing_is_told_so():
    answer = shown(gets=["zorgtoeslag", "huurtoeslag"], huur_now="394")
    assert (answer.title, answer.tone, answer.last_year) == ("Je laat geen toeslag liggen", "calm", "")


def test_others_at_the_address_count_for_the_rent_and_not_for_their_age():
    rent = one(missing(people=["others"], others="2", others_income="60.000"), "huurtoeslag")
    assert (rent.state, rent.reason) == ("none", "income_too_high")
    rent = one(missing(people=["others"], others="2", others_income="0"), "huurtoeslag")
    assert rent.ask == ("coresident_residence_lawful",)
    assert one(missing(people=["others"], others="1", others_unknown="on"), "huurtoeslag").state == "ask"


def test_savings_between_the_two_borders_stop_only_the_rent():
    found = missing(assets="middle", gets=["nothing"])
    assert [each.state for each in found.allowances] == ["missing", "none", "none"]
    assert one(missing(assets="high"), "zorgtoeslag").reason == "assets_too_high"
    assert found.below_norm is False


def test_a_birthday_that_may_still_come_this_year_gives_a_range():
    rent = one(missing(birth_year="2005", income="12.000"), "huurtoeslag")
    assert rent.right == Span(Amount(295), Amount(394))
    assert one(missing(birth_year="2008"), "zorgtoeslag").right == Span(Amount(0), Amount(129))
    assert one(missing(birth_year="2004", income="12.000"), "huurtoeslag").right.exact


def test_an_uninsured_couple_is_asked_about():
    assert one(missing(insured="no"), "zorgtoeslag").reason == "not_insured"
    pair = {**FAMILY, "income": "20.000", "insured": "no"}
    assert one(missing(**pair), "zorgtoeslag").ask == ("partner_residence_lawful",)
    assert one(missing(**pair), "zorgtoeslag").state == "ask"


def test_children_without_kinderbijslag_are_told_of_it():
    answer = shown(people=["children"], ages="4", gets=["nothing"])
    assert card(answer, "Kinderbijslag").button.words == "Vraag aan op svb.nl"
    assert "of je kinderbijslag krijgt" in card(answer, "Kindgebonden budget").ask


def test_who_may_have_assistance_already_need_not_do_anything():
    assert card(shown(), "Bijstand").below == "Heb je al bijstand? Dan hoef je niets te doen."
    assert card(shown(kinds=["work"], income="12.000"), "Bijstand").below == ""
    assert missing(kinds=["work"], income="29.000").below_norm is False
    assert missing(income=None, income_unknown="on").below_norm is None
    assert missing(**{**FAMILY, "partner_income": None, "partner_unknown": "on"}).below_norm is None


@pytest.mark.parametrize(
    ("per", "low", "high"),
    [("year", "1000", "1000"), ("month", "12000", "12960"), ("four_weeks", "13000", "14040"),
     ("net_month", "12000", "20736")],
)  # fmt: skip
def test_an_income_by_month_lies_between_without_and_with_holiday_allowance(per, low, high):
    found = told_of(answers(income="1.000", income_per=per)).income.gross_year
    assert (found.low, found.high) == (Amount(int(low)), Amount(int(high)))


@pytest.mark.parametrize("changes", [{"birth_year": "2011"}, {**FAMILY, "partner_year": "2012"}])
def test_a_child_cannot_ask(changes):
    with pytest.raises(BadInputError) as refusal:
        missing(**changes)
    assert refusal.value.field in ("birth_year", "partner_year")


def test_a_day_without_figures_is_refused():
    with pytest.raises(NoParametersError):
        missing(date(2031, 11, 25))


def test_the_year_before_is_named_while_it_is_open():
    assert missing(date(2026, 12, 31)).last_year == (2025, date(2026, 12, 31))
    assert missing(date(2025, 11, 1)).last_year is None  # 2024 closed on 1 September 2025
    assert missing(date(2024, 11, 1)).last_year is None  # no figures of 2023


BAD = [
    (1, {"birth_year": None}, "birth_year", "Vul een jaar in met 4 cijfers"),
    (1, {"birth_year": "85"}, "birth_year", "Vul een jaar in met 4 cijfers"),
    (1, {"birth_year": "-1985"}, "birth_year", "Vul een jaar in met 4 cijfers"),
    (1, {"birth_year": "1985\x00"}, "birth_year", "Vul een jaar in met 4 cijfers"),
    (1, {"people": None}, "people", "Kies met wie je woont."),
    (1, {"people": ["alone", "partner"], "partner_year": "1980", "partner_income": "0"}, "people", "alleen woont"),
    (1, {"people": ["koning"]}, "people", "Kies een van de antwoorden."),
    (1, {"people": ["partner"], "partner_income": "0"}, "partner_year", "Vul een jaar in"),
    (1, {"people": ["children"]}, "ages", "Vul in hoe oud je kinderen zijn."),
    (1, {"people": ["children"], "ages": "4, 18"}, "ages", "Schrijf de leeftijden als"),
    (1, {"people": ["children"], "ages": "-4"}, "ages", "Schrijf de leeftijden als"),
    (1, {"people": ["children"], "ages": "vier"}, "ages", "Schrijf de leeftijden als"),
    (1, {"people": ["children"], "ages": "٤"}, "ages", "Schrijf de leeftijden als"),
    (1, {"people": ["children"], "ages": "4\x00"}, "ages", "Er staat een teken in"),
    (1, {"people": ["children"], "ages": ", ".join(["4"] * 16)}, "ages", "Dit zijn veel kinderen."),
    (1, {"people": ["others"], "others": "11", "others_income": "0"}, "others", "van 1 tot 10"),
    (2, {"home": "boot"}, "home", "Kies een van de antwoorden."),
    (2, {"home": None}, "home", "Kies hoe je woont."),
    (2, {"rent": "1,234.56"}, "rent", "schrijf de punt en de komma andersom"),
    (2, {"rent": "-5"}, "rent", "van 0 tot 50.000 euro"),
    (2, {"rent": "51.000"}, "rent", "van 0 tot 50.000 euro"),
    (2, {"registered": None}, "registered", "Kies een antwoord."),
    (3, {"income": None}, "income", "Vul het bedrag in, of kies"),
    (3, {"income": "1,234.56"}, "income", "schrijf de punt en de komma andersom"),
    (3, {"income": "99999999999"}, "income", "van 0 tot 10.000.000 euro"),
    (3, {"income": "a\x00"}, "income", "Er staat een teken in"),
    (3, {"income_per": "week"}, "income_per", "Kies een van de antwoorden."),
    (3, {"income_high": "100"}, "income_high", "Dit is lager dan het eerste bedrag."),
    (3, {"income": None, "income_unknown": "on", "income_high": "100"}, "income_high", "Dit is lager"),
    (3, {"kinds": ["nothing", "work"]}, "kinds", "Kies dan niets anders."),
    (3, {"kinds": ["nothing"]}, "kinds", "Kies dan niets anders."),
    (3, {"kinds": None}, "kinds", "Kies waar je geld vandaan komt."),
    (3, {"people": ["partner"], "partner_year": "1980"}, "partner_income", "Vul het bedrag in, of kies"),
    (3, {"people": ["others"], "others": "1"}, "others_income", "Vul het bedrag in, of kies"),
    (4, {"gets": None}, "gets", "Kies wat je nu al krijgt."),
    (4, {"gets": ["nothing", "huurtoeslag"]}, "gets", "Kies dan niets anders."),
    (4, {"zorg_now": "veel"}, "zorg_now", "dit is geen bedrag"),
    (4, {"assets": "0"}, "assets", "Kies een van de antwoorden."),
    (4, {"insured": None}, "insured", "Kies een antwoord."),
]


@pytest.mark.parametrize(("at", "changes", "field", "words"), BAD)
def test_bad_input_is_refused_on_its_page_also_when_it_was_carried_along(at, changes, field, words):
    data = typed(**changes)
    assert ASKING.turn(data, DAY) == Page(at, typed=True)
    form = ASKING.question(at, data, typed=True, day=DAY)
    assert words in str(form.errors[field]) and list(form.errors) == [field]


def test_a_strange_field_is_refused():
    assert ASKING.turn(typed(vreemd="1"), DAY) == Page(1, typed=True)


@pytest.mark.parametrize("written", ["1.234,56", "1234,56", "€ 1.234,56", "1234.56"])
def test_amounts_are_read_as_people_type_them(written):
    assert answers(rent=written)["rent"] == Amount(123456, 100)


@pytest.mark.parametrize("written", ["4, 9 en 13", "4 9 13", "4,9,13", "4;9 & 13"])
def test_ages_are_read_as_people_write_them(written):
    assert answers(people=["children"], ages=written)["ages"] == [4, 9, 13]


def test_what_stands_under_an_option_that_is_not_chosen_does_not_count():
    found = answers(people=["alone"], ages="99", others="x", partner_year="1", home="own", rent="x", huur_now="veel")
    assert (found["ages"], found["others"], found["partner_year"], found["rent"]) == (None, None, None, None)
    assert found["huur_now"] is None


def test_no_income_at_all_needs_no_amount():
    assert answers(kinds=["nothing"], income=None)["income"] == Amount(0)
