"""Whatever happens in whatever order, these hold after every step (security.md 6: 1, 2, 3, 4 and 6)."""

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from tests.support.houses import WALL_CLOCK, build_house
from tests.support.outbox import with_provider
from tests.support.stories import calls, signs_up

from houvast.casework.dossier.models import Dossier
from houvast.casework.dossier.page import dossier_page
from houvast.casework.dossier.queries import my_day
from houvast.casework.dossier.services import end_on_own_words, hand_over, owner_of, reopen, take_up
from houvast.casework.signup.queries import queue
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.errors import Refused as NoRight
from houvast.foundation.access.may import may, visible
from houvast.foundation.audit.models import AuditEntry, ProcessingEntry
from houvast.foundation.clock import FixedClock
from houvast.foundation.jobs.models import Intent, IntentState, LocalDelivery
from houvast.foundation.jobs.services import deliver
from houvast.foundation.randomness import SeededRandomness
from houvast.foundation.refusal import Refusal
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard

pytestmark = pytest.mark.django_db
CHANCE = SeededRandomness("invariants")
AS_NEIGHBOUR = "SELECT set_config('app.organisation', %s, true)"
ALL_THERE_IS = """
SELECT (SELECT count(*) FROM dossier_dossier) + (SELECT count(*) FROM signup_signup)
    + (SELECT count(*) FROM jobs_intent) + (SELECT count(*) FROM audit_auditentry)
"""
STAFF = ("counsellor", "colleague", "outsider")
OVER = (IntentState.SENT, IntentState.PARKED, IntentState.CANCELLED)


