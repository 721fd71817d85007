"""The talk within ten days: three hours to choose from, no hour given twice, nobody closed for not coming."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, transaction
from tests.support.houses import WALL_CLOCK, build_house, clock_at
from tests.support.stories import calls, later, signs_up

from houvast.casework.contact.services import retract_attempt
from houvast.casework.dossier.models import Clock, Dossier, Task
from houvast.casework.letters.models import Message
from houvast.casework.planning.errors import (
    BadHours,
    BookedAlready,
    HoursOverlap,
    NameTaken,
    NoSlot,
    NothingSpoken,
    NotPlanned,
    NotYet,
    OutcomeFirst,
    ReasonNeeded,
    SlotTaken,
)
from houvast.casework.planning.models import Appointment, FreeHours, Interpreter
from houvast.casework.planning.queries import interpreters
from houvast.casework.planning.reminders import remind
from houvast.casework.planning.services import (
    OfferCommand,
    add_interpreter,
    cannot,
    end_help,
    give_hours,
    give_interpreter_hours,
    held,
    no_show,
    none_fits,
    offer_slots,
    pick,
    take_hours_back,
    take_interpreter_hours_back,
)
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.clock import AMSTERDAM, FixedClock
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard

pytestmark = pytest.mark.django_db
THREADS = 16
TUESDAY = dt.date(2026, 12, 1)  # the talk is promised by Thursday 3 December


def at(day, hour):
    return dt.datetime.combine(day, dt.time(hour), tzinfo=AMSTERDAM)


def gives_hours(house, day=TUESDAY, first=9, last=12, actor=None):
    return give_hours(actor or house.counsellor, at(day, first), at(day, last), WALL_CLOCK)


def offers(house, made, clock=WALL_CLOCK, **more):
    command = OfferCommand(made.dossier_id, made.party_id, (house.counsellor.account_id,), more.pop("way", "phone"),
                           **more)  # fmt: skip
    return offer_slots(house.counsellor, command, clock)


def resident(house, made):
    return Actor(
        kind="resident", organisation_id=house.id, dossier_id=made.dossier_id, party_id=made.party_id, level="N1"
    )


def running(made):
    return set(Clock.objects.filter(dossier_id=made.dossier_id, stopped_on__isnull=True).values_list("kind", flat=True))


def test_three_hours_are_offered_and_the_resident_is_told(house):
    gives_hours(house)
    sanne = signs_up(house, WALL_CLOCK)
    offered = offers(house, sanne)
    assert [one.starts_at for one in offered] == [at(TUESDAY, 9), at(TUESDAY, 10), at(TUESDAY, 11)]
    assert Message.objects.filter(intent__key=f"appointment.offered:{offered[0].id}").count() == 1


def test_the_three_hours_lie_on_different_days_when_there_are(house):
    for days in range(3):
        gives_hours(house, TUESDAY + dt.timedelta(days=days - 1))
    days = [one.starts_at.astimezone(AMSTERDAM).day for one in offers(house, signs_up(house, WALL_CLOCK))]
    assert days == [30, 1, 2]


def test_the_resident_picks_moves_and_says_i_cannot_without_a_question(house):
    gives_hours(house)
    sanne = signs_up(house, WALL_CLOCK)
    first, second, _third = offers(house, sanne)
    me = resident(house, sanne)
    pick(me, first.id, WALL_CLOCK)
    pick(me, second.id, WALL_CLOCK)
    states = dict(Appointment.objects.values_list("id", "state"))
    assert (states[first.id], states[second.id]) == ("moved", "booked")
    assert cannot(me, second.id, WALL_CLOCK).state == "cancelled"
    assert [task.kind for task in Task.objects.filter(outcome="")] == ["plan_again"]
    with pytest.raises(NotPlanned):
        cannot(me, second.id, WALL_CLOCK)


def test_an_appointment_of_somebody_else_is_not_there(house):
    gives_hours(house)
    sanne, omar = signs_up(house, WALL_CLOCK), signs_up(house, WALL_CLOCK, phone="+31611223355")
    offered = offers(house, sanne)
    with pytest.raises(NotYours):
        pick(resident(house, omar), offered[0].id, WALL_CLOCK)


def test_an_hour_that_is_gone_is_refused_and_the_appointment_of_before_stays(house):
    gives_hours(house)
    sanne, omar = signs_up(house, WALL_CLOCK), signs_up(house, WALL_CLOCK, phone="+31611223355")
    hers, his = offers(house, sanne), offers(house, omar)
    pick(resident(house, sanne), hers[0].id, WALL_CLOCK)
    pick(resident(house, omar), his[1].id, WALL_CLOCK)
    with pytest.raises(SlotTaken):
        pick(resident(house, omar), his[0].id, WALL_CLOCK)
    assert Appointment.objects.get(dossier_id=omar.dossier_id, state="booked").id == his[1].id


def test_the_database_refuses_two_talks_in_one_hour_whoever_asks(house):
    gives_hours(house)
    sanne, omar = signs_up(house, WALL_CLOCK), signs_up(house, WALL_CLOCK, phone="+31611223355")
    offers(house, sanne)
    offers(house, omar)
    with pytest.raises(IntegrityError, match="appointment_counsellor_once"), transaction.atomic():
        Appointment.objects.filter(starts_at=at(TUESDAY, 9)).update(state="booked")


@pytest.mark.django_db(transaction=True)
def test_sixteen_people_pick_the_same_hour_and_one_has_it():
    house = build_house()
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
        gives_hours(house)
        people = [signs_up(house, WALL_CLOCK, phone=f"+316112233{number:02}") for number in range(THREADS)]
        wanted = [(resident(house, one), offers(house, one)[0].id) for one in people]
    ready = threading.Barrier(THREADS)

    def picks(given):
        try:
            ready.wait()
            with tenant(house.id):
                return pick(given[0], given[1], WALL_CLOCK).state
        except SlotTaken:
            return "taken"
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = sorted(pool.map(picks, wanted))
    assert outcomes == ["booked"] + ["taken"] * (THREADS - 1)
    with tenant(house.id):
        assert Appointment.objects.filter(state="booked").count() == 1


def test_an_interpreter_in_the_evening_is_booked_with_the_talk_and_only_once(house):
    gives_hours(house, first=9, last=21)
    layla = Interpreter.objects.create(name="Layla Haddad", languages=["ar"])
    with pytest.raises(NoSlot):
        offers(house, signs_up(house, WALL_CLOCK), language="ar", from_hour=17)
    give_interpreter_hours(house.administrator, layla.id, at(TUESDAY, 18), at(TUESDAY, 20), WALL_CLOCK)
    amal = signs_up(house, WALL_CLOCK, phone="+31611223366", language="ar")
    offered = offers(house, amal, language="ar", from_hour=17)
    assert [one.starts_at for one in offered] == [at(TUESDAY, 18), at(TUESDAY, 19)]
    assert pick(resident(house, amal), offered[0].id, WALL_CLOCK).interpreter_id == layla.id
    left = offers(house, signs_up(house, WALL_CLOCK, phone="+31611223377"), language="ar", from_hour=17)
    assert [one.starts_at for one in left] == [at(TUESDAY, 19)]


def test_a_talk_that_is_held_stops_the_clocks_of_contact_and_talk(house):
    gives_hours(house)
    sanne = signs_up(house, WALL_CLOCK)
    given = pick(resident(house, sanne), offers(house, sanne)[0].id, WALL_CLOCK)
    with pytest.raises(NotYet):
        held(house.counsellor, given.id, WALL_CLOCK)
    held(house.counsellor, given.id, clock_at(TUESDAY, 11))
    assert running(sanne) == set()


def test_who_walks_in_and_is_spoken_to_has_had_the_talk(house):
    sanne = signs_up(house, WALL_CLOCK)
    calls(house, sanne, later(WALL_CLOCK, hours=1), "reached", channel="desk", first_talk=True)
    assert running(sanne) == set()


def test_an_interpreter_is_named_once_and_gives_and_takes_back_hours(house):
    rania = add_interpreter(house.administrator, "Rania Salem", ["ar"], WALL_CLOCK)
    with pytest.raises(NameTaken):
        add_interpreter(house.administrator, "Rania Salem", ["ti"], WALL_CLOCK)
    with pytest.raises(NothingSpoken):
        add_interpreter(house.administrator, "Niemand", [], WALL_CLOCK)
    with pytest.raises(NotYours):
        add_interpreter(house.counsellor, "Ewa Zielak", ["pl"], WALL_CLOCK)
    given = give_interpreter_hours(house.administrator, rania.id, at(TUESDAY, 9), at(TUESDAY, 12), WALL_CLOCK)
    assert [row.hours for row in interpreters(house.administrator, WALL_CLOCK)] == [(given,)]
    take_interpreter_hours_back(house.administrator, given.id, WALL_CLOCK)
    assert [row.hours for row in interpreters(house.administrator, WALL_CLOCK)] == [()]
    with pytest.raises(NotYours):
        take_interpreter_hours_back(house.administrator, given.id, WALL_CLOCK)


def test_who_does_not_come_is_called_kindly_within_two_working_days_and_stays(house):
    gives_hours(house)
    sanne = signs_up(house, WALL_CLOCK)
    given = pick(resident(house, sanne), offers(house, sanne)[0].id, WALL_CLOCK)
    no_show(house.counsellor, given.id, clock_at(TUESDAY, 11))
    task = Task.objects.get(outcome="")
    assert (task.kind, task.due) == ("kind_call", dt.date(2026, 12, 3))
    assert Dossier.objects.get(pk=sanne.dossier_id).closed_on is None
    assert "belofte_intake" in running(sanne)


def did_not_come(house):
    """A talk that was booked, and nobody there; two hours of the offer are still to come."""
    made = signs_up(house, WALL_CLOCK)
    for day in (TUESDAY, TUESDAY + dt.timedelta(days=1), TUESDAY + dt.timedelta(days=2)):
        gives_hours(house, day)
    first = offers(house, made)[0]
    pick(resident(house, made), first.id, WALL_CLOCK)
    no_show(house.counsellor, first.id, clock_at(TUESDAY, 12))
    return made


def open_kinds(made):
    return list(Task.objects.filter(dossier_id=made.dossier_id, outcome="").values_list("kind", flat=True))


def test_who_comes_back_and_chooses_an_hour_need_not_be_called_for_it_any_more(house):
    made = did_not_come(house)
    assert open_kinds(made) == ["kind_call"]
    other = Appointment.objects.filter(state="offered").order_by("starts_at").first()
    pick(resident(house, made), other.id, clock_at(TUESDAY, 13))
    assert open_kinds(made) == [] and Task.objects.get(kind="kind_call").outcome == "dropped"


def test_the_kind_call_is_done_by_a_talk_and_asked_again_when_the_talk_was_none(house):
    made, noon = did_not_come(house), clock_at(TUESDAY, 13)
    calls(house, made, noon, "no_answer")
    assert open_kinds(made) == ["kind_call"]
    talk = calls(house, made, noon, "reached")
    assert open_kinds(made) == []
    retract_attempt(house.counsellor, talk.attempt_id, clock_at(TUESDAY, 14))
    assert open_kinds(made) == ["kind_call"]
    assert {one.due for one in Task.objects.filter(kind="kind_call")} == {TUESDAY + dt.timedelta(days=2)}


def test_new_hours_answer_the_question_for_them(house):
    made = signs_up(house, WALL_CLOCK)
    gives_hours(house)
    none_fits(house.counsellor, offers(house, made)[0].dossier_id, made.party_id, WALL_CLOCK)
    assert open_kinds(made) == ["plan_again"]
    offers(house, made)
    assert open_kinds(made) == []


def test_later_than_ten_days_asks_for_a_reason_and_keeps_the_new_day(house):
    late = dt.date(2026, 12, 8)
    gives_hours(house, late)
    sanne = signs_up(house, WALL_CLOCK)
    with pytest.raises(ReasonNeeded):
        offers(house, sanne)
    offered = offers(house, sanne, reason="Er is geen tolk eerder")
    clock = Clock.objects.get(dossier_id=sanne.dossier_id, kind="belofte_intake")
    assert (clock.delay_reason, clock.delay_new_day) == ("Er is geen tolk eerder", late)
    assert Message.objects.filter(intent__key=f"appointment.offered:{offered[0].id}").exists()


@pytest.mark.parametrize(("days", "reminders"), [(4, 0), (3, 1), (2, 1), (1, 1)])
def test_reminders_go_three_days_and_one_day_before_and_once(house, days, reminders):
    gives_hours(house)
    sanne = signs_up(house, WALL_CLOCK)
    pick(resident(house, sanne), offers(house, sanne)[0].id, WALL_CLOCK)
    clock = clock_at(TUESDAY - dt.timedelta(days=days))
    remind(house.system, clock)
    remind(house.system, clock)
    assert Message.objects.filter(intent__key__startswith="appointment.reminder:").count() == reminders


def test_hours_are_ones_own_do_not_overlap_and_lie_ahead(house):
    mine = gives_hours(house)
    with pytest.raises(HoursOverlap):
        gives_hours(house, first=11, last=14)
    with pytest.raises(BadHours):
        gives_hours(house, first=12, last=9)
    with pytest.raises(NotYours):
        take_hours_back(house.colleague, mine.id, WALL_CLOCK)
    take_hours_back(house.counsellor, mine.id, WALL_CLOCK)
    with pytest.raises(NoSlot):
        offers(house, signs_up(house, WALL_CLOCK))


def test_who_wants_no_help_now_gives_his_hour_free(house):
    gives_hours(house)
    sanne, omar = signs_up(house, WALL_CLOCK), signs_up(house, WALL_CLOCK, phone="+31611223355")
    hers, his = offers(house, sanne), offers(house, omar)
    pick(resident(house, sanne), hers[0].id, WALL_CLOCK)
    end_help(resident(house, sanne), sanne.dossier_id, sanne.party_id, "Ik red het zelf", WALL_CLOCK)
    assert set(Appointment.objects.filter(dossier_id=sanne.dossier_id).values_list("state", flat=True)) == {
        "cancelled",
        "withdrawn",
    }
    assert pick(resident(house, omar), his[0].id, WALL_CLOCK).state == "booked"


def reminders(house):
    keys = Message.objects.filter(intent__key__startswith="appointment.reminder:").order_by("made_at")
    return [one.rpartition(":")[2] for one in keys.values_list("intent__key", flat=True)]


def test_a_worker_that_was_down_catches_up_once_and_only_the_later_reminder(house):
    gives_hours(house)
    sanne = signs_up(house, WALL_CLOCK)
    pick(resident(house, sanne), offers(house, sanne)[0].id, WALL_CLOCK)
    back = clock_at(TUESDAY - dt.timedelta(days=1), 15)
    assert remind(house.system, back) == 1
    remind(house.system, clock_at(TUESDAY, 7))
    assert reminders(house) == ["1"]


def test_a_worker_that_was_down_for_both_days_reminds_on_the_morning_itself(house):
    gives_hours(house)
    sanne = signs_up(house, WALL_CLOCK)
    pick(resident(house, sanne), offers(house, sanne)[1].id, WALL_CLOCK)
    assert remind(house.system, clock_at(TUESDAY, 7)) == 1
    assert remind(house.system, clock_at(TUESDAY, 9)) == 0
    assert reminders(house) == ["1"]


class StopsAfter(FixedClock):
    """The clock of a worker that is stopped when it has looked so often."""

    def __init__(self, instant, looks):
        super().__init__(instant)
        self.looks = looks

    def now(self):
        self.looks -= 1
        if self.looks < 0:
            raise KeyboardInterrupt
        return super().now()


@pytest.mark.django_db(transaction=True)
def test_reminders_leave_in_turns_and_what_a_stopped_worker_made_stays_made_once():
    """Given three talks, when a worker is stopped in a later turn, then the earlier turns were handed over."""
    house = build_house()
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
        gives_hours(house)
        people = [signs_up(house, WALL_CLOCK, phone=f"+316112233{number:02}") for number in range(3)]
        for one in people:
            pick(resident(house, one), offers(house, one)[0].id, WALL_CLOCK)
    day_before = clock_at(TUESDAY - dt.timedelta(days=1)).now()
    seen = []
    for looks in range(200):
        with suppress(KeyboardInterrupt):
            remind(house.system, StopsAfter(day_before, looks), at_a_time=1)
        with tenant(house.id):
            seen.append(len(reminders(house)))
    assert sorted(set(seen)) == [0, 1, 2, 3]
    assert seen == sorted(seen)
    with tenant(house.id):
        assert Message.objects.filter(text_key="appointment.reminder").values("dossier_id").distinct().count() == 3


def test_who_booked_after_the_day_of_a_reminder_does_not_get_that_one(house):
    gives_hours(house)
    sanne = signs_up(house, WALL_CLOCK)
    offered = offers(house, sanne)
    pick(resident(house, sanne), offered[0].id, clock_at(TUESDAY - dt.timedelta(days=2)))
    assert remind(house.system, clock_at(TUESDAY - dt.timedelta(days=2), 15)) == 0
    assert remind(house.system, clock_at(TUESDAY - dt.timedelta(days=1), 8)) == 1


def test_a_reminder_never_leaves_after_the_talk_has_begun(house):
    gives_hours(house)
    sanne = signs_up(house, WALL_CLOCK)
    booked = pick(resident(house, sanne), offers(house, sanne)[0].id, WALL_CLOCK)
    remind(house.system, clock_at(TUESDAY - dt.timedelta(days=1)))
    assert Message.objects.get(text_key="appointment.reminder").intent.deadline_at == booked.starts_at


def test_other_hours_over_a_talk_that_stands_are_refused_with_its_day(house):
    gives_hours(house)
    sanne = signs_up(house, WALL_CLOCK)
    booked = pick(resident(house, sanne), offers(house, sanne)[0].id, WALL_CLOCK)
    with pytest.raises(BookedAlready, match=r"dinsdag 1 december 9\.00"):
        offers(house, sanne)
    assert Appointment.objects.get(pk=booked.id).state == "booked"
    assert Appointment.objects.filter(state="offered").count() == 2


def test_a_talk_that_does_not_go_on_ends_with_one_message_and_its_hour_is_free(house):
    gives_hours(house)
    sanne, omar = signs_up(house, WALL_CLOCK), signs_up(house, WALL_CLOCK, phone="+31611223355")
    his = offers(house, omar)
    booked = pick(resident(house, sanne), offers(house, sanne)[0].id, WALL_CLOCK)
    fresh = offers(house, sanne, instead_of=booked.id)
    assert Appointment.objects.get(pk=booked.id).state == "cancelled"
    told = Message.objects.get(text_key="appointment.again")
    assert "gaat niet door" in told.body and Message.objects.filter(text_key="appointment.offered").count() == 2
    assert pick(resident(house, omar), his[0].id, WALL_CLOCK).state == "booked"
    assert pick(resident(house, sanne), fresh[1].id, WALL_CLOCK).state == "booked"


def test_when_nothing_is_free_the_talk_that_stood_still_stands(house):
    gives_hours(house, first=9, last=10)
    sanne = signs_up(house, WALL_CLOCK)
    booked = pick(resident(house, sanne), offers(house, sanne)[0].id, WALL_CLOCK)
    take_hours_back(house.counsellor, house_hours(house), WALL_CLOCK)
    with pytest.raises(NoSlot):
        offers(house, sanne, instead_of=booked.id)
    assert Appointment.objects.get(pk=booked.id).state == "booked"


def test_a_talk_that_has_been_needs_its_outcome_before_new_hours(house):
    gives_hours(house)
    sanne = signs_up(house, WALL_CLOCK)
    booked = pick(resident(house, sanne), offers(house, sanne)[0].id, WALL_CLOCK)
    after = clock_at(TUESDAY, 12)
    with pytest.raises(OutcomeFirst):
        offers(house, sanne, clock=after, instead_of=booked.id)


def house_hours(house):
    return FreeHours.objects.get(account_id=house.counsellor.account_id).id
