"""No municipality keeps a colour that people with less sight cannot read; the database refuses it too."""

from collections.abc import Mapping
from typing import Any

from houvast.foundation.organisations.errors import NoColour, Unreadable
from houvast.foundation.organisations.look import Theme, failures, proposal

LOOK = {"theme_brand": "brand", "theme_brand_dark": "brand_dark", "theme_sun": "sun", "theme_radius": "radius"}


def refuse_unreadable_look(values: Mapping[str, Any]) -> None:
    """Raises NoColour for what is no colour, Unreadable for too little contrast, with the nearest that passes."""
    given = {name: values[column] for column, name in LOOK.items() if column in values}
    try:
        wanted = Theme(**given)
    except (TypeError, ValueError) as wrong:
        raise NoColour from wrong
    if not failures(wanted):
        return
    better = proposal(wanted)
    for name in ("brand", "brand_dark", "sun"):
        colour, instead = getattr(wanted, name), getattr(better, name)
        if colour != instead:
            raise Unreadable(f"{colour} heeft te weinig contrast. Neem bijvoorbeeld {instead}.", name)
