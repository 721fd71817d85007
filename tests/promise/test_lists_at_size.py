"""The list behind a number stays quick over many sign-ups: two statements on the counts, answered by an index."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.databases import admin
from tests.support.houses import WALL_CLOCK, build_house, clock_at
from tests.support.stories import calls, later, signs_up

from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard
from houvast.promise.definitions import DEFINITIONS
from houvast.promise.facts import Period
from houvast.promise.judge import State
from houvast.promise.lists import Asked, behind
from houvast.promise.models import CountedCase
from houvast.promise.services import refresh

pytestmark = pytest.mark.django_db(transaction=True)
WEEKS = Period(dt.date(2026, 8, 31), dt.date(2026, 11, 30))  # the thirteen weeks of the page
OLDER, SHOWN = 20_000, 3
END = later(WALL_CLOCK, days=4)
# As often as not too late, by phone and by the website, spread over the days of twenty years.
COPIES = """
INSERT INTO promise_countedcase (id, organisation_id, signup_id, dossier_id, municipality_id, team_id, channel,
    language, found_through, outside_office_hours, received_on, week, recorded_on, contact_due, tries_in_time,
    code, may_change)
SELECT gen_random_uuid(), organisation_id, gen_random_uuid(), gen_random_uuid(), municipality_id, team_id,
    CASE WHEN n %% 2 = 0 THEN 'phone' ELSE 'website' END, CASE WHEN n %% 50 = 0 THEN 'ti' ELSE 'nl' END, '', false, day,
    day - (extract(isodow FROM day)::int - 1), day, day, 0,
    CASE WHEN n %% 2 = 0 THEN code ELSE translate(code, 'b', 'k') END, false
FROM (SELECT * FROM promise_countedcase LIMIT 1) AS one, LATERAL (
    SELECT n, DATE '2026-11-20' - n %% 7300 AS day FROM generate_series(1, %s) AS n) AS older
"""


@pytest.fixture
def house():
    """Three who were called too late this week, in front of twenty thousand older ones."""
    house = build_house()
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
        for _ in range(SHOWN):
            made = signs_up(house, WALL_CLOCK, actor=house.counsellor, channel="phone", language="ti")
            calls(house, made, later(WALL_CLOCK, days=3), "reached")
        refresh(END)
    with admin(connection.settings_dict["NAME"]) as superuser:
        superuser.execute("SET session_replication_role = replica")  # the copies have no file of their own
        superuser.execute(COPIES, [OLDER])
        superuser.execute("VACUUM ANALYZE promise_countedcase")
    return house


def officer(house):
    return replace(house.colleague, roles=("quality_officer",), team_ids=())


@pytest.mark.parametrize("part", ["", "channel:phone", "language:ti"])
def test_the_newest_and_how_many_there_are_come_by_an_index(house, part):
    asked = Asked("1.3", (State.BROKEN,), WEEKS, part=part)
    with tenant(house.id):
        with CaptureQueriesContext(connection) as queries:
            listed = behind(officer(house), asked, END, SHOWN)
        on_counts = [one["sql"] for one in queries if "promise_countedcase" in one["sql"]]
        assert (len(on_counts), len(queries)) == (2, 5)
        assert [row.received_on for row in listed.rows] == [WALL_CLOCK.today()] * SHOWN
        assert listed.total == broken(part)
        plan = explained(on_counts[0])
    assert "counted_case_newest" in plan, plan
    assert "Seq Scan on promise_countedcase" not in plan, plan


def broken(part):
    """How many there are, counted in another way."""
    place = list(DEFINITIONS).index("1.3")
    kind, _, value = part.partition(":")
    rows = CountedCase.objects.filter(received_on__gte=WEEKS.first, **({kind: value} if kind else {}))
    return sum(code[place] == "b" for code in rows.values_list("code", flat=True))


def explained(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}")
        return "\n".join(line for (line,) in cursor.fetchall())
