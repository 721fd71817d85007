"""What we compare with: the list as Django is usually written, and one small write with its audit row."""

import uuid

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from houvast.casework.dossier.models import Clock, Dossier, Task
from houvast.casework.signup import drafts
from houvast.foundation.access.models import AccessRelation
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.web.doors import door
from houvast.web.public.signup import DRAFT

RELATED = ("parties__person__personnames", "parties__person__contactwishs", "parties__person__contact_points")


def _rows(dossiers):
    return dossiers.select_related("municipality").prefetch_related(*RELATED, "clocks", "tasks", "signups")[:50]


@door(public=True)
def plain_list(request: HttpRequest) -> HttpResponse:
    """The same files as "Mijn dag": whole models, prefetched, formatted by the template; with the same audit."""
    mine = AccessRelation.objects.filter(
        dossier_id=OuterRef("pk"), account_id=request.actor.account_id, kind="assigned", valid_until__isnull=True
    )
    files = Dossier.objects.filter(Exists(mine), closed_on__isnull=True).order_by("look_at", "id")
    return _shown(request, _rows(files))


@door(public=True)
def plain_queue(request: HttpRequest) -> HttpResponse:
    """The same files as the queue."""
    waiting = Clock.objects.filter(dossier_id=OuterRef("pk"), kind="belofte_intake", stopped_on__isnull=True)
    ours = AccessRelation.objects.filter(
        Q(valid_until__isnull=True), dossier_id=OuterRef("pk"), kind="team", team_id__in=request.actor.team_ids
    )
    files = Dossier.objects.filter(Exists(waiting), Exists(ours), closed_on__isnull=True)
    return _shown(request, _rows(files.order_by("look_at", "id")))


def _shown(request: HttpRequest, dossiers) -> HttpResponse:
    found = list(dossiers)
    for dossier in found:
        audit.looked(request.actor, request.clock, [Seen("dossier", dossier.id, dossier.id)])
    return render(request, "bench/list.html", {"dossiers": found})


@csrf_exempt
@door(public=True)
def small_write(request: HttpRequest) -> HttpResponse:
    """One task, with its audit row: the smallest thing a colleague can write down."""
    dossier_id = Dossier.objects.order_by("id").values_list("id", flat=True)[0]
    task = Task(
        dossier_id=dossier_id, joint=True, kind="bench", what="Terugbellen", owner_role="staff",
        created_at=request.clock.now(),
    )  # fmt: skip
    task.save(force_insert=True)
    audit.changed(request.actor, request.clock, "task.opened", Seen("task", task.id, dossier_id))
    return HttpResponse("ok")


@door(public=True)
def new_draft(request: HttpRequest) -> HttpResponse:
    """A browser that filled in both pages and is about to send."""
    draft = drafts.start_draft("nl", request.clock, request.randomness)
    phone = request.GET.get("phone") or f"+3161{uuid.uuid4().int % 10**7:07d}"
    answers = {"way": "call", "phone": phone, "call_name": "Sanne", "urgency": []}
    drafts.save_draft(draft, answers, "nl", request.clock)
    request.session[DRAFT] = draft.token
    return HttpResponse("ok")
