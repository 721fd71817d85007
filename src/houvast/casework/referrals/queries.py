"""Who brought this resident to us, for the page of the file; and how a worry stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from houvast.casework.referrals.models import Giver, Referral
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import may
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock


@dataclass(frozen=True)
class ReferralRow:
    """Who brought him, whether the address is confirmed, until when he keeps contact, and whether he may look."""

    id: UUID
    who: str
    is_partner: bool
    organisation_name: str
    name: str
    mail: str
    phone: str
    words: str
    made_at: dt.datetime
    confirmed: bool
    keeps_contact_until: dt.date | None
    shared_until: dt.date | None  # None: the link shows nothing (any more)


def referrals_of(actor: Actor, dossier_id: UUID, files: Sequence[UUID], clock: WallClock) -> list[ReferralRow]:
    """The referrals of a file and of those that went on in it. `words` only for who may read the file itself."""
    found = list(Referral.objects.filter(dossier_id__in=files).select_related("consent").order_by("made_at", "id"))
    if not found:
        return []
    decision = may(actor, Action.LOOK, Thing(Kind.DOSSIER, dossier_id), clock)
    content = decision.allowed and not decision.masked
    seen = [Seen("referral", one.id, dossier_id, fields=("giver", "words"), classes=("B", "C")) for one in found]
    audit.looked(actor, clock, seen, action="referral.look")
    return [_row(one, clock, content=content) for one in found]


def _row(one: Referral, clock: WallClock, *, content: bool) -> ReferralRow:
    consent = one.consent
    live = consent is not None and consent.revoked_at is None and consent.valid_until > clock.now()
    return ReferralRow(
        id=one.id,
        who=str(Giver(one.given_by).label),
        is_partner=one.given_by == Giver.PARTNER,
        organisation_name=one.organisation_name,
        name=one.name,
        mail=one.mail,
        phone=one.phone,
        words=one.words if content else "",
        made_at=one.made_at,
        confirmed=one.confirmed_at is not None,
        keeps_contact_until=one.keeps_contact_until,
        shared_until=consent.valid_until.date() if live and consent is not None else None,
    )
