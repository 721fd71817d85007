"""Small groups cannot be found: somebody who collects every number and subtracts whatever he likes learns of no
group of one to nine people that he did not know of."""

import datetime as dt
import itertools
from collections import Counter, defaultdict
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast.promise.facts import Period
from houvast.promise.numbers import numbers_from, quarter_name, settled_quarters
from houvast.promise.shield import CUTS

NORTH, SOUTH = (UUID(int=n) for n in (1, 2))
PLACES, CHANNELS, LANGUAGES = (NORTH, SOUTH), ("phone", "website", "letter"), ("nl", "ar", "ti")
TEAMS = {NORTH: ("a", "both"), SOUTH: ("b",)}
# Spoken and talked in time; late and late; never tried; a talk planned. Each of them knew where to go, or did not.
CODES = [knew + rest for knew in "kb" for rest in ("kkkkk3-", "kbbkk3v", "kbbnn0n", "kkakn2-")]
QUARTERS = settled_quarters(dt.date(2026, 11, 23))[2:]
WEEKS = [one.first + dt.timedelta(weeks=at) for one in QUARTERS for at in (0, 12)]
SPOTS = {"phone": ("",), "website": ("", "library", "doctor"), "letter": ("",)}  # where the poster was
KINDS = [
    (week, place, channel, language, team, code, spot)
    for week, place, channel, language in itertools.product(WEEKS, PLACES, CHANNELS, LANGUAGES)
    for team in TEAMS[place]
    for code in CODES
    for spot in SPOTS[channel]
]
BIT = {kind: 1 << at for at, kind in enumerate(KINDS)}


def mask(holds):
    """A set of kinds as one number, so that taking sets apart costs nothing."""
    return sum(bit for kind, bit in BIT.items() if holds(kind))


EVERYBODY = mask(lambda kind: True)
WITH = {
    (at, value): mask(lambda kind, at=at, value=value: kind[at] == value)
    for at in (0, 1, 2, 3, 4, 6)
    for value in {kind[at] for kind in KINDS}
}
CUT = {name: mask(lambda kind, holds=holds: holds(kind[5])) for name, holds in CUTS.items()}


def those(at, values):
    """Everybody with one of these values."""
    return sum(WITH[at, value] for value in set(values))


def tallies(people):
    """The stored tallies of a population: a number per kind of sign-up."""
    found = defaultdict(Counter)
    for (week, place, channel, language, team, code, spot), number in people.items():
        parts = ("", f"channel:{channel}", f"language:{language}", f"team:{team}")
        for part in (*parts, f"place:{spot}") if channel == "website" else parts:
            found[week, place, part][f"o{code}"] += number
            found[week, place, part]["c1"] += number
    return found


def everything_told(people):
    """Each number of each page, as the set of kinds of sign-ups that it counts."""
    found = tallies(people)
    by_quarter = [{key: tally for key, tally in found.items() if one.first <= key[0] <= one.last} for one in QUARTERS]
    periods = [([one], [cells]) for one, cells in zip(QUARTERS, by_quarter, strict=True)] + [(QUARTERS, by_quarter)]
    for quarters, cells in periods:
        for place in (None, *PLACES):
            page = numbers_from(cells, Period(quarters[0].first, quarters[-1].last), place)
            if page is not None:
                yield from told_of(page, quarters, place)


def told_of(page, quarters, place):
    span = those(0, [week for week in WEEKS if quarters[0].first <= week <= quarters[-1].last])
    here = span & those(1, [place] if place else PLACES)
    yield from told_group(page.total, here)
    for group in page.municipalities:
        yield from told_group(group, span & those(1, map(UUID, group.parts)))
    for group in page.weeks:
        yield from told_group(group, here & those(0, [week for week in WEEKS if week.isoformat() in group.parts]))
    by_web = here & WITH[2, "website"]
    for at, groups, all_of in (
        (2, page.channels, here), (3, page.languages, here), (4, page.teams, here), (6, page.places, by_web),
    ):  # fmt: skip
        for group in groups:
            yield from told_group(group, all_of & those(at, (one.partition(":")[2] for one in group.parts)))


