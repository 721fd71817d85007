"""A receipt: what was put in, which plan and parameters, and every value that came out, under one hash.

Keeping a receipt is keeping the calculation: repeating it with the stored input gives the same values, for ever, or
a clear refusal that the rules of then are not there any more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from houvast.rules.amount import Amount
from houvast.rules.errors import ReceiptError
from houvast.rules.plans import Plan, Run, Value


@dataclass(frozen=True)
class Receipt:
    """``inputs`` and ``values`` are texts: exact fractions, ``true`` or ``false``."""

    plan: str
    fingerprint: str
    inputs: Mapping[str, str]
    values: tuple[str, ...]
    sha256: str

    def to_json(self) -> str:
        """One line, keys in fixed order: equal calculations give equal bytes."""
        return json.dumps({**_body(self), "sha256": self.sha256}, ensure_ascii=False, sort_keys=True)


def take(run: Run) -> Receipt:
    """The receipt of a run."""
    inputs = {name: _text(value) for name, value in zip(run.plan.inputs, run.values, strict=False)}
    values = tuple(_text(value) for value in run.values)
    bare = Receipt(run.plan.version, run.plan.fingerprint, inputs, values, "")
    return Receipt(bare.plan, bare.fingerprint, inputs, values, _hash(bare))


def from_json(text: str) -> Receipt:
    """A stored receipt; refuses one that was changed."""
    try:
        raw = json.loads(text)
        found = Receipt(raw["plan"], raw["fingerprint"], dict(raw["inputs"]), tuple(raw["values"]), raw["sha256"])
    except (ValueError, KeyError, TypeError) as error:
        raise ReceiptError("Dit is geen bewijs van een berekening. Kies het juiste bestand.") from error
    if _hash(found) != found.sha256:
        raise ReceiptError("Dit bewijs is veranderd na de berekening. Reken opnieuw.")
    return found


def repeat(receipt: Receipt, plan: Plan) -> Run:
    """Calculate again with the stored input; refuses another plan and any value that differs."""
    if (plan.version, plan.fingerprint) != (receipt.plan, receipt.fingerprint):
        raise ReceiptError(f"Deze berekening hoort bij {receipt.plan}, niet bij {plan.version}.")
    run = plan.run({name: _value(text) for name, text in receipt.inputs.items()})
    if tuple(_text(value) for value in run.values) != receipt.values:
        raise ReceiptError("De berekening geeft nu iets anders. Meld dit: dat mag nooit gebeuren.")
    return run


def _body(receipt: Receipt) -> dict[str, object]:
    return {
        "plan": receipt.plan,
        "fingerprint": receipt.fingerprint,
        "inputs": dict(receipt.inputs),
        "values": list(receipt.values),
    }


def _hash(receipt: Receipt) -> str:
    raw = json.dumps(_body(receipt), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(raw.encode()).hexdigest()


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value.ratio)


def _value(text: str) -> Value:
    return text == "true" if text in ("true", "false") else Amount.of(Fraction(text))
