"""What a counsellor fills in for the checklist of allowances: a household with its people as rows.

The names in `given()` are those of the household file, so that the same file gives the same outcome elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField

from houvast.foundation.organisations.models import Municipality
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.household import ALLOWANCES
from houvast.rules.tegemoetkomingen import Beside
from houvast.web.rekenhulp.work_forms import Calculation
from houvast.web.ui.forms import Chips
from houvast.web.ui.inputs import BAD_DATE, DATE_FORMATS, DateInput
from houvast.web.ui.money import AmountField

MOST_PEOPLE: Final = 12
FIRST_PEOPLE: Final = 2
ROLES: Final = (("", "Niemand"), ("partner", "Partner"), ("child", "Kind"), ("co_resident", "Huisgenoot"))
KINDS: Final = (("uitkering", "Uitkering of pensioen"), ("loon", "Loon"), ("anders", "Anders"))
TENURES: Final = (("rent", "Huur"), ("own", "Eigen huis"), ("institution", "Instelling"), ("none", "Geen adres"))
KNOWN: Final = (("", "Weet ik niet"), ("ja", "Ja"), ("nee", "Nee"))
FLAGS: Final = {
    "insured": "Zorgverzekering in Nederland?",
    "partner_insured": "Partner verzekerd?",
    "partner_obliged_to_insure": "Moet de partner verzekerd zijn?",
    "partner_residence_lawful": "Mag de partner hier wonen?",
    "coresident_residence_lawful": "Mogen alle huisgenoten hier wonen?",
    "independent_home": "Eigen voordeur, keuken, wc en douche?",
    "registered_brp": "Iedereen op dit adres in de BRP?",
    "adapted_home": "Woning aangepast voor een handicap?",
    "acquired_right": "Recht van voor een hogere huur?",
    "receives_kinderbijslag": "Kinderbijslag?",
}
DAYS: Final = {
    "tax_return_postponed_until": "Uitstel van de aangifte tot",
    "setting_last_application_date": "Laatste dag om aan te vragen",
}
SERVICE: Final = tuple(f"service_{number}" for number in range(1, 5))
OF_ONE: Final = ("role", "birth_date", "gross_year", "net_month", "kind", "work_hours_week", "shares_costs")
TYPED: Final = ("birth_date", "gross_year", "net_month", "work_hours_week")
# A refusal of the rules, and the words that stand at its field on the screen.
WORDS: Final = {
    "birth_date": "Geboortedatum",
    "role": "Personen",
    "persons": "Personen",
    "incomes": "Inkomen",
    "amount": "Inkomen",
    "service_costs_items": "Servicekosten",
}
AT: Final = {"costs": "rent_costs", "rent_month": "rent_costs", "liquid_assets": "assets", "bank_balance": "assets"}


def _euro(label: str, help_text: str = "", most: int = 1_000_000) -> AmountField:
    return AmountField(label=label, help_text=help_text, required=False, most=most)


def _number(label: str, most: int) -> forms.IntegerField:
    words = f"{label}: vul een heel getal in van 0 tot {most}."
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), words),
    )  # fmt: skip


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=DateInput, input_formats=DATE_FORMATS, error_messages={"invalid": BAD_DATE}
    )


def _one(number: int) -> dict[str, forms.Field]:
    """The fields of one person. The first is who asks."""
    fields: dict[str, forms.Field] = {} if number == 0 else {
        "role": forms.ChoiceField(label="Wie", choices=ROLES, required=False)
    }  # fmt: skip
    fields |= {
        "birth_date": _day("Geboortedatum"),
        "gross_year": _euro("Bruto per jaar", most=100_000_000),
        "net_month": _euro("Netto per maand"),
        "kind": forms.ChoiceField(label="Soort inkomen", choices=KINDS, required=False),
        "work_hours_week": _number("Uren werk per week", 80),
    }
    if number:
        fields["shares_costs"] = forms.ChoiceField(
            label="Deelt kosten", required=False, choices=[("", "Ja"), ("nee", "Nee: contract of studie")]
        )
    return {f"p{number}_{name}": each for name, each in fields.items()}


@dataclass(frozen=True)
class Person:
    """One row: what stands above it, and its fields."""

    title: str
    fields: Sequence[BoundField]


class ChecklistForm(Calculation):
    """A household for the checklist of allowances."""

    extra = (*Calculation.extra, "municipality", "people")

    municipality = forms.ChoiceField(label="Gemeente", required=False)
    people = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST_PEOPLE)
    tenure = forms.ChoiceField(label="Hoe woont het huishouden?", choices=TENURES, required=False, widget=Chips)
    rent_costs = _euro("Kale huur of woonkosten", "Per maand.")
    premium = _euro("Zorgpremie", "Per maand, samen.")
    assets = _euro("Vermogen op 1 januari", "Samen.", most=100_000_000)
    zorgtoeslag = _euro("Zorgtoeslag nu", "Per maand. 0 = niets; leeg = weet ik niet.")
    huurtoeslag = _euro("Huurtoeslag nu", "Per maand.")
    kindgebonden_budget = _euro("Kindgebonden budget nu", "Per maand.")
    months_low_income = _number("Maanden laag inkomen", 1200)
    months_since_last = _number("Maanden sinds vorige regeling", 1200)
    costs_year = _euro("Bijzondere kosten per jaar")
    assessment = _euro("Aanslag gemeente of waterschap", "Vul in om kwijtschelding uit te rekenen.")
    assistance = forms.BooleanField(label="Reken ook de bijstand uit", required=False)

    def __init__(self, *args: Any, municipalities: Sequence[Municipality] = (), rows: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice("municipality").choices = [("", "Geen"), *((str(one.id), one.name) for one in municipalities)]
        self.rows = rows or _rows(self.data.get("people", ""))
        for name in [one for one in self.fields if one.startswith("p") and one[1].isdigit()]:
            if int(name[1 : name.index("_")]) >= self.rows:
                del self.fields[name]
        self.retype_rows()

    def retype_rows(self) -> None:
        """The page that comes back sends as many rows as it shows."""
        self.initial["people"] = self.rows
        if self.is_bound:
            self.retype("people", str(self.rows))

    def persons(self) -> list[Person]:
        """The rows that are shown."""
        names = ["Wie vraagt hulp", *(f"Persoon {number + 1}" for number in range(1, self.rows))]
        return [Person(name, [self[one] for one in self._of(number)]) for number, name in enumerate(names)]

    @property
    def more_people(self) -> bool:
        """Whether another row fits."""
        return self.rows < MOST_PEOPLE

    def own_fields(self) -> list[Any]:
        """What stands below the people."""
        return [bound for bound in super().own_fields() if not _of_person(bound.name) and not bound.is_hidden]

    def changeable(self) -> list[tuple[str, str]]:
        """Amounts and numbers with the person they are of."""
        found = []
        for name, label in super().changeable():
            if name == "people":
                continue
            whose = f"Persoon {int(name[1 : name.index('_')]) + 1}: " if _of_person(name) else ""
            found.append((name, f"{whose}{label}"))
        return found

    def clean(self) -> dict[str, Any]:
        """A row has somebody in it, a child its birthday, and there is one partner."""
        cleaned = super().clean()
        partners = [number for number in range(1, self.rows) if cleaned.get(f"p{number}_role") == "partner"]
        for number in partners[1:]:
            self._refuse_row(number, "role", "Er is hooguit één partner. Kies huisgenoot of kind.")
        for number in range(1, self.rows):
            role = cleaned.get(f"p{number}_role")
            if not role and any(cleaned.get(f"p{number}_{one}") not in (None, "") for one in TYPED):
                self._refuse_row(number, "role", "Kies wie dit is, of maak de rij leeg.")
            if role == "child" and cleaned.get(f"p{number}_birth_date") is None:
                self._refuse_row(number, "birth_date", "Vul de geboortedatum van het kind in.")
        return cleaned

    def _refuse_row(self, number: int, name: str, words: str) -> None:
        """One error a field: the first says it."""
        if f"p{number}_{name}" not in self.errors:
            self.add_error(f"p{number}_{name}", f"Persoon {number + 1}: {words}")

    def as_given(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The household file."""
        household: dict[str, Any] = {"persons": self._persons(cleaned)}
        home = {"tenure": cleaned["tenure"] or None, "costs": _text(cleaned["rent_costs"])}
        household["home"] = {name: value for name, value in home.items() if value is not None}
        for name in ("premium", "assets"):
            if cleaned[name] is not None:
                household[name] = _text(cleaned[name])
        if any(cleaned[name] is not None for name in ALLOWANCES):
            household["allowances"] = {name: _text(cleaned[name] or Amount(0)) for name in ALLOWANCES}
        facts: dict[str, Any] = {name: cleaned[name] == "ja" for name in FLAGS if cleaned[name]}
        facts |= {name: cleaned[name] for name in DAYS if cleaned[name]}
        service = [_text(cleaned[name]) for name in SERVICE if cleaned[name] is not None]
        household["facts"] = facts | ({"service_costs_items": service} if service else {})
        asked = {name: cleaned[name] for name in ("months_low_income", "months_since_last")}
        asked |= {name: _text(cleaned[name]) for name in ("costs_year", "assessment")}
        return {"household": household, "beside": asked | {"assistance": cleaned["assistance"]}}

    def _persons(self, cleaned: Mapping[str, Any]) -> list[dict[str, Any]]:
        found = []
        for number in range(self.rows):
            row = {name: cleaned.get(f"p{number}_{name}") for name in OF_ONE}
            role = row["role"] if number else "applicant"
            if not role:
                continue
            person: dict[str, Any] = {"role": role, "incomes": _incomes(row)}
            person |= {name: row[name] for name in ("birth_date", "work_hours_week")}
            if role == "co_resident" and row["shares_costs"] == "nee":
                person["shares_costs"] = False
            found.append({name: value for name, value in person.items() if value is not None})
        return found

    def _of(self, number: int) -> list[str]:
        return [name for name in self.fields if name.startswith(f"p{number}_")]

    def refuse(self, error: BadInputError) -> None:
        """A refusal of the rules at its field, with the words of the screen."""
        name = AT.get(error.field, error.field)
        if name in self.fields:
            super().refuse(BadInputError(name, error.what))
        else:
            self.add_error(None, f"{WORDS.get(error.field, error.field)}: {error.what}")


