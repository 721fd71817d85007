"""Which hours are free: of a counsellor, at a place or not, with an interpreter where one is needed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from houvast.casework.planning.models import Appointment, AppointmentState, FreeHours, Way
from houvast.foundation.clock import AMSTERDAM, legal_day

TALK = dt.timedelta(minutes=60)
STEP = dt.timedelta(minutes=30)
EVENING = 17  # o'clock in Amsterdam
OFFERED_AT_ONCE = 3
Span = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True)
class Slot:
    """One hour that can be offered."""

    account_id: UUID
    starts_at: dt.datetime
    location_id: UUID | None
    interpreter_id: UUID | None

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + TALK


def three_slots(
    account_ids: Sequence[UUID], way: str, language: str, after: dt.datetime, until: dt.datetime, *, from_hour: int = 0
) -> list[Slot]:
    """The first free hours, on different days where that can be. `from_hour`: wall time, for evenings."""
    given = FreeHours.objects.filter(ends_at__gt=after, starts_at__lt=until).select_related("interpreter")
    hours = list(given.order_by("starts_at", "id"))
    booked = list(
        Appointment.objects.filter(
            state=AppointmentState.BOOKED, ends_at__gt=after, starts_at__lt=until + TALK
        ).values_list("account_id", "interpreter_id", "starts_at", "ends_at")
    )
    busy: dict[UUID | None, list[Span]] = {}
    for account_id, interpreter_id, starts, ends in booked:
        busy.setdefault(account_id, []).append((starts, ends))
        busy.setdefault(interpreter_id, []).append((starts, ends))
    helpers = [one for one in hours if one.interpreter is not None and language in one.interpreter.languages]
    found = []
    for one in hours:
        owner = one.account_id
        if owner is not None and owner in account_ids and (way != Way.LOCATION or one.location_id):
            found += list(_slots_in(one, owner, way, helpers if language else None, busy, after, from_hour))
    return _spread(sorted(found, key=lambda slot: (slot.starts_at, str(slot.account_id))))


def _slots_in(
    hours: FreeHours,
    account_id: UUID,
    way: str,
    helpers: Iterable[FreeHours] | None,
    busy: dict[UUID | None, list[Span]],
    after: dt.datetime,
    from_hour: int,
) -> Iterator[Slot]:
    start = hours.starts_at
    while start + TALK <= hours.ends_at:
        fits = start > after and _wall_hour(start) >= from_hour and _free(busy.get(account_id, ()), start)
        if fits:
            helper = _helper(helpers, busy, start)
            if helpers is None or helper is not None:
                place = hours.location_id if way == Way.LOCATION else None
                yield Slot(account_id, start, place, helper)
        start += STEP


def _helper(
    helpers: Iterable[FreeHours] | None, busy: dict[UUID | None, list[Span]], start: dt.datetime
) -> UUID | None:
    for one in helpers or ():
        inside = one.starts_at <= start and start + TALK <= one.ends_at
        if inside and _free(busy.get(one.interpreter_id, ()), start):
            return one.interpreter_id
    return None


def _free(spans: Iterable[Span], start: dt.datetime) -> bool:
    return all(ends <= start or starts >= start + TALK for starts, ends in spans)


def _wall_hour(moment: dt.datetime) -> int:
    return moment.astimezone(AMSTERDAM).hour


def _spread(slots: list[Slot]) -> list[Slot]:
    """Three slots, one a day as long as there are days; never twice the same hour."""
    chosen: list[Slot] = []
    for one_a_day in (True, False):
        for slot in slots:
            days = {legal_day(one.starts_at) for one in chosen}
            clash = any(abs(one.starts_at - slot.starts_at) < TALK for one in chosen)
            if len(chosen) < OFFERED_AT_ONCE and not clash and not (one_a_day and legal_day(slot.starts_at) in days):
                chosen.append(slot)
    return sorted(chosen, key=lambda slot: slot.starts_at)
