"""Letting a new contact point get codes before its three days are over (security.md 5, row 3).

Somebody else may have put it there: only who has the file, and spoke the resident himself since, may release it.
"""

from uuid import UUID

from django.db import transaction

from houvast.casework.contact.errors import HowVerified, NotOfThisResident, NotQuiet, NotVerified
from houvast.casework.contact.models import AttemptChannel, AttemptOutcome, ContactAttempt, QuietRelease
from houvast.casework.contact.standing import standing_attempts
from houvast.casework.dossier.models import Party
from houvast.casework.dossier.services import RESIDENT, STAFF, event
from houvast.casework.residents.errors import StaleContactPoint
from houvast.casework.residents.models import ContactPoint
from houvast.casework.residents.services import NEW_POINT_QUIET, end_quiet
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import may, require
from houvast.foundation.clock import Clock as WallClock

BY_VOICE = (AttemptChannel.PHONE, AttemptChannel.DESK, AttemptChannel.HOME_VISIT)
SHORTEST = 10


def is_quiet(point: ContactPoint, clock: WallClock) -> bool:
    """Whether no code goes there yet."""
    return point.quiet_until is not None and point.quiet_until > clock.now()


def may_release(actor: Actor, dossier_id: UUID, party_id: UUID, clock: WallClock) -> bool:
    """Whether the button is for this actor."""
    return may(actor, Action.DECIDE, Thing(Kind.WISHES, dossier_id, party_id), clock).allowed


def verifying_talk(actor: Actor, dossier_id: UUID, party_id: UUID, point: ContactPoint) -> ContactAttempt | None:
    """The newest real contact by voice of this actor since the point was given, not over that point itself."""
    if point.quiet_until is None:
        return None
    talks = standing_attempts(dossier_id).filter(
        party_id=party_id,
        outcome=AttemptOutcome.REACHED,
        channel__in=BY_VOICE,
        recorded_by_id=actor.account_id,
        at__gte=point.quiet_until - NEW_POINT_QUIET,
    )
    return next((talk for talk in talks if talk.contact_point_id != point.id), None)


def release_quiet(
    actor: Actor, dossier_id: UUID, party_id: UUID, point_id: UUID, reason: str, clock: WallClock
) -> QuietRelease:
    """Codes may go to this point from now on. Raises NotQuiet, NotVerified, HowVerified, NotOfThisResident."""
    require(actor, Action.DECIDE, Thing(Kind.WISHES, dossier_id, party_id), clock)
    person_id = Party.objects.values_list("person_id", flat=True).get(pk=party_id, dossier_id=dossier_id)
    point = ContactPoint.objects.filter(pk=point_id, person_id=person_id).first()
    if point is None or actor.account_id is None:
        raise NotOfThisResident
    if not is_quiet(point, clock) or point.quiet_until is None:
        raise NotQuiet
    talk = verifying_talk(actor, dossier_id, party_id, point)
    if talk is None:
        raise NotVerified
    if len(reason.strip()) < SHORTEST:
        raise HowVerified
    try:
        with transaction.atomic():
            end_quiet(actor, point, clock)
            release = QuietRelease(
                dossier_id=dossier_id, party_id=party_id, contact_point=point, attempt=talk, reason=reason.strip(),
                was_quiet_until=point.quiet_until, released_at=clock.now(), released_by_id=actor.account_id,
            )  # fmt: skip
            release.save(force_insert=True)
            event(
                actor, dossier_id, party_id, "contact_point.released", clock, about=("contact_point", point.id),
                visible_to=(STAFF, RESIDENT),
            ).save(force_insert=True)  # fmt: skip
    except StaleContactPoint as stale:
        raise NotQuiet from stale
    return release
