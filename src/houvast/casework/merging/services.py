"""Two files of one person become one, by a person, and apart again by one press (record.md 6, Belofte 1.4).

Nothing is deleted. The merge is a fact; facts and events stay where they were recorded and are shown on the file
that stays; work that is still to do goes along, and what each row was is written down beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from houvast.casework.dossier.merges import merge_away, standing_merges
from houvast.casework.dossier.models import Dossier, DossierMerge
from houvast.casework.dossier.services import (
    RESIDENT,
    STAFF,
    event,
    index_party,
    locked,
    open_task,
    refresh_look_at,
    resident_of,
)
from houvast.casework.merging import who, work
from houvast.casework.merging.errors import AlreadyMerged, BothBooked, MergedFurther, NotMerged, NotOpen, SameFile
from houvast.casework.merging.trace import Joining, Side
from houvast.casework.residents.services import stamped
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.rules import terms

LOOK_THROUGH = "merge_look_through"
LEFT_WORDS = {"name": "naam", "birth_date": "geboortedatum", "address": "adres", "wishes": "wensen"}


@dataclass(frozen=True)
class MergeCommand:
    """`goes` goes on in `stays`. `choices`: per kind (who.CHOSEN) the id of the fact that counts.

    Without a choice the fact of the file that stays counts, or the only one there is.
    """

    stays_id: UUID
    goes_id: UUID
    choices: Mapping[str, UUID] = field(default_factory=dict)


def merge(actor: Actor, command: MergeCommand, clock: WallClock) -> DossierMerge:
    """Two files become one. Of many at once one wins; the others get AlreadyMerged and nothing changes.

    Needs the right to change both. Raises SameFile, NotOpen, BothBooked, DifferentBsn and StaleChoice.
    """
    if command.stays_id == command.goes_id:
        raise SameFile
    for dossier_id in (command.stays_id, command.goes_id):
        require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id), clock)
    with transaction.atomic():
        files = {one: locked(one) for one in sorted((command.stays_id, command.goes_id))}
        stays, goes = _side(files[command.stays_id]), _side(files[command.goes_id])
        for dossier in files.values():
            _must_be_free(dossier)
        if work.both_booked((stays.dossier_id, goes.dossier_id), clock.now()):
            raise BothBooked
        who.check_bsn(stays.person_id, goes.person_id)
        facts = who.chosen_facts(stays.person_id, goes.person_id, command.choices)
        joining = Joining(_merge_fact(actor, stays, goes, clock), stays, goes, clock)
        became = who.bring_points(actor, joining)
        who.bring_facts(actor, joining, facts, became)
        work.bring_relations(joining)
        work.bring_clocks(joining)
        work.bring_tasks(joining)
        work.bring_threats(actor, joining)
        work.bring_appointments(joining)
        work.bring_talk(joining)
        work.bring_papers(Actor.system(actor.organisation_id), joining)
        _close(files[goes.dossier_id], clock)
        _say(actor, joining, "dossier.merged", "dossier.merged_away")
        index_party(stays.party_id)
        refresh_look_at(stays.dossier_id)
    return joining.merge


def undo_merge(actor: Actor, merge_id: UUID, clock: WallClock) -> None:
    """ "Maak ongedaan": both files go on apart, each with what it had. What was done meanwhile stays where it was done.

    NotYours for a merge of files the actor may not change; NotMerged when it was undone already; MergedFurther while
    the file that stayed went on in another itself.
    """
    made = DossierMerge.objects.filter(pk=merge_id, undone=False).first()
    if made is None:
        raise NotYours("NO-ROW")
    for dossier_id in (made.target_id, made.source_id):
        require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id), clock)
    with transaction.atomic():
        files = {one: locked(one) for one in sorted((made.target_id, made.source_id))}
        if not standing_merges().filter(pk=merge_id).exists():
            raise NotMerged
        further = merge_away(made.target_id)
        if further is not None:
            raise MergedFurther(further.target.number)
        joining = Joining(made, _side(files[made.target_id]), _side(files[made.source_id]), clock)
        _undone_fact(actor, made, clock)
        left = who.return_facts(actor, joining)
        who.return_points(actor, joining)
        work.return_appointments(joining)
        work.return_talk(joining)
        work.return_papers(Actor.system(actor.organisation_id), joining)
        work.return_threats(actor, joining)
        work.return_tasks(joining)
        work.return_clocks(joining)
        work.return_relations(joining)
        _open_again(files[made.source_id])
        _say(actor, joining, "dossier.parted", "dossier.parted")
        _ask_to_look(actor, joining, left)
        index_party(joining.stays.party_id)
        for dossier_id in files:
            refresh_look_at(dossier_id)


def _side(dossier: Dossier) -> Side:
    party = resident_of(dossier.id)
    return Side(dossier.id, party.id, party.person_id, dossier.number)


def _must_be_free(dossier: Dossier) -> None:
    away = merge_away(dossier.id)
    if away is not None:
        raise AlreadyMerged(dossier.number, away.target.number)
    if dossier.closed_on is not None:
        raise NotOpen(dossier.number)


def _merge_fact(actor: Actor, stays: Side, goes: Side, clock: WallClock) -> DossierMerge:
    """The fact. It supersedes what was last said of this file, so that a file goes on in one other at most."""
    rows = DossierMerge.objects.filter(source_id=goes.dossier_id, superseded_by__isnull=True)
    last = rows.order_by("-recorded_at", "-id").first()
    fact = DossierMerge(source_id=goes.dossier_id, target_id=stays.dossier_id, supersedes=last, **stamped(actor, clock))
    fact.save(force_insert=True)
    return fact


def _undone_fact(actor: Actor, made: DossierMerge, clock: WallClock) -> None:
    DossierMerge(
        source_id=made.source_id, target_id=made.target_id, undone=True, supersedes=made, **stamped(actor, clock)
    ).save(force_insert=True)


def _close(goes: Dossier, clock: WallClock) -> None:
    Dossier.objects.filter(pk=goes.pk).update(
        closed_on=clock.today(), look_at=None, look_at_source="", version=goes.version + 1
    )


def _open_again(goes: Dossier) -> None:
    Dossier.objects.filter(pk=goes.pk).update(closed_on=None, version=goes.version + 1)


def _say(actor: Actor, joining: Joining, on_stays: str, on_goes: str) -> None:
    """Audit and one line on each file, with the number of the other."""
    stays, goes, clock = joining.stays, joining.goes, joining.clock
    action = "dossier.merged" if on_stays == "dossier.merged" else "dossier.parted"
    seen = [
        Seen(
            "dossier", one.dossier_id, one.dossier_id, one.person_id, ("name", "contact", "clocks", "tasks"), ("B", "C")
        )
        for one in (stays, goes)
    ]
    audit.changed(actor, clock, action, seen)
    about = ("dossier_merge", joining.merge.id)
    visible_to = (STAFF, RESIDENT) if on_stays == "dossier.merged" else (STAFF,)
    event(
        actor, stays.dossier_id, stays.party_id, on_stays, clock, about=about, words=goes.number, visible_to=visible_to
    ).save(force_insert=True)
    event(actor, goes.dossier_id, goes.party_id, on_goes, clock, about=about, words=stays.number).save(
        force_insert=True
    )


def _ask_to_look(actor: Actor, joining: Joining, left: list[str]) -> None:
    """Where the file that stayed had nothing, what came from the other still stands: a person looks."""
    if not left:
        return
    words = ", ".join(LEFT_WORDS[one] for one in left)
    open_task(
        actor, joining.stays.dossier_id, joining.stays.party_id, LOOK_THROUGH,
        f"Kijk na of dit klopt, het kwam uit {joining.goes.number}: {words}",
        terms.add_working_days(joining.clock.today(), 1), joining.clock, source=("dossier_merge", joining.merge.id),
    )  # fmt: skip
