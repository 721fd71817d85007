"""What of a settled quarter can be told without telling of fewer than ten people, also by subtraction.

The rule is kept by construction, not by trying to guess what somebody will subtract. A quarter is cut up along
municipality, channel, language, team, week and state; a cut is told only when every piece of it, in every
municipality that is told apart, holds nobody or at least ten people. Pieces that are too small are told together
("balie en brief samen"). So whatever is told, and every difference of two told groups of which one lies inside the
other, is a sum of pieces that each hold nobody or ten or more. A longer period is the sum of whole quarters, so
neighbouring periods differ by whole quarters and nothing else.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, reduce
from types import MappingProxyType
from typing import Final
from uuid import UUID

from houvast.promise.judge import State
from houvast.promise.tally import (
    HELD,
    NEVER_TRIED,
    PLANNED,
    SPOKEN,
    Tally,
    codes,
    is_state,
    late_because,
    number,
    reached,
)

SMALLEST_GROUP: Final = 10
WEEK, CHANNEL, LANGUAGE, TEAM, PLACE = "week", "channel", "language", "team", "place"
DIMENSIONS: Final = (WEEK, CHANNEL, LANGUAGE, TEAM, PLACE)
WEBSITE: Final = frozenset({"channel:website"})
# Ways to cut by what became of a sign-up, the most telling first. The first row holds what lies inside one another
# (who is spoken in time is spoken); the two others stand on their own.
CUTS: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        "1.3:kept": is_state("1.3", State.KEPT),
        "held": reached(HELD),
        "spoken": reached(SPOKEN),
        "1.3b:kept": is_state("1.3b", State.KEPT),
        "1.3:broken": is_state("1.3", State.BROKEN),
        "1.3b:broken": is_state("1.3b", State.BROKEN),
        "planned": reached(PLANNED),
        "1.4:broken": is_state("1.4", State.BROKEN),
        "1.5:broken": is_state("1.5", State.BROKEN),
        "1.4:kept": is_state("1.4", State.KEPT),
        "1.5:kept": is_state("1.5", State.KEPT),
        "never_tried": late_because(NEVER_TRIED),
        "1.1:kept": is_state("1.1", State.KEPT),
        "1.1:broken": is_state("1.1", State.BROKEN),
        "1.2:kept": is_state("1.2", State.KEPT),
        "1.2:broken": is_state("1.2", State.BROKEN),
    }
)
_BITS: Final[Mapping[str, int]] = MappingProxyType({name: 1 << at for at, name in enumerate(CUTS)})
# Cuts of one family lie inside one another; 1.1 and 1.2 say nothing of what the others say.
_ALONE: Final = tuple(frozenset(name for name in CUTS if name.startswith(f"{one}:")) for one in ("1.1", "1.2"))
_FAMILIES: Final = (frozenset(CUTS).difference(*_ALONE), *_ALONE)
Group = frozenset[str]
Cells = Mapping[tuple[UUID, str], Tally]  # municipality and part -> tally; weeks are parts here too ("week:<day>")


@dataclass(frozen=True)
class Cut:
    """How one dimension is told: its groups, by which cuts each is split, and whether per municipality."""

    groups: frozenset[Group] = frozenset()
    cuts: frozenset[str] = frozenset()
    apart: bool = False


@dataclass(frozen=True)
class Told:
    """What can be told of a quarter, or of some quarters together.

    anything    whether the whole can be told at all
    apart       whether each municipality can be told on its own
    cuts        by which cuts the whole is split; `cuts_apart`: in each municipality too
    dimensions  per dimension the groups
    """

    anything: bool = False
    apart: bool = False
    cuts: frozenset[str] = frozenset()
    cuts_apart: frozenset[str] = frozenset()
    dimensions: Mapping[str, Cut] = field(default_factory=dict)


def shield(cells: Cells) -> Told:
    """What can be told of one quarter."""
    by_place: dict[UUID, dict[str, Tally]] = defaultdict(dict)
    for (municipality, part), tally in cells.items():
        by_place[municipality][part] = tally
    apart = list(by_place.values())
    whole = [_together(apart)]
    if not _fine(number(one) for one in (place.get("", Counter()) for place in whole)):
        return Told()
    one_by_one = _fine(number(place.get("", Counter())) for place in apart)
    cuts_apart = _cuts([place.get("", Counter()) for place in apart], ()) if one_by_one else ()
    cuts = _cuts([place.get("", Counter()) for place in whole], cuts_apart)
    places, cuts_of_places = (apart, cuts_apart) if one_by_one else (whole, cuts)
    dimensions = {name: _dimension(name, places, whole, cuts_of_places, cuts) for name in DIMENSIONS[:-1]}
    by_channel = dimensions[CHANNEL]
    # Who came by a poster came by the website: told only beside it, and cut up in the same municipalities.
    if WEBSITE in by_channel.groups:
        rooms = places if by_channel.apart else whole
        dimensions[PLACE] = _dimension(PLACE, rooms, rooms, sorted(by_channel.cuts, key=list(CUTS).index), ())
        dimensions[PLACE] = replace(dimensions[PLACE], apart=by_channel.apart)
    elif {part for part in whole[0] if part.startswith(f"{CHANNEL}:")} == WEBSITE:  # all of them did
        dimensions[PLACE] = replace(_dimension(PLACE, places, places, cuts_of_places, ()), apart=one_by_one)
    return Told(True, one_by_one, frozenset(cuts), frozenset(cuts_apart), dimensions)


def joined(quarters: Sequence[Told]) -> Told:
    """What can be told of quarters together: only sums of what each of them tells."""
    return reduce(_join, quarters) if quarters else Told()


def _join(one: Told, other: Told) -> Told:
    return Told(
        anything=one.anything and other.anything,
        apart=one.apart and other.apart,
        cuts=one.cuts & other.cuts,
        cuts_apart=one.cuts_apart & other.cuts_apart,
        dimensions={
            name: _joined_cut(name, one.dimensions[name], other.dimensions[name])
            for name in one.dimensions.keys() & other.dimensions.keys()
        },
    )


def _joined_cut(name: str, one: Cut, other: Cut) -> Cut:
    if not (one.groups and other.groups) and name != WEEK:
        return Cut()
    groups = set(one.groups | other.groups)
    for group in list(groups):
        touching = {each for each in groups if each & group}
        groups = (groups - touching) | {frozenset().union(*touching)}
    return Cut(frozenset(groups), one.cuts & other.cuts, one.apart and other.apart)


def _dimension(
    name: str,
    places: Sequence[Mapping[str, Tally]],
    whole: Sequence[Mapping[str, Tally]],
    cuts: Sequence[str],
    cuts_of_whole: Sequence[str],
) -> Cut:
    """Per municipality where that can be; else over all of them, but for teams, which lie inside municipalities."""
    apart = places is not whole
    groups = _groups(name, places)
    if len(groups) < 2 and apart and name != TEAM:
        groups, places, cuts, apart = _groups(name, whole), whole, cuts_of_whole, False
    if len(groups) < 2:
        return Cut()
    pieces = [_sum(place, group) for place in places for group in groups]
    return Cut(frozenset(groups), frozenset(_cuts(pieces, (), among=cuts)), apart)


def _groups(name: str, places: Sequence[Mapping[str, Tally]]) -> list[Group]:
    """Join parts until each group, in each place, is empty or large enough. Weeks are joined to their neighbours."""
    parts = sorted({part for place in places for part in place if part.startswith(f"{name}:")})
    found = [frozenset({part}) for part in parts]
    sizes = [[number(place.get(part, Counter())) for place in places] for part in parts]
    while len(found) > 1:
        small = [at for at, numbers in enumerate(sizes) if not _fine(numbers)]
        if not small:
            break
        at = small[0] if name == WEEK else min(small, key=lambda one: (sum(sizes[one]), one))
        first, last = sorted((at, _partner(name, at, sizes)))
        found[first] |= found.pop(last)
        sizes[first] = [one + other for one, other in zip(sizes[first], sizes.pop(last), strict=True)]
    return found


def _partner(name: str, at: int, sizes: list[list[int]]) -> int:
    if name == WEEK:
        return at + 1 if at + 1 < len(sizes) else at - 1
    return min((one for one in range(len(sizes)) if one != at), key=lambda one: (sum(sizes[one]), one))


def _cuts(pieces: Sequence[Tally], already: Sequence[str], among: Iterable[str] = CUTS) -> list[str]:
    """The cuts that leave no small piece, tried in their order; each is made in what the earlier ones left."""
    accepted, marked = list(already), [_marked(one) for one in pieces]
    masks = {family: _mask(accepted, family) for family in _FAMILIES}
    for name in among:
        family = next(one for one in _FAMILIES if name in one)
        trial = masks[family] | _BITS[name]
        if name not in accepted and all(_fine(_left(one, trial)) for one in marked):
            accepted.append(name)
            masks[family] = trial
    return accepted


def _marked(tally: Tally) -> Counter[int]:
    """The same sign-ups by which cuts hold for them, a bit per cut."""
    found: Counter[int] = Counter()
    for code, count in codes(tally):
        found[_marks(code)] += count
    return found


@lru_cache(maxsize=4096)
def _marks(code: str) -> int:
    return sum(_BITS[name] for name, holds in CUTS.items() if holds(code))


def _mask(names: Sequence[str], family: frozenset[str]) -> int:
    return sum(_BITS[name] for name in names if name in family)


def _left(marked: Counter[int], mask: int) -> Iterable[int]:
    """The sizes of the pieces that some cuts leave."""
    found: dict[int, int] = {}  # a plain one: this is asked thousands of times for a page
    for marks, count in marked.items():
        piece = marks & mask
        found[piece] = found.get(piece, 0) + count
    return found.values()


def _fine(numbers: Iterable[int]) -> bool:
    return all(not one or one >= SMALLEST_GROUP for one in numbers)


def _sum(place: Mapping[str, Tally], group: Group) -> Tally:
    return sum((place[part] for part in group if part in place), Counter())


def _together(places: Sequence[Mapping[str, Tally]]) -> dict[str, Tally]:
    found: dict[str, Tally] = defaultdict(Counter)
    for place in places:
        for part, tally in place.items():
            found[part].update(tally)
    return found
