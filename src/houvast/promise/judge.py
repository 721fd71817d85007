"""Kept, at risk, broken or not yet: pure functions over the facts of one sign-up, on one day."""

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from houvast.promise.facts import Case
from houvast.rules import terms

TRIES_BEFORE_ALARM: Final = 3


class State(StrEnum):
    """How one sign-up stands against one statement; OUTSIDE = it does not count."""

    KEPT = "kept"
    AT_RISK = "at_risk"
    BROKEN = "broken"
    NOT_YET = "not_yet"
    OUTSIDE = "outside"


def judge(definition_id: str, case: Case, on: dt.date) -> State:
    """How the sign-up stands on a legal day. KeyError for a statement that is not measured."""
    return _JUDGES[definition_id](case, on)


def _knew_the_way(case: Case, on: dt.date) -> State:
    return State.BROKEN if case.municipality_known_by == "unknown" else State.KEPT


def _at_any_moment(case: Case, on: dt.date) -> State:
    latest = terms.add_working_days(case.received_on, 1)
    return State.KEPT if case.recorded_on <= latest else State.BROKEN


def _contact_in_time(case: Case, on: dt.date) -> State:
    reached = case.first_contact_on
    if reached is not None and reached <= case.contact_due:
        return State.KEPT
    stopped_himself = case.ended is not None and reached is None and case.ended.on <= case.contact_due
    if stopped_himself:
        return State.OUTSIDE
    if on > case.contact_due or reached is not None:
        return State.BROKEN
    return State.AT_RISK if terms.add_working_days(on, 1) >= case.contact_due else State.NOT_YET


def _talk_in_time(case: Case, on: dt.date) -> State:
    held, due = case.first_talk_on, case.intake_due
    if due is None:
        return State.OUTSIDE
    if held is not None:
        return State.KEPT if held <= due else State.BROKEN
    if case.ended is not None and case.ended.on <= due:
        return State.OUTSIDE
    if on > due:
        return State.BROKEN
    return State.AT_RISK if not case.planned and terms.add_working_days(on, 2) >= due else State.NOT_YET


def _welcome(case: Case, on: dt.date) -> State:
    if case.first_contact_on is not None:
        return State.KEPT
    if case.ended is not None:
        return State.KEPT if case.ended.by_resident else State.BROKEN
    return State.AT_RISK if len(case.attempts) >= TRIES_BEFORE_ALARM else State.NOT_YET


def _nothing_to_bring(case: Case, on: dt.date) -> State:
    talk, asked = case.first_talk_at, case.asked_for_papers_at
    if asked is not None and (talk is None or asked < talk):
        return State.BROKEN
    return State.NOT_YET if talk is None else State.KEPT


_JUDGES: Final[Mapping[str, Callable[[Case, dt.date], State]]] = MappingProxyType(
    {
        "1.1": _knew_the_way,
        "1.2": _at_any_moment,
        "1.3": _contact_in_time,
        "1.3b": _talk_in_time,
        "1.4": _welcome,
        "1.5": _nothing_to_bring,
    }
)
