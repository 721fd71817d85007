"""Questions about organisations: which there are, and who one is."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection, models

from houvast.foundation.organisations.models import Municipality, Organisation


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


def _columns(model: type[models.Model], alias: str) -> str:
    return ", ".join(f"{alias}.{field.column}" for field in model._meta.concrete_fields)


def _fields(model: type[models.Model]) -> list[str]:
    return [str(field.attname) for field in model._meta.concrete_fields]


# Every request asks this once, so it is not put together anew each time.
_WHO_WE_ARE = f"""
SELECT {_columns(Organisation, "house")}, {_columns(Municipality, "town")}
FROM organisations_organisation AS house
LEFT JOIN organisations_municipality AS town ON town.organisation_id = house.id
WHERE house.id = %s ORDER BY town.name, town.id
"""  # noqa: S608 - names of our own columns
_HOUSE, _TOWN = _fields(Organisation), _fields(Municipality)


def who_we_are(organisation_id: UUID) -> tuple[Organisation, list[Municipality]]:
    """The organisation and the municipalities it works for, by name; one statement. Inside its own tenant."""
    with connection.cursor() as cursor:
        cursor.execute(_WHO_WE_ARE, [organisation_id])
        rows = cursor.fetchall()
    house = Organisation.from_db(connection.alias, _HOUSE, rows[0][: len(_HOUSE)])
    towns = [Municipality.from_db(connection.alias, _TOWN, row[len(_HOUSE) :]) for row in rows if row[len(_HOUSE)]]
    for town in towns:
        town.organisation = house
    return house, towns
