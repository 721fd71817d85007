"""The administrator's screens: what they show, what they refuse in plain words, and who they are closed to."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house
from tests.support.stories import signs_up

from houvast.foundation.accounts.models import Account, Membership, RoleProposal
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.jobs.models import Intent, IntentState, LocalDelivery
from houvast.foundation.organisations.models import Location, Municipality, OpeningHours, Organisation, Team
from houvast.foundation.tenancy.context import tenant
from houvast.web import matrix

pytestmark = pytest.mark.django_db
LISTS = ("overview", "organisation", "theme_here", "municipalities", "new_municipality", "places", "people", "invite",
         "new_team", "interpreters", "new_interpreter", "terms", "languages", "texts", "sent", "parked",
         "connections")  # fmt: skip


def words(answer):
    return answer.content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_also_when_it_is_empty(house, desk, name):
    answer = desk.get(reverse(f"beheer:{name}"), follow=True)
    assert answer.status_code == 200 and "<h1>" in words(answer)


def test_every_page_of_one_thing_opens(house, desk):
    place = add_place(house)
    town, counsellor = house.municipality.id, house.counsellor.account_id
    for name, given in [
        ("municipality", [town]), ("theme", [town]), ("postcodes", [town]), ("phone_hours", [town]),
        ("new_location", [town]), ("offers", [town]), ("location", [place.id]), ("hours", [place.id, "inloop"]),
        ("hours", [place.id, "afspraak"]), ("person", [counsellor]), ("switch_off", [counsellor]),
        ("team", [house.team.id]), ("text", ["signup.confirmation.sms"]),
    ]:  # fmt: skip
        answer = desk.get(reverse(f"beheer:{name}", args=given))
        assert answer.status_code == 200, name


def test_nobody_but_the_administrator_comes_in(house):
    for one in matrix.addresses():
        if one.name.startswith("beheer:"):
            assert one.door.roles == ("administrator",), one.name
    client = signed_in(house.counsellor)
    assert client.get("/beheer/").status_code == 403
    assert client.get("/beheer/medewerkers/").status_code == 403


def test_a_thing_of_another_organisation_is_as_one_that_does_not_exist(house, desk):
    other = build_house("elders", demo=False)
    for name, theirs in [
        ("municipality", other.municipality.id), ("theme", other.municipality.id), ("team", other.team.id),
        ("person", other.counsellor.account_id), ("offers", other.municipality.id),
    ]:  # fmt: skip
        foreign, unknown = (desk.get(reverse(f"beheer:{name}", args=[pk])) for pk in (theirs, uuid.uuid4()))
        assert foreign.status_code == unknown.status_code == 404, name
        assert strip(foreign) == strip(unknown)


def strip(answer):
    """The page without what differs at every request."""
    import re  # noqa: PLC0415 - only here

    return re.sub(r"[0-9A-F]{8}|[0-9a-f-]{36}|value=\"\w{64}\"", "", words(answer))


# --- organisation, look, municipalities ---------------------------------------------------------------------


def organisation(**given):
    return {
        "version": "1",
        "name": "Stadshulp",
        "service_name": "Geldhulp",
        "calculating_service": "nee",
        **given,
    }


def test_the_organisation_is_changed_and_the_change_is_audited(house, desk):
    assert desk.post("/beheer/organisatie/", organisation()).status_code == 302
    with tenant(house.id):
        assert Organisation.objects.get(pk=house.id).name == "Stadshulp"
        assert AuditEntry.objects.filter(action="organisation.changed").count() == 1


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ({"name": ""}, "Vul dit in"),
        ({"name": "x" * 121}, "te lang"),
        ({"name": "a\x00b"}, "niet kunnen lezen"),
        ({"mail_sender": "naam"}, "e-mailadres klopt nog niet"),
        ({"sms_sender": "Schuldhulp"}, "Noem geen schulden"),
        ({"host_name": "hulp.elders.example"}, "Deze pagina is veranderd"),
        ({"quick_exit_url": "weg hier"}, "heel adres"),
        ({"version": "nul"}, ""),
        ({"verzonnen": "veld"}, "Deze pagina is veranderd"),
    ],
)
def test_wrong_answers_are_refused_at_the_field_and_nothing_is_kept(house, desk, given, hint):
    answer = desk.post("/beheer/organisatie/", organisation(**given))
    assert answer.status_code == 422 and hint in words(answer)
    with tenant(house.id):
        assert Organisation.objects.get(pk=house.id).name == "Voorbeeldstad"


def test_two_tabs_the_second_one_sees_both_texts_and_can_still_save(house, desk):
    desk.post("/beheer/organisatie/", organisation(name="Eerste tab"))
    second = desk.post("/beheer/organisatie/", organisation(name="Tweede tab"))
    assert second.status_code == 409
    assert "Eerste tab" in words(second) and "Tweede tab" in words(second)
    version = second.context["form"]["version"].value()
    assert desk.post("/beheer/organisatie/", organisation(name="Tweede tab", version=version)).status_code == 302


def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(house, desk):
    address = reverse("beheer:theme", args=[house.municipality.id])
    look = {"version": "1", "brand": "#3fa796", "brand_dark": "#083f3a", "sun": "#f4b740", "radius": "8"}
    refused = desk.post(address, look)
    assert refused.status_code == 422
    assert "te licht" in words(refused) and "Deze kleur kan nog niet" in words(refused)
    better = refused.context["form"].proposal()
    assert desk.post(address, {**look, "brand": better.brand}).status_code == 302
    with tenant(house.id):
        assert Municipality.objects.get().theme_brand == better.brand


def test_a_preview_keeps_nothing(house, desk):
    address = reverse("beheer:theme", args=[house.municipality.id])
    look = {"version": "1", "brand": "#7a1f5c", "brand_dark": "#083f3a", "sun": "#f4b740", "radius": "4"}
    answer = desk.post(address, {**look, "preview": "ja"})
    assert answer.status_code == 200 and "Er is nog niets bewaard" in words(answer)
    with tenant(house.id):
        assert Municipality.objects.get().theme_brand == "#0b5a52"


def test_a_municipality_gets_its_numbers(house, desk):
    town = {"version": "1", "name": "Voorbeeldstad", "code": "9999", "phone": "012 345 67 89",
            "equated_days_are_working_days": "ja"}  # fmt: skip
    address = reverse("beheer:municipality", args=[house.municipality.id])
    assert "Dit nummer kan niet" in words(desk.post(address, {**town, "phone": "12"}))
    assert desk.post(address, town).status_code == 302
    with tenant(house.id):
        assert Municipality.objects.get().phone == "+31123456789"


def test_postcodes_of_two_municipalities_do_not_overlap(house, desk):
    desk.post("/beheer/gemeenten/nieuw/", {"name": "Elders", "code": "9998", "phone": "0123456789",
                                           "equated_days_are_working_days": "ja"})  # fmt: skip
    with tenant(house.id):
        other = Municipality.objects.get(name="Elders")
    first = reverse("beheer:postcodes", args=[house.municipality.id])
    assert desk.post(first, {"postcodes": "1000-1099, 1200"}).status_code == 302
    second = desk.post(reverse("beheer:postcodes", args=[other.id]), {"postcodes": "1050"})
    assert second.status_code == 422 and "horen al bij een gemeente" in words(second)
    assert "Schrijf een reeks zo" in words(desk.post(first, {"postcodes": "duizend"}))


# --- places and hours -------------------------------------------------------------------------------------------


def add_place(house):
    with tenant(house.id):
        return Location.objects.create(
            municipality=house.municipality, name="Stadhuis", street="Markt 1", postcode="1234 AB", city="Stad",
            valid_from=dt.date(2026, 1, 1),
        )  # fmt: skip


def test_hours_are_written_as_people_write_them(house, desk):
    address = reverse("beheer:phone_hours", args=[house.municipality.id])
    assert desk.post(address, {"day_0": "9-12, 13.00 tot 17.00", "day_1": "9:00–20:00"}).status_code == 302
    with tenant(house.id):
        found = list(OpeningHours.objects.order_by("weekday", "opens").values_list("weekday", "opens", "closes"))
    assert found == [
        (0, dt.time(9), dt.time(12)), (0, dt.time(13), dt.time(17)), (1, dt.time(9), dt.time(20)),
    ]  # fmt: skip
    assert "9.00-12.00, 13.00-17.00" in words(desk.get(address))


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("9.00-12.00, 11.00-17.00", "lopen 9.00-12.00 en 11.00-17.00 door elkaar"),
        ("17.00-9.00", "eindtijd moet na de begintijd"),
        ("negen uur", "Schrijf tijden zo"),
        ("25.00-26.00", "Schrijf tijden zo"),
    ],
)
def test_hours_that_cannot_be_are_refused_at_their_day(house, desk, typed, hint):
    answer = desk.post(reverse("beheer:phone_hours", args=[house.municipality.id]), {"day_2": typed})
    assert answer.status_code == 422 and hint in words(answer) and typed in words(answer)
    assert "day_2" in answer.context["form"].errors


def test_a_place_is_added_changed_and_closed(house, desk):
    place = {
        "name": "Bibliotheek",
        "street": "Kade 2",
        "postcode": "1234ab",
        "city": "Voorbeeldstad",
        "languages": ["nl"],
    }
    assert desk.post(reverse("beheer:new_location", args=[house.municipality.id]), place).status_code == 302
    with tenant(house.id):
        row = Location.objects.get()
    assert row.postcode == "1234 AB"
    address = reverse("beheer:location", args=[row.id])
    assert desk.post(address, {**place, "version": "1", "close": "ja"}).status_code == 302
    assert "Bibliotheek" not in words(desk.get("/beheer/locaties/"))
    assert desk.get(reverse("beheer:hours", args=[row.id, "maan"])).status_code == 404


# --- staff -------------------------------------------------------------------------------------------------------


def invite(house, desk, **given):
    answers = {"name": "Nel Nieuw", "email": "nel@voorbeeldstad.example", "role": "counsellor",
               "team": str(house.team.id), **given}  # fmt: skip
    return desk.post("/beheer/medewerkers/nieuw/", answers)


def test_an_invitation_shows_its_link_once(house, desk):
    answer = invite(house, desk)
    assert answer.status_code == 200 and "/inloggen/uitnodiging/" in words(answer)
    assert answer["Cache-Control"] == "no-store"
    assert "uitgenodigd" in words(desk.get("/beheer/medewerkers/"))


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ({"team": ""}, "Zonder team ziet deze medewerker geen aanmeldingen"),
        ({"role": ""}, "Kies een antwoord"),
        ({"email": "nel"}, "e-mailadres klopt nog niet"),
        ({"name": ""}, "Vul dit in"),
        ({"email": "fatma@voorbeeldstad.example"}, "heeft deze rol al"),
        ({"team": str(uuid.uuid4())}, "Kies een van de antwoorden"),
    ],
)
def test_a_wrong_invitation_is_refused_and_keeps_what_was_typed(house, desk, given, hint):
    answer = invite(house, desk, **given)
    assert answer.status_code == 422 and hint in words(answer)
    with tenant(house.id):
        assert Membership.objects.count() == 4


def test_a_role_is_given_and_stopped(house, desk):
    address = reverse("beheer:person", args=[house.counsellor.account_id])
    assert desk.post(address, {"role": "finance", "team": ""}).status_code == 302
    with tenant(house.id):
        role = Membership.objects.get(role="finance")
    stop = reverse("beheer:end_role", args=[house.counsellor.account_id, role.id])
    assert desk.get(stop).status_code == 405
    assert desk.post(stop).status_code == 302
    with tenant(house.id):
        assert not Membership.objects.filter(role="finance").exists()


def test_the_last_administrator_stays(house, desk):
    with tenant(house.id):
        own = Membership.objects.get(role="administrator")
    answer = desk.post(reverse("beheer:end_role", args=[house.administrator.account_id, own.id]))
    assert answer.status_code == 409 and "laatste beheerder" in words(answer)


def second_administrator(house):
    Account.objects.filter(pk=house.colleague.account_id).update(password="x")
    with tenant(house.id):
        Membership.objects.create(
            account_id=house.colleague.account_id, role="administrator", valid_from=dt.date(2026, 1, 1)
        )


def test_a_special_right_needs_a_second_administrator(house, desk):
    second_administrator(house)
    address = reverse("beheer:person", args=[house.outsider.account_id])
    answer = desk.post(address, {"role": "auditor", "team": ""}, follow=True)
    assert "wacht op een tweede beheerder" in words(answer)
    with tenant(house.id):
        assert not Membership.objects.filter(role="auditor").exists()
        proposal = RoleProposal.objects.get()
    decide = reverse("beheer:decide", args=[proposal.id])
    assert desk.post(decide, {"answer": "ja"}).status_code == 409
    second = signed_in(house.colleague)
    assert "Els Vos" in words(second.get("/beheer/medewerkers/"))
    assert second.post(decide, {"answer": "ja"}).status_code == 302
    with tenant(house.id):
        assert Membership.objects.get(role="auditor").account_id == house.outsider.account_id
    assert second.post(decide, {"answer": "nee"}).status_code == 409


def test_switching_off_ends_every_role_and_session_at_once(house, desk):
    theirs = signed_in(house.counsellor)
    assert theirs.get("/werk/").status_code == 200
    address = reverse("beheer:switch_off", args=[house.counsellor.account_id])
    assert "meteen uitgelogd" in words(desk.get(address))
    assert desk.post(address).status_code == 302
    assert theirs.get("/werk/").status_code == 302
    desk.get("/beheer/medewerkers/")  # shows the message that it is done
    assert "Fatma" not in words(desk.get("/beheer/medewerkers/"))


def test_an_account_of_another_organisation_cannot_be_taken_over_by_a_link(house, desk):
    other = build_house("elders", demo=False)
    Account.objects.filter(pk=other.counsellor.account_id).update(password="iets")
    answer = invite(house, desk, email="fatma@elders.example")
    assert "/inloggen/uitnodiging/" not in words(answer) and "heeft al een account" in words(answer)
    link = desk.post(reverse("beheer:new_link", args=[other.counsellor.account_id]))
    assert link.status_code == 409 and "andere organisatie" in words(link)


def test_sign_ups_go_to_one_team(house, desk):
    team = {"name": "Wijk", "municipality": str(house.municipality.id), "takes_signups": "ja", "active": "ja"}
    assert "Een ander team krijgt de aanmeldingen al" in words(desk.post("/beheer/teams/nieuw/", team))
    assert desk.post("/beheer/teams/nieuw/", {**team, "takes_signups": "nee"}).status_code == 302
    with tenant(house.id):
        assert Team.objects.filter(name="Wijk").exists()


# --- languages and texts ----------------------------------------------------------------------------------------


def test_the_switch_for_unapproved_translations(house, desk):
    assert desk.post("/beheer/talen/", {"version": "1", "show": "ja"}).status_code == 302
    with tenant(house.id):
        assert Organisation.objects.get(pk=house.id).show_unapproved_translations
    offers = reverse("beheer:offers", args=[house.municipality.id])
    assert desk.post(offers, {"languages": ["ar"]}).status_code == 302
    assert "العربية" in words(desk.get("/beheer/talen/"))


def test_texts_show_their_state_and_reading_level(house, desk):
    page = words(desk.get("/beheer/teksten/"))
    assert "goedgekeurd" in page and "B1" in page
    one = words(desk.get("/beheer/teksten/signup.confirmation.sms/"))
    assert "{telefoon}" in one and 'dir="rtl"' in one
    assert desk.get("/beheer/teksten/bestaat.niet/").status_code == 404


# --- what left and what could not ---------------------------------------------------------------------------------


def signed_up(house):
    with tenant(house.id):
        signs_up(house, WALL_CLOCK, wants="text")
        intent = Intent.objects.order_by("created_at").first()
        LocalDelivery.objects.create(
            intent=intent, kind="sms", key=intent.key, recipient="+31611223344", subject="", body="GEHEIM-BERICHT",
            delivered_at=WALL_CLOCK.now(),
        )  # fmt: skip
    return intent


def test_outside_the_demo_only_state_kind_and_time_are_shown(house, desk):
    signed_up(house)
    page = words(desk.get("/beheer/verzonden/"))
    assert "sms" in page and "GEHEIM-BERICHT" not in page and "11223344" not in page


def test_in_the_demo_the_words_are_shown_and_looking_is_audited(house, desk, settings):
    settings.DEMO = True
    signed_up(house)
    assert "GEHEIM-BERICHT" in words(desk.get("/beheer/verzonden/"))
    with tenant(house.id):
        assert AuditEntry.objects.filter(action="sent.looked").exists()


@pytest.mark.parametrize("place", ["gisteren", "2026-11-23", "\x00", "9" * 400])
def test_a_strange_place_in_the_list_is_no_error_of_ours(house, desk, place):
    assert desk.get("/beheer/verzonden/", {"voor": place}).status_code == 400


def test_a_parked_message_shows_its_reason_and_is_tried_once_more(house, desk):
    intent = signed_up(house)
    with tenant(house.id):
        Intent.objects.filter(pk=intent.pk).update(
            state=IntentState.PARKED, last_error="Het nummer bestaat niet.", finished_at=WALL_CLOCK.now()
        )
    page = words(desk.get("/beheer/geparkeerd/"))
    assert "Het nummer bestaat niet." in page and "Probeer opnieuw" in page
    address = reverse("beheer:retry", args=[intent.id])
    assert desk.post(address, {"version": intent.version}).status_code == 302
    assert desk.post(address, {"version": intent.version}).status_code == 409
    assert desk.post(address, {"version": "x"}).status_code == 400
    assert desk.post(reverse("beheer:retry", args=[uuid.uuid4()]), {"version": "1"}).status_code == 404


def test_connections_say_what_to_do_meanwhile(house, desk):
    page = words(desk.get("/beheer/koppelingen/"))
    assert "E-mail" in page and "Sms" in page and "Bel de inwoner" in page


def test_an_empty_organisation_reads_what_is_still_to_do(house, desk):
    page = words(desk.get("/beheer/"))
    assert "Vul in wanneer jullie bereikbaar zijn" in page and "Voeg een locatie toe" in page
