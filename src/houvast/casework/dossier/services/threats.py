"""Something that threatens somebody now."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock, Threat
from houvast.casework.dossier.services.due import refresh_look_at
from houvast.casework.dossier.services.lines import event, locked, must_be_open
from houvast.casework.residents.services import stamped
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.rules import terms


def record_threat(
    actor: Actor,
    dossier_id: UUID,
    party_id: UUID,
    kind: str,
    expected_on: dt.date | None,
    company: str,
    clock: WallClock,
) -> Threat:
    """A threat becomes known after the sign-up: its clock of 3 working days starts today."""
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id, party_id), clock)
    with transaction.atomic():
        dossier = locked(dossier_id)
        must_be_open(dossier)
        threat = Threat(
            dossier_id=dossier_id,
            party_id=party_id,
            kind=kind,
            statutory=kind in terms.STATUTORY_THREATS,
            expected_on=expected_on,
            company=company,
            **stamped(actor, clock),
        )
        threat.save(force_insert=True)
        clock_kind = clocks.THREAT_TALK if threat.statutory else clocks.LOCAL_THREAT_TALK
        running = Clock.objects.filter(dossier_id=dossier_id, kind=clock_kind, stopped_on__isnull=True).exists()
        if not running:
            made = clocks.clock_for(clock_kind, clock.today(), dossier.municipality)
            clocks.tie(made, dossier_id, party_id, ("threat", threat.id)).save(force_insert=True)
        audit.changed(
            actor,
            clock,
            "threat.recorded",
            Seen("threat", threat.id, dossier_id=dossier_id, fields=("kind",), classes=("C",)),
        )
        event(actor, dossier_id, party_id, "threat.recorded", clock, about=("threat", threat.id)).save(
            force_insert=True
        )
        refresh_look_at(dossier_id)
    return threat
