"""The calculations as a service: everything is sent along, nothing is kept (NL API Design Rules)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, HttpResponseNotAllowed
from ninja import NinjaAPI, Router, Schema

from houvast.foundation.limits.services import hit
from houvast.rules.calculations import CALCULATIONS
from houvast.rules.errors import RuleError
from houvast.web.api import problems
from houvast.web.api.plans import answer_of, schema_of
from houvast.web.request import Request

MOST_BYTES = 1_000_000
MINUTE = dt.timedelta(minutes=1)
View = Callable[..., HttpResponse]


class Outcome(Schema):
    """A result: the outcome, every step with its law, and what is needed to calculate it again."""

    uitkomst: Any
    plan: list[str]
    stappen: list[dict[str, Any]]
    let_op: list[Any]
    bewijs: list[Any]


class Place(Schema):
    """Where in the body something is wrong."""

    location: str
    detail: str


class Problem(Schema):
    """RFC 9457."""

    type: str
    status: int
    title: str
    detail: str
    errors: list[Place] | None = None


ERRORS = {status: Problem for status in (400, 404, 405, 413, 415, 429)}
api = NinjaAPI(
    title="Rekenen met Houvast",
    version=problems.VERSION,
    description="Wat iemand mag houden en wat elke schuldeiser krijgt, stap voor stap met de wet. Er wordt niets "
    "bewaard. Stuur geen naam, adres of BSN mee: er is geen veld voor.",
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
rekenen = Router(tags=["Rekenen"])


def _operation(word: str) -> None:
    calculation = CALCULATIONS[word]

    def asked(request: Request) -> Any:
        return _calculated(request, word)

    rekenen.add_api_operation(
        f"/{word}",
        ["POST"],
        asked,
        response={200: Outcome, **ERRORS},
        operation_id=f"rekenen-{word}",
        summary=calculation.title,
        description=calculation.title_en,
        url_name=word,
        openapi_extra={
            "requestBody": {"required": True, "content": {"application/json": {"schema": schema_of(word)}}},
        },
    )


for _word in CALCULATIONS:
    _operation(_word)
api.add_router("/rekenen", rekenen)


def served(view: View) -> View:
    """A view of the service: only where the organisation offers it, not too often, and errors as problems."""

    @wraps(view)
    def kept(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = _refused(request) or view(request, *args, **kwargs)
        if isinstance(answer, HttpResponseNotAllowed):
            allowed = answer["Allow"]
            answer = problems.problem(request, problems.WRONG_METHOD, allowed=allowed)
            answer["Allow"] = allowed
        answer["API-Version"] = problems.VERSION
        answer["Cache-Control"] = "no-store"
        return answer

    return kept


def _refused(request: Request) -> HttpResponse | None:
    if not request.organisation.calculating_service:
        return problems.problem(request, problems.NOT_FOUND)
    counted = hit(f"api:{request.actor.origin}", settings.API_A_MINUTE, MINUTE, request.clock)
    if counted.allowed:
        return None
    answer = problems.problem(request, problems.TOO_OFTEN, seconds=counted.retry_after)
    answer["Retry-After"] = str(counted.retry_after)
    return answer


def _calculated(request: Request, word: str) -> Any:
    if request.content_type != "application/json":
        return problems.problem(request, problems.WRONG_TYPE)
    try:
        body = request.body
    except RequestDataTooBig:
        return problems.problem(request, problems.TOO_LARGE)
    if len(body) > MOST_BYTES:
        return problems.problem(request, problems.TOO_LARGE)
    given = _read(body)
    if given is None:
        return problems.problem(request, problems.NO_JSON)
    try:
        return answer_of(word, given, request.clock.today())
    except RuleError as error:
        return problems.of_rule(request, error)


def _read(body: bytes) -> dict[str, object] | None:
    """The fields; a number with decimals stays as it is written, because a float is not exact."""
    try:
        found = json.loads(body.decode(), parse_float=str, parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The same field twice says two things."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found
