"""What always holds for terms, whatever the day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from houvast.rules import terms

days = st.dates(date(1990, 1, 1), date(2200, 12, 31))
rules = st.sampled_from(sorted(terms.CLOCK_RULES))
forward = st.sampled_from(sorted(k for k, r in terms.CLOCK_RULES.items() if not r.backward))
settings_ = st.builds(
    terms.TermSettings, equated_days_free=st.booleans(), intake_unit=st.sampled_from(("days", "working_days"))
)


@given(forward, days, days, settings_)
def test_who_starts_later_is_never_due_earlier(key, a, b, settings):
    first, second = sorted((a, b))
    assert terms.due(key, first, settings=settings).day <= terms.due(key, second, settings=settings).day


@given(rules, days, settings_)
def test_the_day_to_plan_on_lies_on_or_before_the_last_day(key, start, settings):
    found = terms.due(key, start, settings=settings)
    assert found.plan_by <= found.day
    if found.plan_by != found.day:
        assert terms.is_working_day(found.plan_by, settings=settings)
        assert terms.working_days_between(found.plan_by, found.day, settings=settings) == 0


@given(rules, days, settings_)
def test_the_same_question_gives_the_same_answer(key, start, settings):
    assert terms.due(key, start, settings=settings) == terms.due(key, start, settings=settings)


@given(days, st.integers(-400, 400), settings_)
def test_adding_working_days_and_measuring_the_distance_agree(start, n, settings):
    end = terms.add_working_days(start, n, settings=settings)
    if n > 0:
        assert terms.working_days_between(start, end, settings=settings) == n
        assert terms.is_working_day(end, settings=settings)
    if n < 0:
        before = end - timedelta(days=1)
        assert terms.working_days_between(before, start - timedelta(days=1), settings=settings) == -n
    if n == 0:
        assert end == start


@given(days, days, days, settings_)
def test_distances_add_up(a, b, c, settings):
    def between(x, y):
        return terms.working_days_between(x, y, settings=settings)

    assert between(a, b) + between(b, c) == between(a, c)


@given(days)
def test_a_statutory_end_is_never_a_free_day(start):
    for rule in terms.CLOCK_RULES.values():
        if rule.atw:
            end = terms.due(rule.key, start).day
            assert end.weekday() < 5
            assert not terms.is_holiday(end)
            assert end not in terms.NATIONAL.equated
