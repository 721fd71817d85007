"""The four short pages of "Klopt mijn beslag?". Every answer may be "weet ik niet"."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from houvast.rules.amount import Amount
from houvast.rules.beslagvrije_voet import SITUATIONS
from houvast.rules.estimate import Known, Span, with_holiday_allowance
from houvast.web.rekenhulp.asking import Asking, Question
from houvast.web.ui.forms import OptionChecks, OptionRadios
from houvast.web.ui.money import AmountField

UNKNOWN = "unknown"
HOUSEHOLDS = (
    ("alleenstaande", _("Ik woon alleen")),
    ("alleenstaande_ouder", _("Ik woon met mijn kinderen, zonder partner")),
    ("gehuwd_zonder_kinderen", _("Ik woon met mijn partner, zonder kinderen")),
    ("gehuwd_met_kinderen", _("Ik woon met mijn partner en kinderen")),
    (UNKNOWN, _("Weet ik niet")),
)
NO_ADDRESS, INSTITUTION = "no_address", "institution"
SPECIAL = (
    (NO_ADDRESS, _("Ik sta niet op een adres bij de gemeente")),
    (INSTITUTION, _("Ik woon in een opvang of een kliniek")),
)
ABOUT = (
    ("", _("Geen idee")),
    ("0-1000", _("Minder dan € 1.000")),
    ("1000-1500", _("€ 1.000 tot € 1.500")),
    ("1500-2000", _("€ 1.500 tot € 2.000")),
    ("2000-2500", _("€ 2.000 tot € 2.500")),
    ("2500-3000", _("€ 2.500 tot € 3.000")),
    ("3000-4000", _("€ 3.000 tot € 4.000")),
)
HOLIDAY = (
    ("no", _("Nee, of het zit al in het bedrag")),
    ("yes", _("Ja, één keer per jaar")),
    (UNKNOWN, _("Weet ik niet")),
)
MONTHS_IN_A_YEAR = 12
PARTNER = ("partner", "partner_unknown")
MOST_MONTHS = 600


def may_have_partner(data: QueryDict) -> bool:
    """Whether the partner's income matters, or may."""
    situation = data.get("situation", "")
    return situation == UNKNOWN or SITUATIONS.get(situation, (False, False))[0]


class HouseholdForm(Question):
    """Page 1: with whom do you live?"""

    situation = forms.ChoiceField(
        label=_("Met wie woon je?"), choices=HOUSEHOLDS, widget=OptionRadios(),
        error_messages={"required": _("Kies met wie je woont.")},
    )  # fmt: skip
    special = forms.MultipleChoiceField(
        label=_("Past dit bij jou?"), help_text=_("Niet verplicht."), choices=SPECIAL, required=False,
        widget=OptionChecks(subfields={INSTITUTION: "price"}),
    )  # fmt: skip
    price = AmountField(label=_("Wat betaal je daar per maand?"), required=False, most=100_000)

    def clean(self) -> dict[str, Any]:
        """A place to stay has a price; no address and a place to stay do not go together."""
        cleaned = super().clean()
        special = cleaned.get("special") or []
        if len(special) > 1:
            self.add_error("special", _("Kies er één. Wat past het best?"))
        elif INSTITUTION in special and cleaned.get("price") is None and "price" not in self.errors:
            self.add_error("price", _("Vul in wat je betaalt. Betaal je niets? Vul dan 0 in."))
        return cleaned


class IncomeForm(Question):
    """Page 2: the own income of a month."""

    pairs = (("net", "net_unknown"),)

    net = AmountField(label=_("Netto per maand"), required=False, most=100_000)
    net_unknown = forms.BooleanField(label=_("Weet ik niet precies"), required=False)
    net_about = forms.ChoiceField(label=_("Hoeveel is het ongeveer?"), choices=ABOUT, required=False)
    holiday = forms.ChoiceField(
        label=_("Krijg je ook vakantiegeld?"), choices=HOLIDAY, initial=UNKNOWN, required=False,
        widget=OptionRadios(subfields={"yes": "holiday_year"}),
    )  # fmt: skip
    holiday_year = AmountField(
        label=_("Hoeveel krijg je dan netto?"), help_text=_("Weet je het niet? Laat het leeg."), required=False
    )


