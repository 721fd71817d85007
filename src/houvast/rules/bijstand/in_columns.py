"""The assistance of many households at once: the same plan over columns of cents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from houvast.rules import columns
from houvast.rules.batch.fields import choice, field_of
from houvast.rules.batch.plan import BatchPlan, Columns, Objection, Outcome
from houvast.rules.bijstand.book import book
from houvast.rules.bijstand.calculation import AGES, EXEMPTIONS, FROM_WORDS, HOUSEHOLDS, LAW, plan_for
from houvast.rules.columns import Exact, Given
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet

HOME = (
    choice("household", "huishouden", HOUSEHOLDS, required=True),
    choice("age_group_self", "leeftijd", AGES, required=True),
    choice("age_group_partner", "leeftijd van de partner", AGES),
    field_of(replace(book.inputs["cost_sharers"], name="cost_sharers_A")),
)
"""Who lives there, as the fields of one household."""


def calculate(
    households: Mapping[str, Given], parameters: ParameterSet, wanted: Sequence[str] = ("norm", "bijstand")
) -> dict[str, Exact]:
    """Columns as the inputs of the plan (``self_aow``, amounts in cents); the wanted steps come back."""
    return columns.run(plan_for(parameters), households, wanted)


def home_of(rows: Columns) -> dict[str, Given]:
    """The inputs of the plan from :data:`HOME`; a partner without an age has that of the other."""
    kind, own = rows.get("household"), rows.get("age_group_self")
    partner = kind == HOUSEHOLDS.index("gehuwden")
    other = np.where(rows.known("age_group_partner"), rows.get("age_group_partner"), own)
    young, old = AGES.index("18_20"), AGES.index("aow")
    return {
        "has_partner": partner,
        "single_parent": kind == HOUSEHOLDS.index("alleenstaande_ouder"),
        "self_young": own == young,
        "self_aow": own == old,
        "partner_young": partner & (other == young),
        "partner_aow": partner & (other == old),
        "cost_sharing": rows.known("cost_sharers_A"),
        "cost_sharers": rows.get("cost_sharers_A", 1),
    }


def no_such_home(rows: Columns) -> Iterable[Objection]:
    """A partner's age where there is no partner."""
    alone = rows.get("household") != HOUSEHOLDS.index("gehuwden")
    why = "zonder partner is er geen leeftijd van een partner"
    yield Objection("age_group_partner", why, rows.known("age_group_partner") & alone)


def _cannot_be(rows: Columns) -> Iterable[Objection]:
    """As :func:`calculation.calculate` refuses one household."""
    yield from no_such_home(rows)
    partner, sharing = rows.get("household") == HOUSEHOLDS.index("gehuwden"), rows.known("cost_sharers_A")
    inside, without = rows.get("in_institution", False), rows.get("partner_without_right", False)
    yield Objection("cost_sharers_A", "in een inrichting zijn er geen kostendelers", inside & sharing)
    outside = rows.get("partner_outside", False) & ~(inside & partner)
    yield Objection("partner_outside", "dit kan alleen als één van twee in een inrichting is", outside)
    yield Objection("partner_without_right", "zonder partner kan dit niet", without & ~partner)
    both = without & partner & (sharing | inside)
    yield Objection("partner_without_right", "samen met kostendelers of een inrichting: vraag de gemeente", both)
    young = rows.get("age_group_self") == AGES.index("18_20")
    grown = rows.get("parents_cannot_support", False) & ~(young & ~partner)
    yield Objection("parents_cannot_support", "dit geldt voor wie alleen is en 18 tot en met 20 jaar", grown)
    first, second, third = (rows.get(name, False) for name in EXEMPTIONS)
    more = (first & second) | (first & third) | (second & third)
    yield Objection(next(iter(EXEMPTIONS)), "er geldt één vrijlating tegelijk", more)


def _refuse_exemptions(rows: Columns, parameters: ParameterSet) -> None:
    """Whether the highest amount must be in the file hangs on the period, so it is the file that is refused."""
    for name, (field, known_from) in EXEMPTIONS.items():
        if parameters.valid_from < known_from:
            if (rows.get(name, False) & ~rows.known(field)).any():
                what = f"voor {parameters.period} is dit bedrag niet bekend. Vul in deze kolom het hoogste bedrag in"
                raise BadInputError(field, f"{what}, of kies perioden vanaf {known_from:%Y-%m}.")
        elif rows.known(field).any():
            what = f"voor {parameters.period} staat dit bedrag in de wet. Laat deze kolom weg"
            raise BadInputError(field, f"{what}, en vergelijk alleen perioden vanaf {known_from:%Y-%m}.")


def _of_rows(rows: Columns, parameters: ParameterSet, wanted: Sequence[str]) -> dict[str, Exact]:
    _refuse_exemptions(rows, parameters)
    own = {name: column for name, column in rows.values.items() if name in book.inputs}
    return calculate({**own, **home_of(rows)}, parameters, wanted)


BATCH = BatchPlan(
    name="bijstand",
    title="Bijstand",
    law=LAW,
    fields=(*HOME, *(field_of(item) for item in book.inputs.values() if item.name not in FROM_WORDS)),
    outcomes=(
        Outcome("bijstand", "bijstand per maand, met vakantiegeld", "bijstand_month"),
        Outcome("norm", "norm per maand, met vakantiegeld", "bijstand_norm"),
    ),
    calculate=_of_rows,
    objects=_cannot_be,
)
