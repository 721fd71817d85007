"""Who came in through somebody else: referrals, family, worries in each state, and two files made one."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from houvast.casework.contact.services import AttemptCommand, record_attempt
from houvast.casework.dossier.services import take_up
from houvast.casework.merging.services import MergeCommand, merge
from houvast.casework.referrals.concerns import ConcernGiven, end_concern, give_concern, take_concern
from houvast.casework.referrals.models import Concern
from houvast.casework.referrals.partner import BroughtIn, GiverGiven, bring_in, confirm
from houvast.casework.signup.services import SignupCommand, register_signup
from houvast.foundation.access.actor import Actor
from houvast.foundation.clock import Clock, FixedClock
from houvast.foundation.randomness import Randomness, uuid4
from houvast.web.demo import people
from houvast.web.demo.town import Town

PARTNERS = (
    ("Wijkteam Noord", "Ineke Zwart", "ineke@wijkteam.example"),
    ("Huisartsen De Linde", "Anna Kers", "anna@delinde.example"),
    ("Voedselbank Voorbeeldstad", "Ton Beuk", "ton@voedselbank.example"),
    ("Woonstichting De Eik", "Sara Es", "sara@deeik.example"),
)
KEEPS_CONTACT = dt.timedelta(days=45)
WORRIES = (
    ("neighbour", "De gordijnen zijn al weken dicht en er ligt post voor de deur.", "Wilgenhof 12", False),
    ("employer", "Een collega vraagt steeds om een voorschot en slaapt slecht.", "werkt bij ons in de hal", False),
    ("family", "Mijn broer neemt niet meer op. Hij zei dat hij het huis uit moet.", "Havenkade 3", True),
)
FILES = 9  # that this adds to the town: seven brought in, and two of which one goes on in the other


@dataclass(frozen=True)
class Told:
    """Somebody brought in: by whom, how many days ago, and whether we spoke since."""

    giver: GiverGiven
    channel: str
    days_ago: int
    spoken: bool
    confirms: bool = False


def fill(town: Town, now: Clock, chance: Randomness) -> None:
    """A few of each, in the last weeks, through the same verbs as the doors themselves."""
    for number, told in enumerate(_told(now)):
        at = FixedClock(now.now() - dt.timedelta(days=told.days_ago, hours=1 + number % 4))
        counsellor = town.counsellors[number % len(town.counsellors)]
        made = _bring(town, told, at, chance)
        if told.spoken:
            _spoken(counsellor, made, FixedClock(at.now() + dt.timedelta(hours=20)), chance)
    _worries(town, now, chance)
    _two_files_of_one(town, now, chance)


def _told(now: Clock) -> Iterator[Told]:
    until = now.today() + KEEPS_CONTACT
    for number, (organisation, name, mail) in enumerate(PARTNERS):
        giver = GiverGiven(
            "partner", name=name, organisation_name=organisation, mail=mail, keeps_contact_until=until,
            words="Wij zaten samen aan tafel toen ik dit stuurde.", through_him=number == 3,
            phone="+31610001234" if number == 3 else "",
        )  # fmt: skip
        yield Told(giver, "referral", days_ago=(12, 6, 3, 1)[number], spoken=number < 2, confirms=number % 2 == 0)
    for number, (kind, name) in enumerate((("family", "Rob"), ("neighbour", ""), ("employer", "Mirjam Olm"))):
        yield Told(GiverGiven(kind, name=name), "third_person", days_ago=9 - 4 * number, spoken=number == 0)


def _bring(town: Town, told: Told, at: Clock, chance: Randomness) -> BroughtIn:
    who, links = people.somebody(chance), []

    def link_for(token: str) -> str:
        links.append(token)
        return f"https://{town.organisation.slug}.example/partner/volgen/{token}/"

    command = SignupCommand(
        channel=told.channel,
        wants="call",
        form_key=uuid4(chance),
        municipality=town.municipalities[0],
        municipality_known_by="host",
        phone="" if told.giver.through_him else who.phone,
        call_name=who.given_name,
        language=who.language,
        interpreter=who.language != "nl",
        way_unknown=told.giver.through_him,
    )
    stranger = Actor.anonymous(town.organisation.id)
    made = bring_in(stranger, command, told.giver, link_for, at, chance)
    if told.confirms:
        confirm(stranger, links[0], FixedClock(at.now() + dt.timedelta(minutes=7)))
    return made


def _spoken(counsellor: Actor, made: BroughtIn, at: Clock, chance: Randomness) -> None:
    take_up(counsellor, made.dossier_id, at)
    command = AttemptCommand(
        dossier_id=made.dossier_id, party_id=made.party_id, channel="phone", outcome="reached", at=at.now(),
        form_key=uuid4(chance), note="Samen met de verwijzer gebeld.",
    )  # fmt: skip
    record_attempt(counsellor, command, at)


def _worries(town: Town, now: Clock, chance: Randomness) -> None:
    """One is new, one is looked into, one was ended."""
    stranger = Actor.anonymous(town.organisation.id)
    for number, (giver, words, where, urgent) in enumerate(WORRIES):
        at = FixedClock(now.now() - dt.timedelta(days=4 * number, hours=2))
        given = ConcernGiven(giver, words, uuid4(chance), town.municipalities[0], about_where=where, urgent=urgent)
        give_concern(stranger, given, at)
        if number == 0:
            continue
        (concern,) = Concern.objects.filter(received_at=at.now())
        counsellor = town.counsellors[number % len(town.counsellors)]
        take_concern(counsellor, concern.id, concern.version, FixedClock(at.now() + dt.timedelta(minutes=40)))
        if number == 2:
            note = "Gebeld en gesproken. Zijn zus helpt hem. Hij weet ons te vinden."
            end_concern(
                counsellor,
                concern.id,
                concern.version + 1,
                "no_wish",
                note,
                FixedClock(at.now() + dt.timedelta(days=1)),
            )


def _two_files_of_one(town: Town, now: Clock, chance: Randomness) -> None:
    who, counsellor = people.somebody(chance), town.counsellors[0]
    files: list[UUID] = []
    for days_ago, way in ((4, "call"), (2, "mail")):
        command = SignupCommand(
            channel="website", wants=way, form_key=uuid4(chance), municipality=town.municipalities[0],
            phone=who.phone if way == "call" else "", mail=who.mail if way == "mail" else "",
            call_name=who.given_name, help_request=people.QUESTIONS[len(files)],
        )  # fmt: skip
        at = FixedClock(now.now() - dt.timedelta(days=days_ago, hours=3))
        files.append(register_signup(Actor.anonymous(town.organisation.id), command, at, chance).dossier_id)
    at = FixedClock(now.now() - dt.timedelta(hours=2))
    for dossier_id in files:
        take_up(counsellor, dossier_id, at)
    merge(counsellor, MergeCommand(files[0], files[1]), at)
