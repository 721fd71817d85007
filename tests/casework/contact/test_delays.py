"""It takes longer: a reason, a new day, told to the resident the same day. The term itself stays as it was."""

import datetime as dt

import pytest
from tests.support.houses import WALL_CLOCK
from tests.support.stories import calls, later, signs_up

from houvast.casework.contact.delays import DelayCommand, delay
from houvast.casework.contact.errors import DelayNeedsReason, NewDayTooEarly, NothingRuns
from houvast.casework.dossier.errors import ClosedDossier
from houvast.casework.dossier.models import Clock, Dossier, Event, Task
from houvast.casework.dossier.services import end_on_own_words, recompute_look_at
from houvast.casework.letters.models import Message
from houvast.casework.residents.services import WishesGiven
from houvast.casework.signup.wishes import change_wishes
from houvast.foundation.access.errors import NotYours
from houvast.foundation.clock import legal_day

pytestmark = pytest.mark.django_db
NEW_DAY = dt.date(2026, 12, 10)
INTAKE = ("belofte_intake",)


@pytest.fixture
def sanne(house):
    made = signs_up(house, WALL_CLOCK)
    calls(house, made, WALL_CLOCK, "reached")
    return made


def puts_off(house, made, kinds=INTAKE, why="interpreter", day=NEW_DAY, clock=WALL_CLOCK, actor=None, **more):
    command = DelayCommand(made.dossier_id, made.party_id, kinds, why, day, **more)
    return delay(actor or house.counsellor, command, clock)


def test_the_resident_is_told_the_new_day_on_the_day_of_the_delay(house, sanne):
    now = later(WALL_CLOCK, days=2)
    assert puts_off(house, sanne, clock=now, words="Tolk Tigrinya ziek") == 1
    told = Message.objects.select_related("intent").get(text_key="clock.delayed")
    assert legal_day(told.made_at) == now.today() and "donderdag 10 december" in told.body
    assert told.intent.next_attempt_at <= now.now()
    assert "Tigrinya" not in told.body
    assert Event.objects.get(kind="clock.delayed").visible_to == ["staff", "resident"]


def test_the_term_stays_and_the_work_moves(house, sanne):
    puts_off(house, sanne)
    clock = Clock.objects.get(kind="belofte_intake")
    assert (clock.due, clock.delay_new_day, clock.delay_why) == (dt.date(2026, 12, 3), NEW_DAY, "interpreter")
    assert clock.stopped_on is None
    assert Dossier.objects.get(pk=sanne.dossier_id).look_at == NEW_DAY
    assert recompute_look_at() == []


def test_each_clock_is_put_off_on_its_own(house, sanne):
    puts_off(house, sanne, kinds=("belofte_intake", "wgs_first_talk"), day=dt.date(2026, 12, 28))
    assert set(Clock.objects.filter(delay_why="interpreter").values_list("kind", flat=True)) == {
        "belofte_intake", "wgs_first_talk",
    }  # fmt: skip
    assert Clock.objects.get(kind="belofte_contact").delay_new_day is None


def test_where_no_message_can_go_somebody_calls_the_same_day(house, sanne):
    change_wishes(house.counsellor, sanne.dossier_id, sanne.party_id,
                  WishesGiven(text_allowed=False, mail_allowed=False), WALL_CLOCK)  # fmt: skip
    puts_off(house, sanne)
    task = Task.objects.get(kind="tell_delay")
    assert task.due == WALL_CLOCK.today()
    assert Dossier.objects.get(pk=sanne.dossier_id).look_at == WALL_CLOCK.today()


def test_without_a_reason_a_later_day_or_a_term_that_runs_there_is_no_delay(house, sanne):
    with pytest.raises(DelayNeedsReason):
        puts_off(house, sanne, why="")
    with pytest.raises(NewDayTooEarly):
        puts_off(house, sanne, day=WALL_CLOCK.today())
    with pytest.raises(NothingRuns):
        puts_off(house, sanne, kinds=("belofte_contact",))
    with pytest.raises(NothingRuns):
        puts_off(house, sanne, day=dt.date(2026, 12, 1))
    assert not Message.objects.filter(text_key="clock.delayed").exists()


def test_an_outsider_delays_nothing_and_a_closed_file_has_no_delay(house):
    made = signs_up(house, WALL_CLOCK, phone="+31611223355")
    with pytest.raises(NotYours):
        puts_off(house, made, actor=house.outsider)
    end_on_own_words(house.counsellor, made.dossier_id, made.party_id, "Ik red het zelf", WALL_CLOCK)
    with pytest.raises(ClosedDossier):
        puts_off(house, made)
