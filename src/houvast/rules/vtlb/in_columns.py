"""The VTLB of many households at once: the same plans, linked in the same way, over columns of cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from houvast.rules import columns
from houvast.rules.columns import Exact, Given
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan
from houvast.rules.vtlb.calculation import DEFAULT_SETTINGS, LINKS, VtlbSettings, norms_plan, plan, voet_plan


def calculate(
    households: Mapping[str, Given],
    parameters: ParameterSet,
    settings: VtlbSettings = DEFAULT_SETTINGS,
    wanted: Sequence[str] = ("vtlb", "afloscapaciteit"),
) -> dict[str, Exact]:
    """The wanted steps of the VTLB for every row.

    Columns as the inputs of the plans of the beslagvrije voet, the norms and the VTLB, in cents, and
    ``individual_costs_known``: whether premium, rent and kindgebonden budget of that row are all known.
    """
    plans = {"voet": voet_plan(parameters), "norms": norms_plan(parameters), "vtlb": plan()}
    known = {name for one in plans.values() for name in one.inputs}
    for name in households:
        if name not in known:
            raise BadInputError(name, "dit veld bestaat niet. Haal het weg of verbeter de naam.")
    given = {**_settings(settings), **households}
    before = {
        which: columns.run(
            plans[which], _of(plans[which], given), [name for run, name in LINKS.values() if run == which]
        )
        for which in ("voet", "norms")
    }
    linked = {name: before[which][source] for name, (which, source) in LINKS.items()}
    return columns.run(plans["vtlb"], _of(plans["vtlb"], {**linked, **given}), wanted)


def _of(one: Plan, given: Mapping[str, Given]) -> dict[str, Given]:
    return {name: given[name] for name in one.inputs if name in given}


def _settings(settings: VtlbSettings) -> dict[str, Given]:
    found: dict[str, Given] = {
        "cap_95_inside": settings.cap_95_inside,
        "negative_reduces_others": settings.negative_reduces_others,
    }
    if settings.arbeidstoeslag is not None:
        amount = settings.arbeidstoeslag
        found |= {"own_arbeidstoeslag": True, "arbeidstoeslag_set": columns.constant(amount)}
    return found
