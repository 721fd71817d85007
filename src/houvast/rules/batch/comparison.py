"""Two parameter sets over one population: who gains, who loses, by how much, per group. Fed in slices.

Only counts, sums in cents, extremes and a histogram are kept, so the memory does not grow with the population.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from houvast.rules.columns import Column

BINS = 2_000
"""Whole euros of difference that are counted apart, on each side; what is more counts as this much."""
WHOLE = "alle huishoudens"

INCOME_BORDERS = (1_500_000, 2_000_000, 2_500_000, 3_000_000, 4_000_000, 6_000_000)
"""Borders of the income groups, in cents a year."""
INCOME_GROUPS = (
    "tot € 15.000", "€ 15.000 tot 20.000", "€ 20.000 tot 25.000", "€ 25.000 tot 30.000", "€ 30.000 tot 40.000",
    "€ 40.000 tot 60.000", "€ 60.000 of meer",
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """A way to divide a slice: the name, the labels, and for every row the place of its label."""

    name: str
    labels: tuple[str, ...]
    places: Column


@dataclass(frozen=True)
class Share:
    """One group: households that gain, lose and stay, and the differences in whole cents a month."""

    label: str
    households: int
    gain: int
    lose: int
    gained: int
    lost: int
    most_gained: int
    most_lost: int
    before: int
    after: int

    @property
    def same(self) -> int:
        """Households for whom nothing changes."""
        return self.households - self.gain - self.lose

    @property
    def average(self) -> float:
        """Mean difference in cents."""
        return (self.gained - self.lost) / self.households if self.households else 0.0

    @property
    def average_gain(self) -> float:
        """Mean gain in cents of those who gain."""
        return self.gained / self.gain if self.gain else 0.0

    @property
    def average_loss(self) -> float:
        """Mean loss in cents of those who lose, above zero."""
        return self.lost / self.lose if self.lose else 0.0


_EMPTY = (0,) * 9


@dataclass
class Comparison:
    """The difference of one outcome between two sets, counted slice by slice."""

    more_is_better: bool = True
    bins: Column = field(default_factory=lambda: np.zeros(2 * BINS + 1, dtype=np.int64))
    _groups: dict[str, dict[str, list[int]]] = field(default_factory=dict)

    def add(self, before: Column, after: Column, groups: Sequence[Group] = ()) -> None:
        """Count a slice. ``before`` and ``after`` in whole cents."""
        difference = after - before if self.more_is_better else before - after
        whole = np.sign(difference) * -(-abs(difference) // 100)
        self.bins += np.bincount(np.clip(whole, -BINS, BINS) + BINS, minlength=2 * BINS + 1)
        everybody = Group(WHOLE, (WHOLE,), np.zeros(len(before), dtype=np.int64))
        for group in (everybody, *groups):
            self._count(group, difference, before, after)

    def _count(self, group: Group, difference: Column, before: Column, after: Column) -> None:
        kept = self._groups.setdefault(group.name, {})
        gained, lost = np.maximum(difference, 0), np.maximum(-difference, 0)
        sums = [
            _sums(group, weights) for weights in (None, difference > 0, difference < 0, gained, lost, before, after)
        ]
        most = [_most(group, amounts) for amounts in (gained, lost)]
        for place, label in enumerate(group.labels):
            row = kept.setdefault(label, list(_EMPTY))
            for at, numbers in enumerate(sums):
                row[at] += int(numbers[place])
            for at, numbers in enumerate(most, start=len(sums)):
                row[at] = max(row[at], int(numbers[place]))

    @property
    def whole(self) -> Share:
        """Everybody together."""
        return self.shares(WHOLE)[0] if WHOLE in self._groups else _share(WHOLE, list(_EMPTY))

    @property
    def groups(self) -> tuple[str, ...]:
        """Ways in which the population was divided."""
        return tuple(name for name in self._groups if name != WHOLE)

    def shares(self, name: str) -> list[Share]:
        """The groups of one division that have households, in their own order."""
        return [_share(label, row) for label, row in self._groups[name].items() if row[0]]


def _sums(group: Group, weights: Any) -> Column:
    """Sums per group; exact, as no sum of a population passes 2^53."""
    counted = np.bincount(group.places, weights, minlength=len(group.labels))
    return counted.astype(np.int64)


def _most(group: Group, amounts: Column) -> Column:
    found = np.zeros(len(group.labels), dtype=np.int64)
    np.maximum.at(found, group.places, amounts)
    return found


def _share(label: str, row: list[int]) -> Share:
    households, gain, lose, gained, lost, before, after, most_gained, most_lost = row
    return Share(label, households, gain, lose, gained, lost, most_gained, most_lost, before, after)


def by_income(cents_a_year: Column) -> Group:
    """Groups by taxable year income."""
    return Group("jaarinkomen", INCOME_GROUPS, np.searchsorted(INCOME_BORDERS, cents_a_year, side="right"))


@dataclass(frozen=True)
class Step:
    """One bar of a histogram: from and to in whole euros (the same sign), and how many households."""

    low: int
    high: int
    households: int


def steps(bins: Column, most: int = 12) -> tuple[int, list[Step]]:
    """A histogram with at most ``most`` bars on each side, without those for whom nothing changes: width and bars."""
    places = [at - BINS for at in np.flatnonzero(bins).tolist()]
    # The outer one per cent shares the last bar, so that one strange household does not flatten all others.
    total = int(bins.sum() - bins[BINS])
    sizes = np.cumsum(bins[BINS + 1 :] + bins[BINS - 1 :: -1])
    core = int(np.searchsorted(sizes, total * 0.99)) + 1 if total else 1
    width = next((w for w in (1, 2, 5, 10, 20, 25, 50, 100, 200) if w * most >= core), BINS // most + 1)
    found = []
    for side in (-1, 1):
        far = max((side * at for at in places), default=0)
        ends = range(1, min(far, width * most) + 1, width)
        for turn, low in enumerate(ends):
            last = turn == most - 1 or low + width > far
            high = max(far, low) if last else low + width - 1
            counted = sum(int(bins[BINS + side * euro]) for euro in range(low, min(high, BINS) + 1))
            found.append(Step(side * low, side * high, counted))
    return width, sorted(found, key=lambda step: step.low)
