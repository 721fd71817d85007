"""The OpenAPI document of the service, as the NL API Design Rules want it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from houvast.web.api import problems
from houvast.web.api.service import api
from houvast.web.request import Request

ROOT = "/api/v1"
_VERSION_HEADER = {"description": "Versie van de API", "schema": {"type": "string"}}
_ALWAYS = {"404", "429"}


def openapi_view(request: Request) -> HttpResponse:
    """The description of this service at this organisation."""
    return JsonResponse(document(request), json_dumps_params={"ensure_ascii": False})


def document(request: Request) -> dict[str, Any]:
    """What the library makes of the operations, with the server, who to ask, and errors as problems."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=""))
    found["servers"] = [{"url": request.build_absolute_uri(ROOT)}]
    found["info"]["contact"] = _contact(request)
    for path in found["paths"].values():
        for operation in path.values():
            _answers(operation["responses"])
    return found


def _contact(request: Request) -> dict[str, str]:
    house = request.organisation
    return {
        "name": house.name,
        "url": request.build_absolute_uri(reverse("public:start")),
        "email": house.mail_sender or f"info@{request.get_host().rsplit(':', 1)[0]}",
    }


def _answers(responses: dict[Any, Any]) -> None:
    for status in list(responses):
        answer = responses.pop(status)
        answer["headers"] = {"API-Version": _VERSION_HEADER}
        if int(status) >= 400:
            answer["content"] = {problems.CONTENT_TYPE: answer["content"]["application/json"]}
        if int(status) == 429:
            answer["headers"]["Retry-After"] = {"description": "Seconden", "schema": {"type": "integer"}}
        responses[str(status)] = answer
