"""Are the collection costs that are asked allowed, and what is too much?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from houvast.rules import parameter_sets, trace
from houvast.rules.amount import Amount
from houvast.rules.collection_costs.book import book
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan, Run, build

LAW = "incassokosten"
LETTER_DAYS = 14
MOST = 1_000_000_000

UNCONFIRMED = (
    "De regels over btw en over de brief van 14 dagen zijn niet bevestigd uit de tekst van de wet. "
    "Kijk ze na voordat je ze gebruikt."
)


@lru_cache(maxsize=16)
def _plan(parameters: ParameterSet) -> Plan:
    return build(book, ("costs", "allowed"), parameters=parameters, day=parameters.valid_from)


def highest(principal: Amount, day: date, *, vat_not_reclaimable: bool = False) -> Run:
    """The highest costs over a principal on a day: ``costs`` without and ``allowed`` with tax."""
    parameters = parameter_sets.on(LAW, day)
    return _plan(parameters).run({"principal": principal, "vat_not_reclaimable": vat_not_reclaimable})


@dataclass(frozen=True)
class Letter:
    """The reminder to a consumer: received when, how many days it gave, and whether it named the costs."""

    received: date
    days_given: int
    names_costs: bool


@dataclass(frozen=True)
class CostsCheck:
    """What was asked beside what is allowed. ``reasons`` in Dutch; ``notes`` say what is not confirmed."""

    run: Run
    charged: Amount
    allowed: Amount
    reasons: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def too_much(self) -> Amount:
        """What is asked above what is allowed; never below zero."""
        over = self.charged - self.allowed
        return over if over > 0 else Amount(0)

    def facts(self) -> dict[str, str]:
        """What a letter to the creditor says, in Dutch notation."""
        return {
            "hoofdsom": self.run["principal"].dutch(),
            "gevraagd": self.charged.dutch(),
            "toegestaan": self.allowed.dutch(),
            "te_veel": self.too_much.dutch(),
            "wet": book.law,
        }

    def steps(self) -> list[trace.Step]:
        """The explanation of the scale."""
        return trace.steps(self.run)


def check(
    principal: Amount,
    charged: Amount,
    day: date,
    *,
    consumer: bool,
    letter: Letter | None = None,
    vat_not_reclaimable: bool = False,
) -> CostsCheck:
    """Whether costs asked on a day are allowed.

    A consumer owes nothing before a letter that names the costs and gives 14 days from the day after he got it
    (BW 6:96 lid 6, marked unconfirmed).
    """
    if not 0 <= charged <= MOST:
        raise BadInputError("charged", "de kosten zijn niet negatief en niet meer dan 1 miljard.")
    run = highest(principal, day, vat_not_reclaimable=vat_not_reclaimable)
    reasons = _missing(letter, day) if consumer else ()
    allowed = Amount(0) if reasons else run["allowed"]
    if not reasons and charged > allowed:
        reasons = (f"De kosten zijn hoger dan de schaal: ten hoogste € {allowed.dutch()}.",)
    return CostsCheck(run, charged, allowed, reasons, (UNCONFIRMED,) if consumer or vat_not_reclaimable else ())


def _missing(letter: Letter | None, day: date) -> tuple[str, ...]:
    if letter is None:
        return ("Er was geen brief die 14 dagen gaf om zonder kosten te betalen.",)
    found = []
    if letter.days_given < LETTER_DAYS:
        found.append(f"De brief gaf {letter.days_given} dagen, nodig zijn er {LETTER_DAYS}.")
    if not letter.names_costs:
        found.append("De brief noemde de kosten niet.")
    if (day - letter.received).days <= LETTER_DAYS:
        found.append("De 14 dagen waren nog niet voorbij.")
    return tuple(found)


def fine_increases(fine: Amount) -> tuple[Amount, Amount]:
    """A traffic fine after the first increase (half more) and the second (then twice), half up to the cent."""
    if fine <= 0:
        raise BadInputError("fine", "de boete is meer dan nul.")
    first = fine * Amount(3, 2)
    return first.rounded_half_up(2), (first * 2).rounded_half_up(2)
