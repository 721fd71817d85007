"""The four short pages of "Laat ik geld liggen?": ten questions, and "weet ik niet" where a range or a call helps."""

import re
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from houvast.foundation.parameters.queries import parameters_for
from houvast.rules import toeslagen
from houvast.rules.amount import Amount
from houvast.rules.tegemoetkomingen.told import (
    FOUR_WEEKS,
    HIGH,
    LOW,
    MIDDLE,
    MONTH,
    NET_MONTH,
    OTHER,
    OWN,
    RENT,
    ROOM,
    WORK,
    YEAR,
    borders,
)
from houvast.web.public.words import ltr
from houvast.web.rekenhulp.asking import Asking, Question
from houvast.web.ui.forms import OptionChecks, OptionRadios
from houvast.web.ui.money import AmountField

ALONE, PARTNER, CHILDREN, OTHERS = "alone", "partner", "children", "others"
PEOPLE = (
    (ALONE, _("Niemand, ik woon alleen")),
    (PARTNER, _("Mijn partner")),
    (CHILDREN, _("Mijn kinderen onder 18 jaar")),
    (OTHERS, _("Andere mensen van 18 jaar of ouder")),
)
HOMES = (
    (RENT, _("Ik huur een huis of een flat")),
    (ROOM, _("Ik huur een kamer")),
    (OWN, _("Ik heb een koophuis")),
    (OTHER, _("Anders")),
)
YES, NO, UNKNOWN = "yes", "no", "unknown"
ANSWERS = ((YES, _("Ja")), (NO, _("Nee")), (UNKNOWN, _("Weet ik niet")))
BENEFIT, STUDENT, BUSINESS, NOTHING = "benefit", "student", "business", "nothing"
KINDS = (
    (WORK, _("Werk in loondienst")),
    (BENEFIT, _("Een uitkering")),
    ("pension", _("AOW of pensioen")),
    (STUDENT, _("Ik studeer")),
    (BUSINESS, _("Een eigen bedrijf")),
    (NOTHING, _("Ik heb geen inkomen")),
)
PERIODS = (
    (YEAR, _("Bruto per jaar")),
    (MONTH, _("Bruto per maand")),
    (FOUR_WEEKS, _("Bruto per 4 weken")),
    (NET_MONTH, _("Netto per maand")),
)
ASSETS = (
    (LOW, _("%(amount)s of minder")),
    (MIDDLE, _("%(low)s tot %(high)s")),
    (HIGH, _("Meer dan %(amount)s")),
    (UNKNOWN, _("Weet ik niet")),
)
CHILD_BENEFIT = "kinderbijslag"
# Names as they stand on Dutch paper: they stay Dutch in every language, the words under them are translated.
NAMES = {
    "zorgtoeslag": "Zorgtoeslag",
    "huurtoeslag": "Huurtoeslag",
    "kindgebonden_budget": "Kindgebonden budget",
    CHILD_BENEFIT: "Kinderbijslag",
}
ABOUT = {
    "zorgtoeslag": _("Geld voor je zorgverzekering"),
    "huurtoeslag": _("Geld voor je huur"),
    "kindgebonden_budget": _("Extra geld voor kinderen als je weinig verdient"),
    CHILD_BENEFIT: _("Geld voor elk kind onder 18 jaar"),
}
GETS = (*NAMES.items(), (NOTHING, _("Niets van dit alles")))
GETS_AMOUNT = {"zorgtoeslag": "zorg_now", "huurtoeslag": "huur_now", "kindgebonden_budget": "kgb_now"}
MOST_CHILDREN, MOST_OTHERS, ADULT = 15, 10, 18
BETWEEN_AGES = re.compile(r"[\s,;.+&/]+|\ben\b")


def _number(label: Any, wrong: Any, *, least: int, most: int, **more: Any) -> forms.IntegerField:
    words = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, error_messages=words,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "app-input--short"}),
        **more,
    )  # fmt: skip


def _year(label: Any, **more: Any) -> forms.IntegerField:
    wrong = _("Vul een jaar in met 4 cijfers, zoals 1985.")
    return _number(label, wrong, least=1900, most=2100, **more)


