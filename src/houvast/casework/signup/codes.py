"""Coming back: the return code, the one-time code behind it, and the rules around a new contact point.

N1 of security.md 2: with the return code alone somebody only hears that we have the sign-up and when we call.
"""

import datetime as dt
import hmac
import re
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from houvast.casework.dossier.merges import same_resident, stays
from houvast.casework.dossier.models import Clock, Party
from houvast.casework.dossier.services import RESIDENT, STAFF, event, resident_of
from houvast.casework.letters import services as letters
from houvast.casework.residents.models import ContactKind, ContactPoint, ContactState
from houvast.casework.residents.services import mark_contact_point
from houvast.casework.signup.errors import NoWayToSendCode, TooManyTries, WrongCode
from houvast.casework.signup.models import OneTimeCode, ReturnCode
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.encryption import return_code as plain_code
from houvast.foundation.encryption.one_time_code import (
    TRIES,
    VALID,
    NotAOneTimeCode,
    new_one_time_code,
    one_time_code_digest,
    read_one_time_code,
    session_binding,
)
from houvast.foundation.encryption.return_code import (
    LIMITS,
    NotAReturnCode,
    new_return_code,
    read_return_code,
    return_code_digest,
    return_code_matches,
)
from houvast.foundation.ids import new_id
from houvast.foundation.limits.services import hit
from houvast.foundation.randomness import Randomness
from houvast.foundation.tenancy.context import current_organisation_id

SELECTOR_DRAWS = 20


# A selector that is taken inserts nothing: no savepoint is needed to try again.
_KEEP_CODE = """
INSERT INTO signup_returncode (id, organisation_id, version, dossier_id, party_id, selector, secret_hash, created_at)
VALUES (%s, %s, 1, %s, %s, %s, %s, %s) ON CONFLICT (organisation_id, selector) DO NOTHING
"""


def new_code_for(dossier_id: UUID, party_id: UUID, clock: WallClock, randomness: Randomness) -> plain_code.ReturnCode:
    """A code to come back with; only its keyed hash is kept. A selector that is taken is drawn again."""
    tenant = current_organisation_id()
    for _ in range(SELECTOR_DRAWS):
        code = new_return_code(randomness)
        digest = return_code_digest(tenant, code)
        with connection.cursor() as cursor:
            cursor.execute(_KEEP_CODE, [new_id(), tenant, dossier_id, party_id, code.selector, digest, clock.now()])
            if cursor.rowcount == 1:
                return code
    raise RuntimeError("no free selector for a return code in twenty draws")


@dataclass(frozen=True)
class Recognised:
    """A right return code: which file, by when we call, and where a one-time code can go (masked)."""

    dossier_id: UUID
    party_id: UUID
    call_by: dt.date | None
    called: bool
    ways: tuple["Way", ...]


@dataclass(frozen=True)
class Way:
    """A contact point for a one-time code, shown with only its end."""

    contact_point_id: UUID
    kind: str
    masked: str


def recognise(actor: Actor, typed: str, clock: WallClock) -> Recognised:
    """Check a return code. Counts per selector, per address and for the whole house; raises WrongCode, TooManyTries."""
    try:
        code = read_return_code(typed)
    except NotAReturnCode:
        raise WrongCode from None
    _brake(actor, code.selector, clock)
    row = ReturnCode.objects.filter(selector=code.selector, revoked_at__isnull=True).first()
    right = return_code_matches(actor.organisation_id, code, bytes(row.secret_hash) if row else None)
    last = (row.last_used_at or row.created_at) if row else None
    if not right or row is None or last is None or clock.now() - last > dt.timedelta(days=plain_code.IDLE_DAYS):
        raise WrongCode
    ReturnCode.objects.filter(pk=row.pk).update(last_used_at=clock.now())
    audit.changed(actor, clock, "code.recognised", Seen("return_code", row.pk, row.dossier_id, row.party.person_id))
    return _recognised(row.party, clock)


