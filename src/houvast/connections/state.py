"""What the outbox itself tells about a connection: the last success, and what is stuck."""

from houvast.foundation.checks import CheckResult
from houvast.foundation.jobs.models import Intent, IntentState


def state_of(name: str, kind: str, manual_way: str, *, local: bool, set_up: bool) -> CheckResult:
    """Green: the last thing left. Red: not set up, or something is parked. Grey: nothing was sent yet."""
    last = Intent.objects.filter(kind=kind, state=IntentState.SENT).order_by("-finished_at").first()
    stuck = Intent.objects.filter(kind=kind, state=IntentState.PARKED).count()
    success = last.finished_at if last else None
    where = "Berichten blijven hier staan en gaan niet weg (demo)." if local else "Berichten gaan echt weg."
    if not local and not set_up:
        return CheckResult(name, "red", "Nog niet ingesteld.", manual_way, success)
    if stuck:
        words = f"{stuck} {'bericht kan' if stuck == 1 else 'berichten kunnen'} niet weg."
        return CheckResult(name, "red", words, manual_way, success)
    if success is None:
        return CheckResult(name, "grey", f"Nog niets verstuurd. {where}", manual_way, None)
    return CheckResult(name, "green", where, manual_way, success)
