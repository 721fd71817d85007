"""Forms of who somebody is: birth date, address, BSN; and of letting a new contact point get codes."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from houvast.casework.contact.errors import HowVerified
from houvast.casework.contact.quiet import SHORTEST
from houvast.casework.residents.errors import NotBornYet, NowhereGiven
from houvast.foundation.encryption.bsn import NeedsConfirmation, NotABsn, read_bsn
from houvast.web.ui.forms import Chips, HouvastForm, ThreeFieldDate

BAD_BIRTH = "Vul dag, maand en jaar in, zoals 4 5 1988. Weet je alleen het jaar? Vul dan alleen het jaar in."


class FactForm(HouvastForm):
    """A fact that may correct an earlier one: `seen` is the fact the page showed."""

    mark_optional = "(mag leeg)"
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="Waarom verandert dit?", required=False, max_length=300,
        help_text="Wat er eerst stond, blijft bewaard.",
    )  # fmt: skip

    def __init__(self, *args: Any, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "reason"] + ["reason"])
        if not corrects:
            del self.fields["reason"]
            self.also_known = frozenset({"reason"})

    def see(self, fact_id: UUID | None) -> None:
        """The next press saves over the fact that stands now."""
        self.retype("seen", str(fact_id or ""))

    def why(self) -> str:
        """The reason, empty when none was asked."""
        return str(self.cleaned_data.get("reason", ""))


class BirthField(forms.Field):
    """Day, month and year, or only the year."""

    widget = ThreeFieldDate

    def clean(self, value: Any) -> tuple[int, dt.date | None] | None:
        """The year and the day, the day empty when it is not known."""
        typed = str(super().clean(value) or "")
        day, month, year = [part.strip() for part in [*typed.split("-", 2), "", "", ""][:3]]
        if not all(part.isascii() and part.isdigit() for part in (day or "0", month or "0", year)):
            raise ValidationError(BAD_BIRTH)
        if len(year) != 4 or bool(day) != bool(month):
            raise ValidationError(BAD_BIRTH)
        try:
            return int(year), dt.date(int(year), int(month), int(day)) if day else None
        except ValueError:
            raise ValidationError(BAD_BIRTH) from None


class BirthDateForm(FactForm):
    """When somebody was born."""

    born = BirthField(
        label="Geboortedatum", help_text="Alleen het jaar mag ook.", error_messages={"required": BAD_BIRTH}
    )
    field_names = {NotBornYet: "born"}


class AddressForm(FactForm):
    """Where somebody lives."""

    mark_optional = ""  # a fixed address needs its three lines
    home = forms.ChoiceField(
        label="Waar woont de inwoner?",
        choices=[("fixed", "Vast adres"), ("none", "Geen vast adres")],
        widget=Chips(subfields={"fixed": ("street", "postcode", "city")}),
    )
    street = forms.CharField(label="Straat en nummer", required=False, max_length=120)
    postcode = forms.CharField(label="Postcode", required=False, max_length=10)
    city = forms.CharField(label="Plaats", required=False, max_length=80)
    secret = forms.BooleanField(label="Geheim adres: komt nooit op een brief aan een ander", required=False)
    field_names = {NowhereGiven: "home"}

    def clean(self) -> dict[str, Any]:
        """A fixed address needs all three of its lines."""
        cleaned = super().clean()
        if cleaned.get("home") == "fixed":
            for name, words in (("street", "straat en nummer"), ("postcode", "postcode"), ("city", "plaats")):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, f"Vul {words} in, of kies “Geen vast adres”.")
        return cleaned


class BsnForm(FactForm):
    """The citizen service number, checked while it is typed over from a document."""

    bsn = forms.CharField(
        label="BSN", max_length=20, help_text="De 9 cijfers van paspoort, identiteitskaart of rijbewijs.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    zero_confirmed = forms.BooleanField(label="", required=False)
    field_order = ("bsn", "zero_confirmed")
    field_names: dict[type[Exception], str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suggestion = self._suggestion()
        if suggestion:
            self.fields["zero_confirmed"].label = f"Ja, het is {suggestion}"
        else:
            del self.fields["zero_confirmed"]
            self.also_known = self.also_known | {"zero_confirmed"}

    def _suggestion(self) -> str:
        try:
            read_bsn(str(self.data.get("bsn", "")))
        except NeedsConfirmation as needed:
            return needed.suggestion
        except NotABsn:
            return ""
        return ""

    def clean(self) -> dict[str, Any]:
        """Elfproef; eight digits want somebody's yes."""
        cleaned = super().clean()
        if cleaned.get("bsn"):
            try:
                read_bsn(cleaned["bsn"], zero_confirmed=bool(cleaned.get("zero_confirmed")))
            except (NotABsn, NeedsConfirmation) as wrong:
                self.add_error("bsn", str(wrong))
        return cleaned


class ReleaseForm(HouvastForm):
    """How the counsellor knew that it was the resident."""

    reason = forms.CharField(
        label="Hoe wist je zeker dat het de inwoner was?",
        help_text=f"Bijvoorbeeld: ik belde het oude nummer en herkende de stem. Minstens {SHORTEST} tekens.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={"required": HowVerified.text},
    )
