"""What somebody's wishes allow: along which way, at which hour. Read by everything that sends or calls (5.2)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from houvast.casework.residents.models import ContactKind, ContactPoint, ContactState, ContactWish
from houvast.casework.residents.standing import standing
from houvast.foundation.clock import AMSTERDAM

SMS, MAIL = "sms", "mail"
MEDIUM = {ContactKind.PHONE: SMS, ContactKind.MAIL: MAIL}
USABLE = (ContactState.GIVEN, ContactState.CONFIRMED)
# Parts of the day in which somebody may be reached, in Amsterdam hours [from, until).
HOURS = {"ochtend": (9, 12), "middag": (12, 17), "avond": (17, 21)}

NO_POINT = "Er is geen nummer of e-mailadres dat werkt."
NOT_WANTED = "De inwoner wil geen sms of e-mail. Bel, of kies een andere weg."
NO_LONGER = "De inwoner wil hier geen bericht meer krijgen, of het nummer of adres klopt niet meer."

# What a counsellor may not do, by the wish that forbids it.
FORBIDDEN = {
    "phone_allowed": "De inwoner wil niet gebeld worden.",
    "text_allowed": "De inwoner wil geen sms.",
    "mail_allowed": "De inwoner wil geen e-mail.",
    "post_allowed": "De inwoner wil geen post thuis.",
    "voicemail_allowed": "De inwoner wil geen voicemail.",
}


@dataclass(frozen=True)
class NotSendable:
    """No safe way to send this: why, in words for the counsellor."""

    reason: str


def wishes_of(person_id: UUID) -> ContactWish | None:
    """The wishes that stand now."""
    return standing(ContactWish, person_id)


def points_of(person_id: UUID) -> list[ContactPoint]:
    """Where messages could go: what works and is no postal address."""
    points = ContactPoint.objects.filter(person_id=person_id, kind__in=list(MEDIUM), state__in=USABLE)
    return list(points.order_by("-kind", "created_at", "id"))


def way_to(
    points: Sequence[ContactPoint], wishes: ContactWish | None, to: UUID | None = None, *, requested: bool = False
) -> ContactPoint | NotSendable:
    """The contact point for a message: the chosen one (`to`), else the one the resident prefers, else the oldest."""
    usable = [point for point in points if to in (None, point.id)]
    if not usable:
        return NotSendable(NO_POINT)
    allowed = [point for point in usable if is_allowed(point, wishes, asked_for=requested and to is not None)]
    if not allowed:
        return NotSendable(NOT_WANTED)
    return min(allowed, key=lambda point: _rank(point, wishes))


def _rank(point: ContactPoint, wishes: ContactWish | None) -> tuple[bool, bool]:
    if wishes is None:
        return True, True
    wanted = ContactKind.PHONE if wishes.preferred == "text" else wishes.preferred
    return point.id != wishes.contact_point_id, point.kind != wanted


def is_allowed(point: ContactPoint, wishes: ContactWish | None, *, asked_for: bool) -> bool:
    """Whether a message may go to this point. A point that is wrong or unsafe never; `asked_for` = he chose it now."""
    if point.state not in USABLE:
        return False
    if wishes is None or asked_for:
        return True
    return wishes.text_allowed if point.kind == ContactKind.PHONE else wishes.mail_allowed


def first_allowed_moment(now: dt.datetime, wishes: ContactWish | None) -> dt.datetime | None:
    """The first moment inside the resident's parts of the day; None = now is fine."""
    windows = sorted(HOURS[part] for part in (wishes.hours if wishes else []) if part in HOURS)
    if not windows:
        return None
    here = now.astimezone(AMSTERDAM)
    for days in range(2):
        day = here.date() + dt.timedelta(days=days)
        for begins, ends in windows:
            start = dt.datetime.combine(day, dt.time(begins), tzinfo=AMSTERDAM)
            if days == 0 and start <= here < dt.datetime.combine(day, dt.time(ends), tzinfo=AMSTERDAM):
                return None
            if start > here:
                return start.astimezone(dt.UTC)
    return None


def objection_to(wishes: ContactWish | None, *flags: str) -> str:
    """Why a way should not have been used, for the counsellor; empty when it is fine."""
    if wishes is None:
        return ""
    return " ".join(FORBIDDEN[flag] for flag in flags if not getattr(wishes, flag))
