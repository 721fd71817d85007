"""Questions about organisations that stand outside any single one."""

from uuid import UUID

from django.db import connection


def every_organisation() -> list[UUID]:
    """Ids of all organisations, for the listed jobs that walk through them one transaction at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT houvast_every_organisation()")
        return [row[0] for row in cursor.fetchall()]
