"""Many proposals at once: the distribution of art. 349 Fw over columns of claims, to the same cent as one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from houvast.rules.errors import BadInputError
from houvast.rules.settlement.distribution import MAX_CENTS

Column = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Claims:
    """Claims of all proposals under each other. ``sizes``: claims per proposal, in order; amounts in cents.

    ``turn``: the order of the ids of the claims in plain text, for claims that are equal in everything else.
    """

    sizes: Column
    preferent: Column
    cents: Column
    turn: Column


def pay(pools: Column, claims: Claims) -> Column:
    """Cents per claim for a pool (cents) per proposal: the rule and the left-over cents of ``pay`` for one."""
    _check(pools, claims)
    sizes, cents = claims.sizes, claims.cents
    starts = np.cumsum(sizes) - sizes
    owner = np.repeat(np.arange(len(sizes)), sizes)
    total = np.add.reduceat(cents, starts)
    first = np.add.reduceat(np.where(claims.preferent, cents, 0), starts)
    pool = np.minimum(pools, total)
    capped = 2 * pool > first + total
    # Below the cap: pool x weight / (2P + C). Above: preferent in full, the rest shares what is left.
    over = np.where(capped, pool - first, pool)
    whole = np.where(capped, total - first, total + first)
    whole = np.where(whole == 0, 1, whole)
    weight = np.where(capped[owner], np.where(claims.preferent, 0, cents), cents << claims.preferent)
    paid, rest = _divided(over, whole, weight, owner)
    paid = np.where(capped[owner] & claims.preferent, cents, paid)
    left = pool - np.add.reduceat(paid, starts)
    place = np.arange(len(cents)) - np.repeat(starts, sizes)
    order = _largest_first(rest, claims, owner, starts, left)
    paid[order] += place < left[owner]
    return paid


def _largest_first(rest: Column, claims: Claims, owner: Column, starts: Column, left: Column) -> Column:
    """Claims by proposal, the largest remainder first; ties only where they decide: larger claim, then lower id."""
    bits = max(1, int(rest.max()).bit_length())
    if bits + len(starts).bit_length() > 62:
        return np.lexsort((claims.turn, -claims.cents, -rest, owner))
    order = np.argsort((owner << bits) + (int(rest.max()) - rest))
    asked = np.flatnonzero(left > 0)
    last = starts[asked] + left[asked] - 1
    tied = np.zeros(len(starts), dtype=bool)
    tied[asked] = rest[order[last]] == rest[order[last + 1]]
    rows = np.flatnonzero(tied[owner])
    order[rows] = rows[np.lexsort((claims.turn[rows], -claims.cents[rows], -rest[rows], owner[rows]))]
    return order


def _divided(over: Column, whole: Column, weight: Column, owner: Column) -> tuple[Column, Column]:
    """Whole cents and remainder of ``over`` x ``weight`` / ``whole``; exact Python numbers where 64 bits do not do."""
    wide = int(over.max()) * int(weight.max()) >= 2**62
    tops = (over.astype(object) if wide else over)[owner] * weight
    by = whole[owner]
    return (tops // by).astype(np.int64), (tops % by).astype(np.int64)


def _check(pools: Column, claims: Claims) -> None:
    if not len(pools) or len(pools) != len(claims.sizes) or int(claims.sizes.min()) < 1:
        raise BadInputError("claims", "geef per voorstel een bedrag en minstens één schuld.")
    if not int(claims.sizes.sum()) == len(claims.cents) == len(claims.preferent) == len(claims.turn):
        raise BadInputError("claims", "de kolommen zijn niet even lang.")
    if int(pools.min()) < 0 or int(pools.max()) > MAX_CENTS:
        raise BadInputError("pool", "het te verdelen bedrag is niet negatief en niet meer dan 10 miljard.")
    if int(claims.cents.min()) < 0 or int(claims.cents.max()) > MAX_CENTS:
        raise BadInputError("amount", "een schuld is negatief of te groot.")
