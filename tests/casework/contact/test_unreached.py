"""Not reached: other ways, one visit, peace until a day. Nobody is closed because three calls failed."""

import datetime as dt

import pytest
from tests.support.houses import WALL_CLOCK
from tests.support.stories import calls, later, signs_up

from houvast.casework.contact.errors import NoSafeVisit, NotThisWay, QuietTooLong, ThreatRuns, VisitAsked
from houvast.casework.contact.models import ContactAttempt
from houvast.casework.contact.quiet_period import quiet_now
from houvast.casework.contact.unreached import (
    leave_in_peace,
    plan_home_visit,
    try_again,
    unreached,
    write_other_way,
)
from houvast.casework.dossier.models import Clock, Dossier, Task
from houvast.casework.dossier.services import recompute_look_at
from houvast.casework.letters.models import Message
from houvast.casework.residents.models import ContactPoint
from houvast.casework.residents.services import WishesGiven, add_contact_point
from houvast.casework.signup.services import PostalGiven
from houvast.casework.signup.wishes import change_wishes
from houvast.foundation.access.errors import NotYours

pytestmark = pytest.mark.django_db
UNTIL = dt.date(2026, 12, 21)


@pytest.fixture
def silent(house):
    """Three calls in vain; a phone and an address are known."""
    made = signs_up(house, WALL_CLOCK, postal=PostalGiven("Dorpsstraat 12", "1234 AB", "Voorbeeldstad"))
    for hours in range(3):
        calls(house, made, later(WALL_CLOCK, hours=hours), "no_answer")
    return made


def whom(house, made, actor=None):
    return actor or house.counsellor, made.dossier_id, made.party_id


def open_kinds(made):
    return sorted(Task.objects.filter(dossier_id=made.dossier_id, outcome="").values_list("kind", flat=True))


def test_the_page_says_what_was_tried_and_what_is_left(house, silent):
    state = unreached(*whom(house, silent), WALL_CLOCK)
    assert (state.in_vain, state.no_card, state.no_visit, state.no_quiet) == (3, "", "", "")
    assert [one.channel for one in state.ways] == ["text_message"]
    with pytest.raises(NotYours):
        unreached(*whom(house, silent, house.outsider), WALL_CLOCK)


def test_one_visit_at_home_is_planned_and_a_second_is_refused(house, silent):
    task = plan_home_visit(*whom(house, silent), WALL_CLOCK)
    assert task.due == dt.date(2026, 11, 30)
    assert open_kinds(silent) == ["home_visit"]
    with pytest.raises(VisitAsked):
        plan_home_visit(*whom(house, silent), WALL_CLOCK)


def test_nobody_is_visited_who_chose_safe_contact_or_whose_home_is_unknown(house, silent):
    change_wishes(*whom(house, silent), WishesGiven(safe_contact=True), WALL_CLOCK)
    with pytest.raises(NoSafeVisit, match="veilig contact"):
        plan_home_visit(*whom(house, silent), WALL_CLOCK)
    unknown = signs_up(house, WALL_CLOCK, phone="+31611223355")
    with pytest.raises(NoSafeVisit, match="niet waar"):
        plan_home_visit(*whom(house, unknown), WALL_CLOCK)


def test_another_channel_is_a_message_once_a_day_and_a_try(house, silent):
    person = ContactPoint.objects.filter(kind="phone").first().person_id
    mail = add_contact_point(house.counsellor, person, "mail", "sanne@voorbeeld.example", WALL_CLOCK)
    for _ in range(2):
        write_other_way(*whom(house, silent), mail.id, WALL_CLOCK)
    assert Message.objects.filter(text_key="contact.in_vain", channel="mail").count() == 1
    assert ContactAttempt.objects.filter(channel="mail", outcome="message_left").count() == 1
    assert open_kinds(silent) == []


