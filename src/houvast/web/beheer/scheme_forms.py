"""What an administrator fills in about a scheme of the municipality. Percents as people say them, amounts in euro."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms

from houvast.foundation.organisations.models import Municipality, SchemeVersion
from houvast.foundation.organisations.schemes import SchemeWanted, scheme_of
from houvast.rules.amount import Amount
from houvast.web.ui.forms import Chips, ChipsMultiple, HouvastForm
from houvast.web.ui.inputs import BAD_DATE, DATE_FORMATS, DateInput
from houvast.web.ui.money import AmountField

KIND_NAMES: Final = {
    "individuele_inkomenstoeslag": "Individuele inkomenstoeslag",
    "bijzondere_bijstand": "Bijzondere bijstand",
    "studietoeslag": "Studietoeslag",
    "collectieve_zorgverzekering": "Collectieve zorgverzekering",
    "meedoen": "Meedoen: stadspas, kindpakket, sport, cultuur",
}
HOMES: Final = {
    "alleenstaande": "alleenstaande",
    "alleenstaande_ouder": "alleenstaande ouder",
    "gehuwden": "samen",
}  # fmt: skip
AGE_NAMES: Final = {"18_20": "18 tot en met 20", "21_to_aow": "21 tot de AOW", "aow": "AOW"}
YES_NO: Final = [("ja", "Ja"), ("nee", "Nee")]
LONG = 300
# The rules speak of one field where the screen has one for each household.
AT: Final = {
    "amounts": "amount_alleenstaande",
    "asset_limits": "limit_alleenstaande",
    "municipality": "municipality_id",
    "income_pct": "percent",
    "capacity_share": "capacity_percent",
}


def _percent(label: str, least: int, most: int, **more: Any) -> forms.IntegerField:
    words = f"{label}: vul een heel getal in van {least} tot {most}.".replace("%", "%%")  # it gets values filled in
    return forms.IntegerField(
        label=label, min_value=least, max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "app-input--short"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), words), **more,
    )  # fmt: skip


def _euro(label: str, help_text: str = "") -> AmountField:
    return AmountField(label=label, required=False, help_text=help_text)


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, widget=DateInput, input_formats=DATE_FORMATS, help_text=help_text,
        error_messages={"invalid": BAD_DATE},
    )  # fmt: skip


class SchemeForm(HouvastForm):
    """A scheme: who it is for, what it gives, where it stands and who may not have it."""

    two_columns = True
    mark_optional = "(mag leeg)"

    municipality_id = forms.ChoiceField(label="Gemeente")
    kind = forms.ChoiceField(label="Soort", choices=list(KIND_NAMES.items()))
    name = forms.CharField(label="Naam van de regeling", max_length=120)
    percent = _percent("Grens voor inkomen, in % van de bijstandsnorm", 50, 300, help_text="Bijvoorbeeld 110.")
    amount_alleenstaande = _euro("Bedrag per jaar: alleenstaande", "Bijzondere bijstand betaalt kosten: laat leeg.")
    amount_alleenstaande_ouder = _euro("Bedrag per jaar: alleenstaande ouder")
    amount_gehuwden = _euro("Bedrag per jaar: samen")
    per_child = _euro("Bedrag per jaar: elk kind")
    limit_alleenstaande = _euro("Grens vermogen: alleenstaande", "Alle drie leeg: er is geen grens.")
    limit_alleenstaande_ouder = _euro("Grens vermogen: alleenstaande ouder")
    limit_gehuwden = _euro("Grens vermogen: samen")
    capacity_percent = _percent("Draagkracht: deel van het inkomen boven de grens, in %", 0, 100, required=False)
    threshold_year = _euro("Drempel per jaar", "Onder dit bedrag wordt niets betaald.")
    months_low_income = _percent("Maanden laag inkomen nodig", 0, 120, required=False)
    months_between = _percent("Maanden tussen twee aanvragen", 0, 120, required=False)
    ages = forms.MultipleChoiceField(
        label="Voor welke leeftijd?", choices=list(AGE_NAMES.items()), widget=ChipsMultiple, required=False,
        help_text="Niets gekozen: voor iedereen vanaf 18.",
    )  # fmt: skip
    holiday_allowance_included = forms.ChoiceField(
        label="Telt het vakantiegeld mee in norm en inkomen?", choices=YES_NO, widget=Chips, initial="ja"
    )
    cost_sharers_count = forms.ChoiceField(
        label="Wordt de norm lager door huisgenoten?", choices=YES_NO, widget=Chips, initial="ja"
    )
    excluded = forms.CharField(
        label="Voor wie geldt het niet?", required=False, max_length=1000, help_text="Per regel een groep.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    where = forms.CharField(label="Waar vraagt iemand dit aan?", max_length=LONG)
    source = forms.CharField(
        label="Waar staat dit?", max_length=LONG, help_text="Bijvoorbeeld: beleidsregel 2026, artikel 3, en het adres."
    )
    checked_on = _day("Wanneer las jij dit na?")
    valid_from = _day("Vanaf welke dag geldt dit?")

    def __init__(self, *args: Any, municipalities: Sequence[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice("municipality_id").choices = [(str(one.id), one.name) for one in municipalities]

    def wanted(self) -> SchemeWanted:
        """Ready for the verb."""
        given = self.cleaned_data
        return SchemeWanted(UUID(given["municipality_id"]), _written(given), given["valid_from"])


class ChangeSchemeForm(SchemeForm):
    """The same with the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def _written(given: Mapping[str, Any]) -> dict[str, object]:
    """As rules.regelingen.read takes it."""
    amounts, limits = ({home: given[f"{what}_{home}"] for home in HOMES} for what in ("amount", "limit"))
    return {
        **{name: given[name] for name in ("kind", "name", "where", "source", "checked_on")},
        "income_pct": Amount(given["percent"], 100).text(),
        "amounts": _said(amounts),
        "asset_limits": _said(limits) or None,
        "per_child": _text(given["per_child"]),
        "threshold_year": _text(given["threshold_year"]),
        "capacity_share": Amount(given["capacity_percent"] or 0, 100).text(),
        "months_low_income": given["months_low_income"] or 0,
        "months_between": given["months_between"] or 0,
        "ages": given["ages"] or None,
        "holiday_allowance_included": given["holiday_allowance_included"] == "ja",
        "cost_sharers_count": given["cost_sharers_count"] == "ja",
        "excluded": [line.strip() for line in given["excluded"].splitlines() if line.strip()],
    }


