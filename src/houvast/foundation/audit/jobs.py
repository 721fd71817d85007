"""Sealing each minute, handing the heads out each hour, and looking whether the chain still fits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from houvast.foundation import clock as time_source
from houvast.foundation.access.actor import Actor
from houvast.foundation.audit import heads, services
from houvast.foundation.audit.sealing import seal
from houvast.foundation.audit.verifying import verify
from houvast.foundation.clock import Clock
from houvast.foundation.organisations.queries import every_organisation
from houvast.foundation.tenancy.context import tenant

# A queue of its own: `houvast werker --rijen audit` lets another machine, under another name, do only this.
QUEUE = "audit"
BROKEN = "audit.broken"
log = logging.getLogger("houvast.audit")


@app.periodic(cron="* * * * *", periodic_id="houvast.audit.seal")
@app.task(name="houvast.audit.seal", queue=QUEUE, queueing_lock="houvast.audit.seal")
def seal_all(timestamp: int) -> None:
    """Each minute: what was written is sealed; each hour the heads go out."""
    clock, organisations = time_source.installed(), every_organisation()
    for organisation_id in organisations:
        seal(organisation_id, clock)
    heads.hand_out(Path(settings.HANDOUT_FOLDER), organisations, clock)


@app.periodic(cron="*/15 * * * *", periodic_id="houvast.audit.verify_new")
@app.task(name="houvast.audit.verify_new", queue=QUEUE, queueing_lock="houvast.audit.verify_new")
def verify_new(timestamp: int) -> None:
    """Each quarter: the chain from the last head but one fits."""
    _verify_each(time_source.installed(), lambda stand: stand[-2].number if len(stand) > 1 else 0)


@app.periodic(cron="7 4 * * *", periodic_id="houvast.audit.verify_all")
@app.task(name="houvast.audit.verify_all", queue=QUEUE, queueing_lock="houvast.audit.verify_all")
def verify_all(timestamp: int) -> None:
    """Each night: what was dated elsewhere is sealed as well, and every chain fits from its start."""
    clock = time_source.installed()
    for organisation_id in every_organisation():
        seal(organisation_id, clock, everything=True)
    _verify_each(clock, lambda stand: 0)


def _verify_each(clock: Clock, after: Callable[[list[heads.Head]], int]) -> None:
    handed_out = heads.read(Path(settings.HANDOUT_FOLDER) / heads.NAME)
    for organisation_id in every_organisation():
        start = after(heads.standing(handed_out, organisation_id))
        found = verify(organisation_id, handed_out, clock, after=start)
        if found.findings:
            tell(organisation_id, len(found.findings), clock)


def tell(organisation_id: UUID, count: int, clock: Clock) -> None:
    """In the log of the machine, and in the log of the organisation, where the administrator's list finds it."""
    log.critical("audit does not fit its seals", extra={"organisation": str(organisation_id), "count": count})
    with tenant(organisation_id):
        services.changed(
            Actor.system(organisation_id), clock, BROKEN, services.Seen("audit", None), reason=f"{count} bevindingen"
        )
