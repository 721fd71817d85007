"""The promise counted from facts: one planted breach of each statement is found, and nothing else is."""

import datetime as dt
from dataclasses import replace

import pytest
from tests.support.houses import WALL_CLOCK, build_house, clock_at
from tests.support.stories import calls, later, signs_up

from houvast.casework.contact.services import retract_attempt
from houvast.casework.dossier.services import end_on_own_words, open_task
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.models import AccessRelation
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard
from houvast.promise.definitions import DEFINITIONS
from houvast.promise.facts import PAPERS_ASKED, Period
from houvast.promise.judge import State
from houvast.promise.lists import Asked, behind
from houvast.promise.models import DayCount
from houvast.promise.queries import parts, score, scores, shielded
from houvast.promise.services import refresh

pytestmark = pytest.mark.django_db
NOVEMBER = Period(dt.date(2026, 11, 1), dt.date(2026, 11, 30))
LATE = Asked("1.3", (State.BROKEN,), NOVEMBER)


@pytest.fixture
def house():
    house = build_house()
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
        yield house


def officer(house):
    return replace(house.colleague, roles=("quality_officer",), team_ids=())


def helped(house, **given):
    """Somebody who gets everything that was promised."""
    made = signs_up(house, WALL_CLOCK, **given)
    calls(house, made, later(WALL_CLOCK, hours=2), "reached", first_talk=True)
    return made


def broken_of(definition_id, known_at):
    _, judged = score(definition_id, NOVEMBER, None, known_at)
    return [case.dossier_id for case, state in judged if state is State.BROKEN]


def plant_1_1(house):
    return signs_up(house, WALL_CLOCK, municipality_known_by="unknown")


def plant_1_2(house):
    left_lying = WALL_CLOCK.now() - dt.timedelta(days=6)
    return signs_up(house, WALL_CLOCK, channel="letter", actor=house.counsellor, received_at=left_lying)


def plant_1_3(house):
    made = signs_up(house, WALL_CLOCK)
    calls(house, made, later(WALL_CLOCK, days=3), "reached")
    return made


def plant_1_4(house):
    made = signs_up(house, WALL_CLOCK)
    end_on_own_words(house.counsellor, made.dossier_id, made.party_id, "Geen reactie.", later(WALL_CLOCK, hours=1))
    return made


def plant_1_5(house):
    made = signs_up(house, WALL_CLOCK)
    open_task(house.counsellor, made.dossier_id, made.party_id, PAPERS_ASKED, "Stuur je loonstrook", None, WALL_CLOCK)
    calls(house, made, later(WALL_CLOCK, hours=1), "reached", first_talk=True)
    return made


def plant_1_3b(house):
    made = signs_up(house, WALL_CLOCK)
    calls(house, made, later(WALL_CLOCK, hours=1), "reached")
    calls(house, made, later(WALL_CLOCK, days=11), "reached", first_talk=True)
    return made


PLANTED = {
    "1.1": plant_1_1,
    "1.2": plant_1_2,
    "1.3": plant_1_3,
    "1.3b": plant_1_3b,
    "1.4": plant_1_4,
    "1.5": plant_1_5,
}


def test_every_statement_has_a_planted_breach():
    assert set(PLANTED) == set(DEFINITIONS)


@pytest.mark.parametrize("definition_id", sorted(PLANTED))
def test_the_one_planted_breach_is_found(house, definition_id):
    for _ in range(3):
        helped(house)
    made = PLANTED[definition_id](house)
    end = later(WALL_CLOCK, days=12)
    assert broken_of(definition_id, end.now()) == [made.dossier_id]
    refresh(end)
    stored = {one.definition.id: one for one in scores(officer(house), NOVEMBER, None, end)}
    assert (stored[definition_id].broken, stored[definition_id].kept) == (1, 3)
    assert not stored[definition_id].meets


def test_a_month_without_a_breach_meets_every_norm(house):
    helped(house)
    end = later(WALL_CLOCK, days=4)
    refresh(end)
    assert all(one.meets for one in scores(officer(house), NOVEMBER, None, end))
    assert all(broken_of(one, end.now()) == [] for one in DEFINITIONS)