def test_a_way_the_resident_closed_or_of_somebody_else_is_refused_and_nothing_is_written(house, silent):
    phone = ContactPoint.objects.get(kind="phone")
    change_wishes(*whom(house, silent), WishesGiven(text_allowed=False), WALL_CLOCK)
    other = signs_up(house, WALL_CLOCK, phone="+31611223355")
    theirs = ContactPoint.objects.get(value="+31611223355")
    for point in (phone, theirs):
        with pytest.raises(NotThisWay):
            write_other_way(*whom(house, silent), point.id, WALL_CLOCK)
    assert ContactAttempt.objects.filter(outcome="message_left").count() == 0
    assert Dossier.objects.get(pk=other.dossier_id).closed_on is None


def test_left_in_peace_until_a_day_then_it_is_work_and_the_file_stays_open(house, silent):
    leave_in_peace(*whom(house, silent), UNTIL, WALL_CLOCK)
    dossier = Dossier.objects.get(pk=silent.dossier_id)
    assert (dossier.closed_on, dossier.look_at) == (None, UNTIL)
    assert open_kinds(silent) == ["after_quiet"]
    assert "21 december" in Message.objects.get(text_key="contact.quiet").body
    contact = Clock.objects.get(kind="belofte_contact", dossier_id=silent.dossier_id)
    assert (contact.due, contact.stopped_on, contact.delay_new_day) == (dt.date(2026, 11, 25), None, UNTIL)
    assert recompute_look_at() == []


def test_a_try_in_the_quiet_period_is_told_to_the_counsellor_and_a_talk_ends_it(house, silent):
    leave_in_peace(*whom(house, silent), UNTIL, WALL_CLOCK)
    tried = calls(house, silent, later(WALL_CLOCK, days=2), "no_answer")
    assert "met rust laten tot maandag 21 december" in tried.objection
    calls(house, silent, later(WALL_CLOCK, days=3), "reached")
    assert quiet_now(silent.dossier_id, dt.date(2026, 11, 26)) is None
    assert "after_quiet" not in open_kinds(silent)
    intake = Clock.objects.get(kind="belofte_intake", dossier_id=silent.dossier_id)
    assert intake.delay_new_day is None
    assert Dossier.objects.get(pk=silent.dossier_id).look_at == intake.plan_by
    assert recompute_look_at() == []


def test_peace_can_end_sooner_and_the_terms_count_as_before(house, silent):
    leave_in_peace(*whom(house, silent), UNTIL, WALL_CLOCK)
    try_again(*whom(house, silent), later(WALL_CLOCK, days=1))
    assert Dossier.objects.get(pk=silent.dossier_id).look_at == dt.date(2026, 11, 25)
    assert quiet_now(silent.dossier_id, WALL_CLOCK.today()) is None


def test_a_second_quiet_period_takes_the_place_of_the_first(house, silent):
    leave_in_peace(*whom(house, silent), UNTIL, WALL_CLOCK)
    leave_in_peace(*whom(house, silent), dt.date(2026, 12, 10), later(WALL_CLOCK, hours=1))
    assert quiet_now(silent.dossier_id, WALL_CLOCK.today()).until == dt.date(2026, 12, 10)
    assert open_kinds(silent) == ["after_quiet"]


@pytest.mark.parametrize("until", [dt.date(2026, 11, 23), dt.date(2027, 3, 1)])
def test_peace_has_an_end_that_is_near_enough(house, silent, until):
    with pytest.raises(QuietTooLong):
        leave_in_peace(*whom(house, silent), until, WALL_CLOCK)


def test_who_is_threatened_is_not_left_waiting(house):
    made = signs_up(house, WALL_CLOCK, threats=("eviction",))
    with pytest.raises(ThreatRuns):
        leave_in_peace(*whom(house, made), UNTIL, WALL_CLOCK)


def test_who_cannot_get_a_message_is_called_today_about_the_peace(house):
    made = signs_up(house, WALL_CLOCK)
    change_wishes(*whom(house, made), WishesGiven(text_allowed=False, mail_allowed=False), WALL_CLOCK)
    leave_in_peace(*whom(house, made), UNTIL, WALL_CLOCK)
    assert Task.objects.get(kind="tell_delay").due == WALL_CLOCK.today()
