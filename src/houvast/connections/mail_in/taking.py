"""One message for one or more addresses: whose it is, and into the house with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import BinaryIO
from uuid import UUID

from houvast.connections.mail_in.port import Became, receive_mail
from houvast.connections.mail_in.reading import read_mail
from houvast.foundation.clock import Clock
from houvast.foundation.organisations.queries import house_of_mail
from houvast.foundation.randomness import Randomness
from houvast.foundation.tenancy.context import tenant


def take(
    file: BinaryIO,
    recipients: Iterable[str],
    envelope_sender: str | None,
    received_at: dt.datetime,
    size: int,
    clock: Clock,
    randomness: Randomness,
) -> list[Became]:
    """What the message became in each organisation it was sent to, each in a transaction of its own.

    One organisation takes it once, however many of its addresses it names. Empty when no address is ours.
    """
    houses: dict[UUID, UUID] = {}
    for address in recipients:
        house = house_of_mail(address, clock.today())
        if house is not None:
            houses.setdefault(house.organisation_id, house.municipality_id)
    if not houses:
        return []
    mail = read_mail(file, received_at, envelope_sender, size)
    became = []
    for organisation_id, municipality_id in houses.items():
        with tenant(organisation_id):
            became.append(receive_mail(municipality_id, mail, clock, randomness))
    return became
