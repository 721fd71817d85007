"""Possible duplicates: shown side by side, never refused, judged by a person (record.md 6, Belofte 1.4)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from houvast.casework.dossier.merges import standing_merges
from houvast.casework.dossier.models import Dossier, Party
from houvast.casework.dossier.rows import Face, faces_of
from houvast.casework.residents.models import ContactPoint
from houvast.casework.signup.models import NotTheSamePerson
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require, visible
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock

MOST = 5


@dataclass(frozen=True)
class Likeness:
    """A file that may be of the same person."""

    dossier_id: UUID
    number: str
    face: Face
    opened_on: dt.date


def possible_duplicates(actor: Actor, dossier_id: UUID, clock: WallClock) -> list[Likeness]:
    """Other files, visible to this actor, with the same phone number or mail address; not the merged ones."""
    person_ids = Party.objects.filter(dossier_id=dossier_id).values("person_id")
    points = ContactPoint.objects.filter(person_id__in=person_ids, kind__in=["phone", "mail"]).exclude(value="")
    same = ContactPoint.objects.filter(value__in=points.values("value")).exclude(person_id__in=person_ids)
    files = Dossier.objects.filter(parties__person_id__in=same.values("person_id")).exclude(pk=dossier_id).distinct()
    judged = NotTheSamePerson.objects.filter(Q(first_id=dossier_id) | Q(second_id=dossier_id))
    apart = {other for pair in judged.values_list("first_id", "second_id") for other in pair}
    apart |= set(standing_merges().filter(source_id__in=files.values("id")).values_list("source_id", flat=True))
    allowed = visible(actor, Action.LOOK, Kind.SIGNUP, files, clock, dossier="id")
    found = list(
        allowed.exclude(pk__in=apart).order_by("-opened_on", "id").values_list("id", "number", "opened_on")[:MOST]
    )
    faces = faces_of([one[0] for one in found])
    return [Likeness(file_id, number, faces[file_id], opened) for file_id, number, opened in found]


def keep_apart(actor: Actor, first_id: UUID, second_id: UUID, clock: WallClock) -> None:
    """ "Dit zijn twee mensen": the pair is not shown again."""
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, first_id), clock)
    require(actor, Action.LOOK, Thing(Kind.SIGNUP, second_id), clock)
    low, high = sorted((first_id, second_id))
    NotTheSamePerson.objects.get_or_create(
        first_id=low,
        second_id=high,
        defaults={"decided_by": actor.account, "decided_at": clock.now()},
    )
    audit.changed(actor, clock, "duplicate.apart", Seen("dossier", first_id, first_id))