def told_group(group, inside):
    yield group.signups, inside
    numbers = {"spoken": group.spoken, "planned": group.planned, "held": group.held, "never_tried": group.never_tried}
    for one, standing in group.standing.items():
        numbers |= {f"{one}:kept": standing.kept, f"{one}:broken": standing.broken}
        assert standing.running is None
    for cut, number in numbers.items():
        if number is not None:
            yield number, inside & CUT[cut]


def subtract_everything(told):
    """What follows from told sets: what lies inside another is taken off, and what follows is taken off once more."""
    known = sorted({bits for bits in told if bits})
    fresh = {one & ~other for one in known for other in known if other & ~one == 0}
    return fresh | {
        one & ~other for one in itertools.islice(sorted(fresh), 400) for other in known if other & ~one == 0
    }


def size(people, bits):
    return sum(number for kind, number in people.items() if BIT[kind] & bits)


def assert_safe(people):
    told = {}
    for number, bits in everything_told(people):
        assert number == size(people, bits), "what is told is true"
        told[bits] = number
    for bits in subtract_everything(told):
        assert not 0 < size(people, bits) < 10
    return told


populations = st.dictionaries(st.sampled_from(KINDS), st.integers(1, 40), min_size=1, max_size=25)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(populations)
def test_no_subtraction_of_what_is_told_finds_a_small_group(people):
    assert_safe(people)


def crowd(**small):
    """A house of some size: 40 in each quarter, place and channel; then the few people of the story."""
    people = Counter()
    for week, place, channel in itertools.product(WEEKS[::2], PLACES, CHANNELS):
        people[week, place, channel, "nl", TEAMS[place][0], "kkkkkk3-", ""] = 40
    people.update(small.get("more", {}))
    return people


@pytest.mark.parametrize(
    "few",
    [
        (WEEKS[0], NORTH, "letter", "ti", "a", "kkkkkk3-", ""),
        (WEEKS[0], NORTH, "phone", "nl", "both", "kkkkkk3-", ""),
        (WEEKS[1], SOUTH, "phone", "nl", "b", "kkkkkk3-", ""),
        (WEEKS[0], SOUTH, "phone", "nl", "b", "kkbbkk3v", ""),
        (WEEKS[0], NORTH, "website", "nl", "a", "kkkkkk3-", "library"),
        (WEEKS[3], SOUTH, "website", "ar", "b", "kkkakn2-", ""),
    ],
)
def test_three_people_in_a_large_house_stay_hidden_and_the_rest_is_told(few):
    told = assert_safe(crowd(more={few: 3}))
    assert len(told) > 20


def test_a_rule_that_hides_only_what_is_small_itself_would_be_found_out():
    """The attack is real: with every cell of ten and more told, three people are found by one subtraction."""
    people = crowd(more={(WEEKS[0], NORTH, "letter", "ti", "a", "kkkkkk3-", ""): 3})
    told = {WITH[3, language] for language in LANGUAGES if size(people, WITH[3, language]) >= 10}
    naive = {EVERYBODY, *told}
    assert any(0 < size(people, bits) < 10 for bits in subtract_everything(naive))


def test_too_few_people_at_all_and_nothing_is_told():
    people = {(WEEKS[0], NORTH, "phone", "nl", "a", "kkkkkk3-", ""): 9}
    assert assert_safe(people) == {}


def test_quarters_are_whole_weeks_that_never_move_and_are_told_when_their_terms_are_over():
    quarters = settled_quarters(dt.date(2026, 11, 23))
    assert [quarter_name(one) for one in quarters] == ["2025-K4", "2026-K1", "2026-K2", "2026-K3"]
    assert quarters[-1] == Period(dt.date(2026, 6, 29), dt.date(2026, 9, 27))
    assert all(after.first - before.last == dt.timedelta(days=1) for before, after in itertools.pairwise(quarters))
    assert quarter_name(settled_quarters(dt.date(2026, 10, 24))[-1]) == "2026-K2"
    assert quarter_name(settled_quarters(dt.date(2026, 10, 26))[-1]) == "2026-K3"


def test_a_year_of_53_weeks_gives_its_fourth_quarter_fourteen():
    fourth = settled_quarters(dt.date(2027, 2, 15))[-1]
    assert quarter_name(fourth) == "2026-K4" and (fourth.last - fourth.first).days == 14 * 7 - 1
