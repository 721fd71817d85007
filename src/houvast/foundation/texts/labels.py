"""The labels of the screens per language, as they were compiled: what is there, beside the Dutch."""

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import to_locale


class _Catalogue(gettext.GNUTranslations):
    """One compiled file that gives all its words away."""

    def all(self) -> dict[str, str]:
        """Dutch → translation."""
        return {dutch: words for dutch, words in self._catalog.items() if isinstance(dutch, str) and dutch and words}  # type: ignore[attr-defined]


@cache
def labels_of(language: str) -> Mapping[str, str]:
    """Dutch label → its translation; empty for a language that has none (and for Dutch, which needs none)."""
    found: dict[str, str] = {}
    for folder in settings.LOCALE_PATHS:
        path = Path(folder) / to_locale(language) / "LC_MESSAGES" / "django.mo"
        if path.is_file():
            with path.open("rb") as file:
                found |= _Catalogue(file).all()
    return found
