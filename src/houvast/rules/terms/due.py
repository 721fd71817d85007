"""When a clock is due, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from houvast.rules.dutch import day_in_words, length_in_words
from houvast.rules.terms.calendar import NATIONAL, ONE_DAY, Calendar, holiday_name, holidays_of, is_weekend, legal_date
from houvast.rules.terms.catalogue import ClockRule, rule_for
from houvast.rules.terms.counting import Term, add_working_days, atw_end, is_working_day, nominal_end
from houvast.rules.terms.errors import BadTermLengthError, NoDuesError, NotSuspendableError
from houvast.rules.terms.settings import DEFAULT_SETTINGS, TermSettings

_LAYER_ORDER = ("law", "belofte", "nvvk", "covenant", "local")


@dataclass(frozen=True)
class Due:
    """The last day of a clock.

    ``plan_by``: the last working day on or before it, so the day to plan the work on. ``provisional``: which
    days a decree equates with holidays is not known yet around this day. ``steps``: the explanation in Dutch.
    """

    day: date
    plan_by: date
    rule_key: str
    rule_version: str
    calendar_version: str
    provisional: bool
    steps: tuple[str, ...]
    layer: str


def due(
    rule_key: str,
    start: date,
    *,
    calendar: Calendar = NATIONAL,
    settings: TermSettings = DEFAULT_SETTINGS,
    suspended_days: int = 0,
) -> Due:
    """When the clock ``rule_key`` that starts on ``start`` is due. The start day itself does not count.

    ``suspended_days``: calendar days that a written suspension stood (Awb 4:15); only for the decision.
    Waiting for papers without such a letter stops nothing. Raises a ``TermError`` in plain Dutch.
    """
    rule = rule_for(rule_key, settings)
    if type(suspended_days) is not int or not 0 <= suspended_days <= 36_500:
        raise BadTermLengthError(suspended_days)
    if suspended_days and not rule.suspendable:
        raise NotSuspendableError(rule_key)
    term = Term(rule.length, rule.unit)
    begin = legal_date(start)
    shifted = begin + timedelta(days=suspended_days)
    nominal = _nominal(rule, term, shifted, calendar, settings)
    day = atw_end(shifted, term, calendar=calendar, settings=settings) if rule.atw else nominal
    provisional = not (calendar.knows(day) and calendar.knows(begin))
    plan_by = _plan_by(day, begin, rule, calendar, settings)
    skipped = _skipped(begin, nominal, calendar, settings) if rule.unit == "working_days" else []
    moved = _moved(nominal, calendar) if nominal != day else []
    steps = (
        *_opening(rule, begin, suspended_days),
        *skipped,
        *moved,
        *_closing(day, plan_by, provisional=provisional),
    )
    version = _version(rule, settings)
    return Due(day, plan_by, rule.key, version, calendar.version, provisional, steps, rule.layer)


def strictest(dues: Iterable[Due]) -> Due:
    """The clock that is due first; on the same day law before Belofte, NVVK, covenant and local."""
    found = sorted(dues, key=lambda d: (d.day, d.plan_by, _LAYER_ORDER.index(d.layer), d.rule_key))
    if not found:
        raise NoDuesError
    return found[0]


def _nominal(rule: ClockRule, term: Term, start: date, calendar: Calendar, settings: TermSettings) -> date:
    if rule.backward:
        return add_working_days(start, -term.length, calendar=calendar, settings=settings)
    return nominal_end(start, term, calendar=calendar, settings=settings)


def _plan_by(day: date, begin: date, rule: ClockRule, calendar: Calendar, settings: TermSettings) -> date:
    """Last working day on or before ``day``; ``day`` itself when none is left after the start."""
    plan = day
    while not is_working_day(plan, calendar=calendar, settings=settings):
        plan -= ONE_DAY
    return plan if rule.backward or plan > begin else day


def _version(rule: ClockRule, settings: TermSettings) -> str:
    free = "+equated-free" if settings.equated_days_free else ""
    return rule.version + free


def _opening(rule: ClockRule, begin: date, suspended: int) -> list[str]:
    length = length_in_words(rule.length, rule.unit)
    back = " terug" if rule.backward else ""
    steps = [
        f"Begin: {rule.starts_nl}, {day_in_words(begin)}. Deze dag telt niet mee.",
        f"Termijn: {length}{back} ({rule.source}).",
    ]
    if suspended:
        steps.append(f"Opgeschort met een brief: {length_in_words(suspended, 'days')} erbij (Awb art. 4:15).")
    return steps


def _moved(nominal: date, calendar: Calendar) -> list[str]:
    why = _why_free(nominal, calendar) or "te weinig gewone dagen"
    return [f"{day_in_words(nominal).capitalize()} telt niet als einde: {why} (Algemene termijnenwet)."]


def _closing(day: date, plan_by: date, *, provisional: bool) -> list[str]:
    steps = [f"Uiterlijk {day_in_words(day)}."]
    if plan_by != day:
        steps.append(f"Plan op of voor {day_in_words(plan_by)}: daarna is er geen werkdag meer.")
    if provisional:
        steps.append("Voorlopig: voor dit jaar zijn nog niet alle vrije dagen bekend.")
    return steps


def _skipped(begin: date, end: date, calendar: Calendar, settings: TermSettings) -> list[str]:
    """One line with the holidays that were jumped over; weekends go without saying."""
    first, last = min(begin, end), max(begin, end)
    free = [day for year in range(first.year, last.year + 1) for day in holidays_of(year)]
    if settings.equated_days_free:
        free.extend(calendar.equated)
    days = sorted(day for day in free if first < day < last and not is_weekend(day))
    names = [f"{day_in_words(day)} ({_why_free(day, calendar)})" for day in days]
    return [f"Geen werkdag: {', '.join(names)}."] if names else []


def _why_free(day: date, calendar: Calendar) -> str | None:
    if is_weekend(day):
        return "weekend"
    return holiday_name(day) or calendar.equated.get(day)
