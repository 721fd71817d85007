"""What moves elsewhere when the missed allowances are granted: VTLB, beslagvrije voet and afloscapaciteit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from houvast.rules import household as homes
from houvast.rules import vtlb
from houvast.rules.amount import Amount
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.tegemoetkomingen.gather import Home
from houvast.rules.vtlb import Vtlb

_NEEDED = ("taxable_income_year", "net_income_incl_vt")


@dataclass(frozen=True)
class Effect:
    """The VTLB of a household as it is, and as it is with every missed allowance granted. Euro a month."""

    before: Vtlb
    after: Vtlb

    @property
    def vtlb(self) -> tuple[Amount, Amount]:
        """The VTLB before and after."""
        return self.before.amount, self.after.amount

    @property
    def capacity(self) -> tuple[Amount, Amount]:
        """The afloscapaciteit before and after."""
        return self.before.afloscapaciteit, self.after.afloscapaciteit

    @property
    def voet(self) -> tuple[Amount, Amount]:
        """The beslagvrije voet before and after: the law starts from the income, not from what is received."""
        return self.before["voet"], self.after["voet"]

    def as_data(self) -> dict[str, object]:
        """Amounts before (``nu``) and after (``dan``), as text."""
        pairs = {"vtlb": self.vtlb, "beslagvrije_voet": self.voet, "afloscapaciteit": self.capacity}
        return {name: {"nu": now.text(), "dan": then.text()} for name, (now, then) in pairs.items()}


def effect(home: Home, granted: Mapping[str, Amount], parameters: ParameterSet) -> Effect | None:
    """What changes when ``granted`` (euro a month, by allowance) comes in; ``None`` when the household does not have
    the gross and net incomes that a VTLB needs."""
    flat = homes.GATHER["vtlb"](home.fields, home.day)
    if any(name not in flat for name in _NEEDED):
        return None
    now = homes.received(home.fields) or {}
    for name, field in homes.ALLOWANCES.items():
        # Not received and never said so is the same here; for children it lets their own costs count.
        if field != "kgb_received" or home.ages:
            flat[field] = now.get(name, Amount(0)).text()
    after = flat | {homes.ALLOWANCES[name]: amount.text() for name, amount in granted.items()}
    return Effect(vtlb.calculate(flat, parameters), vtlb.calculate(after, parameters))
