"""The language of an address: a prefix on the resident's pages, none for Dutch (record.md 5).

Easy Dutch stands under `/makkelijk/`; its code, `nl-x-makkelijk`, is no word for an address bar.
"""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import LocalePrefixPattern
from django.utils import translation
from django.utils.cache import patch_vary_headers

from houvast.foundation.texts.services import LANGUAGES, SOURCE
from houvast.web.request import Request
from houvast.web.ui.page import html_language

PREFIX_OF = {"nl-x-makkelijk": "makkelijk"}


def prefix_of(language: str) -> str:
    """The first part of an address in a language; empty for Dutch."""
    return "" if language == SOURCE else PREFIX_OF.get(language, language)


def language_of(path: str) -> str:
    """The language that an address asks for by its first part; empty when it asks for none."""
    first = path.lstrip("/").partition("/")[0]
    return next((code for code in LANGUAGES if first and prefix_of(code) == first), "")


class LanguagePrefix(LocalePrefixPattern):
    """The prefix of the active language, in reading an address and in making one."""

    def __init__(self) -> None:
        super().__init__(prefix_default_language=False)

    @property
    def language_prefix(self) -> str:
        """ "ar/", "makkelijk/", or nothing."""
        prefix = prefix_of(translation.get_language() or SOURCE)
        return f"{prefix}/" if prefix else ""


class LanguageMiddleware:
    """Speak the language of the address, else Dutch: a browser's wish is followed on the start page only."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Activate, and say in the answer which language it became."""
        asked = language_of(request.path_info)
        translation.activate(asked or SOURCE)
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        if not asked:
            patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", html_language(translation.get_language() or SOURCE))
        return response
