"""What people do in stories: short sentences over the real verbs."""

import datetime as dt
import uuid

from houvast.casework.contact.services import AttemptCommand, AttemptRecorded, record_attempt
from houvast.casework.signup.services import SignupCommand, SignupRegistered, ThreatGiven, register_signup
from houvast.foundation.access.actor import Actor
from houvast.foundation.clock import Clock, FixedClock
from houvast.foundation.randomness import SeededRandomness
from tests.support.houses import House

CHANCE = SeededRandomness("stories")


def signs_up(
    house: House, clock: Clock, *, actor: Actor | None = None, threats: tuple[str, ...] = (), **given
) -> SignupRegistered:
    """Somebody signs up; by web with a phone number unless the story says otherwise."""
    answers = {
        "channel": "website",
        "wants": "call",
        "form_key": uuid.uuid4(),
        "municipality": house.municipality,
        "phone": "+31611223344",
        "call_name": "Sanne",
        "threats": tuple(ThreatGiven(kind) for kind in threats),
        **given,
    }
    return register_signup(actor or house.anonymous, SignupCommand(**answers), clock, CHANCE)


def calls(
    house: House, made: SignupRegistered, clock: FixedClock, outcome: str, *, actor: Actor | None = None, **more
) -> AttemptRecorded:
    """A counsellor of the team tries to reach the resident now."""
    command = AttemptCommand(
        dossier_id=made.dossier_id,
        party_id=made.party_id,
        channel=more.pop("channel", "phone"),
        outcome=outcome,
        at=more.pop("at", clock.now()),
        form_key=uuid.uuid4(),
        **more,
    )
    return record_attempt(actor or house.counsellor, command, clock)


def later(clock: FixedClock, *, days: int = 0, hours: int = 0) -> FixedClock:
    """The same story, some time on."""
    return FixedClock(clock.now() + dt.timedelta(days=days, hours=hours))
