"""The work that goes along: clocks, tasks, threats, talks, mails, documents, who owns it and who is barred.

Each part has two functions: one that brings it along and writes down what it was, one that brings it back.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from houvast.casework.dossier.models import Clock, Task, TaskOutcome, Threat
from houvast.casework.dossier.services import hand_tasks_to, live_relations, owner_of
from houvast.casework.letters.models import Answer, Question
from houvast.casework.merging.trace import Joining, values_of
from houvast.casework.planning.models import Appointment, AppointmentState
from houvast.casework.residents.services import stamped
from houvast.casework.signup.models import ReceivedMail
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.documents import services as documents
from houvast.foundation.documents.models import Document, DocumentState

STARTS = ("starts_on", "due", "plan_by", "provisional", "rule_version", "calendar_version")
STOPS = ("stopped_on", "stopped_at", "stopped_by_type", "stopped_by_id")
RUNNING = {"stopped_on": None, "stopped_at": None, "stopped_by_type": "", "stopped_by_id": None}
PLACE = ("dossier_id", "party_id", "joint")
TASK = (*PLACE, "account_id", "team_id", "owner_role")
ONE_AT_A_TIME = ("other_way", "home_visit")  # kinds of which a file has one open task (task_kind_open_once)
TALK: dict[str, type[Question] | type[Answer]] = {"question": Question, "answer": Answer}
TO_COME = (AppointmentState.OFFERED, AppointmentState.BOOKED)


# --- clocks: the earliest receipt counts, and so does the earliest contact ------------------------------------------


def bring_clocks(joining: Joining) -> None:
    """The file that stays runs from the earliest receipt. A kind of clock it did not have comes along."""
    ours = {one.kind: one for one in Clock.objects.filter(dossier_id=joining.stays.dossier_id).order_by("-starts_on")}
    for theirs in Clock.objects.filter(dossier_id=joining.goes.dossier_id).order_by("starts_on", "id"):
        own = ours.get(theirs.kind)
        if own is None:
            joining.note("clock", theirs.id, **values_of(theirs, (*PLACE, *STOPS)))
            Clock.objects.filter(pk=theirs.pk).update(
                dossier_id=joining.stays.dossier_id, party_id=joining.stays.party_id, version=F("version") + 1
            )
            continue
        _sharpen(joining, own, theirs)


def _sharpen(joining: Joining, own: Clock, theirs: Clock) -> None:
    changes: dict[str, Any] = {}
    if (theirs.starts_on, theirs.due) < (own.starts_on, own.due):
        changes |= values_of(theirs, STARTS)
    if theirs.stopped_at is not None and (own.stopped_at is None or theirs.stopped_at < own.stopped_at):
        changes |= values_of(theirs, STOPS)
    if not changes:
        return
    joining.note("clock", own.id, **values_of(own, changes), carried=theirs.stopped_by_id)
    Clock.objects.filter(pk=own.pk).update(**changes, version=F("version") + 1)


def return_clocks(joining: Joining) -> None:
    """Each clock as it was. What was stopped since by contact on the file that stayed stays stopped there."""
    for trace in joining.noted("clock"):
        before = dict(trace.before)
        carried = before.pop("carried", None)
        clock = Clock.objects.get(pk=trace.object_id)
        if "dossier_id" not in before and str(clock.stopped_by_id) != str(carried):
            before = {name: value for name, value in before.items() if name not in STOPS}
        Clock.objects.filter(pk=clock.pk).update(**before, version=F("version") + 1)


# --- tasks ----------------------------------------------------------------------------------------------------------


def bring_tasks(joining: Joining) -> None:
    """Open tasks go along, to who has the file that stays. Of a kind that may be open once, ours stays open."""
    stays = joining.stays
    open_kinds = set(_open_tasks(stays.dossier_id).values_list("kind", flat=True))
    owner = owner_of(stays.dossier_id, joining.clock)
    for task in _open_tasks(joining.goes.dossier_id).order_by("created_at", "id"):
        if task.kind in ONE_AT_A_TIME and task.kind in open_kinds:
            joining.note("task_dropped", task.id)
            Task.objects.filter(pk=task.pk).update(
                outcome=TaskOutcome.DROPPED, finished_at=joining.clock.now(), version=F("version") + 1
            )
            continue
        joining.note("task", task.id, **values_of(task, TASK))
        whose = {"account_id": owner, "team_id": None, "owner_role": ""} if owner and _of_staff(task) else {}
        party_id = None if task.joint else stays.party_id
        Task.objects.filter(pk=task.pk).update(
            dossier_id=stays.dossier_id, party_id=party_id, version=F("version") + 1, **whose
        )


def return_tasks(joining: Joining) -> None:
    """The tasks that came along go back as they are now; dropped ones are open again."""
    for trace in joining.noted("task"):
        task = Task.objects.get(pk=trace.object_id)
        names = TASK if task.outcome == TaskOutcome.OPEN else PLACE
        Task.objects.filter(pk=task.pk).update(**{name: trace.before[name] for name in names}, version=F("version") + 1)
    dropped = [trace.object_id for trace in joining.noted("task_dropped")]
    Task.objects.filter(pk__in=dropped, outcome=TaskOutcome.DROPPED).update(
        outcome=TaskOutcome.OPEN, finished_at=None, finished_by=None, version=F("version") + 1
    )


def _open_tasks(dossier_id: UUID) -> QuerySet[Task]:
    return Task.objects.filter(dossier_id=dossier_id, outcome=TaskOutcome.OPEN)


def _of_staff(task: Task) -> bool:
    return task.owner_role in ("", "staff")


# --- threats --------------------------------------------------------------------------------------------------------


def bring_threats(actor: Actor, joining: Joining) -> None:
    """What threatens somebody on the file that goes threatens him on the file that stays."""
    known = set(_live_threats(joining.stays.dossier_id).values_list("kind", flat=True))
    for threat in _live_threats(joining.goes.dossier_id).exclude(kind__in=known).order_by("kind", "id"):
        fact = Threat(
            dossier_id=joining.stays.dossier_id,
            party_id=joining.stays.party_id,
            kind=threat.kind,
            statutory=threat.statutory,
            expected_on=threat.expected_on,
            company=threat.company,
            **stamped(actor, joining.clock),
        )
        fact.save(force_insert=True)
        joining.note("threat", fact.id)


def return_threats(actor: Actor, joining: Joining) -> None:
    """What came along threatens the file that stayed no longer."""
    for trace in joining.noted("threat"):
        fact = Threat.objects.get(pk=trace.object_id)
        if Threat.objects.filter(supersedes_id=fact.id).exists():
            continue
        Threat(
            dossier_id=fact.dossier_id,
            party_id=fact.party_id,
            kind=fact.kind,
            statutory=fact.statutory,
            over=True,
            supersedes=fact,
            **stamped(actor, joining.clock),
        ).save(force_insert=True)


def _live_threats(dossier_id: UUID) -> QuerySet[Threat]:
    return Threat.objects.filter(dossier_id=dossier_id, over=False, superseded_by__isnull=True)


# --- talks, mails, documents ----------------------------------------------------------------------------------------


def both_booked(files: tuple[UUID, UUID], now: dt.datetime) -> bool:
    """Whether each of the two files has a booked talk to come."""
    booked = Appointment.objects.filter(dossier_id__in=files, state=AppointmentState.BOOKED, ends_at__gt=now)
    return booked.values("dossier_id").distinct().count() > 1


def bring_appointments(joining: Joining) -> None:
    """Talks that are offered or booked go along."""
    coming = Appointment.objects.filter(
        dossier_id=joining.goes.dossier_id, state__in=TO_COME, ends_at__gt=joining.clock.now()
    )
    for one in coming.order_by("starts_at", "id"):
        joining.note("appointment", one.id, **values_of(one, PLACE))
        Appointment.objects.filter(pk=one.pk).update(
            dossier_id=joining.stays.dossier_id,
            party_id=None if one.joint else joining.stays.party_id,
            version=F("version") + 1,
        )


def return_appointments(joining: Joining) -> None:
    """They go back as they are now."""
    for trace in joining.noted("appointment"):
        Appointment.objects.filter(pk=trace.object_id).update(**trace.before, version=F("version") + 1)


def bring_papers(house: Actor, joining: Joining) -> None:
    """Mails and documents go along, each with its content untouched."""
    for mail in ReceivedMail.objects.filter(dossier_id=joining.goes.dossier_id).order_by("received_at", "id"):
        joining.note("received_mail", mail.id, **values_of(mail, PLACE))
        ReceivedMail.objects.filter(pk=mail.pk).update(
            dossier_id=joining.stays.dossier_id, party_id=joining.stays.party_id
        )
    kept = Document.objects.filter(dossier_id=joining.goes.dossier_id).exclude(state=DocumentState.DESTROYED)
    for document in kept.order_by("created_at", "id"):
        joining.note("document", document.id, **values_of(document, PLACE))
        party_id = None if document.joint else joining.stays.party_id
        where = documents.Compartment(joining.stays.dossier_id, party_id)
        documents.move(house, joining.clock, document.id, where)


def return_papers(house: Actor, joining: Joining) -> None:
    """Those that are still on the file that stayed go back; what was given a file of its own stays there."""
    for trace in joining.noted("received_mail"):
        mails = ReceivedMail.objects.filter(pk=trace.object_id, dossier_id=joining.stays.dossier_id)
        mails.update(dossier_id=trace.before["dossier_id"], party_id=trace.before["party_id"])
    for trace in joining.noted("document"):
        kept = Document.objects.filter(pk=trace.object_id, dossier_id=joining.stays.dossier_id)
        if kept.exclude(state=DocumentState.DESTROYED).exists():
            party = trace.before["party_id"]
            where = documents.Compartment(joining.goes.dossier_id, UUID(party) if party else None)
            documents.move(house, joining.clock, trace.object_id, where)


def bring_talk(joining: Joining) -> None:
    """What was asked and answered goes along, so that a question waits where it can be answered."""
    for kind, model in TALK.items():
        for one in model.objects.filter(dossier_id=joining.goes.dossier_id).order_by("id"):
            joining.note(kind, one.id, **values_of(one, PLACE))
            party_id = None if one.joint else joining.stays.party_id
            model.objects.filter(pk=one.pk).update(dossier_id=joining.stays.dossier_id, party_id=party_id)


def return_talk(joining: Joining) -> None:
    """It goes back as it is now."""
    for kind, model in TALK.items():
        for trace in joining.noted(kind):
            model.objects.filter(pk=trace.object_id).update(**trace.before)


# --- whose it is, and who may not see it ----------------------------------------------------------------------------


def bring_relations(joining: Joining) -> None:
    """Who is barred from one is barred from both. A file without an owner gets the owner of the one that goes."""
    now, stays, goes = joining.clock.now(), joining.stays.dossier_id, joining.goes.dossier_id
    barred_here = set(_barred(stays, joining))
    for account_id in sorted(set(_barred(goes, joining)) - barred_here):
        _relate(joining, RelationKind.BARRED, account_id, now)
        barred_here.add(account_id)
    owner = owner_of(goes, joining.clock)
    if owner is not None and owner not in barred_here and owner_of(stays, joining.clock) is None:
        _relate(joining, RelationKind.ASSIGNED, owner, now)
        for task in _open_tasks(stays).order_by("id"):
            joining.note("task", task.id, **values_of(task, TASK))
        hand_tasks_to(stays, owner)


def _barred(dossier_id: UUID, joining: Joining) -> list[UUID]:
    rows = live_relations(dossier_id, joining.clock).filter(kind=RelationKind.BARRED, account_id__isnull=False)
    return [account_id for account_id in rows.values_list("account_id", flat=True) if account_id]


def _relate(joining: Joining, kind: str, account_id: UUID, now: dt.datetime) -> None:
    row = AccessRelation.objects.create(
        dossier_id=joining.stays.dossier_id, kind=kind, account_id=account_id, valid_from=now
    )
    joining.note("relation", row.id)


def return_relations(joining: Joining) -> None:
    """What the merge gave ends, when nobody ended it before."""
    given = [trace.object_id for trace in joining.noted("relation")]
    now = joining.clock.now()
    AccessRelation.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=now), pk__in=given).update(
        valid_until=now
    )
