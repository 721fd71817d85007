"""Collection costs as a file or form gives them."""

from __future__ import annotations

from collections.abc import Mapping

from houvast.rules.collection_costs.calculation import CostsCheck, Letter, check
from houvast.rules.reading import read_amount, read_count, read_day, read_fields, read_flag

REQUIRED = ("principal", "charged", "day", "consumer")
OPTIONAL = ("vat_not_reclaimable", "letter")
LETTER = ("received", "days_given", "names_costs")


def costs_given(given: Mapping[str, object]) -> CostsCheck:
    """Check costs: ``principal``, ``charged``, ``day``, ``consumer``, and perhaps the ``letter`` that was sent."""
    fields = read_fields("incassokosten", given, REQUIRED, OPTIONAL)
    letter = fields.get("letter")
    return check(
        read_amount("principal", fields["principal"]),
        read_amount("charged", fields["charged"]),
        read_day("day", fields["day"]),
        consumer=read_flag("consumer", fields["consumer"]),
        letter=None if letter is None else _letter(letter),
        vat_not_reclaimable=read_flag("vat_not_reclaimable", fields.get("vat_not_reclaimable", False)),
    )


def _letter(value: object) -> Letter:
    fields = read_fields("letter", value, LETTER)
    return Letter(
        read_day("received", fields["received"]),
        read_count("days_given", fields["days_given"], most=365),
        read_flag("names_costs", fields["names_costs"]),
    )
