"""How long a session is good, and what of a resident it remembers (security.md 10-11)."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from allauth.account.authentication import get_authentication_records
from django.contrib.auth.models import AnonymousUser

from houvast.foundation.access.actor import Level
from houvast.web.request import Request

STARTED, SEEN, EPOCH, RESIDENT, ORGANISATION = "started", "seen", "epoch", "resident", "organisation"
ENDED_OWNER = "ended_owner"
NOTED = "noted"
FACTOR = "factor"


@dataclass(frozen=True)
class Limits:
    """Idle and absolute length of a session."""

    idle: timedelta
    absolute: timedelta


STAFF = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=10))
RESIDENTS = Limits(idle=timedelta(minutes=15), absolute=timedelta(hours=2))
# How old the last second factor may be for what must not be done from a screen that stands open.
FACTOR_HOLDS = timedelta(minutes=10)
# Writing "seen" at every request would cost a statement each time; a minute is exact enough.
SEEN_STEP = timedelta(minutes=1)


@dataclass(frozen=True)
class ResidentSession:
    """Whose own file a resident's session opens, and on which level (N1, N2)."""

    dossier_id: str
    party_id: str
    level: Level


def start_staff(request: Request) -> None:
    """Note the start of a staff session; called right after sign-in."""
    _start(request)
    request.session.pop(RESIDENT, None)
    request.session[EPOCH] = request.user.session_epoch
    if has_second_factor(request):
        request.session.setdefault(FACTOR, request.clock.now().isoformat())


def factor_is_fresh(request: Request) -> bool:
    """Whether the second factor was given in the last ten minutes."""
    given: str = request.session.get(FACTOR, "")
    return bool(given) and request.clock.now() - datetime.fromisoformat(given) <= FACTOR_HOLDS


def stepped_up(request: Request) -> None:
    """The second factor was given anew: the session goes on under a new key."""
    request.session.cycle_key()
    request.session[FACTOR] = request.clock.now().isoformat()


def first_time_in(request: Request) -> bool:
    """Once per session true: somebody came in with both steps done."""
    if request.session.get(NOTED):
        return False
    request.session[NOTED] = True
    return True


def has_second_factor(request: Request) -> bool:
    """Whether this session passed the second step. Without it a password opens nothing but setting one up."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def start_resident(request: Request, resident: ResidentSession) -> None:
    """Open a resident's own file in a session with a new key."""
    request.session.cycle_key()
    request.session[RESIDENT] = asdict(resident)
    _start(request)


def resident_of(request: Request) -> ResidentSession | None:
    """The resident of this session, if any."""
    kept = request.session.get(RESIDENT)
    return ResidentSession(**kept) if kept else None


def end(request: Request) -> None:
    """End the session and everything in it."""
    request.session.flush()


def still_good(request: Request) -> bool:
    """Whether the session may still be used; an ended one is flushed. Sessions of nobody are always good."""
    staff, resident = request.user.is_authenticated, RESIDENT in request.session
    if not staff and not resident:
        return True
    if STARTED not in request.session and staff:
        start_staff(request)
    if _over(request, STAFF if staff else RESIDENTS) or _elsewhere(request) or (staff and _outdated(request)):
        _flush_to_nobody(request)
        return False
    now = request.clock.now()
    if now - datetime.fromisoformat(request.session[SEEN]) > SEEN_STEP:
        request.session[SEEN] = now.isoformat()
    return True


def _start(request: Request) -> None:
    now = request.clock.now().isoformat()
    request.session[STARTED] = request.session[SEEN] = now
    request.session[ORGANISATION] = str(request.organisation.id)


def _over(request: Request, limits: Limits) -> bool:
    now = request.clock.now()
    started = datetime.fromisoformat(request.session[STARTED])
    seen = datetime.fromisoformat(request.session[SEEN])
    return now - started > limits.absolute or now - seen > limits.idle


def _elsewhere(request: Request) -> bool:
    return request.session.get(ORGANISATION) != str(request.organisation.id)


def _outdated(request: Request) -> bool:
    return bool(request.session.get(EPOCH) != request.user.session_epoch)


def owner_of(request: Request) -> str:
    """Whose session this is: an account, a resident's compartment, or nobody's (empty)."""
    if request.user.is_authenticated:
        return f"account:{request.user.pk}"
    resident = resident_of(request)
    return f"party:{resident.party_id}" if resident else ""


def ended_owner(request: Request) -> str:
    """Whose session ended in this browser just now; empty when none did."""
    return str(request.session.get(ENDED_OWNER, ""))


def _flush_to_nobody(request: Request) -> None:
    owner = owner_of(request)
    request.session.flush()
    request.session[ENDED_OWNER] = owner
    request.session["ended"] = True  # the next page says so, and that what was typed is kept
    request.user = AnonymousUser()  # type: ignore[assignment]  # as web/request.py says: where nobody signed in
