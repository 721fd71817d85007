"""Questions about organisations that stand outside any single one."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection


def every_organisation() -> list[UUID]:
    """Ids of all organisations, for the listed jobs that walk through them one transaction at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT houvast_every_organisation()")
        return [row[0] for row in cursor.fetchall()]


class MailHouse(NamedTuple):
    """Whose sign-up address it is."""

    organisation_id: UUID
    municipality_id: UUID


def house_of_mail(address: str, today: date) -> MailHouse | None:
    """The municipality with this sign-up address on a day; what follows a + in it is the sender's own mark."""
    name, at, domain = address.strip().strip("<>").rpartition("@")
    with connection.cursor() as cursor:
        for wanted in dict.fromkeys((f"{name}@{domain}", f"{name.split('+', 1)[0]}@{domain}")):
            if not at or "\0" in wanted or not wanted.isprintable():
                return None
            cursor.execute("SELECT * FROM houvast_find_mail_address(%s, %s)", [wanted, today])
            row = cursor.fetchone()
            if row:
                return MailHouse(*row)
    return None
