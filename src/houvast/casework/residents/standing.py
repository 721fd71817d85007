"""Which fact about a person stands now: the newest that nothing supersedes."""

from typing import TypeVar
from uuid import UUID

from houvast.casework.residents.models import PersonFact
from houvast.foundation.tenancy.models import current_facts

Known = TypeVar("Known", bound=PersonFact)


def standing(kind: type[Known], person_id: UUID) -> Known | None:
    """The fact of this kind that stands now; None while nothing is known.

    Two corrections at once both supersede it: the unique key on `supersedes` lets one win.
    """
    return current_facts(kind.objects.filter(person_id=person_id)).order_by("-recorded_at", "-id").first()


def standing_id(kind: type[Known], person_id: UUID) -> UUID | None:
    """The id of that fact, for the correction that supersedes it."""
    fact = standing(kind, person_id)
    return fact.id if fact else None
