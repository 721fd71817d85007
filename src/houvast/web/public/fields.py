"""Fields of the resident's forms: phone numbers and mail addresses that say what is wrong and how to fix it."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from houvast.casework.residents.errors import UnreadableMail, UnreadablePhone
from houvast.casework.residents.reading import read_mail, read_phone

DIGITS = 10
EXAMPLE = _("Bijvoorbeeld 06 12 34 56 78. Een nummer uit een ander land mag ook.")


def why_not(typed: str) -> str:
    """What is wrong with a number that cannot be dialled, and how to fix it."""
    signs = [sign for sign in typed if sign.isdigit()]
    foreign = typed.strip().startswith(("+", "00"))
    if any(sign.isalpha() for sign in typed):
        return str(_("Hier staan letters in. Een nummer heeft alleen cijfers."))
    if not foreign and len(signs) < DIGITS:
        return str(_("Dit nummer is te kort. Een nummer heeft 10 cijfers."))
    if not foreign and len(signs) > DIGITS:
        return str(_("Dit nummer is te lang. Een nummer heeft 10 cijfers."))
    return str(_("Dit nummer kunnen wij niet bellen. Kijk of alle cijfers kloppen."))


class PhoneField(forms.CharField):
    """A phone number from anywhere, as E.164."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("max_length", 40)
        more.setdefault("help_text", EXAMPLE)
        more.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}))
        super().__init__(**more)

    def clean(self, value: Any) -> str:
        """E.164, or nothing; ValidationError with what to do."""
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return read_phone(typed)
        except UnreadablePhone:
            raise ValidationError(why_not(typed), code="phone") from None


class MailField(forms.CharField):
    """A mail address in lower case."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("max_length", 254)
        more.setdefault("help_text", _("Bijvoorbeeld naam@voorbeeld.nl"))
        attrs = {"type": "email", "autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        more.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**more)

    def clean(self, value: Any) -> str:
        """The address, or nothing; ValidationError with what to do."""
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return read_mail(typed)
        except UnreadableMail as wrong:
            raise ValidationError(wrong.text, code="mail") from None


class OnlyForMachines(forms.CharField):
    """A field that people never see (class `app-honey`). Filled in = a machine, or an eager browser: ask again."""

    def __init__(self) -> None:
        attrs = {"autocomplete": "off", "tabindex": "-1"}
        super().__init__(required=False, label=_("Laat dit leeg"), max_length=200, widget=forms.TextInput(attrs=attrs))

    def clean(self, value: Any) -> str:
        """Nothing; ValidationError when it was filled."""
        if super().clean(value):
            raise ValidationError(_("Laat dit veld leeg en verstuur het nog een keer."), code="machine")
        return ""


class KeyField(forms.CharField):
    """The one-time key of a form that creates, or the id of what a page showed: a hidden UUID."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=36, widget=forms.HiddenInput, **more)

    def clean(self, value: Any) -> UUID | None:
        """The key; ValidationError for anything else. Nothing where it may be left out."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return UUID(typed)
        except ValueError:
            raise ValidationError(_("Verstuur het nog een keer."), code="key") from None
