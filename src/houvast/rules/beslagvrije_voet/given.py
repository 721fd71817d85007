"""A seizure as a file or form gives it."""

from __future__ import annotations

from collections.abc import Mapping

from houvast.rules.beslagvrije_voet.calculation import (
    SeizureCheck,
    calculate,
    check_seizure,
    months_between,
)
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.reading import read_amount, read_count, read_day

SEIZURE_FIELDS = ("held_back_month", "by", "months", "since", "until")


def check_given(given: Mapping[str, object], parameters: ParameterSet) -> SeizureCheck:
    """Check a real seizure: the household's own fields, ``held_back_month``, ``by``, and how long.

    How long is ``months``, or ``since`` with ``until`` (days); both for one fact is refused.
    """
    seizure = {name: given[name] for name in SEIZURE_FIELDS if given.get(name) is not None}
    household = {name: value for name, value in given.items() if name not in SEIZURE_FIELDS}
    if "held_back_month" not in seizure:
        raise BadInputError("held_back_month", "vul in hoeveel er per maand wordt ingehouden.")
    held = read_amount("held_back_month", seizure["held_back_month"])
    voet = calculate(household, parameters)
    return check_seizure(voet, held, _months(seizure), str(seizure.get("by", "onbekend")))


def _months(seizure: Mapping[str, object]) -> int:
    if "months" in seizure:
        if "since" in seizure or "until" in seizure:
            raise BadInputError("months", "geef het aantal maanden, of de dagen “since” en “until”.")
        return read_count("months", seizure["months"], least=1, most=600)
    if "since" in seizure and "until" in seizure:
        return months_between(read_day("since", seizure["since"]), read_day("until", seizure["until"]))
    raise BadInputError("months", "geef het aantal maanden, of de dagen “since” en “until”.")
