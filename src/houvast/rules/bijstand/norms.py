"""The norm of a household (Participatiewet art. 19-28): net per month, with the holiday allowance."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from houvast.rules.amount import low, where
from houvast.rules.bijstand.inputs import FIXED_SHARE, FROM_2026, MONTH, MOST_SHARERS, SHARE_EACH, UNTIL_2025, book

figure = book.figure


def _by_age(young: Any, aow: Any, amount_young: Any, amount: Any, amount_aow: Any) -> Any:
    return where(young, amount_young, where(aow, amount_aow, amount))


@figure("Pw art. 20-22", unit=MONTH, nl="norm voor iemand alleen", words="bedrag van de eigen leeftijd")
def norm_self(
    self_young: Any, self_aow: Any, single_parent: Any, art20_single: Any, art20_parent: Any, art21_single: Any,
    art22_single: Any,
) -> Any:  # fmt: skip
    return _by_age(self_young, self_aow, where(single_parent, art20_parent, art20_single), art21_single, art22_single)


@figure("Pw art. 20-22", unit=MONTH, nl="norm voor de partner alleen", words="bedrag van de leeftijd van de partner")
def norm_partner(partner_young: Any, partner_aow: Any, art20_single: Any, art21_single: Any, art22_single: Any) -> Any:
    return _by_age(partner_young, partner_aow, art20_single, art21_single, art22_single)


@figure("Pw art. 20 lid 1 en 2", unit=MONTH, nl="norm voor twee, een of beiden onder 21", words="met of zonder kind")
def norm_young_couple(
    self_young: Any, partner_young: Any, has_children: Any, art20_both: Any, art20_both_child: Any, art20_one: Any,
    art20_one_child: Any,
) -> Any:  # fmt: skip
    both = where(has_children, art20_both_child, art20_both)
    return where(self_young & partner_young, both, where(has_children, art20_one_child, art20_one))


@figure("Pw art. 20-22", unit=MONTH, nl="norm voor twee", words="bedrag van de leeftijd van beiden")
def norm_couple(
    self_young: Any, partner_young: Any, self_aow: Any, partner_aow: Any, norm_young_couple: Any, art21_couple: Any,
    art22_both: Any, art22_one: Any,
) -> Any:  # fmt: skip
    older = where(self_aow & partner_aow, art22_both, where(self_aow | partner_aow, art22_one, art21_couple))
    return where(self_young | partner_young, norm_young_couple, older)


@figure(
    "Pw art. 20 (tekst tot en met 2025)",
    unit=MONTH,
    nl="norm voor iemand alleen, met verhoging",
    words="tot 2026 is er geen verhoging in de norm; de gemeente gaf bijzondere bijstand",
    until=UNTIL_2025,
)
def norm_alone(norm_self: Any) -> Any:
    return norm_self + 0


@figure(
    "Pw art. 20 lid 3 en 4 (tekst vanaf 2026)",
    unit=MONTH,
    nl="norm voor iemand alleen, met verhoging",
    words="18 tot en met 20 jaar en ouders die niet kunnen betalen: meer, tot de norm van art. 21",
    since=FROM_2026,
)
def norm_alone_(
    norm_self: Any, self_young: Any, parents_cannot_support: Any, art20_raise: Any, art21_single: Any
) -> Any:
    raised = low(norm_self + art20_raise, art21_single)
    return where(self_young & parents_cannot_support, raised, norm_self)


@figure(
    "Pw art. 23",
    unit=MONTH,
    nl="norm in een inrichting",
    words="bedrag van lid 1 plus de zorgpremie van lid 2; is er één van twee binnen: ieder zijn eigen norm",
)
def norm_inside(
    has_partner: Any, partner_outside: Any, norm_partner: Any, art23_single: Any, art23_couple: Any,
    premium_single: Any, premium_couple: Any,
) -> Any:  # fmt: skip
    one = art23_single + premium_single
    return where(has_partner, where(partner_outside, one + norm_partner, art23_couple + premium_couple), one)


@figure(
    "Pw art. 22a lid 1",
    unit="fraction",
    nl="deel van de norm per persoon",
    words="30% plus 40% gedeeld door het aantal mensen dat de kosten deelt",
)
def cost_share(cost_sharers: Any, fixed_share: Any, share_each: Any) -> Any:
    return shared(cost_sharers, fixed_share) + share_each


def shared(count: Any, amount: Any) -> Any:
    """``amount`` divided by a count of 1 to 15: one branch per count, so that no division has an open outcome."""
    found = amount * Fraction(1, MOST_SHARERS)
    for number in range(MOST_SHARERS - 1, 0, -1):
        found = where(count <= number, amount * Fraction(1, number), found)
    return found


@figure(
    "Pw art. 22a lid 1",
    unit=MONTH,
    nl="eigen kostendelersnorm",
    words="deel per persoon keer de norm voor twee; met de AOW-leeftijd (zelf of partner) de norm van art. 22",
)
def shared_self(
    cost_share: Any, self_aow: Any, partner_aow: Any, art21_couple: Any, art22_both: Any, art22_one: Any
) -> Any:
    return cost_share * where(self_aow, art22_both, where(partner_aow, art22_one, art21_couple))


@figure(
    "Pw art. 22a lid 1", unit=MONTH, nl="kostendelersnorm van de partner", words="op dezelfde manier, voor de partner"
)
def shared_partner(
    cost_share: Any, self_aow: Any, partner_aow: Any, art21_couple: Any, art22_both: Any, art22_one: Any
) -> Any:
    return cost_share * where(partner_aow, art22_both, where(self_aow, art22_one, art21_couple))


@figure(
    "Pw art. 22a lid 2 en 3",
    unit=MONTH,
    nl="kostendelersnorm voor twee",
    words="beide eigen normen samen; wie onder 21 is telt mee met het vaste bedrag van lid 3",
)
def shared_couple(
    self_young: Any, partner_young: Any, has_children: Any, shared_self: Any, shared_partner: Any,
    norm_young_couple: Any, art22a_child: Any, art22a_no_child: Any,
) -> Any:  # fmt: skip
    fixed = where(has_children, art22a_child, art22a_no_child)
    one_young = fixed + where(self_young, shared_partner, shared_self)
    both = where(self_young & partner_young, norm_young_couple, one_young)
    return where(self_young | partner_young, both, shared_self + shared_partner)


@figure(
    "Pw art. 22a",
    unit=MONTH,
    nl="norm met kostendelers",
    words="de kostendelersnorm; wie alleen is en onder 21 houdt de norm van art. 20",
)
def norm_shared(has_partner: Any, self_young: Any, shared_couple: Any, shared_self: Any, norm_alone: Any) -> Any:
    return where(has_partner, shared_couple, where(self_young, norm_alone, shared_self))


@figure(
    "Pw art. 24",
    unit=MONTH,
    nl="helft van de norm voor twee",
    words="de helft van de norm voor twee van de eigen leeftijd",
)
def half_of_couple(
    self_young: Any, self_aow: Any, has_children: Any, art20_both: Any, art20_both_child: Any, art21_couple: Any,
    art22_both: Any,
) -> Any:  # fmt: skip
    young = where(has_children, art20_both_child, art20_both)
    return _by_age(self_young, self_aow, young, art21_couple, art22_both) / 2


@figure(
    "Pw art. 24",
    unit=MONTH,
    nl="norm met een partner zonder recht",
    words="de helft van de norm voor twee",
    until=UNTIL_2025,
)
def norm_half(half_of_couple: Any) -> Any:
    return half_of_couple + 0


@figure(
    "Pw art. 24 en 24a",
    unit=MONTH,
    nl="norm met een partner zonder recht",
    words="de helft van de norm voor twee; met een kind ook een twaalfde van de verhoging voor een ouder alleen",
    since=FROM_2026,
)
def norm_half_(half_of_couple: Any, has_children: Any, kgb_single_parent_extra_year: Any) -> Any:
    return half_of_couple + where(has_children, kgb_single_parent_extra_year.per_month(), 0)


@figure("Pw art. 19-24", unit=MONTH, nl="bijstandsnorm", words="de norm die bij dit huishouden hoort")
def norm(
    has_partner: Any, in_institution: Any, cost_sharing: Any, partner_without_right: Any, norm_inside: Any,
    norm_shared: Any, norm_half: Any, norm_couple: Any, norm_alone: Any,
) -> Any:  # fmt: skip
    ordinary = where(partner_without_right, norm_half, where(has_partner, norm_couple, norm_alone))
    return where(in_institution, norm_inside, where(cost_sharing, norm_shared, ordinary))


@figure(
    "Pw art. 19 lid 3 (gemeentelijke tabellen)",
    unit=MONTH,
    nl="norm zonder vakantiegeld",
    words="norm min het deel dat vakantiegeld is",
)
def norm_excl_vt(norm: Any, vt_share: Any) -> Any:
    return norm - norm * vt_share


@figure(
    "Pw art. 22a",
    unit=MONTH,
    nl="kostendelersnorm van een andere periode",
    words="het deel per persoon keer de opgegeven norm; voor twee: twee keer",
)
def norm_of_other_period(married_norm_month: Any, cost_sharers: Any, has_partner: Any) -> Any:
    each = shared(cost_sharers, married_norm_month * FIXED_SHARE) + married_norm_month * SHARE_EACH
    return where(has_partner, each * 2, each)