class Ages(forms.CharField):
    """Ages of children as people write them: "4, 9 en 13". Clean value: a list of whole years."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=80, **more)

    def clean(self, value: Any) -> Any:
        """The ages; ValidationError for what is no age below 18, or for too many."""
        typed = super().clean(value)
        parts = [one for one in BETWEEN_AGES.split(typed.lower()) if one]
        if any(not (one.isascii() and one.isdecimal()) or int(one) >= ADULT for one in parts):
            raise forms.ValidationError(_("Schrijf de leeftijden als 4, 9, 13. Alleen kinderen onder 18 jaar."))
        if len(parts) > MOST_CHILDREN:
            raise forms.ValidationError(_("Dit zijn veel kinderen. Bel ons, dan rekenen wij samen."))
        return [int(one) for one in parts]


class PeopleForm(Question):
    """Page 1: who you are and who lives with you."""

    birth_year = _year(_("In welk jaar ben je geboren?"))
    people = forms.MultipleChoiceField(
        label=_("Met wie woon je?"), help_text=_("Kies alles wat past."), choices=PEOPLE,
        widget=OptionChecks(subfields={PARTNER: "partner_year", CHILDREN: "ages", OTHERS: "others"}),
        error_messages={"required": _("Kies met wie je woont.")},
    )  # fmt: skip
    partner_year = _year(_("In welk jaar is je partner geboren?"), required=False)
    ages = Ages(
        label=_("Hoe oud zijn je kinderen?"), required=False, help_text=_("Bijvoorbeeld: 4, 9, 13"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "app-input--ltr"}),
    )  # fmt: skip
    others = _number(
        _("Hoeveel mensen zijn dat?"), _("Vul een heel getal in van 1 tot 10."), least=1, most=MOST_OTHERS,
        required=False,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Alone is alone; who is named has an age or a number."""
        cleaned = super().clean()
        people = cleaned.get("people") or []
        if ALONE in people and len(people) > 1:
            self.add_error("people", _("Je koos dat je alleen woont. Kies dan geen anderen."))
        for who, field, words in (
            (PARTNER, "partner_year", _("Vul een jaar in met 4 cijfers, zoals 1985.")),
            (CHILDREN, "ages", _("Vul in hoe oud je kinderen zijn.")),
            (OTHERS, "others", _("Vul een heel getal in van 1 tot 10.")),
        ):
            if who in people and not cleaned.get(field) and field not in self.errors:
                self.add_error(field, words)
            elif who not in people:
                cleaned[field] = None
                self.errors.pop(field, None)  # what stands under an option that is not chosen
        return cleaned


