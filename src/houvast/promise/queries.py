"""Numbers of the promise: from the stored counts for a page, or from the facts themselves for any past moment."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.clock import legal_day
from houvast.promise.definitions import DEFINITIONS, Definition
from houvast.promise.facts import Case, Period, cases_of
from houvast.promise.judge import State, judge
from houvast.promise.models import Counting, DayCount

SMALLEST_GROUP = 10
STATES = ("kept", "at_risk", "broken", "not_yet")


@dataclass(frozen=True)
class Score:
    """One statement in one period. `share` is kept / (kept + broken), None when nothing could be judged yet."""

    definition: Definition
    kept: int
    at_risk: int
    broken: int
    not_yet: int

    @property
    def judged(self) -> int:
        """How many sign-ups are kept or broken."""
        return self.kept + self.broken

    @property
    def share(self) -> float | None:
        """The share that was kept, 0 to 1."""
        return self.kept / self.judged if self.judged else None

    @property
    def meets(self) -> bool | None:
        """Whether the norm is met; None when nothing could be judged yet."""
        if self.definition.zero:
            return self.broken <= self.definition.target if self.judged or self.not_yet or self.at_risk else None
        return None if self.share is None else self.share >= self.definition.target


def score(
    definition_id: str, period: Period, municipality_id: UUID | None, known_at: dt.datetime
) -> tuple[Score, list[tuple[Case, State]]]:
    """Judge the facts of a period as they were known at an instant, with every sign-up behind the number."""
    judged = [
        (case, judge(definition_id, case, legal_day(known_at))) for case in cases_of(period, known_at, municipality_id)
    ]
    counts = Counter(state for _, state in judged)
    numbers = (counts[State.KEPT], counts[State.AT_RISK], counts[State.BROKEN], counts[State.NOT_YET])
    return Score(DEFINITIONS[definition_id], *numbers), judged


def scores(actor: Actor, period: Period, municipality_id: UUID | None, clock: WallClock) -> list[Score]:
    """Every statement in a period, from the stored counts: one statement of SQL."""
    require(actor, Action.LOOK, Thing(Kind.REPORT), clock)
    rows: Any = _counts(period, municipality_id).filter(part="").values("definition").annotate(**_SUMS)
    found = {row["definition"]: tuple(row[f"n_{state}"] for state in STATES) for row in rows}
    return [Score(one, *found.get(one.id, (0, 0, 0, 0))) for one in DEFINITIONS.values()]


def months(
    actor: Actor, period: Period, municipality_id: UUID | None, clock: WallClock
) -> Mapping[str, list[tuple[dt.date, Score]]]:
    """Per statement the months of a period that have sign-ups, in order."""
    require(actor, Action.LOOK, Thing(Kind.REPORT), clock)
    rows: Any = (
        _counts(period, municipality_id)
        .filter(part="")
        .values("definition", month=TruncMonth("day"))
        .annotate(**_SUMS)
        .order_by("month")
    )
    found: dict[str, list[tuple[dt.date, Score]]] = {one: [] for one in DEFINITIONS}
    for row in rows:
        numbers = [row[f"n_{state}"] for state in STATES]
        found[row["definition"]].append((row["month"], Score(DEFINITIONS[row["definition"]], *numbers)))
    return found


def parts(
    actor: Actor, definition_id: str, period: Period, municipality_id: UUID | None, clock: WallClock
) -> dict[str, int | None]:
    """Sign-ups per channel, per way they found us and outside office hours; None = fewer than ten, kept hidden."""
    require(actor, Action.LOOK, Thing(Kind.REPORT), clock)
    rows = _counts(period, municipality_id).filter(definition=definition_id).exclude(part="")
    sums: Any = rows.values("part").annotate(**_SUMS).order_by("part")
    totals = {row["part"]: sum(row[f"n_{state}"] for state in STATES) for row in sums}
    found: dict[str, int | None] = {}
    for kind in ("channel", "found", "outside"):
        found |= shielded({part: total for part, total in totals.items() if part.startswith(f"{kind}:")})
    return found


def shielded(groups: Mapping[str, int]) -> dict[str, int | None]:
    """Hide groups of 1 to 9; when just one is hidden the smallest other goes too, or the total would tell it."""
    hidden = {name for name, number in groups.items() if 0 < number < SMALLEST_GROUP}
    others = sorted((number, name) for name, number in groups.items() if name not in hidden and number)
    if len(hidden) == 1 and others:
        hidden.add(others[0][1])
    return {name: None if name in hidden else number for name, number in groups.items()}


def counted_at() -> dt.datetime | None:
    """Until when the counts are right; None before the first count."""
    return Counting.objects.values_list("counted_at", flat=True).first()


def _counts(period: Period, municipality_id: UUID | None) -> "QuerySet[DayCount]":
    rows = DayCount.objects.filter(day__range=(period.first, period.last))
    return rows if municipality_id is None else rows.filter(municipality_id=municipality_id)


_SUMS: dict[str, Any] = {f"n_{state}": Sum(state) for state in STATES}
