"""Every calculation by its word: what it is called, and where it stands. A new one is one entry here.

The command line, the service and the schemas go by this list. A calculation is imported only when it is asked for, so
that who waits in a shell waits for that one alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib import import_module
from typing import Any

from houvast.rules.errors import BadInputError
from houvast.rules.reading import read_day

PERIOD, DAY = "period", "day"
Ask = Callable[..., Any]
"""Asks a function of the rules for the figures of a day or a ``period``."""


def _as_found(find: Callable[..., Any], day: date | None = None, *, period: str | None = None) -> Any:
    return find(day) if period is None else find(period=period)


@dataclass(frozen=True)
class Calculation:
    """A calculation: `where` its function and `figures` those of a day or period stand (``module:function``).

    Without `figures` all that counts stands in what is given. `about`: which of several, for a function that has more.
    """

    title: str
    title_en: str
    does: str
    where: str
    figures: str = ""
    about: str = ""

    def run(self, given: Mapping[str, object], figures: Any, *more: Any) -> Any:
        """The result, a typed object with its trace; refuses a wrong field by name (RuleError)."""
        first = (self.about, given) if self.about else (given,)
        dated = (figures, *more) if self.figures else more
        return _named(self.where)(*first, *dated)

    def figures_for(
        self, given: dict[str, Any], today: Callable[[], date], period: str | None = None, *, by: Ask = _as_found
    ) -> Any:
        """The figures of `period`, or of ``period`` or ``day`` in what is given (taken out of it), or of today.

        `by` asks for them: whoever calculates for an organisation goes by what it took into use.
        """
        if not self.figures:
            return None
        find = partial(by, _named(self.figures))
        written, day = given.pop(PERIOD, None), given.pop(DAY, None)
        asked = period or written
        if asked is None:
            return find(today() if day is None else read_day(DAY, day))
        if not isinstance(asked, str | int) or isinstance(asked, bool):
            raise BadInputError(PERIOD, "schrijf een periode als 2026-07.")
        return find(period=str(asked))


def _named(where: str) -> Callable[..., Any]:
    module, _, name = where.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


_VOET = "houvast.rules.beslagvrije_voet:parameters_for"
_TOESLAGEN = "houvast.rules.toeslagen:parameters_for"


def _allowance(about: str, title: str, title_en: str, does: str) -> Calculation:
    return Calculation(title, title_en, does, "houvast.rules.toeslagen:calculate", _TOESLAGEN, about)


CALCULATIONS: dict[str, Calculation] = {
    "beslagvrije-voet": Calculation(
        "Beslagvrije voet",
        "Amount that a seizure may not touch",
        "Reken een beslagvrije voet uit een bestand, met uitleg.",
        "houvast.rules.beslagvrije_voet:calculate",
        _VOET,
    ),
    "beslagcheck": Calculation(
        "Klopt dit beslag?",
        "Does this seizure take too much?",
        "Kijk of een beslag te veel pakt.",
        "houvast.rules.beslagvrije_voet:check_given",
        _VOET,
    ),
    "vtlb": Calculation(
        "Vrij te laten bedrag",
        "Amount that somebody keeps in a debt scheme",
        "Reken een VTLB uit een bestand, met uitleg.",
        "houvast.rules.vtlb:calculate",
        _VOET,
    ),
    "voorstel": Calculation(
        "Voorstel aan schuldeisers",
        "Offer to creditors",
        "Reken een voorstel aan schuldeisers uit.",
        "houvast.rules.settlement:offer_given",
    ),
    "incassokosten": Calculation(
        "Incassokosten",
        "Collection costs",
        "Kijk of incassokosten mogen.",
        "houvast.rules.collection_costs:costs_given",
    ),
    "netto": Calculation(
        "Netto inkomen",
        "Net income",
        "Reken van bruto naar netto inkomen, met uitleg.",
        "houvast.rules.inkomen:calculate",
        "houvast.rules.inkomen:parameters_for",
    ),
    "bijstand": Calculation(
        "Bijstandsnorm en aanvullende bijstand",
        "Social assistance norm and supplement",
        "Reken de bijstandsnorm en aanvullende bijstand uit.",
        "houvast.rules.bijstand:calculate",
        "houvast.rules.bijstand:parameters_for",
    ),
    "kwijtschelding": Calculation(
        "Kwijtschelding van een gemeentelijke belasting",
        "Remission of a local tax",
        "Reken kwijtschelding van een gemeentelijke belasting uit.",
        "houvast.rules.kwijtschelding:calculate",
        "houvast.rules.kwijtschelding:parameters_for",
    ),
    "tegemoetkomingen": Calculation(
        "Laat dit huishouden geld liggen?",
        "Which allowances does this household miss?",
        "Kijk welke toeslagen een huishouden krijgt en mist.",
        "houvast.rules.tegemoetkomingen:calculate",
        "houvast.rules.tegemoetkomingen:rules_for",
    ),
    "regeling": Calculation(
        "Regeling van de gemeente",
        "A scheme of the municipality",
        "Kijk of een regeling van de gemeente past.",
        "houvast.rules.regelingen:check_given",
        "houvast.rules.regelingen:figures_for",
    ),
    "zorgtoeslag": _allowance(
        "zorgtoeslag", "Zorgtoeslag", "Healthcare allowance", "Reken de zorgtoeslag uit, met uitleg."
    ),
    "huurtoeslag": _allowance("huurtoeslag", "Huurtoeslag", "Rent allowance", "Reken de huurtoeslag uit, met uitleg."),
    "kindgebonden-budget": _allowance(
        "kindgebonden_budget", "Kindgebonden budget", "Child budget", "Reken het kindgebonden budget uit, met uitleg."
    ),
    "kinderopvangtoeslag": Calculation(
        "Kinderopvangtoeslag",
        "Childcare benefit",
        "Schat de kinderopvangtoeslag, met uitleg.",
        "houvast.rules.toeslagen:calculate_childcare",
        _TOESLAGEN,
    ),
}
"""By the word of the command; the address of the service ends on it too."""
