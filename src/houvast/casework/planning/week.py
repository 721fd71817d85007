"""The week of a team: who can talk when, what is booked, and how full the four weeks are. No resident stands on it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.clock import AMSTERDAM, monday_of
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.database.arrays import uuid_array
from houvast.foundation.organisations.models import Team
from houvast.foundation.tenancy.context import current_organisation_id

WEEKS = 4
MOST_PEOPLE = 60
FURTHEST = dt.timedelta(weeks=26)  # ahead and back


class Booked(NamedTuple):
    """A talk as the team sees it: from which minute of the day on the wall here, how, and with an interpreter."""

    starts: int
    ends: int
    way: str
    with_interpreter: bool


class Given(NamedTuple):
    """Hours in which somebody can talk, in minutes of the day; `place` is empty by phone and video."""

    starts: int
    ends: int
    place: str


@dataclass(frozen=True)
class Load:
    """One week of one person in numbers."""

    talks: int
    free_minutes: int


@dataclass(frozen=True)
class PersonWeek:
    """One colleague: the days of the week in detail, and four weeks in numbers."""

    account_id: UUID
    name: str
    given: Mapping[dt.date, tuple[Given, ...]]
    booked: Mapping[dt.date, tuple[Booked, ...]]
    loads: tuple[Load, ...]


@dataclass(frozen=True)
class TeamWeek:
    """The page: the week, the weeks from it on, and its people."""

    team_id: UUID
    monday: dt.date
    days: tuple[dt.date, ...]
    mondays: tuple[dt.date, ...]
    people: tuple[PersonWeek, ...]
    more: bool


def own_teams(actor: Actor) -> list[tuple[UUID, str]]:
    """The teams whose week the actor may see: his own."""
    return list(Team.objects.filter(pk__in=actor.team_ids).order_by("name").values_list("id", "name"))


_PEOPLE = """
SELECT DISTINCT account.id, account.display_name FROM accounts_membership AS held
JOIN accounts_account AS account ON account.id = held.account_id
WHERE held.organisation_id = %(organisation)s AND held.team_id = %(team)s AND held.role IN ('counsellor', 'team_lead')
    AND held.valid_from <= %(today)s AND (held.valid_until IS NULL OR held.valid_until >= %(today)s)
    AND account.is_active
ORDER BY account.display_name, account.id LIMIT %(limit)s OFFSET %(offset)s
"""
# The people of the page, as a list to join with: a condition on an array is looked through again for every row.
_OF_PEOPLE = """
WHERE {table}.organisation_id = %(organisation)s AND {table}.account_id IN (SELECT unnest(%(people)s::uuid[]))
    AND {table}.starts_at >= %(start)s AND {table}.starts_at <
"""
# Time given and time booked of each person in each of the weeks, in one statement. Weeks are told apart by the moment
# they begin, and intervals added up whole: by dates on the wall and `extract` it takes five times as long.
_WEEK = "(starts_at >= %(second)s)::int + (starts_at >= %(third)s)::int + (starts_at >= %(fourth)s)::int"
_LOADS = f"""
SELECT account_id, week, sum(talks)::int, (date_part('epoch', sum(given)) / 60)::int,
    (date_part('epoch', sum(taken)) / 60)::int
FROM (
    SELECT account_id, {_WEEK} AS week, 0 AS talks, sum(ends_at - starts_at) AS given, interval '0' AS taken
    FROM planning_freehours {_OF_PEOPLE.format(table="planning_freehours")} %(end)s GROUP BY account_id, week
    UNION ALL
    SELECT account_id, {_WEEK} AS week, count(*), interval '0', sum(ends_at - starts_at)
    FROM planning_appointment {_OF_PEOPLE.format(table="planning_appointment")} %(end)s AND state = 'booked'
    GROUP BY account_id, week
) AS each GROUP BY account_id, week
"""  # noqa: S608 - names of ours
# Colleagues give and book the same hours: each is asked for once, with everybody whose it is.
_GIVEN = f"""
SELECT starts_at, ends_at, coalesce(place.name, ''), array_agg(account_id)
FROM planning_freehours LEFT JOIN organisations_location AS place
    ON place.organisation_id = planning_freehours.organisation_id AND place.id = planning_freehours.location_id
{_OF_PEOPLE.format(table="planning_freehours")} %(sunday)s GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""  # noqa: S608 - names of ours
_BOOKED = f"""
SELECT starts_at, ends_at, way, interpreter_id IS NOT NULL, array_agg(account_id) FROM planning_appointment
{_OF_PEOPLE.format(table="planning_appointment")} %(sunday)s AND state = 'booked'
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""  # noqa: S608 - names of ours


def team_week(actor: Actor, clock: WallClock, team_id: UUID, monday: dt.date, *, page: int = 1) -> TeamWeek:
    """Four statements, whatever the number of people. NotYours for a team that is not one's own."""
    if team_id not in actor.team_ids:
        raise NotYours("TEAM")
    first = monday_of(min(max(monday, clock.today() - FURTHEST), clock.today() + FURTHEST))
    beginnings = [_midnight(first + dt.timedelta(weeks=number)) for number in range(WEEKS + 1)]
    asked: dict[str, Any] = {
        "organisation": current_organisation_id(),
        "team": team_id,
        "today": clock.today(),
        "limit": MOST_PEOPLE + 1,
        "offset": (page - 1) * MOST_PEOPLE,
        **dict(zip(("start", "second", "third", "fourth", "end"), beginnings, strict=True)),
        "sunday": beginnings[1],
    }
    found = _rows(_PEOPLE, asked)
    asked["people"] = uuid_array(one[0] for one in found[:MOST_PEOPLE])
    loads = {(account, week): Load(talks, max(0, given - taken)) for account, week, talks, given, taken in
             _rows(_LOADS, asked)}  # fmt: skip
    given, booked = _by_day(_rows(_GIVEN, asked), Given), _by_day(_rows(_BOOKED, asked), Booked)
    people = tuple(
        PersonWeek(
            account, name, given.get(account, {}), booked.get(account, {}),
            tuple(loads.get((account, week), Load(0, 0)) for week in range(WEEKS)),
        )
        for account, name in found[:MOST_PEOPLE]
    )  # fmt: skip
    days = tuple(first + dt.timedelta(days=number) for number in range(7))
    mondays = tuple(first + dt.timedelta(weeks=number) for number in range(WEEKS))
    return TeamWeek(team_id, first, days, mondays, people, len(found) > MOST_PEOPLE)


def _by_day(rows: Sequence[tuple[Any, ...]], kind: type[Any]) -> dict[UUID, dict[dt.date, tuple[Any, ...]]]:
    found: dict[UUID, dict[dt.date, tuple[Any, ...]]] = defaultdict(dict)
    for starts_at, ends_at, *rest, accounts in rows:
        day = starts_at.astimezone(AMSTERDAM).date()
        one = kind(_minute_of(starts_at, day), _minute_of(ends_at, day), *rest)
        for account in accounts:
            days = found[account]
            days[day] = (*days.get(day, ()), one)
    return found


def _minute_of(moment: dt.datetime, day: dt.date) -> int:
    """On the wall here, counted from the beginning of a day; more than a day has when it is past midnight."""
    here = moment.astimezone(AMSTERDAM)
    return (here.date() - day).days * 24 * 60 + here.hour * 60 + here.minute


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=AMSTERDAM)


def _rows(sql: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