def recognised_again(dossier_id: UUID, party_id: UUID, clock: WallClock) -> Recognised:
    """The same, on the next page of a session whose return code was right just now; raises WrongCode if it is gone."""
    party = Party.objects.filter(pk=party_id, dossier_id=dossier_id, valid_until__isnull=True).first()
    if party is None:
        raise WrongCode
    return _recognised(party, clock)


def _recognised(of_code: Party, clock: WallClock) -> Recognised:
    """A code of a file that was merged leads to the file that stays."""
    onward = stays(of_code.dossier_id)
    party = of_code if onward == of_code.dossier_id else resident_of(onward)
    contact = Clock.objects.filter(dossier_id=party.dossier_id, kind="belofte_contact").order_by("starts_on").first()
    return Recognised(
        dossier_id=party.dossier_id,
        party_id=party.id,
        call_by=contact.due if contact else None,
        called=bool(contact and contact.stopped_on),
        ways=_ways(party.person_id, clock),
    )


def last_code_for_demo(party_id: UUID) -> str:
    """The newest one-time code sent to a party, for the demo on one machine; empty when there is none."""
    keys = [f"code.one_time:{one}" for one in _newest_codes(party_id)]
    body = next((message.body for message in letters.made_with(keys)), "")
    found = re.search(r"(?<!\d)\d{6}(?!\d)", body)
    return found.group() if found else ""


def _newest_codes(party_id: UUID) -> list[UUID]:
    waiting = OneTimeCode.objects.filter(party_id=party_id, used_at__isnull=True).order_by("-created_at", "-id")
    return list(waiting.values_list("id", flat=True)[:1])


def _brake(actor: Actor, selector: str, clock: WallClock) -> None:
    for bucket, limit, window in (
        (f"code:selector:{selector}", LIMITS.per_selector, LIMITS.selector_window),
        (f"code:address:{actor.origin}", LIMITS.per_address, LIMITS.address_window),
        ("code:all", LIMITS.per_organisation, LIMITS.organisation_window),
    ):
        counted = hit(bucket, limit, window, clock)
        if not counted.allowed:
            raise TooManyTries(counted.retry_after)


def _ways(person_id: UUID, clock: WallClock) -> tuple[Way, ...]:
    points = ContactPoint.objects.filter(
        person_id=person_id,
        kind__in=[ContactKind.PHONE, ContactKind.MAIL],
        state__in=[ContactState.GIVEN, ContactState.CONFIRMED],
    ).order_by("created_at", "id")
    return tuple(
        Way(point.id, point.kind, masked(point))
        for point in points
        if point.quiet_until is None or point.quiet_until <= clock.now()
    )


def masked(point: ContactPoint) -> str:
    """Only the end of a number, only the start and domain of a mail address."""
    if point.kind == ContactKind.PHONE:
        return "•• " + point.value[-2:]
    name, _, domain = point.value.partition("@")
    return f"{name[:1]}•••@{domain}"


def send_one_time_code(
    actor: Actor,
    recognised: Recognised,
    contact_point_id: UUID,
    session_key: str,
    clock: WallClock,
    randomness: Randomness,
    *,
    purpose: str = "come_back",
) -> None:
    """Send six digits to a known contact point, bound to this browser session."""
    way = next((one for one in recognised.ways if one.contact_point_id == contact_point_id), None)
    if way is None:
        raise NoWayToSendCode
    _send_code(
        actor, recognised.dossier_id, recognised.party_id, contact_point_id, session_key, clock, randomness, purpose
    )


