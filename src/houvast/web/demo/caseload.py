"""About 300 people in every state that the built rooms know. Shares: demo-statistics.md 2.2 and 2.3."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from houvast.casework.contact.services import AttemptCommand, record_attempt, retract_attempt
from houvast.casework.dossier.services import end_on_own_words, finish_task, hand_over, open_task, reopen, take_up
from houvast.casework.residents.services import NameGiven, WishesGiven
from houvast.casework.signup.services import (
    PostalGiven,
    SignupCommand,
    SignupRegistered,
    ThreatGiven,
    register_signup,
)
from houvast.casework.signup.wishes import change_name, change_wishes
from houvast.foundation.access.actor import Actor
from houvast.foundation.clock import AMSTERDAM, Clock, FixedClock
from houvast.foundation.randomness import Randomness, uuid4
from houvast.promise.facts import PAPERS_ASKED
from houvast.rules import terms
from houvast.web.demo import people
from houvast.web.demo.town import Town

PEOPLE = 300
LOOK_BACK = 200  # days
RECENT = 7  # working days: only somebody who signed up this short ago has not been reached at all
LYING = dt.timedelta(days=6)
# A week in which contact slipped, for who looks for the reason: no interpreter for one language was free.
SLIPPED_WEEKS_AGO, SLIPPED_PEOPLE, SLIPPED_LANGUAGE = 7, 11, "ar"
FROM_PEOPLE = 100  # in a smaller town the week would be most of it
THREATS = ("eviction", "utilities", "health_insurance", "bailiff", "food")
THREAT_SHARE, WITHIN_TWO_DAYS, NO_SHOW_OF_HELP = 9, 88, 7
# Website and phone carry the channels whose rooms are not built yet (referral, signal, mail), in their proportion.
CHANNELS = (("website", 50), ("phone", 88), ("walk_in", 94), ("desk", 97), ("letter", 100))
FOUND = ("", "", "", "family", "helper", "doctor", "municipality", "letter", "internet")
NEXT_STEPS = (
    ("plan", "Plan van aanpak bespreken"),
    ("call_back", "Terugbellen zoals afgesproken"),
    ("papers", "Helpen met papieren verzamelen"),
    ("update", "Vertellen hoe het nu staat"),
    ("allowances", "Samen toeslagen nakijken"),
)


@dataclass(frozen=True)
class Case:
    """One story as it is drawn: when it began, how, and how it went on."""

    who: people.MadeUp
    received: dt.datetime
    channel: str
    counsellor: Actor
    threat: str
    slipped: bool = False


def tell(
    town: Town, now: Clock, chance: Randomness, number: int = PEOPLE, said: Callable[[int], None] | None = None
) -> None:
    """Let the people of a town sign up, be called, be missed, come back, in the order of their days."""
    for index, case in enumerate(_cases(town, now, chance, number)):
        _live(town, case, now, chance, index)
        if said is not None:
            said(index + 1)


def _cases(town: Town, now: Clock, chance: Randomness, number: int) -> Iterator[Case]:
    drawn = []
    for _ in range(number):
        days = chance.below(3) if chance.below(100) < 6 else chance.below(LOOK_BACK)
        moment = dt.datetime.combine(
            now.today() - dt.timedelta(days=days), dt.time(7 + chance.below(15), chance.below(60)), tzinfo=AMSTERDAM
        )
        drawn.append((min(moment, now.now() - dt.timedelta(minutes=5 + chance.below(50))), False))
    if number >= FROM_PEOPLE:
        drawn += [(moment, True) for moment in _slipped_week(now)]
    for received, slipped in sorted(drawn):
        draw = chance.below(100)
        yield Case(
            who=people.speaking(SLIPPED_LANGUAGE, chance) if slipped else people.somebody(chance),
            received=received,
            channel=next(name for name, upto in CHANNELS if draw < upto),
            counsellor=town.counsellors[chance.below(len(town.counsellors))],
            threat=THREATS[chance.below(len(THREATS))] if chance.below(100) < THREAT_SHARE and not slipped else "",
            slipped=slipped,
        )


def _slipped_week(now: Clock) -> Iterator[dt.datetime]:
    """Monday to Thursday, some weeks ago."""
    monday = now.today() - dt.timedelta(days=now.today().weekday(), weeks=SLIPPED_WEEKS_AGO)
    for at in range(SLIPPED_PEOPLE):
        day = monday + dt.timedelta(days=at % 4)
        yield dt.datetime.combine(day, dt.time(9 + at % 7, 12 * (at % 5)), tzinfo=AMSTERDAM)


def _live(town: Town, case: Case, now: Clock, chance: Randomness, index: int) -> None:
    # A letter that nobody opened (breaks 1.2).
    left_lying = index % 89 == 17 and not case.slipped and now.now() - case.received > LYING
    case = replace(case, channel="letter") if left_lying else case
    made = _sign_up(town, case, chance, index, LYING if left_lying else dt.timedelta())
    case = replace(case, received=case.received + LYING) if left_lying else case
    age = terms.working_days_between(_day(case.received), now.today())
    if case.slipped:
        _nobody_to_interpret(case, made, now, chance)
        return
    if age == 0 and index % 3:
        return  # still waiting for its first call, with nobody on it
    _taken_up(case, made, chance)
    if index % 101 == 41:
        _sent_away(case, made, now)
        return
    if index % 47 == 11 or (age <= RECENT and index % 17 == 5):
        _silent(case, made, now, chance)
        if age <= RECENT:
            return  # three tries in vain: the file asks for another way
    contact = _contact_day(case, chance, not_yet=age <= RECENT and index % 23 == 7, after_silence=index % 47 == 11)
    if contact is None or contact.now() > now.now():
        _one_try(case, made, now, chance)
        return
    _reached(case, made, contact, chance)
    if index % 97 == 31:
        _asked_for_papers(case, made, contact)
    _after(town, case, made, contact, now, chance, index)


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(AMSTERDAM).date()


def _sent_away(case: Case, made: SignupRegistered, now: Clock) -> None:
    """Closed without a word from the resident himself: breaks 1.4, and the page of promises finds it."""
    at = FixedClock(min(case.received + dt.timedelta(hours=4), now.now()))
    words = "De buurvrouw zegt dat het niet meer hoeft."
    end_on_own_words(case.counsellor, made.dossier_id, made.party_id, words, at)


def _asked_for_papers(case: Case, made: SignupRegistered, contact: Clock) -> None:
    """Papers before the first talk: breaks 1.5."""
    words = "Loonstrook en bankafschriften sturen"
    task = open_task(case.counsellor, made.dossier_id, made.party_id, PAPERS_ASKED, words, None, contact)
    finish_task(case.counsellor, task.id, task.version, contact)


def _sign_up(town: Town, case: Case, chance: Randomness, index: int, lying: dt.timedelta) -> SignupRegistered:
    who, place = case.who, town.municipalities[0 if len(town.municipalities) == 1 or chance.below(100) < 78 else 1]
    by_mail = case.channel == "website" and index % 13 == 4
    wants = "mail" if by_mail else "post" if case.channel == "letter" else ("call", "call", "call", "text")[index % 4]
    command = SignupCommand(
        channel=case.channel,
        wants=wants,
        form_key=uuid4(chance),
        municipality=place,
        municipality_known_by=("host", "postcode", "asked", "unknown")[0 if index % 11 else 1 + index % 3],
        phone="" if wants in ("mail", "post") else _phone(who, index),
        mail=who.mail if by_mail else "",
        postal=PostalGiven(who.street, who.postcode, place.name) if wants == "post" and index % 2 else None,
        no_fixed_address=wants == "post" and index % 2 == 0,
        call_name=who.given_name if index % 9 else "",
        threats=(ThreatGiven(case.threat, _day(case.received) + dt.timedelta(days=5 + chance.below(10))),)
        if case.threat
        else (),
        urgency="threat" if case.threat else ("none" if index % 3 else "unknown"),
        language=who.language,
        interpreter=who.language != "nl" and index % 3 == 0,
        found_through=FOUND[chance.below(len(FOUND))],
        location_id=town.locations[0].id if case.channel == "walk_in" and town.locations else None,
        found_at_id=town.spots[index % len(town.spots)].id
        if town.spots and case.channel == "website" and index % 5 < 3
        else None,
        help_request=people.question(chance),
        received_at=case.received,
        outside_office_hours=not 9 <= case.received.astimezone(AMSTERDAM).hour < 17,
    )
    actor = Actor.anonymous(town.organisation.id) if case.channel == "website" else case.counsellor
    return register_signup(actor, command, FixedClock(case.received + lying), chance)


def _phone(who: people.MadeUp, index: int) -> str:
    """Now and then somebody signs up twice with the same number: a possible duplicate."""
    return "+31610009999" if index % 73 in (20, 21) else who.phone


def _taken_up(case: Case, made: SignupRegistered, chance: Randomness) -> None:
    clock = FixedClock(case.received + dt.timedelta(minutes=10 + chance.below(90)))
    take_up(case.counsellor, made.dossier_id, clock)


def _contact_day(case: Case, chance: Randomness, *, not_yet: bool, after_silence: bool) -> FixedClock | None:
    """Within two working days for 88 of 100, else up to the eighth; never on a day the office is closed."""
    start = _day(case.received)
    in_time = chance.below(100) < WITHIN_TWO_DAYS and not after_silence
    days = chance.below(3) if in_time else 3 + chance.below(6)
    day = terms.add_working_days(start, days) if days or not terms.is_working_day(start) else start
    moment = dt.datetime.combine(day, dt.time(9 + chance.below(8), chance.below(60)), tzinfo=AMSTERDAM)
    return FixedClock(max(moment, case.received + dt.timedelta(hours=2))) if not not_yet else None


def _attempt(
    case: Case, made: SignupRegistered, at: Clock, outcome: str, chance: Randomness, **more: object
) -> uuid.UUID:
    command = AttemptCommand(
        dossier_id=made.dossier_id,
        party_id=made.party_id,
        channel="phone",
        outcome=outcome,
        at=at.now(),
        form_key=uuid4(chance),
    )
    return record_attempt(case.counsellor, replace(command, **more), at).attempt_id  # type: ignore[arg-type]


def _one_try(case: Case, made: SignupRegistered, now: Clock, chance: Randomness) -> None:
    at = FixedClock(min(case.received + dt.timedelta(hours=3 + chance.below(4)), now.now()))
    _attempt(case, made, at, "no_answer", chance)


def _nobody_to_interpret(case: Case, made: SignupRegistered, now: Clock, chance: Randomness) -> None:
    """Nobody called before the last day: the interpreter was away that week. A week later they all were called."""
    _taken_up(case, made, chance)
    day = terms.add_working_days(_day(case.received), 5 + chance.below(3))
    contact = FixedClock(dt.datetime.combine(day, dt.time(10 + chance.below(6)), tzinfo=AMSTERDAM))
    note = "De tolk Arabisch was vorige week niet vrij. Vandaag gesproken."
    _attempt(case, made, contact, "reached", chance, with_interpreter=True, taught_back=True, note=note)
    talk = FixedClock(contact.now() + dt.timedelta(days=7 + chance.below(6)))
    if talk.now() < now.now():
        _attempt(case, made, talk, "reached", chance, channel="desk", first_talk=True, with_interpreter=True)


def _silent(case: Case, made: SignupRegistered, now: Clock, chance: Randomness) -> None:
    """Three tries in vain: the file asks for another way and stays open."""
    for number, outcome in enumerate(("no_answer", "voicemail", "no_answer")):
        at = case.received + dt.timedelta(days=number, hours=3)
        if at < now.now():
            _attempt(case, made, FixedClock(at), outcome, chance, tell=number == 1)


def _reached(case: Case, made: SignupRegistered, contact: FixedClock, chance: Randomness) -> None:
    if chance.below(100) < 22:
        before = FixedClock(max(contact.now() - dt.timedelta(hours=3), case.received + dt.timedelta(hours=1)))
        _attempt(case, made, before, "no_answer", chance)
    who = case.who
    _attempt(
        case, made, contact, "reached", chance, with_interpreter=who.language not in ("nl", "en"),
        taught_back=chance.below(100) < 60, note="Rustig gesproken. Afspraak gemaakt voor het eerste gesprek.",
    )  # fmt: skip
    name = NameGiven(call_name=who.given_name, given_name=who.given_name, infix=who.infix, surname=who.surname)
    change_name(case.counsellor, made.dossier_id, made.party_id, name, contact)


def _after(
    town: Town, case: Case, made: SignupRegistered, contact: FixedClock, now: Clock, chance: Randomness, index: int
) -> None:
    if index % 10 == 3:
        _make_safe(case, made, contact, index)
    if index % 100 < NO_SHOW_OF_HELP:
        _stop(case, made, contact, now, chance, index)
        return
    if index % 31 == 12:
        _mistake(case, made, contact, now, chance)
    _first_talk(case, made, contact, now, chance, index)
    if index % 29 == 8 and len(town.counsellors) > 1:
        other = next(one for one in town.counsellors if one.account_id != case.counsellor.account_id)
        later = FixedClock(min(contact.now() + dt.timedelta(days=12), now.now()))
        hand_over(case.counsellor, made.dossier_id, other.account, "Kent de situatie. Bel liever in de ochtend.", later)


def _make_safe(case: Case, made: SignupRegistered, at: Clock, index: int) -> None:
    wishes = WishesGiven(
        preferred="phone",
        language=case.who.language,
        hours=(("ochtend",), ("middag",), ("avond",), ())[index // 10 % 4],
        voicemail_allowed=False,
        post_allowed=index % 20 != 3,
        text_allowed=index % 30 != 3,
        safe_contact=True,
        safe_contact_note="Iemand thuis leest mee.",
    )
    change_wishes(case.counsellor, made.dossier_id, made.party_id, wishes, at)


def _stop(case: Case, made: SignupRegistered, contact: FixedClock, now: Clock, chance: Randomness, index: int) -> None:
    """On the resident's own words; some come back later."""
    at = FixedClock(min(contact.now() + dt.timedelta(hours=1), now.now()))
    end_on_own_words(case.counsellor, made.dossier_id, made.party_id, "Ik red het nu zelf weer. Dank je wel.", at)
    back = at.now() + dt.timedelta(days=20)
    if index % 2 == 0 and back < now.now():
        reopen(case.counsellor, made.dossier_id, made.party_id, FixedClock(back))
        talk = FixedClock(back + dt.timedelta(days=6))
        if talk.now() < now.now():
            _attempt(case, made, talk, "reached", chance, channel="desk", first_talk=True, note="Weer begonnen.")


