"""Spots where our posters and cards are, each with a short code of its own (Belofte 1.1: I know where to go)."""

from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.database.refusing import refused_as
from houvast.foundation.organisations.errors import Stale, Taken
from houvast.foundation.organisations.models import Municipality, Signpost
from houvast.foundation.randomness import Randomness

ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that looks like something else
LENGTH, TRIES = 5, 20
TAKEN: Final = "Er is al een plek met deze naam in deze gemeente. Kies een andere naam."


def add_signpost(actor: Actor, municipality_id: UUID, name: str, clock: Clock, randomness: Randomness) -> Signpost:
    """A further spot, with a code that no other has. Raises Taken."""
    require(actor, Action.CREATE, Thing(Kind.ORGANISATION), clock)
    with transaction.atomic():
        # Two administrators at once would find the same code free: one after the other.
        Municipality.objects.select_for_update().get(pk=municipality_id)
        made = Signpost(
            municipality_id=municipality_id, name=name.strip(), code=_free_code(randomness), valid_from=clock.today()
        )
        with refused_as(Taken(TAKEN), "signpost_name_once"):
            made.save(force_insert=True)
        audit.changed(actor, clock, "signpost.added", Seen("signpost", made.id, fields=("name",), classes=("A",)))
    return made


def rename_signpost(actor: Actor, signpost_id: UUID, version: int, name: str, clock: Clock) -> Signpost:
    """Another name; the code stays, so that the paper on the wall keeps working. Raises Stale, Taken."""
    return _change(actor, signpost_id, version, {"name": name.strip()}, "signpost.changed", clock)


def end_signpost(actor: Actor, signpost_id: UUID, version: int, clock: Clock) -> Signpost:
    """No new paper for this spot. What hangs there still leads to us, and is still counted. Raises Stale."""
    return _change(actor, signpost_id, version, {"valid_until": clock.today()}, "signpost.ended", clock)


def signpost_of(code: str) -> UUID | None:
    """The spot of a code as somebody typed or scanned it; None when there is no such."""
    tidy = code.strip().lower()
    if not 5 <= len(tidy) <= 8 or not set(tidy) <= set(ALPHABET):
        return None
    return Signpost.objects.filter(code=tidy).values_list("id", flat=True).first()


def _free_code(randomness: Randomness) -> str:
    for _ in range(TRIES):
        code = "".join(ALPHABET[randomness.below(len(ALPHABET))] for _ in range(LENGTH))
        if not Signpost.objects.filter(code=code).exists():
            return code
    raise LookupError("no free code")


def _change(
    actor: Actor, signpost_id: UUID, version: int, values: dict[str, object], action: str, clock: Clock
) -> Signpost:
    require(actor, Action.CHANGE, Thing(Kind.ORGANISATION), clock)
    rows = Signpost.objects.filter(pk=signpost_id)
    with refused_as(Taken(TAKEN), "signpost_name_once"):
        if rows.filter(version=version).update(**values, version=F("version") + 1) != 1:
            raise Stale(rows.values_list("version", flat=True).get())
        audit.changed(actor, clock, action, Seen("signpost", signpost_id, fields=tuple(values), classes=("A",)))
    return rows.get()
