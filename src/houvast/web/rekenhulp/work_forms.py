"""What a counsellor fills in for a calculation. The names of the fields are those of the rules and the case files.

The dossier uses these forms with first values of its own; `given()` is what the rules take.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from houvast.rules import pasted, settlement, vtlb
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.web.ui.forms import Chips, HouvastForm
from houvast.web.ui.money import AmountField

SITUATIONS = (
    ("alleenstaande", "Alleenstaande"),
    ("alleenstaande_ouder", "Alleenstaande ouder"),
    ("gehuwd_zonder_kinderen", "Samen, geen kinderen"),
    ("gehuwd_met_kinderen", "Samen, met kinderen"),
)
PENSION = (("none", "Niemand"), ("alleenstaande", "Alleenstaande"), ("gehuwden", "Samen"))
PASTED = 2_000_000
FORM_ID = "rekenen"
# What the rules say about one claim, or all together, is about the list on the screen.
IN_THE_LIST = dict.fromkeys(("amount", "id", "rank", "due_debts", "pool"), "claims")
YES, NO = ("ja", "1", "true", "waar"), ("", "nee", "0", "false", "onwaar")


def _count(label: str, most: int, **more: Any) -> forms.IntegerField:
    words = f"{label}: vul een heel getal in van 0 tot {most}."
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), words), **more,
    )  # fmt: skip


def _euro(label: str, help_text: str = "", *, required: bool = False, most: int = 1_000_000) -> AmountField:
    needed = {"required": f"{label}: vul een bedrag in."}
    return AmountField(label=label, help_text=help_text, required=required, most=most, error_messages=needed)


def _empty(value: object) -> bool:
    return isinstance(value, str) and not value


class Calculation(HouvastForm):
    """Base: the period of the rules, the calculation's own fields, and one change to look at."""

    also_known = frozenset({"do"})
    two_columns = True
    extra: ClassVar[tuple[str, ...]] = ("period", "what_field", "what_value")

    period = forms.ChoiceField(label="Normen", required=False)
    what_field = forms.ChoiceField(label="Wat verandert er?", required=False)
    what_value = forms.CharField(label="Wordt", required=False, max_length=40)

    def __init__(self, *args: Any, periods: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice("period").choices = [("", "Van vandaag"), *((one, one) for one in periods)]
        for name in ("what_field", "what_value"):  # they stand beside the form, near the outcome
            self.fields[name].widget.attrs["form"] = FORM_ID
        self.choice("what_field").choices = [("", "Kies een gegeven"), *self.changeable()]

    def changeable(self) -> list[tuple[str, str]]:
        """Every single amount, number or yes and no, with its label."""
        kinds = (AmountField, forms.IntegerField, forms.BooleanField, forms.DecimalField)
        return [
            (name, str(each.label))
            for name, each in self.fields.items()
            if isinstance(each, kinds) and name not in self.extra
        ] + ([("situation", "Situatie")] if "situation" in self.fields else [])

    def own_fields(self) -> list[Any]:
        """What stands in the first column: everything but the change to look at."""
        return [self[name] for name in self.fields if not name.startswith("what_")]

    def given(self) -> dict[str, Any]:
        """What the rules take: only what was filled in."""
        return self.as_given(self.cleaned_data)

    def as_given(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Clean values as the rules take them."""
        return {
            name: value.text() if isinstance(value, Amount) else value
            for name, value in cleaned.items()
            if name not in self.extra and value is not None and value is not False and not _empty(value)
        }

    def changed(self) -> dict[str, Any]:
        """The same with one thing changed. Raises ValidationError when the new value cannot be."""
        name, typed = self.cleaned_data["what_field"], self.cleaned_data["what_value"].strip()
        each = self.fields[name]
        if isinstance(each, forms.BooleanField):
            if typed.lower() not in (*YES, *NO):
                raise forms.ValidationError(f"{each.label}: schrijf ja of nee.")
            value: Any = typed.lower() in YES
        else:
            words = {str(label).lower(): key for key, label in getattr(each, "choices", ())}
            value = each.clean(words.get(typed.lower(), typed))
        return self.as_given({**self.cleaned_data, name: value})

    def refuse(self, error: BadInputError) -> None:
        """A refusal of the rules at its field, with the name that stands on the screen."""
        name = IN_THE_LIST.get(error.field, error.field)
        field = name if name in self.fields else None
        label = str(self.fields[name].label) if field else ""
        self.add_error(field, f"{label}: {error.what}" if label else str(error))


class VtlbForm(Calculation):
    """A household for the VTLB."""

    situation = forms.ChoiceField(
        label="Situatie", choices=SITUATIONS, widget=Chips(), error_messages={"required": "Situatie: kies er een."}
    )
    net_income_incl_vt = _euro("Netto inkomen", "Per maand, met vakantiegeld.", required=True)
    taxable_income_year = _euro("Belastbaar inkomen", "Per jaar, samen.", required=True, most=100_000_000)
    rent = _euro("Huur of woonkosten")
    huurtoeslag = _euro("Huurtoeslag")
    premium = _euro("Zorgpremie")
    zorgtoeslag = _euro("Zorgtoeslag")
    children = _count("Kinderen", 30)
    kgb_received = _euro("Kindgebonden budget")
    children_12_15 = _count("Kinderen 12 t/m 15", 30)
    children_16_17 = _count("Kinderen 16 en 17", 30)
    work_hours_week = _count("Uren werk per week", 80)
    partner_work_hours_week = _count("Uren werk partner", 80)
    pension_age = forms.ChoiceField(label="Pensioenleeftijd", choices=PENSION, required=False)
    price_due_month = _euro("Prijs inrichting")
    eigen_risico = forms.BooleanField(label="Eigen risico telt mee", required=False)
    eigen_risico_bought_off = forms.BooleanField(label="Eigen risico is afgekocht", required=False)
    no_brp_address = forms.BooleanField(label="Geen adres in de BRP", required=False)
    in_institution = forms.BooleanField(label="In een inrichting", required=False)
    other_corrections = forms.CharField(
        label="Andere correcties", required=False, max_length=5000, help_text="Per regel: naam; bedrag.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    official_vtlb = _euro("VTLB van de officiële calculator", "Mag leeg. Dan staat het verschil ernaast.")

    def as_given(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Corrections by name; the official result is not an input."""
        given = super().as_given(cleaned)
        given.pop("official_vtlb", None)
        if "other_corrections" in given:
            given["other_corrections"] = pasted.corrections_in(given["other_corrections"])
        if given.get("pension_age") == vtlb.PENSION[0]:
            given.pop("pension_age")
        return given


class VoetForm(Calculation):
    """A household for the beslagvrije voet, and the seizure when there is one."""

    situation = forms.ChoiceField(
        label="Situatie", choices=SITUATIONS, widget=Chips(), error_messages={"required": "Situatie: kies er een."}
    )
    own_net_income_month_incl_vt = _euro("Eigen netto inkomen", "Per maand, met vakantiegeld.", required=True)
    taxable_income_year = _euro("Belastbaar inkomen", "Per jaar, samen.", required=True, most=100_000_000)
    own_other_unseized_income_month = _euro("Ander eigen inkomen", "Zonder beslag.")
    partner_unseized_income_month = _euro("Inkomen partner", "Zonder beslag.")
    company_car_tax_month = _euro("Loonbelasting auto van de zaak")
    woonkosten_month = _euro("Woonkosten")
    housing_raise_lid7_month = _euro("Verhoging lid 7", "Alleen als die is toegekend.")
    price_due_month = _euro("Prijs inrichting")
    housing_raise_requested = forms.BooleanField(label="Verhoging lid 5 gevraagd", required=False)
    no_brp_address = forms.BooleanField(label="Geen adres in de BRP", required=False)
    in_institution = forms.BooleanField(label="In een inrichting", required=False)
    held_back_month = _euro("Ingehouden per maand", "Leeg = alleen de voet.")
    months = _count("Hoeveel maanden al", 600)
    by = forms.CharField(label="Wie houdt in", required=False, max_length=80)

    SEIZURE: ClassVar[tuple[str, ...]] = ("held_back_month", "months", "by")

    @property
    def has_seizure(self) -> bool:
        """Whether there is something held back to check."""
        return self.cleaned_data.get("held_back_month") is not None

    def as_given(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Without a seizure only the household."""
        given = super().as_given(cleaned)
        if cleaned.get("held_back_month") is None:
            return {name: value for name, value in given.items() if name not in self.SEIZURE}
        given.setdefault("months", 1)
        return given


class OfferForm(Calculation):
    """A proposal over a list of claims."""

    income = _euro("Inkomen per maand", required=True)
    vtlb = _euro("VTLB per maand", required=True)
    claims = forms.CharField(
        label="Schulden", max_length=PASTED,
        help_text="Per regel: schuldeiser; bedrag; preferent of concurrent. Of plak uit een rekenblad.",
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false", "class": "app-pasted"}),
        error_messages={"required": "Schulden: vul minstens één schuld in."},
    )  # fmt: skip
    instrument = forms.ChoiceField(label="Soort regeling", required=False)
    term = forms.IntegerField(
        label="Looptijd in maanden", required=False, min_value=1, max_value=360,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Leeg = 18.",
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Looptijd in maanden: vul een heel getal in van 1 tot 360."
        ),
    )  # fmt: skip
    monthly_rate = AmountField(
        label="Rente per maand (%)", help_text="Bijvoorbeeld 0,95. Leeg = 0.", required=False, most=5,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    assets = _euro("Vermogen", most=100_000_000)
    costs = _euro("Kosten", "Gaan van het bedrag af.", most=100_000_000)
    administrator_monthly = _euro("Beloning bewindvoerder Wsnp", "Per maand.")
    improvement_expected = forms.BooleanField(label="Er komt meer ruimte", required=False)
    capacity_will_change = forms.BooleanField(label="De ruimte verandert bijna zeker", required=False)
    no_loan = forms.BooleanField(label="Een krediet kan niet", required=False)
    couple = forms.BooleanField(label="Samen in de Wsnp", required=False)
    business = forms.BooleanField(label="Met een bedrijf", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["period"]
        self.choice("instrument").choices = [("", "Houvast kiest"), *settlement.INSTRUMENTS.items()]

    def as_given(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Claims as a list, the rate as a part of one."""
        given = super().as_given(cleaned)
        given["claims"] = pasted.claims_in(cleaned["claims"])
        if cleaned.get("monthly_rate") is not None:
            given["monthly_rate"] = (cleaned["monthly_rate"] / 100).text(6)
        if given.pop("no_loan", False):
            given["loan_possible"] = False
        return given
