"""The minute's work of the list of destruction."""

from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from houvast.foundation.destruction.handing_out import hand_out
from houvast.foundation.jobs.queue import QUEUE


@app.periodic(cron="* * * * *", periodic_id="houvast.destruction.hand_out")
@app.task(name="houvast.destruction.hand_out", queue=QUEUE, queueing_lock="houvast.destruction.hand_out")
def hand_out_list(timestamp: int) -> None:
    """Each minute: what was destroyed is also written outside the database."""
    hand_out(Path(settings.HANDOUT_FOLDER))
