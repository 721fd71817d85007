"""The call for help: one record and one clock, whatever the door (Belofte 1.2, 1.3)."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock
from houvast.casework.dossier.services import RESIDENT, STAFF, event, next_number
from houvast.casework.letters import services as letters
from houvast.casework.residents.models import ContactKind
from houvast.casework.residents.services import stamped
from houvast.casework.signup.codes import new_code_for
from houvast.casework.signup.command import PostalGiven, SignupCommand, ThreatGiven
from houvast.casework.signup.errors import ContactMissing, FormUsedForOtherAnswers, ReceivedInFuture
from houvast.casework.signup.models import Signup, SignupAddition
from houvast.casework.signup.new import NewSignup, new_signup
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Deed, Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.database.insert import insert_together
from houvast.foundation.ids import new_id
from houvast.foundation.limits.services import Again, OtherBody, use_form_key
from houvast.foundation.randomness import Randomness
from houvast.foundation.tenancy.context import current_organisation_id

__all__ = ["PostalGiven", "SignupCommand", "ThreatGiven"]

Confirmation = letters.Letter | letters.NotSendable | None  # None: there is nothing to send it to


@dataclass(frozen=True)
class SignupRegistered:
    """What the confirmation shows. `return_code` is readable here and never again."""

    signup_id: UUID
    dossier_id: UUID
    party_id: UUID
    number: str
    return_code: str
    call_by: dt.date
    talk_by: dt.date
    urgent: bool
    repeated: bool = False
    message_sent: bool = field(default=False)


def register_signup(actor: Actor, command: SignupCommand, clock: WallClock, randomness: Randomness) -> SignupRegistered:
    """Somebody asks for help. Opens a dossier, starts its clocks and sends a confirmation where that is safe.

    Never refused for lack of data, papers, calendar or debt (1.4, 1.5). The same form sent twice gives the first
    outcome again; with other answers it is FormUsedForOtherAnswers. Raises ContactMissing when the chosen way
    has no number or address.
    """
    require(actor, Action.CREATE, Thing(Kind.SIGNUP), clock)
    _check_way(command)
    if command.received_at and command.received_at > clock.now():
        raise ReceivedInFuture
    signup_id = new_id()
    used = use_form_key(command.form_key, command.fingerprint(), clock, outcome=str(signup_id))
    if isinstance(used, OtherBody):
        raise FormUsedForOtherAnswers
    if isinstance(used, Again):
        return _earlier(used.outcome)
    with transaction.atomic(savepoint=False):  # whatever goes wrong from here on, the whole request is undone
        return _register(actor, command, signup_id, clock, randomness)


def _check_way(command: SignupCommand) -> None:
    if command.way_unknown:
        return
    needed = {"call": command.phone, "text": command.phone, "mail": command.mail}
    if command.wants in needed and not needed[command.wants]:
        raise ContactMissing
    if command.wants == "post" and command.postal is None and not command.no_fixed_address:
        raise ContactMissing


def _register(
    actor: Actor, command: SignupCommand, signup_id: UUID, clock: WallClock, randomness: Randomness
) -> SignupRegistered:
    new = new_signup(actor, command, signup_id, clock)
    letter = _confirmation(command, new, clock)
    rows = [*new.rows, *letter.rows] if isinstance(letter, letters.Letter) else new.rows
    new.dossier.number = next_number(new.dossier.opened_on.year)
    insert_together(rows)
    code = new_code_for(new.dossier.id, new.party.id, clock, randomness)
    seen = Seen("signup", signup_id, new.dossier.id, new.party.person_id, ("signup", "contact", "threats"), ("B", "C"))
    deeds = [Deed(actor, "signup.registered", seen)]
    if isinstance(letter, letters.Letter):
        deeds.append(letters.deed_of(_house(), letter))
    elif letter is not None:
        letters.say_why(_house(), new.dossier.id, new.party.id, letter, clock)
    audit.changed_together(deeds, clock)
    return SignupRegistered(
        signup_id=signup_id,
        dossier_id=new.dossier.id,
        party_id=new.party.id,
        number=new.dossier.number,
        return_code=code.text(),
        call_by=_due(new.running, clocks.CONTACT),
        talk_by=first_talk_by(new.running),
        urgent=bool(command.threats),
    )


def resident_party(signup: Signup) -> UUID:
    """The compartment of a sign-up: always the resident's own."""
    if signup.party_id is None:
        raise LookupError("a sign-up belongs to one party")
    return signup.party_id


