"""How one sign-up is counted, and sums of such counts: the one meaning of each number, stored or recomputed.

A sign-up is counted as a code: a letter per statement (kept, at risk, broken, not yet, outside), the stage it
reached (0 signed up, 1 spoken, 2 talk planned, 3 talk held) and why contact came too late. A tally is how many
sign-ups have which code, and how many days it took: keys `o<code>`, `c<days to contact>`, `i<days to the talk>`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from houvast.promise.definitions import DEFINITIONS
from houvast.promise.facts import Case
from houvast.promise.judge import State, judge

LETTERS: Final[Mapping[State, str]] = MappingProxyType(
    {State.KEPT: "k", State.AT_RISK: "a", State.BROKEN: "b", State.NOT_YET: "n", State.OUTSIDE: "o"}
)
PLACE: Final[Mapping[str, int]] = MappingProxyType({one: place for place, one in enumerate(DEFINITIONS)})
STAGE, REASON = len(PLACE), len(PLACE) + 1
NEVER_TRIED, IN_VAIN, NO_REASON = "n", "v", "-"
SPOKEN, PLANNED, HELD = 1, 2, 3
Tally = Counter[str]


def code_of(case: Case, on: dt.date) -> str:
    """How a sign-up stands on a legal day, in one word."""
    letters = "".join(LETTERS[judge(one, case, on)] for one in DEFINITIONS)
    return letters + str(_stage(case)) + _reason(case, letters[PLACE["1.3"]])


def _stage(case: Case) -> int:
    if case.first_talk_at is not None:
        return HELD
    if case.planned:
        return PLANNED
    return SPOKEN if case.first_contact_on is not None else 0


def _reason(case: Case, contact: str) -> str:
    if contact != LETTERS[State.BROKEN]:
        return NO_REASON
    return IN_VAIN if case.tries_in_time else NEVER_TRIED


def tally_of(code: str, contact_days: int | None, talk_days: int | None) -> Iterator[str]:
    """The keys under which one sign-up is counted."""
    yield f"o{code}"
    if contact_days is not None:
        yield f"c{contact_days}"
    if talk_days is not None:
        yield f"i{talk_days}"


def codes(tally: Tally) -> Iterator[tuple[str, int]]:
    """Each code with its number of sign-ups."""
    return ((key[1:], number) for key, number in tally.items() if key[0] == "o")


def number(tally: Tally, holds: "Callable[[str], bool]" = lambda code: True) -> int:
    """How many sign-ups have a code for which `holds` says yes; all of them without."""
    return sum(count for code, count in codes(tally) if holds(code))


def is_state(definition_id: str, state: State) -> Callable[[str], bool]:
    """Whether a code stands so against a statement."""
    place, letter = PLACE[definition_id], LETTERS[state]
    return lambda code: code[place] == letter


def reached(stage: int) -> Callable[[str], bool]:
    """Whether a code came at least so far."""
    return lambda code: int(code[STAGE]) >= stage


def late_because(reason: str) -> Callable[[str], bool]:
    """Whether contact came too late for this reason."""
    return lambda code: code[REASON] == reason


def sums(tally: Tally) -> Counter[str]:
    """How many sign-ups stand so: `1.3:kept`, `1.3:broken`, `1.3:running`, `spoken`, `planned`, `held`, …; `all`."""
    found: Counter[str] = Counter()
    for code, count in codes(tally):
        for name in names_of(code):
            found[name] += count
    return found


@lru_cache(maxsize=4096)
def names_of(code: str) -> tuple[str, ...]:
    """Everything that is so of sign-ups with this code."""
    states = tuple(f"{one}:{_NAME[code[place]]}" for one, place in PLACE.items() if code[place] in _NAME)
    stages = tuple(name for stage, name in _STAGES if int(code[STAGE]) >= stage)
    return ("all", *states, *stages, *(("never_tried",) if code[REASON] == NEVER_TRIED else ()))


_NAME: Final = MappingProxyType({"k": "kept", "b": "broken", "a": "running", "n": "running"})
_STAGES: Final = ((SPOKEN, "spoken"), (PLANNED, "planned"), (HELD, "held"))


def median_days(tally: Tally, prefix: str) -> tuple[float | None, int]:
    """The median of the days (`c` to contact, `i` to the talk) and over how many sign-ups it is taken."""
    days = sorted((int(key[1:]), count) for key, count in tally.items() if key[0] == prefix)
    total = sum(count for _, count in days)
    if not total:
        return None, 0
    return (_nth(days, (total - 1) // 2) + _nth(days, total // 2)) / 2, total


def _nth(days: list[tuple[int, int]], place: int) -> int:
    passed = 0
    for day, count in days:
        passed += count
        if passed > place:
            return day
    raise IndexError(place)
