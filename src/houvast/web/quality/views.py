"""The promise in numbers: parse, ask, show. No list of persons who work here, ever."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from houvast.foundation.accounts.models import Role
from houvast.promise.definitions import DEFINITIONS, Definition
from houvast.promise.facts import Period
from houvast.promise.judge import State
from houvast.promise.lists import Asked, Listed, behind, may_list
from houvast.promise.queries import SMALLEST_GROUP, Score, counted_at, months, parts, scores
from houvast.web.doors import door
from houvast.web.quality import present
from houvast.web.quality.present import share_words
from houvast.web.request import Request
from houvast.web.ui.csv_file import as_csv
from houvast.web.ui.page import page_of
from houvast.web.ui.shapes import Filter
from houvast.web.ui.words import percent

READERS = (Role.QUALITY_OFFICER, Role.TEAM_LEAD, Role.ADMINISTRATOR)
LISTED = 200


@door(roles=READERS)
def overview_view(request: Request) -> HttpResponse:
    """Q2: do we keep what we promise?"""
    choice, period, municipality = _asked(request)
    exact = may_list(request.actor, request.clock)
    found = scores(request.actor, period, municipality, request.clock)
    _, year = present.period_of(present.WHOLE, request.clock.today())
    trend = months(request.actor, year, municipality, request.clock)
    end = present.query(choice, str(municipality or ""))
    page_of(request).menu_key = "quality"
    return render(
        request,
        "quality/overview.html",
        {
            "lines": [
                present.line_of(one, trend[one.definition.id], _of(one.definition) + end, exact=exact) for one in found
            ],
            "empty": not any(one.judged or one.at_risk or one.not_yet for one in found),
            "summary": present.summary_of(found),
            "under": sum(one.meets is False for one in found),
            "filters": _filters(request, choice, municipality),
            "period": period,
            "counted_at": counted_at(),
            "csv_url": reverse("quality:overview_csv") + end,
        },
    )


@door(roles=READERS)
def statement_view(request: Request, definition_id: str) -> HttpResponse:
    """One statement: the months, what stands behind the number, and how it is measured."""
    definition = _definition(definition_id)
    choice, period, municipality = _asked(request)
    exact = may_list(request.actor, request.clock)
    one = _score(request, definition, period, municipality)
    _, year = present.period_of(present.WHOLE, request.clock.today())
    trend = months(request.actor, year, municipality, request.clock)[definition.id]
    end = present.query(choice, str(municipality or ""))
    page_of(request).menu_key = "quality"
    asked = Asked(definition.id, (State.BROKEN,), period, municipality)
    listed = behind(request.actor, asked, request.clock, LISTED) if exact else Listed([], 0)
    return render(
        request,
        "quality/statement.html",
        {
            "definition": definition,
            "norm": "0" if definition.zero else percent(definition.target),
            "meets": one.meets,
            "title": present.title_of(one, exact=exact),
            "series": present.series_of("Per maand", definition, trend, exact=exact),
            "exact": exact,
            "rows": listed.rows,
            "more": listed.total - len(listed.rows),
            "groups": present.groups_of(parts(request.actor, definition.id, period, municipality, request.clock)),
            "filters": _filters(request, choice, municipality),
            "overview_url": reverse("quality:overview") + end,
            "csv_url": reverse("quality:list_csv", args=[definition.id]) + end if exact else "",
            "period": period,
        },
    )


@door(roles=READERS)
def overview_csv(request: Request) -> HttpResponse:
    """The numbers of the overview."""
    _, period, municipality = _asked(request)
    exact = may_list(request.actor, request.clock)
    found = scores(request.actor, period, municipality, request.clock)
    rows = [
        (
            one.definition.id,
            one.definition.short,
            one.definition.measure,
            "0" if one.definition.zero else percent(one.definition.target),
            *(
                present.number(count, exact=True) if exact else ""
                for count in (one.kept, one.broken, one.at_risk, one.not_yet)
            ),
            "" if one.share is None or not (exact or one.judged >= SMALLEST_GROUP) else share_words(one.share),
        )
        for one in found
    ]
    head = ("belofte", "naam", "maat", "norm", "gehouden", "niet gehouden", "dreigt", "loopt nog", "aandeel gehouden")
    return as_csv("beloften.csv", head, rows)


@door(roles=READERS)
def list_csv(request: Request, definition_id: str) -> HttpResponse:
    """The list behind one number, for who may see it."""
    definition = _definition(definition_id)
    _, period, municipality = _asked(request)
    if not may_list(request.actor, request.clock):
        raise Http404
    found = behind(request.actor, Asked(definition.id, (State.BROKEN,), period, municipality), request.clock).rows
    rows = [(one.number, one.team, one.received_on.isoformat(), "" if one.days is None else one.days) for one in found]
    return as_csv(f"belofte-{definition.id}.csv", ("dossier", "team", "binnen op", "dagen"), rows)


def _definition(definition_id: str) -> Definition:
    if definition_id not in DEFINITIONS:
        raise Http404
    return DEFINITIONS[definition_id]


def _of(definition: Definition) -> str:
    return reverse("quality:statement", args=[definition.id])


def _score(request: Request, definition: Definition, period: Period, municipality: UUID | None) -> Score:
    found = scores(request.actor, period, municipality, request.clock)
    return next(one for one in found if one.definition is definition)


def _asked(request: Request) -> tuple[str, Period, UUID | None]:
    """The chosen period and municipality; what cannot be read is as if nothing was chosen."""
    choice, period = present.period_of(request.GET.get("periode", ""), request.clock.today())
    wanted = request.GET.get("gemeente", "")
    return choice, period, next((one.id for one in request.municipalities if str(one.id) == wanted), None)


def _filters(request: Request, choice: str, municipality: UUID | None) -> list[Filter]:
    chosen = str(municipality or "")
    found = [
        Filter(words, present.query(key, chosen), current=key == choice) for key, words in present.PERIOD_WORDS.items()
    ]
    if len(request.municipalities) > 1:
        found.append(Filter("Alle gemeenten", present.query(choice, ""), current=not chosen))
        found += [
            Filter(one.name, present.query(choice, str(one.id)), current=one.id == municipality)
            for one in request.municipalities
        ]
    return found