def _due(running: list[Clock], kind: str) -> dt.date:
    return next(one.due for one in running if one.kind == kind)


def first_talk_by(running: list[Clock]) -> dt.date:
    """The day by which we talk at the latest: the strictest of the talk clocks."""
    return min(one.due for one in running if one.kind.removeprefix(clocks.LOCAL) in clocks.TALKS)


def _confirmation(command: SignupCommand, new: NewSignup, clock: WallClock) -> Confirmation:
    """The message by which we promise to call; None for who gave nothing to send it to."""
    reachable = [one for one in new.points if one.kind in (ContactKind.PHONE, ContactKind.MAIL)]
    if not reachable or not command.confirm:
        return None
    return letters.compose(
        _house(),
        letters.Addressee(new.dossier.id, new.party.id, command.municipality, new.wishes, reachable),
        "signup.confirmation",
        {"datum": _due(new.running, clocks.CONTACT), "naam": command.call_name},
        clock,
        key=f"signup.confirmation:{new.signup_id}",
    )


def _house() -> Actor:
    return Actor.system(current_organisation_id())


def _earlier(outcome: str) -> SignupRegistered:
    """The outcome of the first handling; its code is not readable any more."""
    signup = Signup.objects.select_related("dossier").get(pk=uuid.UUID(outcome))
    running = list(Clock.objects.filter(dossier_id=signup.dossier_id, started_by_id=signup.id))
    return SignupRegistered(
        signup_id=signup.id,
        dossier_id=signup.dossier_id,
        party_id=resident_party(signup),
        number=signup.dossier.number,
        return_code="",
        call_by=_due(running, clocks.CONTACT),
        talk_by=first_talk_by(running),
        urgent=signup.urgency == "threat",
        repeated=True,
    )


@dataclass(frozen=True)
class Addition:
    """An optional answer after the sign-up: kind best_time, helper, story or topics."""

    kind: str
    topics: tuple[str, ...] = ()
    words: str = ""


def add_to_signup(
    actor: Actor, dossier_id: UUID, party_id: UUID, addition: Addition, clock: WallClock
) -> SignupAddition:
    """Keep an optional answer. A later one of the same kind supersedes it."""
    kind = Kind.ROAD if actor.kind == "resident" else Kind.SIGNUP
    require(actor, Action.CHANGE, Thing(kind, dossier_id, party_id), clock)
    with transaction.atomic():
        earlier = SignupAddition.objects.filter(dossier_id=dossier_id, party_id=party_id, kind=addition.kind)
        standing = earlier.filter(superseded_by__isnull=True).order_by("-recorded_at", "-id").first()
        fact = SignupAddition(
            dossier_id=dossier_id,
            party_id=party_id,
            kind=addition.kind,
            topics=list(addition.topics),
            words=addition.words,
            supersedes=standing,
            **stamped(actor, clock),
        )
        fact.save(force_insert=True)
        seen = Seen("signup_addition", fact.id, dossier_id, fields=(addition.kind,), classes=("C",))
        audit.changed(actor, clock, "signup.added", seen)
        event(
            actor, dossier_id, party_id, "signup.added", clock, about=("signup_addition", fact.id),
            visible_to=(STAFF, RESIDENT),
        ).save(force_insert=True)  # fmt: skip
    return fact
