"""The forms of the administrator. What may stay empty says so."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from houvast.foundation.accounts.models import Role
from houvast.foundation.texts.services import LANGUAGES, SOURCE
from houvast.web.beheer.fields import MailField, PhoneField, read_ranges
from houvast.web.ui.forms import Chips, ChipsMultiple, HouvastForm
from houvast.web.ui.page import own_name

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MAY_BE_EMPTY = "mag leeg"
YES_NO = [("ja", "Ja"), ("nee", "Nee")]


class YesNo(forms.TypedChoiceField):
    """Two chips, kept as a boolean."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=YES_NO, coerce=lambda text: text == "ja", widget=Chips, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A boolean as one of the two answers."""
        return {True: "ja", False: "nee"}.get(value, value) if isinstance(value, bool) else value


class VersionedForm(HouvastForm):
    """A form that remembers which version of the row it was opened with."""

    two_columns = True
    mark_optional = MAY_BE_EMPTY
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def values(self) -> dict[str, Any]:
        """What was typed, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class OrganisationForm(VersionedForm):
    """The organisation itself."""

    name = forms.CharField(label="Naam van de organisatie", max_length=120)
    service_name = forms.CharField(label="Naam van de hulp, zoals inwoners die zien", max_length=60)
    office_name = forms.CharField(label="Naam onder brieven", max_length=120, required=False)
    mail_sender = MailField(label="Afzender van e-mail", max_length=254, required=False)
    sms_sender = forms.RegexField(
        r"^[A-Za-z0-9 ]{0,11}$",
        label="Afzender van sms",
        required=False,
        max_length=11,
        help_text="Hooguit 11 letters of cijfers. Noem geen schulden.",
        error_messages={"invalid": "Gebruik alleen letters en cijfers, hooguit 11."},
    )
    quick_exit_url = forms.URLField(
        label="Waar 'Snel weg' heen gaat",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Schrijf een heel adres, zoals https://www.example.org/."},
    )
    calculating_service = YesNo(
        label="Mogen andere programma's bij ons rekenen?",
        help_text="Op /api/v1/rekenen/. Er wordt niets bewaard. De beschrijving staat op /api/v1/openapi.json.",
    )

    def clean_sms_sender(self) -> str:
        """A sender that tells what it is about is not safe."""
        text: str = self.cleaned_data["sms_sender"]
        if "schuld" in text.lower():
            raise ValidationError("Noem geen schulden in de afzender. Anderen kunnen meelezen.")
        return text


class MunicipalityForm(VersionedForm):
    """A municipality we work for."""

    name = forms.CharField(label="Naam", max_length=80)
    code = forms.RegexField(
        r"^\d{4}$", label="Gemeentecode", error_messages={"invalid": "Een gemeentecode heeft 4 cijfers, zoals 0363."}
    )
    phone = PhoneField(label="Telefoonnummer voor inwoners", max_length=30)
    anonymous_phone = PhoneField(label="Nummer om eerst zonder naam te praten", max_length=30, required=False)
    sms_number = PhoneField(label="Nummer voor app of sms", max_length=30, required=False)
    mail_address = MailField(
        label="Aanmeldadres (e-mail)",
        max_length=254,
        required=False,
        help_text="Een e-mail naar dit adres wordt een aanmelding. Het staat ook op de pagina Waar kun je heen.",
    )
    equated_days_are_working_days = YesNo(label="Werken jullie op Goede Vrijdag en dagen zoals die?")


class NewMunicipalityForm(MunicipalityForm):
    """A further municipality; there is no version yet."""

    version = None  # type: ignore[assignment]  # Django's way to leave out a field


class PostcodesForm(HouvastForm):
    """Ranges of postcode digits."""

    postcodes = forms.CharField(
        label="Postcodes",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Alleen de cijfers, zoals 1000-1099, 1200.",
    )

    def clean_postcodes(self) -> list[tuple[int, int]]:
        """Pairs of first and last."""
        return read_ranges(self.cleaned_data["postcodes"])


class LocationForm(VersionedForm):
    """A place where people can come."""

    name = forms.CharField(label="Naam van de locatie", max_length=80)
    street = forms.CharField(label="Straat en nummer", max_length=120)
    postcode = forms.RegexField(
        r"^\s*[1-9]\d{3}\s?[A-Za-z]{2}\s*$",
        label="Postcode",
        error_messages={"invalid": "Schrijf een postcode zo: 1234 AB."},
    )
    city = forms.CharField(label="Plaats", max_length=80)
    directions = forms.CharField(label="Hoe kom je er?", max_length=200, required=False)
    languages = forms.MultipleChoiceField(
        label="Talen aan de balie",
        required=False,
        choices=[(code, own_name(code)) for code in LANGUAGES if "-" not in code],
        widget=ChipsMultiple,
    )

    def clean_postcode(self) -> str:
        """ "1234 AB"."""
        bare = self.cleaned_data["postcode"].replace(" ", "").upper()
        return f"{bare[:4]} {bare[4:]}"


class NewLocationForm(LocationForm):
    """A further place."""

    version = None  # type: ignore[assignment]  # Django's way to leave out a field


class TeamForm(VersionedForm):
    """A team."""

    name = forms.CharField(label="Naam van het team", max_length=80)
    municipality = forms.ChoiceField(label="Voor welke gemeente?", required=False)
    takes_signups = YesNo(label="Krijgt dit team nieuwe aanmeldingen?")
    active = YesNo(label="Werkt dit team nu?", initial=True)

    def __init__(self, *args: Any, municipalities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice("municipality").choices = [("", "Alle gemeenten"), *municipalities]

    def values(self) -> dict[str, Any]:
        """Ready for the verb."""
        given = super().values()
        municipality_id = given.pop("municipality") or None
        return {**given, "municipality_id": municipality_id}


class NewTeamForm(TeamForm):
    """A further team."""

    version = None  # type: ignore[assignment]  # Django's way to leave out a field


class RoleForm(HouvastForm):
    """A role, and the team it is for."""

    two_columns = True
    role = forms.ChoiceField(label="Rol", choices=[("", "Kies een rol"), *Role.choices])
    team = forms.ChoiceField(label="Team", required=False)

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice("team").choices = [("", "Geen team"), *teams]

    def clean(self) -> dict[str, Any]:
        """Who works on files needs a team: without one he sees nothing."""
        cleaned = super().clean()
        if cleaned.get("role") in TEAM_ROLES and not cleaned.get("team") and "team" not in self.errors:
            self.add_error("team", "Kies een team. Zonder team ziet deze medewerker geen aanmeldingen.")
        return cleaned


TEAM_ROLES = (Role.COUNSELLOR.value, Role.TEAM_LEAD.value, Role.ADMINISTRATION.value)


class InviteForm(RoleForm):
    """Somebody new."""

    name = forms.CharField(label="Naam", max_length=80)
    email = MailField(label="E-mailadres van het werk", max_length=254)
    field_order = ("name", "email", "role", "team")


class LanguagesForm(HouvastForm):
    """The languages of one municipality besides Dutch."""

    languages = forms.MultipleChoiceField(
        label="Welke talen kan een inwoner kiezen?",
        required=False,
        choices=[(code, own_name(code)) for code in LANGUAGES if code != SOURCE],
        widget=ChipsMultiple,
        help_text="Nederlands is er altijd.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in (code for code in LANGUAGES if code != SOURCE):
            self.fields[f"phone_{code}"] = PhoneField(
                label=f"Wie spreekt {own_name(code)}?",
                max_length=30,
                required=False,
                help_text="Een telefoonnummer. Leeg: het gewone nummer.",
            )

    def phones(self) -> dict[str, str]:
        """Language → number."""
        start = "phone_"
        return {name.removeprefix(start): one for name, one in self.cleaned_data.items() if name.startswith(start)}


class SwitchForm(HouvastForm):
    """The switch for translations that nobody has approved yet."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    show = YesNo(label="Laat vertalingen zien die nog niet zijn goedgekeurd?")


