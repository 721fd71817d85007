"""The worker that runs jobs."""

import pytest
from django.conf import settings
from django.db import connections

from houvast.web.cli import worker


@pytest.mark.django_db
def test_a_job_gets_more_time_for_a_statement_than_a_page(monkeypatch):
    options = connections.settings["default"]["OPTIONS"]
    monkeypatch.setitem(options, "options", settings.WEB_TIMEOUTS)  # put back afterwards
    assert statement_timeout() == "5s"
    worker.give_jobs_their_time()
    assert statement_timeout() == "15min"


def statement_timeout() -> str:
    connection = connections.create_connection("default")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            return cursor.fetchone()[0]
    finally:
        connection.close()
