"""A proposal as a file or form gives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.reading import read_amount, read_choice, read_count, read_fields, read_flag
from houvast.rules.settlement.claims import Claim
from houvast.rules.settlement.distribution import MAX_CENTS, RANKS, cents_of
from houvast.rules.settlement.offer import INSTRUMENTS, TERM, Circumstances, Offer, propose

REQUIRED = ("income", "vtlb", "claims")
AMOUNTS = ("assets", "costs", "administrator_monthly")
FLAGS = ("improvement_expected", "capacity_will_change", "loan_possible", "business", "couple")
OPTIONAL = ("monthly_rate", "term", "instrument", *AMOUNTS, *FLAGS)
CLAIM_REQUIRED = ("id", "rank", "amount")
CLAIM_FLAGS = ("participates", "discharged", "disputed", "withdrawn")


def offer_given(given: Mapping[str, object]) -> Offer:
    """The proposal over claims with ``id``, ``rank``, ``amount`` and perhaps ``creditor`` and the flags of a claim."""
    fields = read_fields("voorstel", given, REQUIRED, OPTIONAL)
    more: dict[str, Any] = {name: _amount(fields, name) for name in AMOUNTS if fields.get(name) is not None}
    more |= {name: read_flag(name, fields[name]) for name in FLAGS if fields.get(name) is not None}
    if fields.get("monthly_rate") is not None:
        more["monthly_rate"] = _amount(fields, "monthly_rate").ratio
    term = read_count("term", fields.get("term", TERM), least=1, most=360)
    chosen = fields.get("instrument")
    instrument = None if chosen is None else read_choice("instrument", chosen, INSTRUMENTS)
    return propose(
        _amount(fields, "income"),
        _amount(fields, "vtlb"),
        _claims(fields["claims"]),
        Circumstances(term=term, **more),
        instrument=instrument,
    )


def _amount(fields: Mapping[str, object], name: str) -> Amount:
    return read_amount(name, fields[name])


def _claims(value: object) -> list[Claim]:
    if not isinstance(value, list):
        raise BadInputError("claims", "geef een lijst met schulden.")
    return [_claim(row) for row in value]


def _claim(row: object) -> Claim:
    fields = read_fields("claims", row, CLAIM_REQUIRED, ("creditor", *CLAIM_FLAGS))
    flags = {name: read_flag(name, fields[name]) for name in CLAIM_FLAGS if fields.get(name) is not None}
    rank = read_choice("rank", fields["rank"], RANKS)
    name = str(fields["id"])
    creditor = str(fields.get("creditor", name))
    cents = cents_of("amount", fields["amount"])
    if not 0 <= cents <= MAX_CENTS:
        raise BadInputError("amount", f"schuld “{name}” is negatief of te groot.")
    return Claim(name, creditor, rank, cents, **flags)
