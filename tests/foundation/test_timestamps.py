"""Moments come from the database as Django reads them, and what cannot be read is refused as it was."""

import datetime as dt

import psycopg
import pytest
from django.db import connection, utils
from psycopg.types.datetime import TimestamptzLoader

from houvast.foundation.database.timestamps import QuickLoader

MOMENTS = [
    "2026-11-25 10:11:12+00", "2026-11-25 10:11:12.1+00", "2026-11-25 10:11:12.123456+00",
    "1900-01-01 00:00:00.000001+00",
    "2026-10-25 01:30:00+00", "9999-12-31 23:59:59.999999+00", "0001-01-01 00:00:00+00",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_is_what_it_was(moment):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz, current_setting('TimeZone')", [moment])
        found, zone = cursor.fetchone()
    assert zone == "UTC"
    assert found == TimestamptzLoader(psycopg.postgres.types["timestamptz"].oid).load(moment.encode())
    assert found.tzinfo == dt.UTC
    assert loader_of(connection.connection) is QuickLoader


@pytest.mark.django_db
@pytest.mark.parametrize("moment", ["infinity", "0044-03-15 00:00:00+00 BC", "12026-01-01 00:00:00+00"])
def test_a_moment_that_python_does_not_have_is_refused(moment):
    with connection.cursor() as cursor, pytest.raises(utils.DataError):
        cursor.execute("SELECT %s::timestamptz", [moment])
        cursor.fetchone()


def loader_of(one):
    return one.adapters.get_loader(psycopg.postgres.types["timestamptz"].oid, psycopg.pq.Format.TEXT)
