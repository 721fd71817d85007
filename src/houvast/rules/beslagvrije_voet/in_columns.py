"""The beslagvrije voet of many households at once: the same plan over columns of cents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from houvast.rules import columns
from houvast.rules.batch.fields import choice, field_of
from houvast.rules.batch.households import flags_of
from houvast.rules.batch.plan import BatchPlan, Columns, Objection, Outcome
from houvast.rules.beslagvrije_voet.book import book
from houvast.rules.beslagvrije_voet.calculation import SITUATIONS, plan_for
from houvast.rules.columns import Exact, Given
from houvast.rules.parameter_sets import ParameterSet


def calculate(
    households: Mapping[str, Given], parameters: ParameterSet, wanted: Sequence[str] = ("beslagvrije_voet", "seizable")
) -> dict[str, Exact]:
    """Columns ``has_partner``, ``has_children`` and the amounts in cents; the wanted steps come back."""
    return columns.run(plan_for(parameters), households, wanted)


_FLAGS = ("has_partner", "has_children")


def _of_file(rows: Columns, parameters: ParameterSet, wanted: Sequence[str]) -> dict[str, Exact]:
    given: dict[str, Given] = {name: rows.values[name] for name in rows.values if name != "situation"}
    partner, children = flags_of(rows)
    return calculate({**given, "has_partner": partner, "has_children": children}, parameters, wanted)


def _impossible(rows: Columns) -> Iterable[Objection]:
    """As :func:`calculation.calculate` refuses one household."""
    partner, _ = flags_of(rows)
    name = "partner_unseized_income_month"
    yield Objection(name, "zonder partner is er geen inkomen van een partner", ~partner & (rows.get(name) != 0))
    both = rows.get("no_brp_address", False).astype(bool) & rows.get("in_institution", False).astype(bool)
    yield Objection("in_institution", "kies: in een inrichting, of zonder adres in de BRP", both)


BATCH = BatchPlan(
    name="beslagvrije_voet",
    title="Beslagvrije voet",
    law="vtlb",
    fields=(
        choice("situation", "huishouden", tuple(SITUATIONS), required=True),
        *(field_of(item) for name, item in book.inputs.items() if name not in _FLAGS),
    ),
    outcomes=(
        Outcome("beslagvrije_voet", "beslagvrije voet per maand"),
        Outcome("seizable", "wat beslagen mag worden per maand"),
    ),
    calculate=_of_file,
    objects=_impossible,
)