class Town(RuleBasedStateMachine):
    """Residents and colleagues in any order; `owner` and `closed` are what a reader of the story would say."""

    files = Bundle("files")

    house = neighbours = None  # built once; each story is undone

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.clock = FixedClock(WALL_CLOCK.now())
        self.held = with_provider()
        self.provider = self.held.__enter__()
        self.owner, self.closed, self.party = {}, set(), {}

    def teardown(self):
        self.held.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def as_(self, name):
        """A colleague in a request of his own: every request has its own operation."""
        return replace(getattr(self.house, name), operation_id=uuid4())

    @rule(target=files, threats=st.sampled_from([(), ("eviction",), ("utilities",)]))
    def somebody_signs_up(self, threats):
        made = signs_up(self.house, self.clock, actor=self.as_("anonymous"), threats=threats)
        self.owner[made.dossier_id], self.party[made.dossier_id] = None, made
        return made.dossier_id

    @rule(file=files, who=st.sampled_from(STAFF))
    def somebody_takes_it_up(self, file, who):
        taken = self.tried(lambda: take_up(self.as_(who), file, self.clock))
        assert taken == (who != "outsider" and self.owner[file] is None and file not in self.closed)
        if taken:
            self.owner[file] = who

    @rule(file=files, who=st.sampled_from(STAFF), to=st.sampled_from(STAFF))
    def somebody_hands_it_over(self, file, who, to):
        given = self.tried(
            lambda: hand_over(self.as_(who), file, getattr(self.house, to).account_id, "Warm.", self.clock)
        )
        assert given == (file not in self.closed and self.sees(who, file))
        if given:
            self.owner[file] = to

    @rule(file=files, who=st.sampled_from(STAFF), outcome=st.sampled_from(["no_answer", "voicemail", "reached"]))
    def somebody_calls(self, file, who, outcome):
        kept = self.tried(lambda: calls(self.house, self.party[file], self.clock, outcome, actor=self.as_(who)))
        assert not kept or (self.sees(who, file) and file not in self.closed)

    @rule(file=files)
    def the_resident_stops(self, file):
        made = self.party[file]
        ended = self.tried(
            lambda: end_on_own_words(self.as_("counsellor"), file, made.party_id, "Ik red het zelf.", self.clock)
        )
        assert not ended or file not in self.closed
        if ended:
            self.closed.add(file)

    @precondition(lambda self: self.closed)
    @rule(data=st.data())
    def the_resident_comes_back(self, data):
        file = data.draw(st.sampled_from(sorted(self.closed)))
        reopen(self.as_("counsellor"), file, self.party[file].party_id, self.clock)
        self.closed.remove(file)

    @rule(file=files, who=st.sampled_from(STAFF))
    def somebody_looks(self, file, who):
        looked = self.tried(lambda: dossier_page(self.as_(who), file, self.clock))
        assert looked == self.sees(who, file)

    @rule(who=st.sampled_from(STAFF))
    def somebody_begins_the_day(self, who):
        mine = {row.dossier_id for row in my_day(self.as_(who), self.clock).rows}
        assert mine == {file for file, owner in self.owner.items() if owner == who and file not in self.closed}
        waiting = {row.dossier_id for row in queue(self.as_(who), self.clock).rows}
        assert waiting <= {file for file in self.owner if self.sees(who, file) and file not in self.closed}

    @rule(hours=st.integers(1, 60))
    def time_goes_by(self, hours):
        self.clock.move_to(self.clock.now() + dt.timedelta(hours=hours))

    @rule(mood=st.sampled_from(["good", "down"]), twice=st.booleans())
    def the_worker_comes_by(self, mood, twice):
        self.provider.mood = mood
        for intent in Intent.objects.exclude(state__in=OVER).order_by("created_at"):
            for _ in range(1 + twice):
                deliver(self.house.id, intent.id, self.clock, CHANCE)

    def sees(self, who, file):
        return who != "outsider" or self.owner[file] == who

    def tried(self, deed):
        """Whether it was done; a refusal leaves nothing behind."""
        before = list(Dossier.objects.order_by("id").values_list("id", "version", "closed_on"))
        try:
            with transaction.atomic():
                deed()
        except (Refusal, NoRight):
            assert list(Dossier.objects.order_by("id").values_list("id", "version", "closed_on")) == before
            return False
        return True

    @invariant()
    def a_neighbour_sees_nothing_of_ours(self):
        with connection.cursor() as cursor:
            cursor.execute(AS_NEIGHBOUR, [str(self.neighbours.id)])
            cursor.execute(ALL_THERE_IS)
            assert cursor.fetchone() == (0,)
            cursor.execute(AS_NEIGHBOUR, [str(self.house.id)])

    @invariant()
    def each_operation_stands_in_both_logs(self):
        audited = set(AuditEntry.objects.filter(person_pseudonym__isnull=False).values_list("operation_id", flat=True))
        processed = set(ProcessingEntry.objects.values_list("operation_id", flat=True))
        assert audited <= processed

    @invariant()
    def nothing_leaves_twice(self):
        left = list(LocalDelivery.objects.values_list("intent_id", flat=True))
        assert len(left) == len(set(left))
        assert set(Intent.objects.filter(state=IntentState.SENT).values_list("id", flat=True)) <= set(left)

    @invariant()
    def who_may_look_is_who_the_story_says(self):
        for who in STAFF:
            actor = getattr(self.house, who)
            seen = set(
                visible(actor, Action.LOOK, Kind.SIGNUP, Dossier.objects.all(), self.clock, dossier="id").values_list(
                    "id", flat=True
                )
            )
            assert seen == {file for file in self.owner if self.sees(who, file)}
            for file in self.owner:
                assert may(actor, Action.LOOK, Thing(Kind.SIGNUP, file), self.clock).allowed == (file in seen)

    @invariant()
    def a_file_is_closed_only_by_its_ending(self):
        closed = set(Dossier.objects.filter(closed_on__isnull=False).values_list("id", flat=True))
        assert closed == self.closed
        for file, who in self.owner.items():
            expected = getattr(self.house, who).account_id if who else None
            assert owner_of(file, self.clock) == expected


STORIES = settings(
    max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def test_the_invariants_hold_whatever_happens(db):
    Town.house, Town.neighbours = build_house("town"), build_house("neighbours")
    with tenant(Town.house.id):
        load_standard(WALL_CLOCK)
        run_state_machine_as_test(Town, settings=STORIES)