def _said(amounts: Mapping[str, Amount | None]) -> dict[str, str]:
    return {home: amount.text() for home, amount in amounts.items() if amount is not None}


def _text(amount: Amount | None) -> str | None:
    return None if amount is None else amount.text()


def initial_of(version: SchemeVersion) -> dict[str, Any]:
    """A kept version as first values of the form."""
    scheme = scheme_of(version)
    limits = scheme.asset_limits or {}
    return {
        "municipality_id": str(version.municipality_id),
        "kind": scheme.kind,
        "name": scheme.name,
        "percent": _whole(scheme.income_pct),
        **{f"amount_{home}": _typed(amount) for home, amount in scheme.amounts.items()},
        **{f"limit_{home}": amount.dutch() for home, amount in limits.items()},
        "per_child": _typed(scheme.per_child),
        "threshold_year": _typed(scheme.threshold_year),
        "capacity_percent": _whole(scheme.capacity_share) or "",
        "months_low_income": scheme.months_low_income or "",
        "months_between": scheme.months_between or "",
        "ages": [] if len(scheme.ages) == len(AGE_NAMES) else list(scheme.ages),
        "holiday_allowance_included": "ja" if scheme.holiday_allowance_included else "nee",
        "cost_sharers_count": "ja" if scheme.cost_sharers_count else "nee",
        "excluded": "\n".join(scheme.excluded),
        "where": scheme.where,
        "source": scheme.source,
        "checked_on": version.checked_on,
        "valid_from": version.valid_from,
        "version": version.number,
    }


def _whole(part: Amount) -> int:
    return int(part.ratio * 100)


def _typed(amount: Amount) -> str:
    return amount.dutch() if amount > 0 else ""
