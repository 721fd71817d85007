"""The theme of a municipality: contrast and preview."""

from __future__ import annotations

from collections.abc import Sequence

from houvast.web.ui import theme
from houvast.web.ui.templatetags.houvast.library import library


@library.inclusion_tag("ui/components/contrast_table.html")
def contrast_table(checks: Sequence[theme.Check]) -> dict[str, object]:
    """`{% contrast_table form.checks %}`: each use of a colour with its contrast and whether that is enough."""
    return {"checks": checks}


@library.inclusion_tag("ui/components/theme_preview.html")
def theme_preview(look: theme.Theme | None) -> dict[str, object]:
    """`{% theme_preview form.wanted %}`: a small resident page in these colours."""
    return {"look": look or theme.STANDARD}
