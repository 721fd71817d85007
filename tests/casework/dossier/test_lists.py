"""Nobody is forgotten: lists are complete, in order, cheap, and show only what the reader may see."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.houses import WALL_CLOCK, clock_at
from tests.support.stories import calls, later, signs_up

from houvast.casework.dossier.models import Dossier
from houvast.casework.dossier.page import dossier_page
from houvast.casework.dossier.queries import DayPlace, my_day
from houvast.casework.dossier.search import TooShort, search
from houvast.casework.dossier.services import end_on_own_words, recompute_look_at, take_up
from houvast.casework.signup.queries import queue
from houvast.casework.signup.services import PostalGiven
from houvast.foundation.access.errors import NotYours

pytestmark = pytest.mark.django_db


def taken(house, **given):
    made = signs_up(house, given.pop("clock", WALL_CLOCK), **given)
    take_up(house.counsellor, made.dossier_id, WALL_CLOCK)
    return made


def test_my_day_puts_what_is_late_first_and_counts_each_group(house):
    old = taken(house, clock=clock_at(dt.date(2026, 11, 16)), call_name="Oud")
    today = taken(house, clock=clock_at(dt.date(2026, 11, 19)), call_name="Nu")
    week = taken(house, call_name="Straks")
    day = my_day(house.counsellor, WALL_CLOCK)
    assert [row.dossier_id for row in day.rows] == [old.dossier_id, today.dossier_id, week.dossier_id]
    assert day.counts == {"late": 1, "today": 1, "week": 1, "later": 0}
    assert [row.group for row in day.rows] == ["late", "today", "week"]
    assert day.rows[0].step.words == "Eerste keer bellen (2 werkdagen)"
    assert day.rows[0].more == 1


def test_my_day_is_ones_own_work_only(house):
    signs_up(house, WALL_CLOCK)
    assert my_day(house.counsellor, WALL_CLOCK).rows == []


def test_my_day_goes_on_where_the_page_ended(house):
    made = [taken(house, call_name=f"N{index}").dossier_id for index in range(5)]
    pages, after = [], None
    while not pages or after is not None:
        pages.append(my_day(house.counsellor, WALL_CLOCK, after=after, limit=2))
        after = pages[-1].further
    assert sorted(row.dossier_id for day in pages for row in day.rows) == sorted(made)
    assert [len(day.rows) for day in pages] == [2, 2, 1]
    assert {day.total for day in pages} == {5}


def test_who_is_helped_between_two_pages_pushes_nobody_off_the_list(house):
    """By number of page the third file would move up to the first page, unseen."""
    for index in range(3):
        taken(house, call_name=f"N{index}")
    first = my_day(house.counsellor, WALL_CLOCK, limit=2)
    helped, seen = first.rows[0], first.rows[1].dossier_id
    end_on_own_words(house.counsellor, helped.dossier_id, helped.face.party_id, "Ik red het zelf.", WALL_CLOCK)
    second = my_day(house.counsellor, WALL_CLOCK, after=first.further, limit=2)
    assert len(second.rows) == 1 and second.rows[0].dossier_id not in (seen, helped.dossier_id)


def test_a_place_comes_back_from_its_link_and_anything_else_is_the_beginning():
    for day in (WALL_CLOCK.today(), None):
        place = DayPlace(day, uuid.uuid4())
        assert DayPlace.read(place.text()) == place
    assert [DayPlace.read(text) for text in ("", "2", "x.y", f"2026-13-01.{uuid.uuid4()}", "2026-11-23.")] == [None] * 5


@pytest.mark.parametrize("number", [1, 200])
def test_my_day_and_the_queue_cost_the_same_with_one_and_with_many_rows(house, number):
    for index in range(number):
        taken(house, call_name=f"Naam{index}", threats=("eviction",) if index % 2 else ())
    with CaptureQueriesContext(connection) as day:
        my_day(house.counsellor, WALL_CLOCK)
    with CaptureQueriesContext(connection) as line:
        queue(house.counsellor, WALL_CLOCK)
    assert (len(day), len(line)) == (5, 5)


def test_the_queue_shows_crisis_on_top_and_both_clocks(house):
    signs_up(house, clock_at(dt.date(2026, 11, 19)), call_name="Eerder")
    crisis = signs_up(house, WALL_CLOCK, call_name="Haast", threats=("eviction",))
    page = queue(house.counsellor, WALL_CLOCK)
    assert page.rows[0].dossier_id == crisis.dossier_id and page.rows[0].crisis
    assert page.rows[0].talk.kind == "wgs_threat_talk"
    assert (page.tiles.open, page.tiles.without_owner, page.tiles.crisis) == (2, 2, 1)


def test_the_queue_goes_on_where_the_page_ended(house):
    made = [signs_up(house, WALL_CLOCK, call_name=f"N{index}").dossier_id for index in range(5)]
    first = queue(house.counsellor, WALL_CLOCK, limit=2)
    second = queue(house.counsellor, WALL_CLOCK, after=first.more, limit=2)
    third = queue(house.counsellor, WALL_CLOCK, after=second.more, limit=2)
    seen = [row.dossier_id for page in (first, second, third) for row in page.rows]
    assert sorted(seen) == sorted(made) and third.more is None


def test_another_team_sees_an_empty_queue(house):
    signs_up(house, WALL_CLOCK)
    assert queue(house.outsider, WALL_CLOCK).rows == []


def test_the_page_of_a_file_says_what_is_next_and_who(house):
    made = taken(house, threats=("utilities",))
    page = dossier_page(house.counsellor, made.dossier_id, WALL_CLOCK)
    assert page.phase.staff == "Aangemeld" and page.owner.name == "Fatma de Boer"
    assert page.steps[0].words == "Eerste keer bellen (2 werkdagen)"
    assert {line.kind for line in page.lines} == {"signup.received", "message.sent", "signup.taken"}
    calls(house, made, WALL_CLOCK, "reached")
    assert dossier_page(house.counsellor, made.dossier_id, WALL_CLOCK).phase.staff == "Gebeld"


def test_the_page_of_a_file_costs_at_most_twenty_statements(house):
    made = taken(house)
    with CaptureQueriesContext(connection) as queries:
        dossier_page(house.counsellor, made.dossier_id, WALL_CLOCK)
    assert len(queries) <= 20


def test_an_outsider_does_not_learn_that_a_file_exists(house):
    made = signs_up(house, WALL_CLOCK)
    with pytest.raises(NotYours):
        dossier_page(house.outsider, made.dossier_id, WALL_CLOCK)


@pytest.mark.parametrize("typed", ["özdemir", "OZDEM", "SH-2026-0001", "06 11 22 33 44", "+31 6 11223344", "1234 AB"])
def test_own_work_is_found_by_part_of_a_name_and_by_every_exact_key(house, typed):
    made = signs_up(house, WALL_CLOCK, call_name="Özdemir", postal=PostalGiven("Kerkstraat 1", "1234 AB", "Hier"))
    assert [hit.dossier_id for hit in search(house.counsellor, typed, WALL_CLOCK).hits] == [made.dossier_id]
    assert search(house.outsider, typed, WALL_CLOCK).hits == []


@pytest.mark.parametrize("typed", ["", " ", "a", "  b "])
def test_an_empty_or_one_letter_search_is_refused(house, typed):
    with pytest.raises(TooShort):
        search(house.counsellor, typed, WALL_CLOCK)


@pytest.mark.parametrize("typed", ["%%", "__", "100%", "\\\\", "'; --"])
def test_signs_with_a_meaning_in_sql_are_letters_like_others(house, typed):
    signs_up(house, WALL_CLOCK, call_name="Sanne")
    assert search(house.counsellor, typed, WALL_CLOCK).hits == []


def test_at_most_ten_are_shown_and_it_says_so(house):
    for index in range(12):
        signs_up(house, WALL_CLOCK, call_name=f"Jansen {index}")
    result = search(house.counsellor, "jansen", WALL_CLOCK)
    assert len(result.hits) == 10 and result.cut


def test_the_nightly_recompute_finds_and_mends_a_wrong_day(house):
    made = signs_up(house, WALL_CLOCK)
    assert recompute_look_at() == []
    Dossier.objects.update(look_at=dt.date(2030, 1, 1))
    (difference,) = recompute_look_at()
    assert (difference.dossier_id, difference.computed) == (made.dossier_id, dt.date(2026, 11, 25))
    assert recompute_look_at() == []


def test_look_at_follows_every_fact(house):
    made = signs_up(house, WALL_CLOCK)
    calls(house, made, WALL_CLOCK, "reached")
    assert Dossier.objects.get().look_at == dt.date(2026, 12, 3)
    calls(house, made, later(WALL_CLOCK, days=2), "reached", first_talk=True)
    assert Dossier.objects.get().look_at is None
    assert recompute_look_at() == []
