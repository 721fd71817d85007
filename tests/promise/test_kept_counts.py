"""The kept counts are those of the facts: always, and for every day that is over as it was known then."""

import contextlib
import datetime as dt
import itertools
import uuid

import psycopg
import pytest
from croniter import croniter
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.houses import WALL_CLOCK, build_house, clock_at
from tests.support.stories import calls, signs_up

from houvast.casework.contact.services import retract_attempt
from houvast.casework.dossier.clocks import INTAKE
from houvast.casework.dossier.errors import DossierError
from houvast.casework.dossier.models import Clock, Dossier, DossierMerge
from houvast.casework.dossier.services import end_on_own_words, open_task, reopen
from houvast.casework.merging.services import MergeCommand, merge, undo_merge
from houvast.foundation import clock as time_source
from houvast.foundation.clock import FixedClock
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard
from houvast.promise.facts import PAPERS_ASKED, Period
from houvast.promise.jobs import EACH_HALF_MINUTE, count
from houvast.promise.numbers import end_of, recomputed, stored
from houvast.promise.services import lock_of, refresh

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 2)
PERIOD = Period(MONDAY, MONDAY + dt.timedelta(days=55))

comes = st.tuples(
    st.just("comes"), st.sampled_from(("website", "phone", "letter")), st.sampled_from(("nl", "ar", "ti")),
    st.sampled_from(("host", "unknown")),
)  # fmt: skip
about_somebody = st.tuples(
    st.sampled_from(("reached", "no_answer", "talk", "retract", "papers", "ends", "comes_back", "is_one", "is_two")),
    st.integers(0, 5),
)
days_pass = st.tuples(st.just("days_pass"), st.integers(1, 4))
stories = st.lists(st.one_of(comes, comes, about_somebody, about_somebody, days_pass), min_size=6, max_size=18)


class Story:
    """One house and what happens in it, step by step; each evening the counts are kept beside."""

    def __init__(self, house):
        self.house, self.clock = house, clock_at(MONDAY)
        self.people, self.last_try, self.merges, self.evenings = [], {}, [], {}

    def tell(self, step):
        kind, *more = step
        self.clock.advance(minutes=7)
        if kind == "comes":
            self.comes(*more)
        elif kind == "days_pass":
            self.days_pass(*more)
        elif self.people:
            getattr(self, kind)(self.people[more[0] % len(self.people)])

    def comes(self, channel, language, known_by):
        actor = self.house.anonymous if channel == "website" else self.house.counsellor
        self.people.append(
            signs_up(
                self.house, self.clock, channel=channel, language=language, actor=actor, municipality_known_by=known_by
            )
        )

    def reached(self, who):
        self.attempt(who, "reached")

    def talk(self, who):
        self.attempt(who, "reached", first_talk=True)

    def no_answer(self, who):
        self.attempt(who, "no_answer")

    def attempt(self, who, outcome, **more):
        if self.is_open(who):
            self.last_try[who.dossier_id] = calls(self.house, who, self.clock, outcome, **more).attempt_id

    def retract(self, who):
        attempt = self.last_try.pop(who.dossier_id, None)
        if attempt and self.is_open(who):
            retract_attempt(self.house.counsellor, attempt, self.clock)

    def papers(self, who):
        if self.is_open(who):
            words = "Stuur je loonstrook"
            open_task(self.house.counsellor, who.dossier_id, who.party_id, PAPERS_ASKED, words, None, self.clock)

    def ends(self, who):
        if self.is_open(who) and not Clock.objects.filter(
            dossier_id=who.dossier_id, kind=INTAKE, stopped_on__isnull=False
        ):
            end_on_own_words(self.house.counsellor, who.dossier_id, who.party_id, "Ik red het zelf.", self.clock)

    def comes_back(self, who):
        merged_away = DossierMerge.objects.filter(source_id=who.dossier_id).exists()
        if not self.is_open(who) and not merged_away:
            reopen(self.house.counsellor, who.dossier_id, who.party_id, self.clock)

    def is_one(self, who):
        """The last two turn out to be one person."""
        other = self.people[-1]
        if who.dossier_id != other.dossier_id and self.is_open(who) and self.is_open(other):
            made = merge(self.house.counsellor, MergeCommand(who.dossier_id, other.dossier_id, {}), self.clock)
            self.merges.append(made.id)

    def is_two(self, who):
        """The last merge was a mistake."""
        if self.merges:
            with contextlib.suppress(DossierError):  # merged further, or ended since: that is said, and nothing changes
                undo_merge(self.house.counsellor, self.merges.pop(), self.clock)

    def is_open(self, who):
        return Dossier.objects.get(pk=who.dossier_id).closed_on is None

    def days_pass(self, number):
        for _ in range(number):
            evening = FixedClock(end_of(self.clock.today()))
            refresh(evening)
            self.evenings[self.clock.today()] = stored(PERIOD)
            self.clock.advance(days=1)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stories)
def test_what_is_kept_is_what_the_facts_say_and_a_past_evening_is_found_again(steps):
    house = build_house(f"huis-{uuid.uuid4().hex[:12]}")
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
        story = Story(house)
        for step in steps:
            story.tell(step)
            refresh(story.clock)
            assert stored(PERIOD) == recomputed(PERIOD, story.clock.now())
        for evening, kept in story.evenings.items():
            assert recomputed(PERIOD, end_of(evening)) == kept


def test_turns_of_counting_are_half_a_minute_apart_so_that_a_fact_is_counted_within_a_minute():
    turns = croniter(EACH_HALF_MINUTE, WALL_CLOCK.now())
    moments = [turns.get_next(dt.datetime) for _ in range(4)]
    assert all(after - before == dt.timedelta(seconds=30) for before, after in itertools.pairwise(moments))


def test_a_fact_is_counted_at_the_next_turn_of_the_job():
    house = build_house()
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
    with time_source.using(clock_at(MONDAY)) as clock:
        count(0)
        with tenant(house.id):
            signs_up(house, clock)
            assert stored(PERIOD) == {}
        count(30)
        with tenant(house.id):
            assert len(stored(PERIOD)) == 5  # the whole, the channel, the language, the team and no poster


def test_nothing_is_counted_while_another_counts_the_same_organisation():
    house = build_house()
    clock = clock_at(MONDAY)
    with tenant(house.id):
        load_standard(clock)
        signs_up(house, clock)
        info = connection.connection.info
        with (
            psycopg.connect(host=info.host, port=info.port, dbname=info.dbname, user=info.user) as other,
            other.transaction(),
        ):
            other.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [lock_of(house.id)])
            assert refresh(clock) == 0
        assert refresh(clock) == 1
