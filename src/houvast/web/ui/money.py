"""An amount as people type it: "1.234,56", "1234,56", "€ 1.234" and "1234.56" are read; "1,234.56" is refused."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.pasted import typed_amount

MOST = 1_000_000
HUNDRED = 100
NO_AMOUNT = _("%(label)s: dit is geen bedrag. Schrijf het zo: 1.234,56.")
ENGLISH = _("%(label)s: schrijf de punt en de komma andersom. Bijvoorbeeld 1.234,56.")
OUTSIDE = _("%(label)s: vul een bedrag in van 0 tot %(most)s euro.")
CENTS = _("%(label)s: er staan meer dan 2 cijfers na de komma.")


class EuroInput(forms.TextInput):
    """A text field with the euro sign in front."""

    template_name = "ui/widgets/euro.html"

    def __init__(self, **attrs: str) -> None:
        standard = {"inputmode": "decimal", "autocomplete": "off", "class": "app-input--ltr"}
        super().__init__({**standard, **attrs})


class AmountField(forms.CharField):
    """An amount in euro with at most two decimals. Clean value: exact `Amount`, or None when left empty."""

    widget = EuroInput

    def __init__(self, *, most: int = MOST, least: int = 0, **more: Any) -> None:
        self.most, self.least = most, least
        more.setdefault("max_length", 40)
        super().__init__(**more)

    def clean(self, value: Any) -> Amount | None:
        """The amount; ValidationError with the name of the field and what to do."""
        typed = super().clean(value)
        if not typed:
            return None
        names = {"label": str(self.label).rstrip("?"), "most": f"{self.most:,}".replace(",", ".")}
        try:
            amount = typed_amount("", typed)
        except BadInputError:
            words = ENGLISH if _looks_english(typed) else NO_AMOUNT
            raise ValidationError(words, code="amount", params=names) from None
        if (amount.ratio * HUNDRED).denominator != 1:
            raise ValidationError(CENTS, code="cents", params=names)
        if not self.least <= amount.ratio <= self.most:
            raise ValidationError(OUTSIDE, code="outside", params=names)
        return amount


def _looks_english(typed: str) -> bool:
    comma = typed.find(",")
    return comma != -1 and (typed.find(".", comma) != -1 or len(typed.rstrip()) - comma > len(",00"))
