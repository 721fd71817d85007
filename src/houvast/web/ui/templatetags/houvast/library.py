"""The one library all modules of this package write their tags in."""

from __future__ import annotations

from django import template
from django.utils import translation

library = template.Library()


def language() -> str:
    """The language of the page that is being made."""
    return translation.get_language() or "nl"
