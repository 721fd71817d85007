"""Who has a file: taking it up and handing it over."""

from uuid import UUID

from django.db import transaction

from houvast.casework.dossier.errors import (
    AlreadyTaken,
)
from houvast.casework.dossier.services.lines import RESIDENT, STAFF, event, locked, must_be_open, name_of, owner_of
from houvast.casework.dossier.services.tasks import hand_tasks_to
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock


def take_up(actor: Actor, dossier_id: UUID, clock: WallClock) -> None:
    """ "Pak op": the actor becomes the owner. Two at once: the row lock lets one win, the other sees who."""
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id), clock)
    with transaction.atomic():
        dossier = locked(dossier_id)
        must_be_open(dossier)
        owner = owner_of(dossier_id, clock)
        if owner is not None:
            raise AlreadyTaken(name_of(owner))
        _assign(actor.account, dossier_id, clock)
        hand_tasks_to(dossier_id, actor.account)
        audit.changed(
            actor, clock, "signup.taken", Seen("dossier", dossier_id, dossier_id=dossier_id, fields=("owner",))
        )
        event(actor, dossier_id, None, "signup.taken", clock, visible_to=(STAFF, RESIDENT)).save(force_insert=True)


def hand_over(actor: Actor, dossier_id: UUID, to_account_id: UUID, note: str, clock: WallClock) -> None:
    """Give the file to a colleague with a warm note; the old owner loses it at once."""
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id), clock)
    with transaction.atomic():
        must_be_open(locked(dossier_id))
        AccessRelation.objects.filter(
            dossier_id=dossier_id, kind=RelationKind.ASSIGNED, valid_until__isnull=True
        ).update(valid_until=clock.now())
        _assign(to_account_id, dossier_id, clock)
        hand_tasks_to(dossier_id, to_account_id)
        audit.changed(
            actor, clock, "dossier.handed_over", Seen("dossier", dossier_id, dossier_id=dossier_id, fields=("owner",))
        )
        event(actor, dossier_id, None, "dossier.handed_over", clock, visible_to=(STAFF, RESIDENT), words=note).save(
            force_insert=True
        )


def _assign(account_id: UUID, dossier_id: UUID, clock: WallClock) -> None:
    """The row lock on the file keeps two apart; the table's own rule (one owner at a time) stands behind it."""
    AccessRelation.objects.create(
        dossier_id=dossier_id, kind=RelationKind.ASSIGNED, account_id=account_id, valid_from=clock.now()
    )
