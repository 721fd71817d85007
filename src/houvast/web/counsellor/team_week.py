"""The week of a team: sixty colleagues by five days, and four weeks in numbers. No resident stands on it."""

import datetime as dt
from functools import lru_cache
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from houvast.casework.planning.models import Way
from houvast.casework.planning.week import Booked, Given, Load, PersonWeek, TeamWeek, own_teams, team_week
from houvast.foundation.clock import monday_of
from houvast.foundation.words import day_words, short_date, short_day
from houvast.web.counsellor.lists import SIGNUP_ROLES, page_number
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui import shapes
from houvast.web.ui.filled import filled, joined
from houvast.web.ui.page import page_of

HOW = {Way.LOCATION: "op locatie", Way.PHONE: "bellen", Way.VIDEO: "beeldbellen"}
WORKING = 5
ROW = '<tr><th scope="row">{}</th>{}{}</tr>\n'
CELL, NUMBERS = "<td>{}</td>", '<td class="app-amount">{}</td>'
NOBODY = filled('<td><span class="app-soft">{}</span></td>', "–")
KEPT = 4096
BOOKED = '<span class="app-week__booked">{}</span>'
FREE = '<span class="app-week__free">{}</span>'


@door(roles=SIGNUP_ROLES)
def team_week_view(request: Request) -> HttpResponse:
    """One week of one team; the menu of weeks and teams is above it."""
    page_of(request).menu_key = "planning"
    teams = own_teams(request.actor)
    if not teams:
        return render(request, "counsellor/team_week.html", {"week": None})
    team = _team(request, [one for one, _name in teams])
    number = page_number(request)
    week = team_week(request.actor, request.clock, team, _monday(request), page=number)
    days = _days(week)
    context = {
        "week": week,
        "title": f"Week van {day_words(week.monday)}",
        "heads": [short_day(day) for day in days],
        "weeks": [f"wk {short_date(monday)}" for monday in week.mondays],
        "rows": joined([_row(one, days) for one in week.people]),
        "teams": [shapes.Filter(name, _address(one, week.monday), None, one == team) for one, name in teams],
        "earlier": _address(team, week.monday - dt.timedelta(weeks=1)),
        "later": _address(team, week.monday + dt.timedelta(weeks=1)),
        "next": f"{_address(team, week.monday)}&pagina={number + 1}" if week.more else "",
    }
    return render(request, "counsellor/team_week.html", context)


def _team(request: Request, own: list[UUID]) -> UUID:
    """The team asked for; anything that is not one of one's own is the first."""
    asked = request.GET.get("team", "")
    return next((one for one in own if str(one) == asked), own[0])


def _monday(request: Request) -> dt.date:
    """The week asked for; anything that is not a day is this week."""
    try:
        return monday_of(dt.date.fromisoformat(request.GET.get("week", "")))
    except ValueError:
        return monday_of(request.clock.today())


def _address(team: UUID, monday: dt.date) -> str:
    return f"{reverse('counsellor:team_week')}?team={team}&week={monday.isoformat()}"


def _days(week: TeamWeek) -> tuple[dt.date, ...]:
    """Monday to Friday, and the weekend when somebody gives hours there."""
    used = {day for person in week.people for day in (*person.given, *person.booked)}
    last = max((number for number, day in enumerate(week.days) if day in used), default=0)
    return week.days[: max(WORKING, last + 1)]


def _row(person: PersonWeek, days: tuple[dt.date, ...]) -> SafeString:
    cells = joined([_cell(person.given.get(day, ()), person.booked.get(day, ())) for day in days])
    return filled(ROW, person.name, cells, joined([_load(one) for one in person.loads]))


@lru_cache(KEPT)
def _cell(given: tuple[Given, ...], booked: tuple[Booked, ...]) -> SafeString:
    """A day of somebody. Many days are alike: each is made once and kept."""
    if not given and not booked:
        return NOBODY
    lines = [filled(FREE, _given(one)) for one in given] + [filled(BOOKED, _booked(one)) for one in booked]
    return filled(CELL, joined(lines))


def _given(one: Given) -> str:
    return f"{_time(one.starts)}–{_time(one.ends)}{f' {one.place}' if one.place else ''}"


def _booked(one: Booked) -> str:
    return f"{_time(one.starts)} {HOW[Way(one.way)]}{', tolk' if one.with_interpreter else ''}"


@lru_cache(KEPT)
def _load(one: Load) -> SafeString:
    hours = one.free_minutes // 60
    return filled(NUMBERS, f"{one.talks} · {hours} u vrij" if one.talks or hours else "–")


def _time(minute: int) -> str:
    return f"{minute // 60}.{minute % 60:02d}"
