"""Not reached: a card, one visit at home, another channel, a quiet period. The file is never closed by us (1.4)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction

from houvast.casework.contact.delays import DelayCommand, put_off, tell_today
from houvast.casework.contact.errors import (
    NoSafeVisit,
    NotThisWay,
    QuietTooLong,
    ThreatRuns,
    VisitAsked,
)
from houvast.casework.contact.models import AttemptChannel, AttemptOutcome, QuietPeriod
from houvast.casework.contact.quiet_period import AFTER_QUIET, end_quiet_period, quiet_now
from houvast.casework.contact.services import AttemptCommand, close_other_way, record_attempt
from houvast.casework.contact.standing import attempts_in_vain, standing_attempts
from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock, DelayWhy, Task, TaskOutcome
from houvast.casework.dossier.services import RESIDENT, STAFF, event, locked, must_be_open, open_task, refresh_look_at
from houvast.casework.letters import services as letters
from houvast.casework.letters.cards import newest_card, post_address
from houvast.casework.letters.models import Card
from houvast.casework.letters.wishes import NotSendable, is_allowed, points_of, wishes_of
from houvast.casework.residents.models import Address, ContactKind, ContactPoint
from houvast.casework.residents.services import stamped
from houvast.casework.residents.standing import standing
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.rules import terms

HOME_VISIT = "home_visit"
HOME_VISIT_WORDS = "Huisbezoek: ga één keer langs, vriendelijk en zonder brief"
VISIT_WITHIN = 5  # working days
AFTER_QUIET_WORDS = "De rust is voorbij: neem weer contact op"
LONGEST_QUIET = dt.timedelta(days=92)
BY_MESSAGE = {ContactKind.PHONE: AttemptChannel.TEXT_MESSAGE, ContactKind.MAIL: AttemptChannel.MAIL}
PUT_OFF = (clocks.CONTACT, clocks.INTAKE, clocks.FIRST_TALK)


@dataclass(frozen=True)
class OtherWay:
    """A number or address to which a message may go."""

    point_id: UUID
    channel: str
    value: str


@dataclass(frozen=True)
class Unreached:
    """What was tried, and what can still be done; each way that is closed says why."""

    in_vain: int
    card: Card | None
    no_card: str
    visit: Task | None
    no_visit: str
    ways: tuple[OtherWay, ...]
    quiet: QuietPeriod | None
    no_quiet: str


def unreached(actor: Actor, dossier_id: UUID, party_id: UUID, clock: WallClock) -> Unreached:
    """The page of a file that could not be reached."""
    require(actor, Action.LOOK, Thing(Kind.SIGNUP, dossier_id, party_id), clock)
    person_id = letters.person_of(party_id)
    where = post_address(person_id)
    wishes = wishes_of(person_id)
    ways = tuple(
        OtherWay(point.id, BY_MESSAGE[ContactKind(point.kind)], point.value)
        for point in points_of(person_id)
        if is_allowed(point, wishes, asked_for=False)
    )
    return Unreached(
        in_vain=attempts_in_vain(dossier_id),
        card=newest_card(dossier_id),
        no_card=where.reason if isinstance(where, NotSendable) else "",
        visit=_visit_since_contact(dossier_id),
        no_visit=_why_no_visit(person_id),
        ways=ways,
        quiet=quiet_now(dossier_id, clock.today()),
        no_quiet=ThreatRuns.text if _threat_runs(dossier_id) else "",
    )


def plan_home_visit(actor: Actor, dossier_id: UUID, party_id: UUID, clock: WallClock) -> Task:
    """One visit, as a task within five working days. Raises NoSafeVisit, VisitAsked (once since the last contact)."""
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id, party_id), clock)
    with transaction.atomic():
        must_be_open(locked(dossier_id))
        why_not = _why_no_visit(letters.person_of(party_id))
        if why_not:
            raise NoSafeVisit(why_not)
        if _visit_since_contact(dossier_id) is not None:
            raise VisitAsked
        due = terms.add_working_days(clock.today(), VISIT_WITHIN)
        task = open_task(actor, dossier_id, party_id, HOME_VISIT, HOME_VISIT_WORDS, due, clock)
        close_other_way(actor, dossier_id, clock)
    return task


def _visit_since_contact(dossier_id: UUID) -> Task | None:
    visits = Task.objects.filter(dossier_id=dossier_id, kind=HOME_VISIT).exclude(outcome=TaskOutcome.DROPPED)
    last = standing_attempts(dossier_id).filter(outcome=AttemptOutcome.REACHED).first()
    if last is not None:
        visits = visits.filter(created_at__gt=last.at)
    return visits.order_by("-created_at", "-id").first()


def _why_no_visit(person_id: UUID) -> str:
    wishes = wishes_of(person_id)
    if wishes is not None and wishes.safe_contact:
        return "De inwoner koos veilig contact: ga niet langs, iemand anders kan opendoen."
    home = standing(Address, person_id)
    posted = ContactPoint.objects.filter(person_id=person_id, kind=ContactKind.POST).exists()
    if (home is None or home.no_fixed_address or not home.street) and not posted:
        return "Wij weten niet waar deze inwoner woont."
    return ""


def write_other_way(
    actor: Actor, dossier_id: UUID, party_id: UUID, point_id: UUID, clock: WallClock
) -> letters.MessageMade:
    """A message along a way the counsellor chose: one a day to the same number or address. NotThisWay says why not."""
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id, party_id), clock)
    with transaction.atomic():
        must_be_open(locked(dossier_id))
        point = next((one for one in points_of(letters.person_of(party_id)) if one.id == point_id), None)
        if point is None:
            raise NotThisWay("Dit nummer of adres hoort niet bij deze inwoner, of werkt niet meer.")
        key = f"contact.other_way:{point_id}:{clock.today().isoformat()}"
        made = letters.send(actor, dossier_id, party_id, "contact.in_vain", {}, clock, key=key, to=point_id)
        if isinstance(made, NotSendable):
            raise NotThisWay(made.reason)
        command = AttemptCommand(
            dossier_id=dossier_id, party_id=party_id, channel=BY_MESSAGE[ContactKind(point.kind)],
            outcome=AttemptOutcome.MESSAGE_LEFT, at=clock.now(), form_key=uuid5(made.message_id, "attempt"),
            contact_point_id=point_id,
        )  # fmt: skip
        if not standing_attempts(dossier_id).filter(contact_point_id=point_id, at=clock.now()).exists():
            record_attempt(actor, command, clock)
        close_other_way(actor, dossier_id, clock)
    return made


def leave_in_peace(actor: Actor, dossier_id: UUID, party_id: UUID, until: dt.date, clock: WallClock) -> QuietPeriod:
    """We try nothing until a day; then it is somebody's task. The resident is told along a safe way.

    The terms stay, and count as they did: they get a new day and its reason. Raises ThreatRuns, QuietTooLong.
    """
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id, party_id), clock)
    if not clock.today() < until <= clock.today() + LONGEST_QUIET:
        raise QuietTooLong
    with transaction.atomic():
        must_be_open(locked(dossier_id))
        if _threat_runs(dossier_id):
            raise ThreatRuns
        end_quiet_period(actor, dossier_id, clock)
        period = QuietPeriod(dossier_id=dossier_id, party_id=party_id, until=until, **stamped(actor, clock))
        period.save(force_insert=True)
        seen = Seen("quiet_period", period.id, dossier_id, fields=("until",))
        audit.changed(actor, clock, "quiet.begun", seen)
        event(
            actor, dossier_id, party_id, "quiet.begun", clock, about=("quiet_period", period.id),
            visible_to=(STAFF, RESIDENT),
        ).save(force_insert=True)  # fmt: skip
        source = ("quiet_period", period.id)
        open_task(actor, dossier_id, party_id, AFTER_QUIET, AFTER_QUIET_WORDS, until, clock, source=source)
        close_other_way(actor, dossier_id, clock)
        put_off(actor, DelayCommand(dossier_id, party_id, PUT_OFF, DelayWhy.QUIET, until), clock)
        tell_today(actor, dossier_id, party_id, "contact.quiet", until, clock)
        refresh_look_at(dossier_id)
    return period


def try_again(actor: Actor, dossier_id: UUID, party_id: UUID, clock: WallClock) -> None:
    """The quiet period ends now: the terms count again as they did."""
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id, party_id), clock)
    with transaction.atomic():
        must_be_open(locked(dossier_id))
        end_quiet_period(actor, dossier_id, clock)


def _threat_runs(dossier_id: UUID) -> bool:
    haste = (clocks.THREAT_TALK, clocks.LOCAL_THREAT_TALK)
    return Clock.objects.filter(dossier_id=dossier_id, kind__in=haste, stopped_on__isnull=True).exists()
