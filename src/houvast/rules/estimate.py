"""A seizure check by somebody who does not know everything: between which amounts the answer lies.

Every unknown is a span. The steps of the law only rise or only fall with each amount, so the answer lies between its
smallest and largest outcome over the ends of all spans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from houvast.rules.amount import Amount, high
from houvast.rules.beslagvrije_voet import SITUATIONS, BeslagvrijeVoet, calculate
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet

ZERO, YEAR = Amount(0), 12
TOP = Amount(1_000_000)
"""More than anybody earns a month: stands for an amount without a known upper end."""
HOLIDAY_SHARE = Amount(8, 100)
"""Holiday allowance is 8% before tax, so after tax it adds at most this to a net month."""
ORDINARY_NET = Amount(4000)
ORDINARY_GROSS, LARGE_GROSS = Amount(8, 5), Amount(2)
"""Taxable income is never more than this many times the net one: up to about 4.000 euro net a month income tax stays
under 37,6 in the hundred, above it under 50. Our own bounds, on the safe side; tax credits only bring it lower."""


@dataclass(frozen=True)
class Span:
    """An amount that is known to lie between two others, ends included."""

    low: Amount
    high: Amount

    @classmethod
    def of(cls, amount: Amount) -> Span:
        """An amount that is known."""
        return cls(amount, amount)

    @property
    def exact(self) -> bool:
        """Whether both ends are one amount."""
        return self.low == self.high

    @property
    def ends(self) -> tuple[Amount, ...]:
        """The one amount, or both."""
        return (self.low,) if self.exact else (self.low, self.high)


def with_holiday_allowance(net: Span) -> Span:
    """Net income a month with a holiday allowance of unknown size."""
    return Span(net.low, net.high + net.high * HOLIDAY_SHARE)


def taxable_year(nets: Sequence[Span]) -> Span:
    """Between which amounts the taxable year income of these net months together lies."""
    low = sum((one.low * YEAR for one in nets), start=ZERO)
    return Span(low, sum((_most_taxable(one.high) * YEAR for one in nets), start=ZERO))


def _most_taxable(net: Amount) -> Amount:
    return net * (ORDINARY_GROSS if net <= ORDINARY_NET else LARGE_GROSS)


@dataclass(frozen=True)
class Known:
    """What somebody knows, per month and net unless a name says year. ``None`` = not known at all.

    ``situations`` holds every household it can be; ``net`` and ``partner`` have the holiday allowance in them.
    ``special`` goes to the calculation as it is: ``no_brp_address``, ``in_institution``, ``price_due_month``.
    """

    situations: tuple[str, ...]
    net: Span | None
    year: Span | None = None
    partner: Span | None = None
    other: Amount = ZERO
    held: Amount | None = None
    months: int | None = None
    special: Mapping[str, bool | str] | None = None


@dataclass(frozen=True)
class Estimate:
    """Between what the answers lie; ``None`` where too little is known. ``lowest`` and ``highest`` show the steps."""

    lowest: BeslagvrijeVoet
    highest: BeslagvrijeVoet
    seizable: Span | None
    too_much: Span | None
    months: int | None

    @property
    def voet(self) -> Span:
        """What may always be kept, a month."""
        return Span(self.lowest.amount, self.highest.amount)

    @property
    def too_much_total(self) -> Span | None:
        """Over all months; ``None`` when the number of months or the amount is not known."""
        if self.too_much is None or self.months is None:
            return None
        return Span(self.too_much.low * self.months, self.too_much.high * self.months)

    @property
    def verdict(self) -> str:
        """``too_much``, ``right``, ``maybe``, or ``unknown`` when what is held back or earned is not known."""
        if self.too_much is None:
            return "unknown"
        if self.too_much.low > 0:
            return "too_much"
        return "maybe" if self.too_much.high > 0 else "right"


def estimate(known: Known, parameters: ParameterSet) -> Estimate:
    """The answer for everything that is possible. Refuses what no household can be, by the name of the field."""
    _check(known)
    found = list(_corners(known, parameters))
    voets = sorted((voet for _, voet in found), key=lambda voet: voet.amount.ratio)
    seizable = _span([voet.seizable for _, voet in found]) if known.net else None
    over = None
    if known.net and known.held is not None:
        over = _span([high(known.held - voet.seizable, 0) for _, voet in found])
    return Estimate(voets[0], voets[-1], seizable, over, known.months)


def _check(known: Known) -> None:
    if not known.situations or any(one not in SITUATIONS for one in known.situations):
        raise BadInputError("situation", "kies met wie je woont.")
    if known.net is not None and known.held is not None and known.held > known.net.high:
        raise BadInputError("held_back_month", "het bedrag is hoger dan het inkomen. Kijk beide bedragen na.")


def _corners(known: Known, parameters: ParameterSet) -> Iterator[tuple[str, BeslagvrijeVoet]]:
    for situation in known.situations:
        has_partner = SITUATIONS[situation][0]
        partner = (known.partner or Span(ZERO, TOP)) if has_partner else Span.of(ZERO)
        net = known.net or Span.of(TOP)
        year = known.year or _year_of(known.net, partner if has_partner else None)
        for own, theirs, taxable in product(net.ends, partner.ends, year.ends):
            yield (
                situation,
                calculate(
                    {
                        "situation": situation,
                        "taxable_income_year": _text(taxable),
                        "own_net_income_month_incl_vt": _text(own),
                        "own_other_unseized_income_month": _text(known.other),
                        **({"partner_unseized_income_month": _text(theirs)} if has_partner else {}),
                        **(known.special or {}),
                    },
                    parameters,
                ),
            )


def _year_of(net: Span | None, partner: Span | None) -> Span:
    if net is None:
        return Span(ZERO, TOP)
    found = taxable_year([net, *([partner] if partner else [])])
    return Span(found.low, min(found.high, TOP, key=lambda one: one.ratio))


def _span(amounts: Sequence[Amount]) -> Span:
    ordered = sorted(amounts, key=lambda one: one.ratio)
    return Span(ordered[0], ordered[-1])


def _text(amount: Amount) -> str:
    return amount.rounded_half_up(2).text()
