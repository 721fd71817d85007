"""The figures of the law for a calculation, as far as the organisation has agreed to them.

The rules know files and days. What the organisation took into use is decided here, in one place for every screen, the
service and whoever calculates for an organisation. The command line goes by the files alone.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from houvast.foundation.clock import legal_day
from houvast.foundation.organisations.models import Organisation
from houvast.foundation.parameters.models import STANDING, ParameterActivation
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.rules import parameter_sets
from houvast.rules.errors import NoParametersError, NotInUseError
from houvast.rules.parameter_sets import ParameterSet

F = TypeVar("F")
KNOWN_UNTIL: Final = dt.date(2026, 12, 31)
"""Sets that begin on this day or before came with the first release: they count as they are."""
BESIDE: Final[Mapping[str, tuple[str, ...]]] = {"vtlb": ("toeslagen",)}
"""Laws whose figures a calculation takes from the first day of another set."""


def parameters_for(find: Callable[..., F], day: dt.date | None = None, *, period: str | None = None) -> F:
    """What `find` of the rules gives for a day or a period, when every set in it is in use.

    Raises NoParametersError, or NotInUseError which says who can change that. No statement as long as only sets of the
    first release are asked; one or two after.
    """
    return agreed(find(day) if period is None else find(period=period), day)


def agreed(figures: F, day: dt.date | None = None) -> F:
    """The same figures, refused (NotInUseError) when a set in them is not in use on `day`.

    Without a day: not agreed to at all.
    """
    asked = [one for one in sets_in(figures) if one.valid_from > KNOWN_UNTIL]
    if asked:
        _require(asked, day)
    return figures


def _require(asked: list[ParameterSet], day: dt.date | None) -> None:
    begun = known_until()
    newer = [one for one in asked if one.valid_from > begun]
    if not newer:
        return
    rows = ParameterActivation.objects.filter(STANDING, law__in={one.law for one in newer})
    standing = {(row.law, row.period, row.fingerprint): row for row in rows}
    for one in newer:
        row = standing.get((one.law, one.period, one.fingerprint))
        if row is None or (day is not None and one.valid_from <= day < row.starts_on):
            raise NotInUseError(one.law, one.period)


def known_until() -> dt.date:
    """Sets that began by this day need no agreement: who starts later starts with what holds then."""
    made = Organisation.objects.values_list("created_at", flat=True).get(pk=current_organisation_id())
    return max(KNOWN_UNTIL, legal_day(made))


def sets_in(figures: Any) -> list[ParameterSet]:
    """Every set of figures in what a calculation gets, and those it takes from beside them."""
    if isinstance(figures, ParameterSet):
        return [figures, *_beside(figures)]
    if dataclasses.is_dataclass(figures):
        return sets_of_all(getattr(figures, one.name) for one in dataclasses.fields(figures))
    return sets_of_all(figures) if isinstance(figures, tuple) else []


def sets_of_all(several: Iterable[Any]) -> list[ParameterSet]:
    """The sets in each."""
    return [one for figures in several for one in sets_in(figures)]


def _beside(one: ParameterSet) -> list[ParameterSet]:
    found = []
    for law in BESIDE.get(one.law, ()):
        try:
            found.append(parameter_sets.on(law, one.valid_from))
        except NoParametersError:  # the calculation refuses it itself, when it needs it
            continue
    return found
