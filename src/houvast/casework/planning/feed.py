"""The secret address on which a colleague's calendar program reads his talks. Who has it can read it, so it says
little, can be revoked, and stops by itself when he no longer works here.
"""

import datetime as dt
import hashlib

from django.db import transaction

from houvast.casework.planning.calendar import CalendarEntry, calendar
from houvast.casework.planning.errors import NoFeed
from houvast.casework.planning.models import Appointment, AppointmentState, CalendarFeed, Way
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.accounts.models import Account
from houvast.foundation.accounts.queries import memberships_on
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.limits.services import hit
from houvast.foundation.randomness import Randomness

TOKEN_BYTES = 24  # 192 bits: nobody guesses it
BACK, AHEAD = dt.timedelta(days=14), dt.timedelta(days=92)
TRIES = 60
WINDOW = dt.timedelta(minutes=15)
WORDS = {Way.LOCATION: "Op locatie", Way.PHONE: "Bellen", Way.VIDEO: "Beeldbellen"}


class FeedGone(Exception):
    """No calendar stands at this address (any more)."""


class FeedTooOften(Exception):
    """So many wrong addresses from one place that it looks like guessing."""

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__()


def new_feed(actor: Actor, clock: WallClock, randomness: Randomness) -> str:
    """A new address for one's own talks; an earlier one stops. The token is readable here and never again."""
    require(actor, Action.CHANGE, Thing(Kind.OWN_PROFILE, account_id=actor.account_id), clock)
    token = randomness.token_bytes(TOKEN_BYTES).hex()
    with transaction.atomic():
        CalendarFeed.objects.filter(account_id=actor.account, revoked_at__isnull=True).update(revoked_at=clock.now())
        made = CalendarFeed(account_id=actor.account, token_hash=_hash(token), made_at=clock.now())
        made.save(force_insert=True)
        audit.changed(actor, clock, "calendar.feed_made", Seen("calendar_feed", made.id, fields=("token",)))
    return token


def revoke_feed(actor: Actor, clock: WallClock) -> None:
    """The address stops. Raises NoFeed when there was none."""
    require(actor, Action.CHANGE, Thing(Kind.OWN_PROFILE, account_id=actor.account_id), clock)
    mine = CalendarFeed.objects.filter(account_id=actor.account, revoked_at__isnull=True)
    if mine.update(revoked_at=clock.now()) != 1:
        raise NoFeed
    audit.changed(actor, clock, "calendar.feed_revoked", Seen("calendar_feed", None, fields=("token",)))


def feed_since(actor: Actor) -> dt.datetime | None:
    """When one's own address was made; None when there is none."""
    mine = CalendarFeed.objects.filter(account_id=actor.account, revoked_at__isnull=True)
    return mine.values_list("made_at", flat=True).first()


def read_feed(token: str, origin: str, clock: WallClock) -> str:
    """The calendar behind an address. Raises FeedGone for one that is unknown, revoked or of somebody who left."""
    feed = CalendarFeed.objects.filter(token_hash=_hash(token), revoked_at__isnull=True).first()
    if feed is None:
        counted = hit(f"calendar:{origin}", TRIES, WINDOW, clock)
        if not counted.allowed:
            raise FeedTooOften(counted.retry_after)
        raise FeedGone
    works_here = Account.objects.filter(pk=feed.account_id, is_active=True).exists()
    if not works_here or not memberships_on(feed.account_id, clock.today()):
        raise FeedGone
    now = clock.now()
    mine = Appointment.objects.filter(
        account_id=feed.account_id, state=AppointmentState.BOOKED, starts_at__gte=now - BACK, starts_at__lt=now + AHEAD
    )
    return calendar((_entry(one) for one in mine.select_related("location").order_by("starts_at", "id")), now)


def _entry(one: Appointment) -> CalendarEntry:
    place = f"{one.location.name}, {one.location.street}, {one.location.city}" if one.location else ""
    helper = " met tolk" if one.interpreter_id else ""
    return CalendarEntry(one.id, one.starts_at, one.ends_at, "Gesprek", place, f"{WORDS[Way(one.way)]}{helper}")


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