class YearForm(Question):
    """Page 3: the taxable income of a year, and the partner's income where there is (or may be) one."""

    pairs = (("year", "year_unknown"), ("partner", "partner_unknown"))

    year = AmountField(label=_("Inkomen per jaar"), required=False, most=10_000_000)
    year_unknown = forms.BooleanField(label=_("Weet ik niet"), required=False)
    partner = AmountField(
        label=_("Inkomen van je partner per maand"), required=False, most=100_000,
        help_text=_("Netto. Heeft je partner geen inkomen? Vul dan 0 in."),
    )  # fmt: skip
    partner_unknown = forms.BooleanField(label=_("Weet ik niet"), required=False)
    other = AmountField(
        label=_("Ander inkomen van jou per maand"), required=False, most=100_000,
        help_text=_("Geld waar geen beslag op ligt. Heb je dat niet? Laat het leeg."),
    )  # fmt: skip

    @classmethod
    def left_out(cls, data: QueryDict) -> tuple[str, ...]:
        """The partner, where there cannot be one."""
        return () if may_have_partner(data) else PARTNER


class SeizureForm(Question):
    """Page 4: what is held back, since when, by whom."""

    pairs = (("held", "held_unknown"),)

    held = AmountField(label=_("Beslag per maand"), required=False, most=100_000)
    held_unknown = forms.BooleanField(label=_("Weet ik niet"), required=False)
    months = forms.IntegerField(
        label=_("Hoeveel maanden al?"), required=False, min_value=1, max_value=MOST_MONTHS,
        help_text=_("Weet je het niet? Laat het leeg."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "app-input--short"}),
        error_messages={
            "invalid": _("Hoeveel maanden: vul een heel getal in, zoals 3."),
            "min_value": _("Hoeveel maanden: vul 1 of meer in."),
            "max_value": _("Hoeveel maanden: dit is te veel. Vul ten hoogste 600 in."),
        },
    )  # fmt: skip
    by = forms.CharField(
        label=_("Hoe heet de deurwaarder?"), required=False, max_length=80,
        help_text=_("Niet verplicht. De naam komt in de brief."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


ASKING = Asking((HouseholdForm, IncomeForm, YearForm, SeizureForm))


def known_from(answers: dict[str, Any]) -> Known:
    """What the four pages together say."""
    situation = answers["situation"]
    net = _net(answers)
    partner, year = answers.get("partner"), answers["year"]
    special = _special(answers)
    return Known(
        situations=tuple(SITUATIONS) if situation == UNKNOWN else (situation,),
        net=net,
        year=Span.of(year) if year is not None else None,
        partner=Span.of(partner) if partner is not None else None,
        other=answers["other"] or Amount(0),
        held=answers["held"],
        months=answers["months"],
        special=special,
    )


def _net(answers: dict[str, Any]) -> Span | None:
    if answers["net"] is not None:
        net = Span.of(answers["net"])
    elif answers["net_about"]:
        low, _dash, high = answers["net_about"].partition("-")
        net = Span(Amount(int(low)), Amount(int(high)))
    else:
        return None
    if answers["holiday"] == "no":
        return net
    if answers["holiday"] == "yes" and answers["holiday_year"] is not None:
        more = (answers["holiday_year"] / MONTHS_IN_A_YEAR).rounded_half_up(2)
        return Span(net.low + more, net.high + more)
    return with_holiday_allowance(net)


def _special(answers: dict[str, Any]) -> dict[str, bool | str]:
    if INSTITUTION in answers["special"]:
        return {"in_institution": True, "price_due_month": answers["price"].text()}
    return {"no_brp_address": True} if NO_ADDRESS in answers["special"] else {}
