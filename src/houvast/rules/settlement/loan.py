"""Interest: instalments, yearly and monthly rates. Exact, but for the twelfth root of a yearly rate (50 digits)."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError

HIGHEST_MONTHLY = Fraction(1, 20)


def _check(monthly_rate: Fraction, count: int) -> None:
    if not 0 <= monthly_rate <= HIGHEST_MONTHLY:
        raise BadInputError("monthly_rate", "de rente per maand ligt tussen 0 en 0.05 (5%).")
    if not 1 <= count <= 360:
        raise BadInputError("term", "het aantal termijnen ligt tussen 1 en 360.")


def instalment(principal: Amount, monthly_rate: Fraction, count: int) -> Amount:
    """Equal monthly instalment of a loan, half up to the cent."""
    _check(monthly_rate, count)
    return (principal / Amount(1).present_value(monthly_rate, count)).rounded_half_up(2)


def yearly_percent(monthly_rate: Fraction) -> Amount:
    """Effective yearly percentage of a monthly rate, half up to one decimal."""
    _check(monthly_rate, 1)
    return Amount.of(((1 + monthly_rate) ** 12 - 1) * 100).rounded_half_up(1)


def monthly_rate(yearly: Fraction) -> Fraction:
    """Monthly rate of an effective yearly rate, to 50 digits: the one step that cannot be exact. Store the result."""
    if not 0 <= yearly <= 1:
        raise BadInputError("yearly_rate", "de rente per jaar ligt tussen 0 en 1 (100%).")
    context = Context(prec=60)
    base = context.divide(Decimal(yearly.numerator + yearly.denominator), Decimal(yearly.denominator))
    root = context.power(base, context.divide(Decimal(1), Decimal(12)))
    return Fraction(context.subtract(root, Decimal(1)).quantize(Decimal(1).scaleb(-50), context=context))
