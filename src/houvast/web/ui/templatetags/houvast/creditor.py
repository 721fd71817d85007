"""A creditor's answers and a calculation step by step."""

from __future__ import annotations

from collections.abc import Sequence

from houvast.web.ui import shapes
from houvast.web.ui.templatetags.houvast.library import library


@library.inclusion_tag("ui/components/matrix.html")
def matrix(columns: Sequence[str], rows: Sequence[shapes.MatrixRow], caption: str) -> dict[str, object]:
    """`{% matrix columns rows "Antwoorden" %}`: one row per creditor, one column per answer; open ones stand out."""
    return {"columns": columns, "rows": rows, "caption": caption}


@library.inclusion_tag("ui/components/trace.html")
def trace(steps: Sequence[shapes.TraceStep], caption: str) -> dict[str, object]:
    """`{% trace steps "Zo rekenen wij" %}`: every step of a calculation, its sum and its source."""
    return {"steps": steps, "caption": caption, "unsure": [s for s in steps if s.kind == "unsure"]}