class DecideForm(HouvastForm):
    """The second administrator says yes or no."""

    answer = forms.ChoiceField(choices=[("ja", "ja"), ("nee", "nee")], label="Antwoord")


class ProviderForm(VersionedForm):
    """Who the organisation is at its own provider of OpenID Connect."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    label = forms.CharField(label="Naam op de knop", max_length=40, help_text="Bijvoorbeeld: gemeente-account.")
    issuer = forms.URLField(
        label="Adres van de dienst (issuer)",
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": "Schrijf het hele adres, zoals https://inloggen.gemeente.example."},
    )
    client_id = forms.CharField(label="Client-id", max_length=200)
    client_secret = forms.CharField(
        label="Client-geheim",
        max_length=400,
        required=False,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    trusted_acr = forms.CharField(
        label="Waarden van acr voor een tweede stap",
        max_length=400,
        required=False,
        help_text="Met spaties ertussen. Zegt de dienst amr = mfa, dan is dat genoeg. Anders vragen wij de code.",
    )
    enabled = forms.BooleanField(label="Collega's mogen zo inloggen", required=False)

    def __init__(self, *args: Any, has_secret: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_secret:
            self.fields["client_secret"].help_text = "Staat er al. Vul alleen iets in als het anders wordt."

    def clean_issuer(self) -> str:
        """Over https, or on this machine: the token comes from there."""
        issuer: str = self.cleaned_data["issuer"].rstrip("/")
        parts = urlsplit(issuer)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise ValidationError("Het adres moet met https:// beginnen.")
        if parts.query or parts.fragment or parts.username:
            raise ValidationError("Schrijf alleen het adres zelf, zonder vraagteken, hekje of naam.")
        return issuer
