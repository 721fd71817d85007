"""Which calculations the service offers, by the word of their command. Each takes the fields of its case file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from houvast.foundation.organisations.vtlb_choices import vtlb_settings
from houvast.rules import (
    beslagvrije_voet,
    bijstand,
    household,
    inkomen,
    kwijtschelding,
    regelingen,
    render,
    schemas,
    tegemoetkomingen,
    toeslagen,
    vtlb,
)
from houvast.rules.collection_costs import costs_given
from houvast.rules.errors import BadInputError
from houvast.rules.reading import read_day
from houvast.rules.settlement import offer_given

Given = Mapping[str, object]
PERIOD, DAY = "period", "day"
_DATED = {
    PERIOD: {"type": "string", "pattern": r"^\d{4}(-\d{2})?$", "description": "de bedragen van deze periode: 2026-07"},
    DAY: {"type": "string", "format": "date", "description": "de bedragen van deze dag; anders die van vandaag"},
}


@dataclass(frozen=True)
class Offered:
    """A calculation. `figures` gives the amounts of a day or period; without it all figures stand in what is given."""

    title: str
    title_en: str
    calculate: Callable[[Given, Any], render.Result]
    figures: Callable[..., Any] | None = None


def _allowance(name: str, title: str, title_en: str) -> Offered:
    return Offered(title, title_en, partial(toeslagen.calculate, name), toeslagen.parameters_for)


OFFERED: dict[str, Offered] = {
    "beslagvrije-voet": Offered(
        "Beslagvrije voet",
        "Amount that a seizure may not touch",
        beslagvrije_voet.calculate,
        beslagvrije_voet.parameters_for,
    ),
    "beslagcheck": Offered(
        "Klopt dit beslag?",
        "Does this seizure take too much?",
        beslagvrije_voet.check_given,
        beslagvrije_voet.parameters_for,
    ),
    "vtlb": Offered(
        "Vrij te laten bedrag",
        "Amount that somebody keeps in a debt scheme",
        lambda given, parameters: vtlb.calculate(given, parameters, vtlb_settings()),
        beslagvrije_voet.parameters_for,
    ),
    "voorstel": Offered(
        "Voorstel aan schuldeisers", "Offer to creditors", lambda given, _parameters: offer_given(given)
    ),
    "incassokosten": Offered("Incassokosten", "Collection costs", lambda given, _parameters: costs_given(given)),
    "netto": Offered("Netto inkomen", "Net income", inkomen.calculate, inkomen.parameters_for),
    "bijstand": Offered("Bijstandsnorm", "Social assistance norm", bijstand.calculate, bijstand.parameters_for),
    "kwijtschelding": Offered(
        "Kwijtschelding", "Remission of local taxes", kwijtschelding.calculate, kwijtschelding.parameters_for
    ),
    "tegemoetkomingen": Offered(
        "Laat dit huishouden geld liggen?",
        "Which allowances does this household miss?",
        tegemoetkomingen.calculate,
        tegemoetkomingen.rules_for,
    ),
    "regeling": Offered(
        "Regeling van de gemeente", "A scheme of the municipality", regelingen.check_given, regelingen.figures_for
    ),
    "zorgtoeslag": _allowance("zorgtoeslag", "Zorgtoeslag", "Healthcare allowance"),
    "huurtoeslag": _allowance("huurtoeslag", "Huurtoeslag", "Rent allowance"),
    "kindgebonden-budget": _allowance("kindgebonden_budget", "Kindgebonden budget", "Child budget"),
    "kinderopvangtoeslag": Offered(
        "Kinderopvangtoeslag", "Childcare benefit", toeslagen.calculate_childcare, toeslagen.parameters_for
    ),
}


def answer_of(word: str, given: Given, today: date) -> dict[str, Any]:
    """The result with every step, as `houvast … --json` prints it. Raises RuleError."""
    offered = OFFERED[word]
    flat = household.flatten(given, word, lambda: today)
    if offered.figures is None:
        return render.as_json(offered.calculate(flat, None))
    period, day = flat.pop(PERIOD, None), flat.pop(DAY, None)
    if period is not None and not isinstance(period, str):
        raise BadInputError(PERIOD, "schrijf een periode als tekst, zoals 2026-07.")
    if period is not None:
        return render.as_json(offered.calculate(flat, offered.figures(period=period)))
    figures = offered.figures(today if day is None else read_day(DAY, day))
    return render.as_json(offered.calculate(flat, figures))


def schema_of(word: str) -> dict[str, Any]:
    """JSON Schema of the body."""
    schema = schemas.whole(word)
    if OFFERED[word].figures is not None:
        schema["properties"] = {**schema["properties"], **_DATED}
    return schema
