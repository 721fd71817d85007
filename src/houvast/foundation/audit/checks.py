"""Is the log sealed, and does it still fit its seals?"""

import datetime as dt
from uuid import UUID

from houvast.foundation.audit.jobs import BROKEN
from houvast.foundation.audit.models import AuditEntry, AuditSeal
from houvast.foundation.checks import CheckResult
from houvast.foundation.clock import installed

NAME = "Logboek"
REMEMBERED = dt.timedelta(days=30)
MANUAL = "Vraag wie de server beheert om `houvast audit verify` te draaien."


def check(organisation_id: UUID) -> CheckResult:
    """Red for a month after the chain did not fit; grey while nothing is sealed."""
    since = installed().now() - REMEMBERED
    broken = AuditEntry.objects.filter(action=BROKEN, at__gte=since).order_by("-at").first()
    last = AuditSeal.objects.order_by("-number").first()
    sealed_at = last.sealed_at if last else None
    if broken is not None:
        return CheckResult(NAME, "red", f"Past niet bij zijn zegels ({broken.reason}).", MANUAL, sealed_at)
    if last is None:
        return CheckResult(NAME, "grey", "Nog niets verzegeld.", MANUAL, None)
    return CheckResult(NAME, "green", f"Verzegeld tot en met regel {last.number}.", MANUAL, sealed_at)
