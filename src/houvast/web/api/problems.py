"""Errors as application/problem+json (RFC 9457), in Dutch or English."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation.trans_real import parse_accept_lang_header

from houvast.rules.errors import BadInputError, NoParametersError, RuleError
from houvast.web.request import Request

VERSION = "1.0.0"
CONTENT_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of error: its status, and what it is called in Dutch and English."""

    status: int
    nl: str
    en: str
    detail_nl: str
    detail_en: str


BAD_FIELD = Kind(400, "De invoer klopt niet", "The input is not right", "", "Field “{field}” cannot be used: {words}")
BAD_RULE = Kind(400, "Hiermee kunnen we niet rekenen", "This cannot be calculated", "", "{words}")
NO_JSON = Kind(
    400,
    "De invoer is geen JSON",
    "The input is not JSON",
    "Stuur een JSON-object met de velden van deze berekening.",
    "Send a JSON object with the fields of this calculation.",
)
NOT_FOUND = Kind(
    404,
    "Hier is niets",
    "Nothing here",
    "Dit adres is er niet, of deze organisatie biedt het rekenen niet aan.",
    "This address does not exist, or this organisation does not offer calculations.",
)
WRONG_METHOD = Kind(
    405,
    "Dit kan hier niet",
    "This method is not allowed",
    "Gebruik een van deze methoden: {allowed}.",
    "Use one of these methods: {allowed}.",
)
TOO_LARGE = Kind(
    413,
    "De invoer is te groot",
    "The input is too large",
    "Stuur hooguit 1 MB per berekening.",
    "Send at most 1 MB for one calculation.",
)
WRONG_TYPE = Kind(
    415,
    "De invoer is geen JSON",
    "The input is not JSON",
    "Stuur de invoer als application/json.",
    "Send the input as application/json.",
)
TOO_OFTEN = Kind(
    429,
    "Te veel vragen",
    "Too many requests",
    "Wacht {seconds} seconden en probeer het opnieuw.",
    "Wait {seconds} seconds and try again.",
)


def problem(request: Request, kind: Kind, *, field: str = "", words: str = "", **values: object) -> HttpResponse:
    """The answer for an error. `words` are those of the rules, in Dutch; they stand in the English answer as well."""
    english = _english(request)
    detail = (kind.detail_en if english else kind.detail_nl).format(field=field, words=words, **values) or words
    body: dict[str, Any] = {
        "type": "about:blank",
        "status": kind.status,
        "title": kind.en if english else kind.nl,
        "detail": detail,
    }
    if field:
        body["errors"] = [{"in": "body", "location": f"#/{field}", "detail": words}]
    answer = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=CONTENT_TYPE, status=kind.status)
    answer["Content-Language"] = "en" if english else "nl"
    return answer


def of_rule(request: Request, error: RuleError) -> HttpResponse:
    """What the rules refuse: the field by name when there is one."""
    if isinstance(error, BadInputError):
        return problem(request, BAD_FIELD, field=error.field, words=error.what)
    if isinstance(error, NoParametersError):
        return problem(request, BAD_RULE, field=_DAY, words=str(error))
    return problem(request, BAD_RULE, words=str(error))


_DAY = "day"


def _english(request: Request) -> bool:
    """Whether the caller asks for English before Dutch."""
    asked = [language for language, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    known = [language[:2] for language in asked if language[:2] in ("nl", "en")]
    return known[:1] == ["en"]
