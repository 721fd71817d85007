"""The night's work of documents."""

from procrastinate.contrib.django import app

from houvast.foundation.documents import services
from houvast.foundation.organisations.queries import every_organisation
from houvast.foundation.tenancy.context import tenant


@app.periodic(cron="47 3 * * *", periodic_id="houvast.documents.sweep")
@app.task(name="houvast.documents.sweep", queueing_lock="houvast.documents.sweep")
def sweep(timestamp: int) -> None:
    """Each night: what the store has and no row has a key for is removed."""
    for organisation_id in every_organisation():
        with tenant(organisation_id):
            services.sweep(organisation_id)
