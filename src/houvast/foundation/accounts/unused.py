"""Access that nobody uses goes off after 90 days, after two warnings; an administrator puts it on again.

Per organisation: somebody who works for two can be off in one and at work in the other.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.accounts.errors import NotSwitchedOff, RolesChanged
from houvast.foundation.accounts.models import Account, Role, StaffAccess
from houvast.foundation.accounts.services import administrators, end_sessions, live
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import AMSTERDAM, Clock
from houvast.foundation.jobs.handlers import Parcel, Refused
from houvast.foundation.jobs.models import Intent
from houvast.foundation.jobs.services import put_intent
from houvast.foundation.organisations.models import Organisation
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.foundation.words import full_date

WARN_AT, OFF_AT = (75, 85), 90  # days
NOTICE = "staff_access"  # the kind of thing a warning is about
SUBJECT = "Log nog een keer in"
BODY = """Beste {name},

Je hebt lang niet ingelogd bij {organisation}. Log in voor {day}. Doe je dat niet, dan gaat je toegang uit.
Heb je de toegang niet meer nodig? Dan hoef je niets te doen.

Ging je toegang uit en wil je er weer in? Vraag het aan je beheerder.
"""

# A browser that opens several pages at once asks this several times at once: one of them writes, none waits.
_NOTE = """
INSERT INTO accounts_staffaccess (id, organisation_id, account_id, last_sign_in, warned_days)
SELECT gen_random_uuid(), %(organisation)s, %(account)s, %(now)s, 0
WHERE pg_try_advisory_xact_lock(hashtextextended(%(organisation)s::text || %(account)s::text, 0))
ON CONFLICT (organisation_id, account_id)
DO UPDATE SET last_sign_in = EXCLUDED.last_sign_in, warned_days = 0
"""


def note_sign_in(account_id: UUID, clock: Clock) -> None:
    """Somebody with a role here came in: the days without use begin anew. One statement."""
    with connection.cursor() as cursor:
        values: dict[str, Any] = {
            "organisation": current_organisation_id(),
            "account": account_id,
            "now": clock.now(),
        }
        cursor.execute(_NOTE, values)


def switch_off_unused(actor: Actor, clock: Clock) -> int:
    """Warn at 75 and 85 days, switch off at 90; the daily job of one organisation. Returns how many went off.

    The last administrator who can come in stays: without one nobody could set anything right again.
    """
    require(actor, Action.CHANGE, Thing(Kind.ACCOUNTS), clock)
    gone = 0
    for account_id, since in sorted(_unused_since(clock.today()).items()):
        days = (clock.today() - since).days
        if days < WARN_AT[0]:
            continue
        with transaction.atomic():
            row = _row_of(account_id)
            if row.off_since is not None:
                continue
            if days >= OFF_AT and not _is_last_administrator(account_id, clock.today()):
                _switch_off(actor, row, clock)
                gone += 1
            else:
                _warn(actor, row, days, since, clock)
    return gone


def switch_on(actor: Actor, account_id: UUID, looked_at: frozenset[UUID], clock: Clock) -> None:
    """Access is on again, with the roles the administrator looked at just now.

    Raises NotSwitchedOff, and RolesChanged when they are no longer the ones that stand.
    """
    require(actor, Action.CHANGE, Thing(Kind.ACCOUNTS), clock)
    with transaction.atomic():
        row = _row_of(account_id)
        if row.off_since is None:
            raise NotSwitchedOff
        stands = frozenset(live(clock.today()).filter(account_id=account_id).values_list("id", flat=True))
        if stands != looked_at:
            raise RolesChanged
        StaffAccess.objects.filter(pk=row.pk).update(
            off_since=None, on_since=clock.now(), on_by=actor.account_id, warned_days=0
        )
        audit.changed(actor, clock, "account.switched_on", Seen("account", account_id, classes=("B",)))


def pack_warning(intent_id: UUID) -> Parcel:
    """The warning, made at the moment it leaves: who signed in meanwhile gets none."""
    intent = Intent.objects.get(pk=intent_id)
    row = StaffAccess.objects.select_related("account").filter(pk=intent.object_id).first()
    if row is None or not row.warned_days or row.off_since is not None:
        raise Refused("Deze collega heeft intussen ingelogd, of de toegang is al uit.")
    organisation = Organisation.objects.get(pk=current_organisation_id())
    day = dt.date.fromisoformat(intent.key.rsplit(":", 1)[1])
    return Parcel(
        organisation_id=organisation.id,
        intent_id=intent_id,
        key=intent.key,
        recipient=row.account.email,
        subject=SUBJECT,
        body=BODY.format(name=row.account.display_name, organisation=organisation.name, day=full_date(day)),
        sender=organisation.mail_sender or organisation.service_name,
    )


def _unused_since(today: dt.date) -> dict[UUID, dt.date]:
    """Since when nobody used the access of each colleague: the last of sign-in, role given and switched on again."""
    rows = {one.account_id: one for one in StaffAccess.objects.all()}
    found: dict[UUID, dt.date] = {}
    for membership in live(today).select_related("account").filter(account__is_active=True):
        account, row = membership.account, rows.get(membership.account_id)
        # Before sign-ins were kept per organisation there was only the account's own last one.
        used = row.last_sign_in if row and row.last_sign_in else account.last_login
        moments = [used, account.created_at, row.on_since if row else None]
        days = [one.astimezone(AMSTERDAM).date() for one in moments if one] + [membership.valid_from]
        found[account.id] = max([*days, found.get(account.id, dt.date.min)])
    return found


def _row_of(account_id: UUID) -> StaffAccess:
    StaffAccess.objects.get_or_create(account_id=account_id)
    return StaffAccess.objects.select_for_update().get(account_id=account_id)


def _is_last_administrator(account_id: UUID, today: dt.date) -> bool:
    is_one = live(today).filter(account_id=account_id, role=Role.ADMINISTRATOR).exists()
    return is_one and not administrators(today, account_id).exists()


def _switch_off(actor: Actor, row: StaffAccess, clock: Clock) -> None:
    StaffAccess.objects.filter(pk=row.pk).update(off_since=clock.now())
    end_sessions(row.account_id)
    audit.changed(actor, clock, "account.unused_off", Seen("account", row.account_id, classes=("B",)))


def _warn(actor: Actor, row: StaffAccess, days: int, since: dt.date, clock: Clock) -> None:
    step = max(one for one in WARN_AT if one <= days)
    if row.warned_days >= step:
        return
    StaffAccess.objects.filter(pk=row.pk).update(warned_days=step)
    if Account.objects.filter(pk=row.account_id).exclude(email="").exists():
        off_on = since + dt.timedelta(days=OFF_AT)
        put_intent("mail", (NOTICE, row.id), f"staff.unused:{row.id}:{step}:{off_on.isoformat()}", clock)
    audit.changed(actor, clock, "account.unused_warned", Seen("account", row.account_id, classes=("B",)))
