"""The screens around who speaks for somebody else: worries looked into with care, and a referral on its file."""

import datetime as dt
import uuid

import pytest
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, member
from tests.support.stories import CHANCE

from houvast.casework.dossier.models import Consent, Dossier
from houvast.casework.dossier.services import take_up
from houvast.casework.letters.models import Message
from houvast.casework.referrals.concerns import ConcernGiven, give_concern
from houvast.casework.referrals.models import Concern, Referral
from houvast.casework.referrals.partner import GiverGiven, bring_in
from houvast.casework.signup.services import SignupCommand
from houvast.foundation.accounts.models import Role
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
LIST = "/werk/aanmeldingen/signalen/"


@pytest.fixture
def concern(house):
    told = ConcernGiven(
        "neighbour", "De gordijnen zijn al weken dicht", uuid.uuid4(), house.municipality, about_name="Sanne",
        about_where="Molenstraat 5", giver_name="Buurman Jan",
    )  # fmt: skip
    with tenant(house.id):
        give_concern(house.anonymous, told, WALL_CLOCK)
        return Concern.objects.get()


def take(desk, concern):
    return desk.post(f"{LIST}{concern.id}/oppakken/", {"version": concern.version})


def decide(desk, concern, decision, **given):
    answers = {"version": 2, "note": "Aan de deur gesproken", "decision": decision, "language": "nl", **given}
    return desk.post(f"{LIST}{concern.id}/", answers)


def test_the_queue_names_the_number_and_the_list_who_must_look_by_when(house, desk, concern):
    assert "1 signaal van anderen" in desk.get("/werk/aanmeldingen/").content.decode()
    page = desk.get(LIST).content.decode()
    assert "Sanne" in page and "wo 25 nov" in page and "nog niemand" in page
    assert "Buurman Jan" not in page and "gordijnen" not in page


def test_an_empty_list_says_so(house, desk):
    assert "Geen signalen." in desk.get(LIST).content.decode()


def test_who_takes_it_decides_and_who_is_second_reads_that(house, desk, concern):
    assert take(desk, concern).status_code == 302
    colleague = signed_in(house.colleague)
    late = take(colleague, concern)
    assert late.status_code == 409 and "net veranderd" in late.content.decode()
    assert "Fatma de Boer kijkt hiernaar" in colleague.get(f"{LIST}{concern.id}/").content.decode()
    refused = decide(colleague, concern, "end", reason="no_wish")
    assert refused.status_code == 409
    assert take(colleague, concern).status_code == 409
    assert desk.post(f"{LIST}{concern.id}/oppakken/", {"version": "nee"}).status_code == 409


def test_a_worry_becomes_a_signup_only_when_the_resident_wants_help(house, desk, concern):
    take(desk, concern)
    wrong = decide(desk, concern, "signup", reach="06 12", call_name="Sanne")
    assert wrong.status_code == 422 and "geen nummer of e-mailadres" in wrong.content.decode()
    assert "Aan de deur gesproken" in wrong.content.decode()
    done = decide(desk, concern, "signup", reach="06 11 22 33 44", call_name="Sanne")
    assert done.status_code == 302
    with tenant(house.id):
        dossier = Dossier.objects.get()
        assert not Message.objects.exists()
    assert done["Location"] == f"/werk/dossiers/{dossier.id}/"
    page = desk.get(done["Location"]).content.decode()
    assert "Er was een signaal; de inwoner wil hulp" in page and "Buurman Jan" not in page
    assert "Naar het dossier" in desk.get(f"{LIST}{concern.id}/").content.decode()