def _mistake(case: Case, made: SignupRegistered, contact: FixedClock, now: Clock, chance: Randomness) -> None:
    at = FixedClock(min(contact.now() + dt.timedelta(hours=4), now.now()))
    attempt = _attempt(case, made, at, "not_home", chance, channel="home_visit")
    retract_attempt(case.counsellor, attempt, at)


def _first_talk(
    case: Case, made: SignupRegistered, contact: FixedClock, now: Clock, chance: Randomness, index: int
) -> None:
    """Median nine days after the sign-up; two of three within ten."""
    days = 4 + chance.below(7) if chance.below(100) < 65 else 10 + chance.below(18)
    day = max(terms.add_working_days(_day(case.received), max(1, days * 5 // 7)), contact.today())
    moment = dt.datetime.combine(day, dt.time(10 + chance.below(7)), tzinfo=AMSTERDAM)
    at = FixedClock(max(moment, contact.now() + dt.timedelta(hours=1)))
    if at.now() > now.now():
        return
    _attempt(
        case,
        made,
        at,
        "reached",
        chance,
        channel="desk",
        first_talk=True,
        taught_back=True,
        note="Eerste gesprek gehad.",
    )
    kind, words = NEXT_STEPS[index % len(NEXT_STEPS)]
    due = now.today() + dt.timedelta(days=chance.below(45) - 3)
    open_task(case.counsellor, made.dossier_id, made.party_id, kind, words, due, at)
