"""The shapes of the page: where every bar stands, as text for the template. Nothing here knows HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from houvast.rules.batch.comparison import BINS, Share, Step, steps
from houvast.rules.columns import Column
from houvast.web.cli.batch.progress import number
from houvast.web.cli.batch.tables import money, name_of, percent, signed

SMALLEST_GROUP = 10
"""Smaller groups show no figures: a page goes to people who may not see single households."""
FEW = "minder dan 10"
WIDTH, HEIGHT, FOOT, HEAD = 880, 250, 46, 26
GAP = 96
"""Room in the middle of the histogram, for those for whom nothing changes."""
SIDE = 22
"""Room at both ends for half a label."""
TRACK = 300


@dataclass(frozen=True)
class Bar:
    """One bar of the histogram, with its words for the table."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    loses: bool
    words: str
    households: str
    share: str


@dataclass(frozen=True)
class Histogram:
    """Every bar, and the block in the middle."""

    title: str
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[str, str], ...]
    base: str
    width: str
    height: str
    same: str
    same_x: str
    same_y: str


@dataclass(frozen=True)
class Piece:
    """A part of a bar that is one hundred per cent long."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True)
class Row:
    """One group: its bar and its figures; ``few``: too small to show."""

    label: str
    households: str
    pieces: tuple[Piece, ...]
    figures: tuple[str, ...]
    few: bool = False


@dataclass(frozen=True)
class Division:
    """One way to divide the population, with its conclusion."""

    name: str
    title: str
    rows: tuple[Row, ...]


def _at(value: float) -> str:
    return f"{value:.1f}"


def histogram(bins: Column, whole: Share) -> Histogram:
    """How much it differs: those who lose at the start, those who gain at the end."""
    usual, found = steps(bins)
    tallest = max((step.households for step in found), default=1)
    width = min((WIDTH - GAP - 2 * SIDE) / max(len(found), 1), 72.0)
    start = (WIDTH - GAP - width * len(found)) / 2
    bars, at = [], start
    base = HEIGHT - FOOT
    losing = sum(step.low < 0 for step in found)
    for turn, step in enumerate(found):
        if turn == losing:
            at += GAP
        height = (base - HEAD) * step.households / tallest
        bars.append(_bar(step, at, width, base, max(height, 1.0 if step.households else 0.0), whole))
        at += width
    middle = start + width * losing + GAP / 2
    same = percent(whole.same, whole.households)
    return Histogram(
        _conclusion(bins, whole),
        tuple(bars),
        _ticks(found, bars, usual, width),
        _at(base),
        str(WIDTH),
        str(HEIGHT),
        same,
        _at(middle),
        _at(base),
    )


def _bar(step: Step, at: float, width: float, base: float, height: float, whole: Share) -> Bar:
    loses = step.low < 0
    low, high = sorted((abs(step.low), abs(step.high)))
    words = f"{'achteruit' if loses else 'vooruit'}: meer dan € {number(low - 1)} tot en met € {number(high)}"
    return Bar(
        _at(at + 1.5), _at(base - height), _at(width - 3), _at(height), _at(at + width / 2), loses, words,
        number(step.households), percent(step.households, whole.households),
    )  # fmt: skip


def _ticks(found: Sequence[Step], bars: Sequence[Bar], usual: int, width: float) -> tuple[tuple[str, str], ...]:
    """What stands at the borders of the bars: zero in the middle, and as many others as there is room for."""
    every = 1 if width >= 40 else 2
    ticks = []
    for loses in (True, False):
        side = [pair for pair in zip(found, bars, strict=True) if pair[1].loses is loses]
        outward = side[::-1] if loses else side
        for turn, (step, bar) in enumerate(outward):
            edge = float(bar.x) - 1.5 if loses else float(bar.x) + width - 1.5
            inner = edge + width if loses else edge - width
            if not turn:
                ticks.append((_at(inner), "0"))
            if abs(step.high - step.low) >= usual:
                ticks.append((_at(edge), "meer"))
            elif (turn + 1) % every == 0:
                ticks.append((_at(edge), f"{'−' if loses else '+'}{number(max(abs(step.low), abs(step.high)))}"))
    return tuple(ticks)


def _conclusion(bins: Column, whole: Share) -> str:
    """What is in the middle, on either side."""
    parts = []
    if whole.gain:
        parts.append(f"De helft van wie vooruitgaat krijgt er hooguit € {_median(bins[BINS + 1 :])} per maand bij")
    if whole.lose:
        first = "de" if parts else "De"
        parts.append(f"{first} helft van wie achteruitgaat verliest hooguit € {_median(bins[BINS - 1 :: -1])}")
    return ", ".join(parts)


def _median(side: Column) -> str:
    """The whole euro at which half of a side is counted."""
    counted = side.cumsum()
    return number(int((counted * 2 < counted[-1]).sum()) + 1)


def pieces(share: Share) -> tuple[Piece, ...]:
    """Loses, stays, gains: one bar of one hundred per cent."""
    found, at = [], 0.0
    for kind, count in (("lose", share.lose), ("same", share.same), ("gain", share.gain)):
        width = TRACK * count / share.households
        if count:
            found.append(Piece(kind, _at(at), _at(max(width, 1.0))))
        at += width
    return tuple(found)


def row(share: Share) -> Row:
    """A group as a row; one that is too small stays dark."""
    label, households = name_of(share.label), number(share.households)
    if share.households < SMALLEST_GROUP:
        return Row(label, FEW, (), (), few=True)
    figures = (
        percent(share.lose, share.households),
        percent(share.same, share.households),
        percent(share.gain, share.households),
        signed(share.average),
        money(share.average_gain) if share.gain else "",
        money(share.average_loss) if share.lose else "",
    )
    return Row(label, households, pieces(share), figures)


def division(name: str, shares: Sequence[Share]) -> Division:
    """A division with the group that gains most and the one that gains least in its title."""
    told = [share for share in shares if share.households >= SMALLEST_GROUP]
    title = name_of(name).capitalize()
    if len(told) > 1:
        best, worst = max(told, key=lambda one: one.average), min(told, key=lambda one: one.average)
        if round(best.average) != round(worst.average):
            first, last = (f"{name_of(one.label)} ({signed(one.average)})" for one in (best, worst))
            title = f"{title}: het meest erbij voor {first}, het minst voor {last}"
    return Division(name_of(name), title, tuple(row(share) for share in shares))
