"""The three forms of who speaks for somebody else. Each asks little, and no form asks for papers, BSN or debts."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.casework.referrals.models import Giver
from houvast.foundation.clock import Clock
from houvast.web.public.fields import MailField, PhoneField
from houvast.web.public.forms import WhereForm
from houvast.web.resident.forms import SPOKEN
from houvast.web.ui.forms import DateInThreeFields, OptionChecks, OptionRadios
from houvast.web.ui.page import own_name

WAYS = (
    ("call", _("Bellen")),
    ("text", _("App of sms")),
    ("mail", _("E-mail")),
    ("through", _("Alleen via mij")),
)
WAY_ICONS = {"call": "phone", "text": "message-circle", "mail": "mail", "through": "users"}
UNDER = {"call": "phone", "text": "text_phone", "mail": "mail", "through": "own_phone"}
NEEDED = {
    "call": ("phone", _("Vul het nummer van de ander in.")),
    "text": ("text_phone", _("Vul het nummer van de ander in.")),
    "mail": ("mail", _("Vul het e-mailadres van de ander in.")),
    "through": ("own_phone", _("Vul je eigen nummer in. Dan bellen wij jou.")),
}
THREATS = (
    ("eviction", _("De ander moet het huis uit")),
    ("utilities", _("Stroom, gas, warmte of water gaat eraf")),
    ("health_insurance", _("De zorgverzekering stopt")),
    ("bailiff", _("Er komt een deurwaarder of er is beslag")),
    ("food", _("Er is geen geld voor eten")),
)
PICTURES = {"eviction": "huis", "utilities": "stroom", "health_insurance": "zorg", "bailiff": "beslag", "food": "eten"}
NOT_THESE = (
    ("voicemail", _("Geen voicemail inspreken")),
    ("post", _("Geen brieven naar huis")),
    ("text", _("Geen app of sms")),
    ("mail", _("Geen e-mail")),
    ("phone", _("Niet bellen")),
)
GIVERS = (
    (Giver.FAMILY.value, _("Familie of vriend")),
    (Giver.NEIGHBOUR.value, _("Buur")),
    (Giver.EMPLOYER.value, _("Werkgever of collega")),
    (Giver.OTHER.value, _("Iemand anders")),
)
LONGEST_CONTACT = dt.timedelta(days=366)
OWN_WAY = {"call": "phone", "text": "text", "mail": "mail"}


class SomebodyElseForm(WhereForm):
    """Base: as one's own sign-up is sent in, in words for who speaks for another."""

    municipality = forms.ChoiceField(
        label=_("In welke gemeente woont de ander?"), required=False, choices=(), widget=OptionRadios()
    )

    def __init__(self, *args: Any, clock: Clock, **kwargs: Any) -> None:
        self.clock = clock
        super().__init__(*args, **kwargs)


def _given_by() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Wie ben je van de ander?"),
        choices=GIVERS,
        error_messages={"required": _("Kies wie je bent.")},
        widget=OptionRadios(),
    )


