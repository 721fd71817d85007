"""Example schemes of the example municipality. The amounts are made up, and say so themselves."""

from collections.abc import Sequence
from typing import Any, Final

from houvast.foundation.access.actor import Actor
from houvast.foundation.clock import Clock
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.organisations.schemes import SchemeWanted, add_scheme

MADE_UP: Final = "Verzonnen voor het voorbeeld; dit is geen echte regeling"
EXAMPLES: Final[Sequence[dict[str, Any]]] = (
    {
        "kind": "individuele_inkomenstoeslag", "name": "Individuele inkomenstoeslag", "income_pct": "1.10",
        "amounts": {"alleenstaande": "410.00", "alleenstaande_ouder": "520.00", "gehuwden": "585.00"},
        "months_low_income": 36, "months_between": 12, "ages": ["21_to_aow"],
        "excluded": ["wie een opleiding met studiefinanciering volgt"],
    },
    {
        "kind": "bijzondere_bijstand", "name": "Bijzondere bijstand", "income_pct": "1.10", "amounts": {},
        "capacity_share": "0.35", "threshold_year": "100.00",
    },
    {
        "kind": "meedoen", "name": "Stadspas en kindpakket", "income_pct": "1.30",
        "amounts": {"alleenstaande": "150.00", "alleenstaande_ouder": "150.00", "gehuwden": "300.00"},
        "per_child": "275.00",
    },
)  # fmt: skip


def write_down(actor: Actor, place: Municipality, clock: Clock) -> None:
    """Three schemes, looked at today."""
    day = clock.today()
    for one in EXAMPLES:
        written = {**one, "where": f"Werk en inkomen {place.name}", "source": MADE_UP, "checked_on": day}
        add_scheme(actor, SchemeWanted(place.id, written, day), clock)
