"""The job that keeps the counts right within a minute of a fact: a turn each half minute leaves time to count."""

from procrastinate.contrib.django import app

from houvast.foundation import clock as time_source
from houvast.foundation.jobs.queue import QUEUE
from houvast.foundation.organisations.queries import every_organisation
from houvast.foundation.tenancy.context import tenant
from houvast.promise.services import refresh

EACH_HALF_MINUTE = "* * * * * */30"  # the sixth place is seconds


@app.periodic(cron=EACH_HALF_MINUTE, periodic_id="houvast.promise")
@app.task(name="houvast.promise", queue=QUEUE, queueing_lock="houvast.promise")
def count(timestamp: int) -> None:
    """Organisation by organisation; a turn in which nothing was recorded asks one question."""
    for organisation_id in every_organisation():
        with tenant(organisation_id):
            refresh(time_source.installed())