class WithHimForm(SomebodyElseForm):
    """The resident knows of it: how we reach him, and what we may not do."""

    call_name = forms.CharField(
        label=_("Hoe heet de ander?"), help_text=_("De voornaam is genoeg."), required=False, max_length=100
    )
    way = forms.ChoiceField(
        label=_("Hoe bereiken wij de ander?"),
        choices=WAYS,
        error_messages={"required": _("Kies hoe wij de ander kunnen bereiken.")},
        widget=OptionRadios(icons=WAY_ICONS, subfields=UNDER),
    )
    phone = PhoneField(label=_("Op welk nummer?"), required=False)
    text_phone = PhoneField(label=_("Op welk nummer?"), required=False)
    mail = MailField(label=_("Op welk e-mailadres?"), required=False)
    not_these = forms.MultipleChoiceField(
        label=_("Is er iets dat wij niet mogen doen?"),
        help_text=_("Niet verplicht. Kies dit als iemand kan meelezen of meeluisteren."),
        choices=NOT_THESE,
        required=False,
        widget=OptionChecks(),
    )
    language = forms.ChoiceField(
        label=_("Welke taal spreekt de ander?"), choices=[(code, own_name(code)) for code in SPOKEN], initial="nl"
    )
    interpreter = forms.BooleanField(label=_("Er is een tolk nodig. Dat kost niets."), required=False)
    urgency = forms.MultipleChoiceField(
        label=_("Is er haast?"),
        help_text=_("Kies alles wat past. Dan helpen wij eerder."),
        choices=THREATS,
        required=False,
        widget=OptionChecks(pictures=PICTURES),
    )
    words = forms.CharField(
        label=_("Wil je iets vertellen?"),
        help_text=_("Niet verplicht. Schrijf alleen op wat de ander goed vindt."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    own_phone = PhoneField(label=_("Op welk nummer bellen wij jou?"), required=False, help_text="")
    knows = forms.BooleanField(
        label=_("De ander weet dat ik dit stuur en vindt het goed"),
        error_messages={
            "required": _("Vraag het eerst aan de ander. Kan dat niet? Kies dan “De ander weet dit niet”.")
        },
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the one thing that belongs to the chosen way; what was typed for another way does not count."""
        cleaned = super().clean()
        way = cleaned.get("way")
        for other, (name, _words) in NEEDED.items():
            if way and other != way and name in self.errors:
                self.errors.pop(name)
                cleaned[name] = ""
        if way in NEEDED:
            name, words = NEEDED[way]
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        refused = set(cleaned.get("not_these", []))
        if way in OWN_WAY and OWN_WAY[way] in refused:
            self.add_error("not_these", _("Dit is de manier die je net koos. Laat één manier open."))
        return cleaned

    def reach(self) -> tuple[str, str]:
        """Number (E.164) and mail address of the chosen way; the other one is empty."""
        given, way = self.cleaned_data, self.cleaned_data["way"]
        phone = given["phone"] if way == "call" else given["text_phone"] if way == "text" else ""
        return phone, given["mail"] if way == "mail" else ""


class ReferForm(WithHimForm):
    """P1, a warm referral: who you are, and until when you keep contact."""

    organisation_name = forms.CharField(
        label=_("Waar werk je?"),
        max_length=100,
        error_messages={"required": _("Vul de naam van je organisatie in.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    name = forms.CharField(
        label=_("Wat is je naam?"),
        max_length=100,
        error_messages={"required": _("Vul je naam in.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    own_mail = MailField(
        label=_("Wat is je e-mailadres?"),
        help_text=_("Je krijgt een link. Daarmee bevestig je je adres en zie je later hoe het gaat."),
        error_messages={"required": _("Vul je e-mailadres in.")},
    )
    keeps_contact_until = DateInThreeFields(
        label=_("Ik blijf contact houden tot"),
        help_text=_("Tot die dag blijf jij bij de ander betrokken."),
        error_messages={"required": _("Vul een dag in. Kies gerust een dag over een paar weken.")},
    )

    field_order = (
        "organisation_name", "name", "own_mail", "call_name", "way", "not_these", "language",
        "interpreter", "urgency", "words", "municipality", "keeps_contact_until", "knows",
    )  # fmt: skip

    def clean_keeps_contact_until(self) -> dt.date:
        """From today to a year on."""
        day: dt.date = self.cleaned_data["keeps_contact_until"]
        today = self.clock.today()
        if day < today:
            raise forms.ValidationError(_("Deze dag is al geweest. Kies een dag die nog komt."))
        if day > today + LONGEST_CONTACT:
            raise forms.ValidationError(_("Kies een dag binnen een jaar."))
        return day


class TogetherForm(WithHimForm):
    """Family, a neighbour, an employer: together with the resident."""

    given_by = _given_by()
    name = forms.CharField(
        label=_("Wat is je naam?"), help_text=_("Niet verplicht."), required=False, max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip

    field_order = (
        "given_by", "name", "call_name", "way", "not_these", "language", "interpreter", "urgency",
        "words", "municipality", "knows",
    )  # fmt: skip


class ConcernForm(SomebodyElseForm):
    """The resident does not know: what somebody sees, and where a person can look with care."""

    given_by = _given_by()
    words = forms.CharField(
        label=_("Waar maak je je zorgen over?"),
        help_text=_("Schrijf op wat je ziet of hoort."),
        max_length=2000,
        error_messages={"required": _("Schrijf op waar je je zorgen over maakt.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    urgent = forms.BooleanField(label=_("Er is haast: iemand moet snel kijken"), required=False)
    about_name = forms.CharField(
        label=_("Hoe heet de ander?"), help_text=_("Niet verplicht."), required=False, max_length=100
    )
    about_where = forms.CharField(
        label=_("Waar woont of werkt de ander?"), help_text=_("Straat en plaats, of wat je weet."), required=False,
        max_length=200,
    )  # fmt: skip
    about_reach = forms.CharField(
        label=_("Telefoon of e-mail van de ander"), help_text=_("Niet verplicht."), required=False, max_length=254
    )
    giver_name = forms.CharField(
        label=_("Wat is je naam?"), help_text=_("Niet verplicht. Je mag dit ook zonder naam sturen."), required=False,
        max_length=100,
    )  # fmt: skip
    giver_reach = forms.CharField(
        label=_("Mogen wij jou iets vragen? Vul je nummer of e-mail in."), help_text=_("Niet verplicht."),
        required=False, max_length=254,
    )  # fmt: skip

    field_order = (
        "given_by", "words", "urgent", "about_name", "about_where", "about_reach", "giver_name", "giver_reach",
        "municipality",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Something by which somebody can be found."""
        cleaned = super().clean()
        known = any(cleaned.get(name) for name in ("about_name", "about_where", "about_reach"))
        if not known and not {"about_name", "about_where", "about_reach"} & set(self.errors):
            self.add_error(
                "about_where", _("Vul in wie het is of waar wij de ander vinden. Anders kunnen wij niet kijken.")
            )
        return cleaned