ChecklistForm.base_fields |= {
    **{name: each for number in range(MOST_PEOPLE) for name, each in _one(number).items()},
    **{name: forms.ChoiceField(label=label, choices=KNOWN, required=False) for name, label in FLAGS.items()},
    **{name: _euro(f"Servicekosten, post {number}") for number, name in enumerate(SERVICE, start=1)},
    **{name: _day(label) for name, label in DAYS.items()},
}


def beside_of(given: Mapping[str, Any], schemes: Sequence[Any]) -> Beside:
    """What is asked beside the allowances, from what the form gave."""
    asked = dict(given["beside"])
    assistance, assessment = bool(asked.pop("assistance")), asked.pop("assessment")
    return Beside(schemes, asked, assistance, assessment)


def _of_person(name: str) -> bool:
    return name.startswith("p") and name[1].isdigit()


def _rows(typed: str) -> int:
    return min(int(typed), MOST_PEOPLE) if typed.isdecimal() and len(typed) < 4 and int(typed) else FIRST_PEOPLE


def _incomes(row: Mapping[str, Any]) -> list[dict[str, str]] | None:
    """Gross over a year and net over a month; None when nobody said."""
    kind = row["kind"] or KINDS[0][0]
    found = []
    if row["gross_year"] is not None:
        found.append({"kind": kind, "basis": "gross", "amount": row["gross_year"].text(), "per": "year"})
    if row["net_month"] is not None:
        found.append({"kind": kind, "basis": "net", "amount": row["net_month"].text(), "per": "month"})
    return found or None


def _text(amount: Amount | None) -> str | None:
    return None if amount is None else amount.text()
