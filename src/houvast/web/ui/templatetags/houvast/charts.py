"""Charts as SVG, each with the same figures as a table."""

from __future__ import annotations

from collections.abc import Sequence

from houvast.web.ui import charts, shapes
from houvast.web.ui.templatetags.houvast.library import library


@library.inclusion_tag("ui/components/bullet.html")
def bullet(measure: shapes.Bullet) -> dict[str, object]:
    """`{% bullet measure %}`: a bar against its norm, then value and norm in words."""
    return charts.bullet(measure)


@library.inclusion_tag("ui/components/sparkline.html")
def sparkline(values: Sequence[float]) -> dict[str, object]:
    """`{% sparkline values %}`: twelve months, last point dotted; decoration."""
    return charts.sparkline(values)


@library.inclusion_tag("ui/components/linechart.html")
def linechart(series: shapes.Series, csv_url: str = "") -> dict[str, object]:
    """`{% linechart series %}`: monthly line with its norm and the same figures as a table."""
    return {**charts.line(series), "csv_url": csv_url}


@library.inclusion_tag("ui/components/line.html")
def line(series: shapes.Series) -> dict[str, object]:
    """`{% line series %}`: the drawing alone, for a page that has its own table of the same figures."""
    return charts.line(series)


@library.inclusion_tag("ui/components/funnel.html")
def funnel(steps: Sequence[shapes.FunnelStep], title: str, csv_url: str = "") -> dict[str, object]:
    """`{% funnel steps "…" %}`: straight bars, number and share, the reason of leaving; with its table."""
    return {**charts.funnel(steps), "title": title, "csv_url": csv_url}


@library.filter
def plain(number: float) -> str:
    """A figure for an SVG attribute: a point, whatever the language writes."""
    return f"{number:g}"