class HomeForm(Question):
    """Page 2: the home."""

    home = forms.ChoiceField(
        label=_("Hoe woon je?"), choices=HOMES,
        widget=OptionRadios(subfields={RENT: ("own_door", "rent")}),
        error_messages={"required": _("Kies hoe je woont.")},
    )  # fmt: skip
    own_door = forms.ChoiceField(
        label=_("Heb je een eigen voordeur, keuken, wc en douche?"), choices=ANSWERS, required=False, initial=UNKNOWN
    )
    rent = AmountField(
        label=_("Kale huur per maand"), required=False, most=50_000,
        help_text=_("Zonder gas, water en licht. Weet je het niet? Laat het leeg."),
    )  # fmt: skip
    registered = forms.ChoiceField(
        label=_("Staat iedereen op dit adres bij de gemeente?"), choices=ANSWERS, widget=OptionRadios(),
        error_messages={"required": _("Kies een antwoord.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Rent counts where there is a home to rent."""
        cleaned = super().clean()
        if cleaned.get("home") not in (RENT, None):
            cleaned["rent"] = None
            self.errors.pop("rent", None)
        return cleaned


class IncomeForm(Question):
    """Page 3: the income of everybody at the address."""

    pairs = (("income", "income_unknown"), ("partner_income", "partner_unknown"), ("others_income", "others_unknown"))

    kinds = forms.MultipleChoiceField(
        label=_("Waar komt je geld vandaan?"), help_text=_("Kies alles wat past."), choices=KINDS,
        widget=OptionChecks(), error_messages={"required": _("Kies waar je geld vandaan komt.")},
    )  # fmt: skip
    income = AmountField(label=_("Jouw inkomen"), required=False, most=10_000_000)
    income_high = AmountField(
        label=_("Het hoogste bedrag"), required=False, most=10_000_000,
        help_text=_("Boven staat dan het laagste bedrag."),
    )  # fmt: skip
    income_per = forms.ChoiceField(label=_("Wat voor bedrag is dit?"), choices=PERIODS, required=False)
    income_unknown = forms.BooleanField(label=_("Weet ik niet"), required=False)
    partner_income = AmountField(
        label=_("Inkomen van je partner"), required=False, most=10_000_000,
        help_text=_("Heeft je partner geen inkomen? Vul dan 0 in."),
    )  # fmt: skip
    partner_high = AmountField(
        label=_("Het hoogste bedrag"), required=False, most=10_000_000,
        help_text=_("Boven staat dan het laagste bedrag."),
    )  # fmt: skip
    partner_per = forms.ChoiceField(label=_("Wat voor bedrag is dit?"), choices=PERIODS, required=False)
    partner_unknown = forms.BooleanField(label=_("Weet ik niet"), required=False)
    others_income = AmountField(
        label=_("Inkomen van de anderen"), required=False, most=10_000_000,
        help_text=_("Samen, bruto per jaar. Geen inkomen? Vul dan 0 in."),
    )  # fmt: skip
    others_unknown = forms.BooleanField(label=_("Weet ik niet"), required=False)

    @classmethod
    def left_out(cls, data: QueryDict) -> tuple[str, ...]:
        """The income of who does not live there."""
        people = data.getlist("people")
        partner = () if PARTNER in people else ("partner_income", "partner_high", "partner_per", "partner_unknown")
        return (*partner, *(() if OTHERS in people else ("others_income", "others_unknown")))

    def clean(self) -> dict[str, Any]:
        """No income is zero; the highest amount is not below the other."""
        cleaned = super().clean()
        kinds = cleaned.get("kinds") or []
        if NOTHING in kinds:
            self._nothing(cleaned, kinds)
        for name in ("income", "partner"):
            low, high = cleaned.get("income" if name == "income" else "partner_income"), cleaned.get(f"{name}_high")
            if high is not None and (low is None or high < low):
                self.add_error(f"{name}_high", _("Dit is lager dan het eerste bedrag. Kijk beide bedragen na."))
        return cleaned

    def _nothing(self, cleaned: dict[str, Any], kinds: list[str]) -> None:
        if len(kinds) > 1 or (cleaned.get("income") or 0) > 0:
            self.add_error("kinds", _("Je koos dat je geen inkomen hebt. Kies dan niets anders."))
        elif cleaned.get("income") is None and not cleaned.get("income_unknown"):
            self.errors.pop("income", None)
            cleaned["income"] = Amount(0)


class RestForm(Question):
    """Page 4: what comes in already, savings, and insurance."""

    gets = forms.MultipleChoiceField(
        label=_("Wat krijg je nu al?"), help_text=_("Kies alles wat past."), choices=GETS,
        widget=OptionChecks(subfields=GETS_AMOUNT, hints=ABOUT),
        error_messages={"required": _("Kies wat je nu al krijgt.")},
    )  # fmt: skip
    zorg_now = AmountField(
        label=_("Hoeveel per maand?"), required=False, most=10_000,
        help_text=_("Weet je het niet? Laat het leeg."),
    )  # fmt: skip
    huur_now = AmountField(
        label=_("Hoeveel per maand?"), required=False, most=10_000,
        help_text=_("Weet je het niet? Laat het leeg."),
    )  # fmt: skip
    kgb_now = AmountField(
        label=_("Hoeveel per maand?"), required=False, most=10_000,
        help_text=_("Weet je het niet? Laat het leeg."),
    )  # fmt: skip
    assets = forms.ChoiceField(
        label=_("Wat had je op 1 januari aan spaargeld?"), help_text=_("Samen met je partner. Je huis telt niet mee."),
        choices=ASSETS, widget=OptionRadios(), error_messages={"required": _("Kies een antwoord.")},
    )  # fmt: skip
    insured = forms.ChoiceField(
        label=_("Heb je een zorgverzekering?"), help_text=_("In Nederland. En je partner ook, als je die hebt."),
        choices=ANSWERS, widget=OptionRadios(), error_messages={"required": _("Kies een antwoord.")},
    )  # fmt: skip

    def settle(self, data: QueryDict, day: date | None) -> None:
        """The borders of this year in the words of the answers."""
        figures = parameters_for(toeslagen.parameters_for, day)
        least, most = borders(figures, partner=PARTNER in data.getlist("people"))
        low, high = (ltr(f"€ {one.dutch(0)}") for one in (least, most))
        words = {
            LOW: {"amount": low}, MIDDLE: {"low": low, "high": high}, HIGH: {"amount": high}, UNKNOWN: {},
        }  # fmt: skip
        self.choice("assets").choices = [(one, str(text) % words[one]) for one, text in ASSETS]

    def clean(self) -> dict[str, Any]:
        """Nothing is nothing; an amount counts where its allowance is chosen."""
        cleaned = super().clean()
        gets = cleaned.get("gets") or []
        if NOTHING in gets and len(gets) > 1:
            self.add_error("gets", _("Je koos dat je niets krijgt. Kies dan niets anders."))
        for name, field in GETS_AMOUNT.items():
            if name not in gets:
                cleaned[field] = None
                self.errors.pop(field, None)
        return cleaned


ASKING = Asking((PeopleForm, HomeForm, IncomeForm, RestForm))
