"""What the attempts that stand say together: how many in vain, and which one stopped which clock."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from houvast.casework.contact.models import AttemptOutcome, ContactAttempt
from houvast.casework.dossier import clocks
from houvast.casework.dossier.merges import files_of
from houvast.casework.dossier.models import Clock
from houvast.casework.dossier.services import run_clocks_again, stop_clocks
from houvast.foundation.clock import legal_day
from houvast.foundation.tenancy.models import current_facts

BY = "contact_attempt"


def standing_attempts(dossier_id: UUID) -> QuerySet[ContactAttempt]:
    """The attempts of a file, and of those that went on in it, that were not retracted; newest first."""
    standing = current_facts(ContactAttempt.objects.filter(dossier_id__in=files_of(dossier_id), retracted=False))
    return standing.order_by("-at", "-recorded_at", "-id")


def attempts_in_vain(dossier_id: UUID) -> int:
    """Tries without contact since the last real contact."""
    count = 0
    for outcome in standing_attempts(dossier_id).values_list("outcome", flat=True):
        if outcome == AttemptOutcome.REACHED:
            break
        count += 1
    return count


def stop_by(attempt: ContactAttempt) -> int:
    """Real contact stops the contact clock, the first talk also the talk clocks. Returns how many stopped.

    An attempt written down late may turn out to be the earlier one: the clock stopped on that day then.
    """
    kinds = (clocks.CONTACT, *clocks.TALKS) if attempt.first_talk else (clocks.CONTACT,)
    later = Clock.objects.filter(
        dossier_id=attempt.dossier_id,
        kind__in=_with_local(kinds),
        stopped_by_type=BY,
        stopped_at__gt=attempt.at,
        starts_on__lte=legal_day(attempt.at),
    )
    _stop(later, attempt)
    return stop_clocks(attempt.dossier_id, kinds, (BY, attempt.id), attempt.at)


def start_again_without(attempt: ContactAttempt) -> int:
    """A contact that never was: its clocks run again, or stop by another contact that still stands."""
    undone = list(Clock.objects.filter(dossier_id=attempt.dossier_id, stopped_by_id=attempt.id))
    count = run_clocks_again(attempt.dossier_id, attempt.id)
    others = standing_attempts(attempt.dossier_id).filter(outcome=AttemptOutcome.REACHED).order_by("at", "id")
    for clock in undone:
        talk = clock.kind.removeprefix(clocks.LOCAL) in clocks.TALKS
        after = (one for one in others if legal_day(one.at) >= clock.starts_on and (one.first_talk or not talk))
        heir = next(after, None)
        if heir is not None:
            _stop(Clock.objects.filter(pk=clock.pk), heir)
    return count


def _stop(rows: QuerySet[Clock], attempt: ContactAttempt) -> None:
    day: dt.date = legal_day(attempt.at)
    rows.update(stopped_on=day, stopped_at=attempt.at, stopped_by_type=BY, stopped_by_id=attempt.id)


def _with_local(kinds: tuple[str, ...]) -> list[str]:
    return [*kinds, *(clocks.LOCAL + kind for kind in kinds)]
