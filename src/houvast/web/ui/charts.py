"""Geometry of the charts: pure figures that the SVG templates draw. Nothing here knows a colour."""

from __future__ import annotations

from collections.abc import Sequence

from houvast.web.ui import words
from houvast.web.ui.shapes import Bullet, FunnelStep, Series

BULLET_WIDTH = 132.0
LINE_WIDTH, LINE_HEIGHT, LINE_EDGE = 640.0, 240.0, 44.0
MOST_LABELS = 13  # more do not fit beside each other
FUNNEL_BAR, FUNNEL_ROW, FUNNEL_LABEL = 300.0, 34.0, 190.0


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def bullet(measure: Bullet) -> dict[str, object]:
    """Bar length, place of the norm stroke and the slant lines of a measure; under the norm it is hatched."""
    if measure.zero:
        bar = min(measure.value, 5) / 5 * BULLET_WIDTH
        norm, under = 1.5, measure.value > measure.norm
    else:
        bar, norm = _share(measure.value) * BULLET_WIDTH, _share(measure.norm) * BULLET_WIDTH
        under = measure.value < measure.norm
    slants = "".join(f"M{x} 12L{min(x + 6, bar):g} 4" for x in range(0, int(bar), 6)) if under else ""
    return {"measure": measure, "bar": round(bar, 1), "norm": round(min(max(norm, 1.5), BULLET_WIDTH - 1.5), 1),
            "under": under, "slants": slants, "width": BULLET_WIDTH}  # fmt: skip


def sparkline(values: Sequence[float]) -> dict[str, object]:
    """Points of a small line of 64 x 18, and its last point."""
    low, high = min(values, default=0), max(values, default=1)
    span = (high - low) or 1
    step = 58 / max(len(values) - 1, 1)
    points = [(round(2 + i * step, 1), round(14 - (value - low) / span * 10, 1)) for i, value in enumerate(values)]
    return {"points": " ".join(f"{x},{y}" for x, y in points), "last": points[-1] if points else None}


def line(series: Series) -> dict[str, object]:
    """Points, axis marks and norm line of a monthly chart. The axis may start above zero and shows its numbers."""
    values = [value for _, value, _ in series.points] + ([series.norm] if series.norm is not None else [])
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = (high - low) * 0.15 or max(abs(high) * 0.1, 0.05)
    floor = max(low - room, 0.0) if low >= 0 else low - room
    floor = 0.0 if series.unit == "%" and low < 0.5 else floor
    ceiling = high + room if series.unit != "%" else min(high + room, 1.0)
    ceiling = ceiling if ceiling > floor else floor + 1

    def y(value: float) -> float:
        return round(LINE_HEIGHT - 28 - (value - floor) / (ceiling - floor) * (LINE_HEIGHT - 52), 1)

    step = (LINE_WIDTH - 2 * LINE_EDGE) / max(len(series.points) - 1, 1)
    every = -(-len(series.points) // MOST_LABELS)
    points = [
        {"x": round(LINE_EDGE + i * step, 1), "y": y(value), "label": label, "words": text, "value": value,
         "shown": label if i % every == 0 else ""}
        for i, (label, value, text) in enumerate(series.points)
    ]  # fmt: skip
    marks = [floor + (ceiling - floor) * part for part in (0, 0.5, 1)]
    return {
        "series": series,
        "points": points,
        "path": " ".join(f"{p['x']},{p['y']}" for p in points),
        "last": points[-1] if points else None,
        "axis": [{"y": y(m), "words": words.percent(m) if series.unit == "%" else f"{m:.0f}"} for m in marks],
        "norm_y": y(series.norm) if series.norm is not None else None,
        "norm_dy": 14 if series.norm is not None and series.points and series.points[-1][1] >= series.norm else -6,
        "width": LINE_WIDTH,
        "height": LINE_HEIGHT,
        "edge": LINE_EDGE,
        "end": LINE_WIDTH - LINE_EDGE,
    }


def funnel(steps: Sequence[FunnelStep]) -> dict[str, object]:
    """Bars from one start line, as long as their share of the first step."""
    first = steps[0].number if steps else 0
    rows = []
    for i, step in enumerate(steps):
        share = step.number / first if first else 0.0
        rows.append({
            "step": step, "share": words.percent(share), "y": i * FUNNEL_ROW, "text_y": i * FUNNEL_ROW + 18,
            "bar": round(max(share * FUNNEL_BAR, 1), 1), "end": round(FUNNEL_LABEL + share * FUNNEL_BAR + 8, 1),
        })  # fmt: skip
    return {"rows": rows, "height": len(rows) * FUNNEL_ROW, "start": FUNNEL_LABEL, "width": 720}
