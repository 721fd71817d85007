"""Income and assets that count, and the assistance that fills the gap (Participatiewet art. 18, 19, 31-34)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from houvast.rules.amount import high, low, to_cents_half_up, where
from houvast.rules.bijstand.inputs import CAPS_FROM, CAPS_UNTIL, FROM_2026, MONTH, UNTIL_2025, book

figure = book.figure


@figure("gemeentelijke regeling", unit=MONTH, nl="deel van de norm", words="norm keer het deel van de regeling")
def norm_pct(norm: Any, pct_of_norm: Any) -> Any:
    return norm * pct_of_norm


@figure("Pw art. 27 en 28", unit=MONTH, nl="norm na verlaging", words="norm min verlaging, nooit onder nul")
def norm_lowered(norm: Any, lowering_month: Any) -> Any:
    return high(norm - lowering_month, 0)


_BEFORE = "het bedrag dat de organisatie heeft ingesteld"
_CAP = "hoogste vrijlating"


@figure("Pw art. 31 lid 2 onder n", unit=MONTH, nl=f"{_CAP} van 25%", words=_BEFORE, until=CAPS_UNTIL)
def most_25(exempt_25pct_max_month: Any) -> Any:
    return exempt_25pct_max_month + 0


@figure("Pw art. 31 lid 2 onder n", unit=MONTH, nl=f"{_CAP} van 25%", words="bedrag van de wet", since=CAPS_FROM)
def most_25_(cap_25: Any) -> Any:
    return cap_25 + 0


@figure("Pw art. 31 lid 2 onder r", unit=MONTH, nl=f"{_CAP} van 12,5%", words=_BEFORE, until=CAPS_UNTIL)
def most_12_5(exempt_12_5pct_max_month: Any) -> Any:
    return exempt_12_5pct_max_month + 0


@figure("Pw art. 31 lid 2 onder r", unit=MONTH, nl=f"{_CAP} van 12,5%", words="bedrag van de wet", since=CAPS_FROM)
def most_12_5_(cap_12_5: Any) -> Any:
    return cap_12_5 + 0


@figure("Pw art. 31 lid 2 onder y", unit=MONTH, nl=f"{_CAP} van 15%", words=_BEFORE, until=UNTIL_2025)
def most_15(exempt_15pct_max_month: Any) -> Any:
    return exempt_15pct_max_month + 0


@figure("Pw art. 31 lid 2 onder y", unit=MONTH, nl=f"{_CAP} van 15%", words="bedrag van de wet", since=FROM_2026)
def most_15_(cap_15: Any) -> Any:
    return cap_15 + 0


@figure(
    "Pw art. 31 lid 2 onder n, r, y",
    unit=MONTH,
    nl="vrijgelaten loon",
    words="het toegekende deel van het loon, niet meer dan het hoogste bedrag",
)
def exempt(
    net_earnings_month_incl_vt: Any, exemption_25pct_applies: Any, exemption_12_5pct_applies: Any,
    exemption_15pct_applies: Any, most_25: Any, most_12_5: Any, most_15: Any,
) -> Any:  # fmt: skip
    pay = net_earnings_month_incl_vt
    quarter = where(exemption_25pct_applies, low(pay * Fraction(1, 4), most_25), 0)
    eighth = where(exemption_12_5pct_applies, low(pay * Fraction(1, 8), most_12_5), 0)
    return quarter + eighth + where(exemption_15pct_applies, low(pay * Fraction(3, 20), most_15), 0)


@figure("Pw art. 31 en 32", unit=MONTH, nl="inkomen dat meetelt", words="ander inkomen plus loon min vrijgelaten loon")
def counted_income(other_net_income_month_incl_vt: Any, net_earnings_month_incl_vt: Any, exempt: Any) -> Any:
    return other_net_income_month_incl_vt + net_earnings_month_incl_vt - exempt


@figure("Pw art. 19 lid 2", unit=MONTH, nl="tekort", words="norm min het inkomen dat meetelt, nooit onder nul")
def shortfall(norm_lowered: Any, counted_income: Any) -> Any:
    return high(norm_lowered - counted_income, 0)


@figure("Pw art. 34 lid 3", unit="eur", nl="grens voor vermogen", words="bedrag van dit huishouden")
def limit(has_partner: Any, single_parent: Any, limit_single: Any, limit_parent: Any, limit_couple: Any) -> Any:
    return where(has_partner, limit_couple, where(single_parent, limit_parent, limit_single))


@figure("Pw art. 34 lid 1", unit="eur", nl="vermogen", words="geld en bezittingen min schulden")
def net_assets(bank_balance: Any, other_assets: Any, debts: Any) -> Any:
    return bank_balance + other_assets - debts


@figure("Pw art. 34 lid 2", unit="eur", nl="vermogen boven de grens", words="vermogen min grens, nooit onder nul")
def above_limit(net_assets: Any, limit: Any) -> Any:
    return high(net_assets - limit, 0)


@figure("Pw art. 34 lid 2 en 50", unit="eur", nl="overwaarde boven de grens", words="daarvoor geldt een lening")
def home_equity_above(home_equity: Any, limit_home: Any) -> Any:
    return high(home_equity - limit_home, 0)


@figure("Pw art. 19 en 34", unit="flag", nl="vermogen past", words="het vermogen is niet hoger dan de grens")
def passes_cash_test(above_limit: Any) -> Any:
    return above_limit <= 0


@figure(
    "Pw art. 18 en 19",
    unit=MONTH,
    nl="aanvullende bijstand",
    words="het tekort min de maatregel, in hele centen; nul als het vermogen niet past",
)
def bijstand(shortfall: Any, norm: Any, measure_share: Any, passes_cash_test: Any) -> Any:
    return to_cents_half_up(where(passes_cash_test, high(shortfall - norm * measure_share, 0), 0))
