"""The jobs of this floor. Each says its organisation itself; without one it may touch tenant-free tables only."""

from uuid import UUID

from procrastinate import JobContext
from procrastinate.contrib.django import app

from houvast.foundation import clock as time_source
from houvast.foundation import randomness as chance_source
from houvast.foundation.encryption import rotation
from houvast.foundation.encryption.cipher import keyring
from houvast.foundation.jobs import services
from houvast.foundation.jobs.queue import DELIVER, QUEUE, free_stalled, redo_lost_turns
from houvast.foundation.organisations.queries import every_organisation
from houvast.foundation.register.expiry import expire_of_organisation, expire_outside
from houvast.foundation.tenancy.context import tenant

KEEP_FINISHED_HOURS = 7 * 24


@app.task(name=DELIVER, queue=QUEUE)
def deliver(organisation_id: str, intent_id: str) -> None:
    """One try to deliver one intent."""
    services.deliver(UUID(organisation_id), UUID(intent_id), time_source.installed(), chance_source.installed())


@app.periodic(cron="* * * * *", periodic_id="houvast.reconcile")
@app.task(name="houvast.reconcile", queue=QUEUE, queueing_lock="houvast.reconcile")
def reconcile(timestamp: int) -> None:
    """Each minute: free what a dead worker held, redo lost turns, and wake what was forgotten per organisation."""
    clock = time_source.installed()
    free_stalled(clock.now())
    redo_lost_turns(clock.now())
    for organisation_id in every_organisation():
        services.wake_forgotten(organisation_id, clock)


@app.periodic(cron="17 3 * * *", periodic_id="houvast.tidy")
@app.task(name="houvast.tidy", queue=QUEUE, queueing_lock="houvast.tidy", pass_context=True)
async def tidy(context: JobContext, timestamp: int) -> None:
    """Each night: finished jobs older than seven days go; intents follow their own retention."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEEP_FINISHED_HOURS, include_failed=True)


@app.periodic(cron="37 3 * * *", periodic_id="houvast.expire")
@app.task(name="houvast.expire", queue=QUEUE, queueing_lock="houvast.expire")
def expire(timestamp: int) -> None:
    """Each night: codes, drafts, counters and sessions past the term of the data register go."""
    clock = time_source.installed()
    expire_outside(clock)
    for organisation_id in every_organisation():
        with tenant(organisation_id):
            expire_of_organisation(clock)


@app.periodic(cron="*/10 * * * *", periodic_id="houvast.keys.renew")
@app.task(name="houvast.keys.renew", queue=QUEUE, queueing_lock="houvast.keys.renew")
def renew_keys(timestamp: int) -> None:
    """While the owner has a rotation of keys open: whatever still has an old key gets the current one."""
    if rotation.target() != keyring().current:
        return
    clock = time_source.installed()
    for organisation_id in every_organisation():
        rotation.renew(organisation_id, clock)
