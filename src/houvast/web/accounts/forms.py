"""The sign-in library's forms in our words."""

import json
from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import LoginWebAuthnForm, ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from houvast.foundation.accounts.models import Account, Density
from houvast.foundation.accounts.passkeys import NAME_LENGTH
from houvast.web.ui.forms import HouvastForm, dress

MOST_SIGNS = 20_000  # of the answer of a browser; a real one has about 1,000
NOT_MADE = "Je toegangssleutel gaf geen goed antwoord. Probeer het nog een keer."
WRONG_CODE = "Deze code klopt niet (meer). Wacht op de volgende code in je app en typ die over."


class SignInForm(LoginForm):
    """Mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mailadres"
        self.fields["login"].error_messages["required"] = "Vul je e-mailadres in."
        self.fields["password"].label = "Wachtwoord"
        self.fields["password"].help_text = ""
        self.fields["password"].error_messages["required"] = "Vul je wachtwoord in."
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        dress(self)


class SecondStepForm(AuthenticateForm):
    """Six digits from the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code"
        self.fields["code"].help_text = "De 6 cijfers uit je app, of een van je herstelcodes."
        self.fields["code"].error_messages["required"] = "Vul de code in."
        self.fields["code"].widget.attrs.pop("placeholder", None)
        self.fields["code"].widget.attrs["autocomplete"] = "one-time-code"
        dress(self)

    def clean_code(self) -> str:
        """The library's check, in our words."""
        try:
            return str(super().clean_code())
        except ValidationError as wrong:
            raise ValidationError(WRONG_CODE) from wrong


class SetUpForm(ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code uit de app"
        self.fields["code"].error_messages["required"] = "Vul de code in die je app nu laat zien."
        self.fields["code"].widget.attrs.pop("placeholder", None)
        dress(self)

    def clean_code(self) -> str:
        """The library's check, in our words."""
        try:
            return str(super().clean_code())
        except ValidationError as wrong:
            raise ValidationError(WRONG_CODE) from wrong


class RenamePasskeyForm(HouvastForm):
    """How somebody calls a key, so that he knows which one it is."""

    name = forms.CharField(
        label="Naam",
        help_text="Bijvoorbeeld: mijn telefoon.",
        max_length=NAME_LENGTH,
        error_messages={"required": "Geef deze toegangssleutel een naam."},
    )


class NewPasskeyForm(RenamePasskeyForm):
    """A name, and what the browser made in answer to our challenge."""

    credential = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MOST_SIGNS)

    def clean_credential(self) -> dict[str, Any]:
        """Right answer, to a challenge of this session, by a key that asked its owner for finger, face or PIN."""
        try:
            credential = json.loads(self.cleaned_data["credential"])
            auth.parse_registration_response(credential)
            made = auth.complete_registration(credential)
        except (ValidationError, ValueError, TypeError, AttributeError, KeyError) as wrong:
            raise ValidationError(NOT_MADE) from wrong
        if not made.is_user_verified():
            raise ValidationError(NOT_MADE)
        return dict(credential)


class SignInWithPasskeyForm(LoginWebAuthnForm):
    """What the browser signed, by a key of anybody here."""

    def clean_credential(self) -> Any:
        """Whatever is no right answer is a wrong one, in one and the same way."""
        return _clean(super().clean_credential)


class AgainWithPasskeyForm(ReauthenticateWebAuthnForm):
    """What the browser signed, by one's own key."""

    def clean_credential(self) -> Any:
        """Whatever is no right answer is a wrong one."""
        return _clean(super().clean_credential)


def _clean(check: Any) -> Any:
    try:
        return check()
    except (ValidationError, ValueError, TypeError, AttributeError, KeyError) as wrong:
        raise ValidationError(NOT_MADE) from wrong


class PasswordForm(HouvastForm):
    """A first password, on the link of an invitation."""

    password = forms.CharField(
        label="Kies een wachtwoord",
        help_text="Minstens 15 tekens. Een zin die je goed onthoudt is prima.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=200,
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        self.account = account
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Long enough, not common, without words everybody here would guess."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password


class PreferencesForm(HouvastForm):
    """One's own screens."""

    density = forms.ChoiceField(label="Hoogte van de rijen", choices=Density.choices)
    shortcuts = forms.BooleanField(label="Sneltoetsen aan (pijltjes, Enter, m, n en /)", required=False)


class StepUpForm(HouvastForm):
    """The password of now, before something about signing in changes."""

    current = forms.CharField(
        label="Je wachtwoord van nu",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
        max_length=200,
        error_messages={"required": "Vul het wachtwoord in dat je nu hebt."},
    )


class ChangePasswordForm(StepUpForm, PasswordForm):
    """Another password."""

    field_order = ("current", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Kies een nieuw wachtwoord"


class NewAppForm(StepUpForm):
    """The first code of a new app, and the password of now."""

    code = forms.CharField(
        label="Code uit de nieuwe app",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "Vul de code in die je nieuwe app nu laat zien."},
    )
    field_order = ("code", "current")
