"""The job that reminds people of their appointment."""

from procrastinate.contrib.django import app

from houvast.casework.planning.reminders import remind
from houvast.foundation import clock as time_source
from houvast.foundation.access.actor import Actor
from houvast.foundation.jobs.queue import QUEUE
from houvast.foundation.organisations.queries import every_organisation


@app.periodic(cron="7 7-19 * * *", periodic_id="houvast.planning.remind")
@app.task(name="houvast.planning.remind", queue=QUEUE, queueing_lock="houvast.planning.remind")
def remind_all(timestamp: int) -> None:
    """Each hour of the day, organisation by organisation; what a worker that was down missed is caught up."""
    for organisation_id in every_organisation():
        remind(Actor.system(organisation_id), time_source.installed())
