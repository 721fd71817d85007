"""Distribution over creditors: twice the percentage for preferent claims until these are paid in full (Fw art. 349).

Whole cents. Each payment is cut to the cent; the cents that are left go to the largest remainders, ties to the larger
claim, then to the lower id in plain text order. So the order of the list never matters, payments add up to the pool,
and nobody gets more than his claim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import compress, pairwise
from operator import lshift
from typing import NamedTuple

from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.reading import read_amount, read_choice, read_fields

RANKS = ("preferent", "concurrent")
MAX_CLAIMS = 10_000
MAX_CENTS = 10**12


class Share(NamedTuple):
    """What takes part in a distribution: id, rank and amount in whole cents."""

    id: str
    preferent: bool
    cents: int


class Distribution(NamedTuple):
    """What a pool gives: cents per claim, and what is left over or forgiven. Sums of both ranks in cents."""

    pool: int
    first: int
    rest: int
    has_preferent: bool
    has_concurrent: bool
    payout: Mapping[str, int]

    @property
    def preferent(self) -> Fraction | None:
        """Exact share that preferent claims get; ``None`` when there are none."""
        return rates(self.pool, self.first, self.rest)[0] if self.has_preferent else None

    @property
    def concurrent(self) -> Fraction | None:
        """Exact share that concurrent claims get; ``None`` when there are none."""
        return rates(self.pool, self.first, self.rest)[1] if self.has_concurrent else None

    @property
    def surplus(self) -> int:
        """Cents that stay when everybody is paid in full."""
        return max(0, self.pool - self.first - self.rest)

    @property
    def forgiven(self) -> int:
        """Cents that nobody pays."""
        return max(0, self.first + self.rest - self.pool)

    @property
    def lines(self) -> tuple[str, ...]:
        """The explanation in Dutch."""
        lines = []
        if self.preferent is not None:
            lines.append(f"Preferente schuldeisers krijgen {percent(self.preferent)}%.")
        if self.concurrent is not None:
            lines.append(f"Gewone schuldeisers krijgen {percent(self.concurrent)}%.")
        if self.preferent == 1 and self.concurrent not in (None, 1):
            lines.append("Preferent is tot 100% betaald; de rest is voor de gewone schuldeisers.")
        if self.surplus:
            lines.append(f"Er blijft € {Amount(self.surplus, 100).dutch()} over: alles kan worden betaald.")
        return tuple(lines)


def percent(share: Fraction) -> str:
    """An exact share as a percentage with two decimals, half up, in Dutch notation."""
    return Amount.of(share * 100).dutch()


def pay(pool: int, shares: Sequence[Share]) -> list[int]:
    """Cents per share, in the order given. ``pool`` in cents."""
    names, preferent, cents = zip(*shares, strict=True) if shares else ((), (), ())
    first = sum(compress(cents, preferent))
    return _pay(pool, names, preferent, cents, first, sum(cents) - first)


def _pay(
    pool: int, names: Sequence[str], preferent: Sequence[bool], cents: Sequence[int], first: int, rest: int
) -> list[int]:
    if pool >= first + rest:
        return list(cents)
    if 2 * pool > 2 * first + rest:
        over, whole = pool - first, rest
        tops = [cent * (whole if is_first else over) for cent, is_first in zip(cents, preferent, strict=True)]
    else:
        whole = 2 * first + rest
        tops = [pool * weight for weight in map(lshift, cents, preferent)]  # shifted by one = twice
    paid, remainders = [top // whole for top in tops], [top % whole for top in tops]
    left = pool - sum(paid)
    if left:
        for place in _largest(remainders, names, cents, left):
            paid[place] += 1
    return paid


def _largest(remainders: list[int], names: Sequence[str], cents: Sequence[int], number: int) -> list[int]:
    """Places of the ``number`` largest remainders; ties by larger claim, then lower id."""
    order = sorted(range(len(cents)), key=remainders.__getitem__, reverse=True)
    if remainders[order[number - 1]] == remainders[order[number]]:
        order.sort(key=lambda place: (-remainders[place], -cents[place], names[place]))
    return order[:number]


def distribute(pool: int, shares: Sequence[Share]) -> Distribution:
    """The whole distribution of ``pool`` cents. Refuses no claims, double ids, and claims of nothing together."""
    # A hundred thousand proposals pass here: the keyword `strict` alone would be a tenth of the time.
    names, preferent, cents = zip(*shares) if shares else ((), (), ())  # noqa: B905 - a share has three parts
    _check(pool, names, cents)
    first, number = sum(compress(cents, preferent)), sum(preferent)
    rest = sum(cents) - first
    payout = dict(zip(names, _pay(pool, names, preferent, cents, first, rest)))  # noqa: B905 - one payment each
    return Distribution(pool, first, rest, number > 0, number < len(cents), payout)


def rates(pool: int, first: int, rest: int) -> tuple[Fraction, Fraction]:
    """Exact shares of preferent and concurrent: 2 to 1, until preferent is paid in full."""
    if pool >= first + rest:
        return Fraction(1), Fraction(1)
    c = Fraction(pool, 2 * first + rest)
    if 2 * c > 1:
        return Fraction(1), Fraction(pool - first, rest)
    return 2 * c, c


def _check(pool: int, names: Sequence[str], cents: Sequence[int]) -> None:
    if not 0 <= pool <= MAX_CENTS:
        raise BadInputError("pool", "het te verdelen bedrag is niet negatief en niet meer dan 10 miljard.")
    if not cents:
        raise BadInputError("claims", "geef minstens één schuld.")
    if len(cents) > MAX_CLAIMS:
        raise BadInputError("claims", f"er zijn meer dan {MAX_CLAIMS} schulden. Verdeel ze over meer voorstellen.")
    if len(set(names)) < len(names):
        double = next(one for one, other in pairwise(sorted(names)) if one == other)
        raise BadInputError("id", f"schuld “{double}” staat er twee keer in. Geef elke schuld een eigen naam.")
    least, most = min(cents), max(cents)
    if least < 0 or most > MAX_CENTS:
        wrong = names[cents.index(least if least < 0 else most)]
        raise BadInputError("amount", f"schuld “{wrong}” is negatief of te groot.")
    if not most:
        raise BadInputError("claims", "alle schulden samen zijn nul. Er is niets te verdelen.")


def cents_of(field: str, value: object) -> int:
    """An amount in whole cents; refuses parts of a cent."""
    cents = read_amount(field, value).ratio * 100
    if cents.denominator != 1:
        raise BadInputError(field, f"“{value}” heeft delen van een cent. Rond af op hele centen.")
    return int(cents)


def read_shares(value: object) -> list[Share]:
    """Claims as in the case files: a list of ``id``, ``rank``, ``amount``."""
    if not isinstance(value, list):
        raise BadInputError("claims", "geef een lijst met schulden.")
    found = []
    for row in value:
        fields = read_fields("claims", row, ("id", "rank", "amount"))
        rank = read_choice("rank", fields["rank"], RANKS)
        found.append(Share(str(fields["id"]), rank == "preferent", cents_of("amount", fields["amount"])))
    return found


def distribute_in_parts(
    amounts: Sequence[int], shares: Sequence[Share]
) -> list[tuple[int, Distribution, dict[str, int]]]:
    """Several payouts: each on the cumulative pool, less what was paid before.

    Per payout: cumulative pool, its distribution, and what to pay now. A difference below zero (one cent, by
    rounding) is 0 now and settled in the next payout.
    """
    paid = {share.id: 0 for share in shares}
    found, pool = [], 0
    for amount in amounts:
        pool += amount
        whole = distribute(pool, shares)
        now = {name: max(0, cents - paid[name]) for name, cents in whole.payout.items()}
        paid = {name: paid[name] + cents for name, cents in now.items()}
        found.append((pool, whole, now))
    return found


def settle_dispute(pool: int, shares: Sequence[Share], disputed: str, agreed: int) -> tuple[Distribution, Distribution]:
    """Before and after a dispute: first on the claimed amount (its payment is the reserve), then on the agreed one."""
    if disputed not in {share.id for share in shares}:
        raise BadInputError("disputed_id", f"schuld “{disputed}” staat niet in de lijst.")
    claimed = next(share.cents for share in shares if share.id == disputed)
    if not 0 <= agreed <= claimed:
        raise BadInputError("agreed_amount", "het bedrag ligt tussen nul en wat de schuldeiser vraagt.")
    after = [Share(s.id, s.preferent, agreed if s.id == disputed else s.cents) for s in shares]
    return distribute(pool, shares), distribute(pool, after)
