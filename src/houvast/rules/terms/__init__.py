"""Terms: working days, the Algemene termijnenwet, and the clocks of law, Belofte, NVVK, covenants and policy.

Days in, days out (``date``, Europe/Amsterdam); nothing here reads a clock. ``due`` says when a clock is due,
and why.
"""

from houvast.rules.dutch import day_in_words, length_in_words
from houvast.rules.terms.calendar import NATIONAL, Calendar, holiday_name, is_holiday, read_calendar
from houvast.rules.terms.catalogue import CLOCK_RULES, ClockRule, read_catalogue, rule_for, threat_rule
from houvast.rules.terms.counting import (
    Term,
    add_working_days,
    hours_after,
    is_working_day,
    legal_day,
    working_days_between,
)
from houvast.rules.terms.due import Due, due, strictest
from houvast.rules.terms.errors import (
    BadCalendarError,
    BadCatalogueError,
    BadTermLengthError,
    BadTermSettingError,
    DayOutOfRangeError,
    HoursNotDaysError,
    NaiveInstantError,
    NoDuesError,
    NotALegalDayError,
    NotSuspendableError,
    TermError,
    UnknownRuleError,
    WrongUnitError,
)
from houvast.rules.terms.settings import (
    DEFAULT_SETTINGS,
    LOCAL_THREATS,
    SETTINGS,
    STATUTORY_THREATS,
    THREAT_NAMES_NL,
    Setting,
    TermSettings,
)

__all__ = [
    "CLOCK_RULES",
    "DEFAULT_SETTINGS",
    "LOCAL_THREATS",
    "NATIONAL",
    "SETTINGS",
    "STATUTORY_THREATS",
    "THREAT_NAMES_NL",
    "BadCalendarError",
    "BadCatalogueError",
    "BadTermLengthError",
    "BadTermSettingError",
    "Calendar",
    "ClockRule",
    "DayOutOfRangeError",
    "Due",
    "HoursNotDaysError",
    "NaiveInstantError",
    "NoDuesError",
    "NotALegalDayError",
    "NotSuspendableError",
    "Setting",
    "Term",
    "TermError",
    "TermSettings",
    "UnknownRuleError",
    "WrongUnitError",
    "add_working_days",
    "day_in_words",
    "due",
    "holiday_name",
    "hours_after",
    "is_holiday",
    "is_working_day",
    "legal_day",
    "length_in_words",
    "read_calendar",
    "read_catalogue",
    "rule_for",
    "strictest",
    "threat_rule",
    "working_days_between",
]
