"""The remission of many households at once: norm and remission, linked in the same way, over columns of cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from houvast.rules import bijstand, columns
from houvast.rules.batch.fields import field_of
from houvast.rules.batch.plan import BatchPlan, Columns, Outcome
from houvast.rules.bijstand.book import book as norm_book
from houvast.rules.bijstand.calculation import HOUSEHOLDS
from houvast.rules.bijstand.calculation import LAW as NORM_LAW
from houvast.rules.bijstand.in_columns import HOME, home_of, no_such_home
from houvast.rules.columns import Exact, Given
from houvast.rules.errors import BadInputError
from houvast.rules.kwijtschelding.book import book
from houvast.rules.kwijtschelding.calculation import EXTRA, LAW, OWN, Sets, plan_for
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.reading import refuse_unknown

_NORM = "norms.art21b_gehuwden"


def calculate(
    households: Mapping[str, Given], sets: Sets, wanted: Sequence[str] = ("remission", "to_pay")
) -> dict[str, Exact]:
    """Columns as the inputs of the plans of the norm and the remission; the wanted steps come back."""
    norm, own = bijstand.norm_plan(sets.norms), plan_for(sets.own)
    refuse_unknown(households, (*norm.inputs, *own.inputs))
    before = columns.run(norm, {name: households[name] for name in norm.inputs if name in households}, ("norm",))
    given = {name: households[name] for name in own.inputs if name in households}
    return columns.run(own, {"bijstandsnorm": before["norm"], **given}, wanted)


def _of_rows(rows: Columns, norms: ParameterSet, wanted: Sequence[str]) -> dict[str, Exact]:
    if _NORM not in norms.entries:
        what = f"{norms.id} heeft geen bijstandsnormen. Geef een half jaar, zoals 2026-07"
        raise BadInputError("periode", f"{what}, of een eigen YAML-bestand met de bedragen van de bijstand.")
    _, own = BATCH.sets_beside(norms)
    _refuse_extra(rows, own)
    given = {name: column for name, column in rows.values.items() if name in (*OWN, "has_children")}
    return calculate({**given, **home_of(rows)}, Sets(own, norms), wanted)


def _refuse_extra(rows: Columns, own: ParameterSet) -> None:
    """What an ordinance leaves free besides has a highest amount, which hangs on the year: the file is refused."""
    most = np.array([int(own.amount(EXTRA[kind]).ratio * 100) for kind in HOUSEHOLDS])
    if (rows.get("local_extra_liquid") > most[rows.get("household")]).any():
        known = ", ".join(f"{kind} {own.amount(EXTRA[kind]).dutch()}" for kind in HOUSEHOLDS)
        what = f"de wet laat in {own.period[:4]} hoogstens dit toe: {known}. Verbeter deze kolom."
        raise BadInputError("local_extra_liquid", what)


BATCH = BatchPlan(
    name="kwijtschelding",
    title="Kwijtschelding",
    law=NORM_LAW,
    fields=(*HOME, field_of(norm_book.inputs["has_children"]), *(field_of(book.inputs[name]) for name in OWN)),
    outcomes=(
        Outcome("remission", "kwijtschelding van de aanslag", "kwijtschelding_remission"),
        Outcome("to_pay", "wat er te betalen blijft", "kwijtschelding_to_pay"),
    ),
    calculate=_of_rows,
    objects=no_such_home,
    beside=(LAW,),
)
"""The norm changes in July, so a half year of the Participatiewet is asked; the own figures are those of its year."""
