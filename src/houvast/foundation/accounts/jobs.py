"""The daily job on access that nobody uses."""

from procrastinate.contrib.django import app

from houvast.foundation import clock as time_source
from houvast.foundation.access.actor import Actor
from houvast.foundation.accounts.unused import switch_off_unused
from houvast.foundation.jobs.queue import QUEUE
from houvast.foundation.organisations.queries import every_organisation
from houvast.foundation.tenancy.context import tenant


@app.periodic(cron="27 5 * * *", periodic_id="houvast.accounts.unused")
@app.task(name="houvast.accounts.unused", queue=QUEUE, queueing_lock="houvast.accounts.unused")
def unused(timestamp: int) -> None:
    """Each morning, organisation by organisation; a day that was missed is caught up."""
    for organisation_id in every_organisation():
        with tenant(organisation_id):
            switch_off_unused(Actor.system(organisation_id), time_source.installed())
