"""A template of ours as a piece of another page."""

from __future__ import annotations

from typing import Any, cast

from django.template.loader import get_template
from django.utils.safestring import SafeString


def component(template: str, context: dict[str, Any] | None = None) -> SafeString:
    """Markup that may stand in a page as it is; raises TemplateDoesNotExist for a name that is not kept."""
    # Django's engine gives safe text; only the interface it shares with other engines says "str".
    return cast(SafeString, get_template(template).render(context))