def test_a_worry_is_noted_given_back_and_ended_with_a_reason(house, desk, concern):
    take(desk, concern)
    assert decide(desk, concern, "note").status_code == 302
    stale = decide(desk, concern, "note")
    assert stale.status_code == 409 and "net veranderd" in stale.content.decode()
    assert decide(desk, concern, "back", version=3).status_code == 302
    colleague = signed_in(house.colleague)
    assert colleague.post(f"{LIST}{concern.id}/oppakken/", {"version": 4}).status_code == 302
    missing = decide(colleague, concern, "end", version=5)
    assert missing.status_code == 422 and "Kies waarom het stopt" in missing.content.decode()
    assert decide(colleague, concern, "end", version=5, reason="no_wish").status_code == 302
    page = colleague.get(f"{LIST}{concern.id}/").content.decode()
    assert "de inwoner wil nu geen hulp" in page and "Aan de deur gesproken" in page


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"note": ""}, "Schrijf op wat je deed"),
        ({"note": "a\x00"}, "Er staat een teken in"),
        ({"decision": "sluit"}, "Kies een van de antwoorden"),
        ({"version": "x"}, "klopt nog niet"),
        ({"reason": "zomaar", "decision": "end"}, "Kies een van de antwoorden"),
        ({"nog": "iets"}, "Deze pagina is veranderd"),
    ],
)
def test_bad_input_says_what_to_do_and_changes_nothing(house, desk, concern, given, says):
    take(desk, concern)
    answer = decide(desk, concern, given.pop("decision", "note"), **given)
    assert answer.status_code == 422 and says in answer.content.decode()
    with tenant(house.id):
        assert (Concern.objects.get().version, Concern.objects.get().note) == (2, "")


def test_only_who_looks_into_worries_gets_in(house, concern):
    with tenant(house.id):
        office = member("Wim Kok", Role.ADMINISTRATION, house.team, "voorbeeldstad")
    client = signed_in(office)
    assert client.get(LIST).status_code == client.get(f"{LIST}{concern.id}/").status_code == 403
    assert "signaal van anderen" not in client.get("/werk/aanmeldingen/").content.decode()
    assert signed_in(house.counsellor).get(f"{LIST}{uuid.uuid4()}/").status_code == 404


@pytest.fixture
def referred(house):
    command = SignupCommand(
        channel="referral", wants="call", form_key=uuid.uuid4(), municipality=house.municipality,
        phone="+31611223344", call_name="Sanne",
    )  # fmt: skip
    giver = GiverGiven(
        "partner", name="Ineke Smit", organisation_name="Wijkteam Noord", mail="ineke@wijk.example",
        words="Ze durft niet te bellen", keeps_contact_until=dt.date(2026, 12, 31),
    )  # fmt: skip
    with tenant(house.id):
        bring_in(house.anonymous, command, giver, lambda token: f"https://hulp.example/{token}", WALL_CLOCK, CHANCE)
        return Referral.objects.get()


def test_the_file_says_who_referred_until_when_they_keep_contact_and_what_they_see(house, desk, referred):
    address = f"/werk/dossiers/{referred.dossier_id}/"
    page = desk.get(address).content.decode()
    for words in ("Wijkteam Noord", "Ineke Smit", "nog niet bevestigd", "31 december 2026"):
        assert words in page
    assert "Ze durft niet te bellen" not in page, "what was told is for who has the file"
    with tenant(house.id):
        take_up(house.counsellor, referred.dossier_id, WALL_CLOCK)
    assert "Ze durft niet te bellen" in desk.get(address).content.decode()


def test_one_press_and_the_partner_sees_nothing_any_more(house, desk, referred):
    stop = f"/werk/dossiers/{referred.dossier_id}/verwijzer/{referred.id}/stop/"
    assert desk.get(stop).status_code == 405
    assert signed_in(house.outsider).post(stop).status_code == 404
    for _ in range(2):
        assert desk.post(stop).status_code == 302
    assert "De verwijzer ziet niets meer" in desk.get(f"/werk/dossiers/{referred.dossier_id}/").content.decode()
    with tenant(house.id):
        assert Consent.objects.get().revoked_at is not None
    assert desk.post(f"/werk/dossiers/{uuid.uuid4()}/verwijzer/{referred.id}/stop/").status_code == 404
