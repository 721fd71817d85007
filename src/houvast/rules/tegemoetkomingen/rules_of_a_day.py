"""The figures that a checklist stands on: those of the allowances of a year, and those of the VTLB on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from houvast.rules import parameter_sets, toeslagen
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet


@dataclass(frozen=True)
class Rules:
    """The day of the checklist, and the two sets of figures that hold on it."""

    day: date
    allowances: ParameterSet
    vtlb: ParameterSet


def rules_for(day: date | None = None, *, period: str | None = None) -> Rules:
    """The figures of a day, or of the first day of a period (``2026-07`` or ``2026``); refused when there are none."""
    if period is not None:
        vtlb = parameter_sets.of_period("vtlb", f"{period}-01" if len(period) == 4 else period)
        day = vtlb.valid_from
    elif day is None:
        raise BadInputError("day", "geef de dag waarvoor je rekent, of een periode zoals 2026-07.")
    else:
        vtlb = parameter_sets.on("vtlb", day)
    return Rules(day, toeslagen.parameters_for(day), vtlb)