def test_a_corrected_contact_changes_the_figure_and_the_old_one_is_still_found(house):
    made = signs_up(house, WALL_CLOCK)
    done = calls(house, made, later(WALL_CLOCK, hours=1), "reached")
    before = later(WALL_CLOCK, days=3)
    assert score("1.3", NOVEMBER, None, before.now())[0].kept == 1
    refresh(before)
    retract_attempt(house.counsellor, done.attempt_id, later(WALL_CLOCK, days=4))
    after = later(WALL_CLOCK, days=5)
    refresh(after)
    assert score("1.3", NOVEMBER, None, after.now())[0].broken == 1
    assert score("1.3", NOVEMBER, None, before.now())[0].kept == 1
    assert {one.definition.id: one.broken for one in scores(officer(house), NOVEMBER, None, after)}["1.3"] == 1


def test_a_sign_up_goes_from_not_yet_by_at_risk_to_broken_as_days_pass(house):
    signs_up(house, WALL_CLOCK)  # Monday: the last day is Wednesday
    seen = []
    for days in (0, 1, 2, 3):
        clock = later(WALL_CLOCK, days=days)
        refresh(clock)
        row = DayCount.objects.get(definition="1.3", part="")
        seen.append(next(state for state in ("kept", "at_risk", "broken", "not_yet") if getattr(row, state)))
    assert seen == ["not_yet", "at_risk", "at_risk", "broken"]


def test_who_stops_himself_in_time_does_not_count_against_the_two_days(house):
    made = signs_up(house, WALL_CLOCK)
    end_on_own_words(house.counsellor, made.dossier_id, made.party_id, "Ik red het zelf.", WALL_CLOCK)
    found, _ = score("1.3", NOVEMBER, None, later(WALL_CLOCK, days=9).now())
    assert (found.kept, found.broken) == (0, 0)


def test_the_counts_follow_the_facts_and_counting_twice_changes_nothing(house):
    refresh(WALL_CLOCK)
    helped(house)
    clock = later(WALL_CLOCK, hours=3)
    assert refresh(clock) == 1
    first = sorted(DayCount.objects.values_list("definition", "part", "kept", "broken"))
    refresh(clock)
    assert sorted(DayCount.objects.values_list("definition", "part", "kept", "broken")) == first
    assert refresh(later(clock, hours=1)) == 0


def test_each_municipality_has_its_own_numbers(house):
    helped(house)
    end = later(WALL_CLOCK, days=1)
    refresh(end)
    other = officer(house)
    assert all(one.kept == 0 for one in scores(other, NOVEMBER, house.organisation.id, end))
    assert all(one.kept == 1 for one in scores(other, NOVEMBER, house.municipality.id, end))


def test_small_groups_are_hidden_and_cannot_be_found_by_taking_the_others_away():
    assert shielded({"a": 40, "b": 12, "c": 3}) == {"a": 40, "b": None, "c": None}
    assert shielded({"a": 40, "b": 3, "c": 4}) == {"a": 40, "b": None, "c": None}
    assert shielded({"a": 40, "b": 0}) == {"a": 40, "b": 0}


def test_parts_below_ten_are_not_told(house):
    for _ in range(11):
        helped(house)
    helped(house, channel="phone", actor=house.counsellor)
    end = later(WALL_CLOCK, days=1)
    refresh(end)
    assert parts(officer(house), "1.1", NOVEMBER, None, end) == {"channel:phone": None, "channel:website": None}


def test_the_list_behind_a_number_names_no_person_and_opens_only_ones_own_files(house):
    made = plant_1_3(house)
    end = later(WALL_CLOCK, days=4)
    refresh(end)
    (row,) = behind(officer(house), LATE, end).rows
    assert (row.number, row.team, row.days, row.may_open) == (made.number, "Aanmelding", 3, False)
    (own,) = behind(replace_roles(house.colleague, "team_lead"), LATE, end).rows
    assert own.may_open
    assert behind(replace_roles(house.outsider, "team_lead"), LATE, end).rows == []


def test_a_barred_officer_does_not_see_the_file_on_the_list(house):
    made = plant_1_3(house)
    refresh(later(WALL_CLOCK, days=4))
    who = officer(house)
    AccessRelation.objects.create(
        dossier_id=made.dossier_id, kind="barred", account_id=who.account_id, valid_from=WALL_CLOCK.now()
    )
    assert behind(who, LATE, later(WALL_CLOCK, days=4)).rows == []


def test_a_counsellor_may_not_see_the_numbers(house):
    with pytest.raises(NotYours):
        scores(house.counsellor, NOVEMBER, None, WALL_CLOCK)


def replace_roles(actor, role):
    return replace(actor, roles=(role,))