def _send_code(
    actor: Actor,
    dossier_id: UUID,
    party_id: UUID,
    point_id: UUID,
    session_key: str,
    clock: WallClock,
    randomness: Randomness,
    purpose: str,
) -> None:
    counted = hit(f"code:send:{party_id}", 5, dt.timedelta(minutes=15), clock)
    if not counted.allowed:
        raise TooManyTries(counted.retry_after)
    code = new_one_time_code(randomness)
    row = OneTimeCode(
        dossier_id=dossier_id,
        party_id=party_id,
        contact_point_id=point_id,
        purpose=purpose,
        code_hash=one_time_code_digest(actor.organisation_id, session_key, purpose, party_id, code),
        session_hash=session_binding(session_key),
        created_at=clock.now(),
        expires_at=clock.now() + VALID,
    )
    row.save(force_insert=True)
    made = letters.send(
        Actor.system(actor.organisation_id),
        dossier_id,
        party_id,
        "code.one_time",
        {"code": code},
        clock,
        key=f"code.one_time:{row.id}",
        to=point_id,
        requested=True,
    )
    if isinstance(made, letters.NotSendable):
        raise NoWayToSendCode


@dataclass(frozen=True)
class CodeAccepted:
    """The one-time code was right: a session on level N1 may start."""

    dossier_id: UUID
    party_id: UUID


def check_one_time_code(
    actor: Actor, party_id: UUID, typed: str, session_key: str, clock: WallClock, *, purpose: str = "come_back"
) -> CodeAccepted:
    """Check six digits: five tries, ten minutes, this browser only. The first right one confirms the contact point."""
    try:
        code = read_one_time_code(typed)
    except NotAOneTimeCode:
        raise WrongCode from None
    row = (
        OneTimeCode.objects.select_for_update()
        .filter(party_id=party_id, purpose=purpose, used_at__isnull=True, expires_at__gt=clock.now())
        .order_by("-created_at")
        .first()
    )
    if row is None:
        raise WrongCode
    if row.tries >= TRIES:
        raise TooManyTries(int((row.expires_at - clock.now()).total_seconds()) + 1)
    digest = one_time_code_digest(actor.organisation_id, session_key, purpose, party_id, code)
    if not hmac.compare_digest(digest, bytes(row.code_hash)):
        OneTimeCode.objects.filter(pk=row.pk).update(tries=row.tries + 1)
        raise WrongCode
    OneTimeCode.objects.filter(pk=row.pk).update(used_at=clock.now())
    _confirm_point(actor, row, clock)
    return CodeAccepted(row.dossier_id, row.party_id)


def _confirm_point(actor: Actor, row: OneTimeCode, clock: WallClock) -> None:
    point = row.contact_point
    if point is None or point.state != ContactState.GIVEN:
        return
    mark_contact_point(actor, point, ContactState.CONFIRMED, clock)
    event(
        actor, row.dossier_id, row.party_id, "contact_point.confirmed", clock, about=("contact_point", point.id),
        visible_to=(STAFF, RESIDENT),
    ).save(force_insert=True)  # fmt: skip


def give_paper_code(
    actor: Actor, dossier_id: UUID, party_id: UUID, clock: WallClock, randomness: Randomness
) -> plain_code.ReturnCode:
    """Hand a new return code over at the desk (or print it); the older ones stop working."""
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id, party_id), clock)
    with transaction.atomic():
        ReturnCode.objects.filter(party_id__in=same_resident(party_id), revoked_at__isnull=True).update(
            revoked_at=clock.now()
        )
        code = new_code_for(dossier_id, party_id, clock, randomness)
        audit.changed(actor, clock, "code.given", Seen("return_code", None, dossier_id))
        event(actor, dossier_id, party_id, "code.given", clock, visible_to=(STAFF, RESIDENT)).save(force_insert=True)
    return code


def confirm_new_point(
    actor: Actor, point: ContactPoint, session_key: str, clock: WallClock, randomness: Randomness
) -> None:
    """Send a code to a contact point the resident just added; entering it (purpose confirm_point) confirms it."""
    if actor.dossier_id is None or actor.party_id is None:
        raise WrongCode
    require(actor, Action.CHANGE, Thing(Kind.WISHES, actor.dossier_id, actor.party_id), clock)
    _send_code(actor, actor.dossier_id, actor.party_id, point.id, session_key, clock, randomness, "confirm_point")
