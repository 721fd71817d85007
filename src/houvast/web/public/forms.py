"""The three short pages of a sign-up (ux.md 4.1). Two answers are needed: how, and on what number or address."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.foundation.organisations.models import Location, Municipality
from houvast.foundation.words import phone_words, tel
from houvast.web.public.fields import KeyField, MailField, OnlyForMachines, PhoneField
from houvast.web.ui.forms import HouvastForm, Note, OptionChecks, OptionRadios

WAYS = (
    ("call", _("Bel mij")),
    ("text", _("Stuur een app of sms")),
    ("mail", _("Stuur een e-mail")),
    ("post", _("Stuur een brief")),
    ("visit", _("Ik kom langs")),
)
WAY_ICONS = {
    "call": "phone",
    "text": "message-circle",
    "mail": "mail",
    "post": "mailbox",
    "visit": "door-open",
}
# What must stand beside a way. A letter without a fixed address and "ik kom langs" ask one thing only.
NEEDED = {
    "call": ("phone", _("Vul je telefoonnummer in.")),
    "text": ("text_phone", _("Vul je telefoonnummer in.")),
    "mail": ("mail", _("Vul je e-mailadres in.")),
    "post": ("street", _("Vul je adres in, of kies “Ik heb geen vast adres”.")),
}
CANNOT = {
    "call": _("Wij kunnen je nu niet bellen."),
    "text": _("Wij kunnen je nu geen bericht sturen."),
    "mail": _("Wij kunnen je nu niet mailen."),
    "post": _("Wij kunnen je nu geen brief sturen."),
}

NONE, UNKNOWN = "none", "unknown"
THREATS = (
    ("eviction", _("Ik moet mijn huis uit")),
    ("utilities", _("Stroom, gas, warmte of water gaat eraf")),
    ("health_insurance", _("Mijn zorgverzekering stopt")),
    ("bailiff", _("Een deurwaarder komt of pakt geld van mijn loon")),
    ("food", _("Ik heb geen geld voor eten")),
)
THREAT_PICTURES = {
    "eviction": "huis",
    "utilities": "stroom",
    "health_insurance": "zorg",
    "bailiff": "beslag",
    "food": "eten",
    NONE: "nee",
    UNKNOWN: "weet-niet",
}
WE_CALL = {
    "eviction": _("Wij bellen samen met jou de verhuurder."),
    "utilities": _("Wij bellen het energiebedrijf. Dat doe je samen met ons."),
    "health_insurance": _("Wij bellen de zorgverzekeraar. Dat doe je samen met ons."),
    "bailiff": _("Wij bellen samen met jou de deurwaarder."),
    "food": _("Wij zoeken samen met jou naar hulp met eten."),
}
URGENCY = (*THREATS, (NONE, _("Nee, er is geen haast")), (UNKNOWN, _("Weet ik niet")))

FOUND_THROUGH = (
    ("", _("Liever niet zeggen")),
    ("friend", _("Via familie of een vriend")),
    ("helper", _("Via hulpverlener of wijkteam")),
    ("doctor", _("Via de huisarts")),
    ("municipality", _("Via de gemeente")),
    ("letter", _("Door een brief of kaart")),
    ("internet", _("Via internet")),
    ("other", _("Op een andere manier")),
)


class ReachForm(HouvastForm):
    """Page 1: how can we reach you?"""

    way = forms.ChoiceField(
        label=_("Hoe kunnen wij je bereiken?"),
        help_text=_("Kies wat voor jou fijn is."),
        choices=WAYS,
        error_messages={"required": _("Kies hoe wij je kunnen bereiken.")},
        widget=OptionRadios(
            icons=WAY_ICONS,
            subfields={"call": "phone", "text": "text_phone", "mail": "mail", "visit": "location"},
        ),
    )
    phone = PhoneField(label=_("Op welk nummer?"), required=False)
    text_phone = PhoneField(label=_("Op welk nummer?"), required=False)
    mail = MailField(label=_("Op welk e-mailadres?"), required=False)
    street = forms.CharField(
        label=_("Straat en huisnummer"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    city = forms.CharField(
        label=_("Plaats"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    no_fixed_address = forms.BooleanField(label=_("Ik heb geen vast adres"), required=False)
    location = forms.ChoiceField(label=_("Waar wil je langskomen?"), required=False, choices=())
    call_name = forms.CharField(
        label=_("Hoe mogen wij je noemen?"),
        help_text=_("Niet verplicht. Je voornaam is genoeg."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    website = OnlyForMachines()

    POSTAL: ClassVar[tuple[str, ...]] = ("street", "postcode", "city", "no_fixed_address")

    def __init__(self, *args: Any, locations: Sequence[Location] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(str(one.id), f"{one.name}, {one.street}") for one in locations]
        self.choice("location").choices = [("", _("Weet ik nog niet")), *places]
        widget = self.fields["way"].widget
        widget.notes["post"] = Note("public/postal.html", {"form": self, "names": self.POSTAL})
        if not places:
            widget.subfields.pop("visit", None)

    def dependent_names(self) -> set[str]:
        """The address stands under its option too."""
        return {*super().dependent_names(), *self.POSTAL, "location"}

    def clean(self) -> dict[str, Any]:
        """Ask for the one thing that belongs to the chosen way; what belongs to others may stay."""
        cleaned = super().clean()
        way = cleaned.get("way")
        for name in [name for name in self.errors if self._of_another_way(name, way)]:
            self.errors.pop(name)
            cleaned[name] = ""
        if way in NEEDED:
            name, words = NEEDED[way]
            settled = way == "post" and cleaned.get("no_fixed_address")
            if not cleaned.get(name) and name not in self.errors and not settled:
                self.add_error(name, words)
        return cleaned

    def _of_another_way(self, name: str, way: str | None) -> bool:
        own = {"call": ("phone",), "text": ("text_phone",), "mail": ("mail",), "post": self.POSTAL, "visit": ()}
        others = {one for key, names in own.items() if key != way for one in names}
        return way is not None and name in others

    def lead(self) -> str:
        """What we cannot do yet, above the link to the field."""
        way = self.data.get("way", "") if self.is_bound else ""
        missing = NEEDED.get(str(way), ("", ""))[0]
        return str(CANNOT[way]) if missing in self.errors else ""


class HasteForm(HouvastForm):
    """Page 2: is it urgent? Nothing is needed; an urgent answer weighs more than "nee" (look.md 12)."""

    urgency = forms.MultipleChoiceField(
        label=_("Is er haast?"),
        help_text=_("Kies alles wat bij jou past. Dan helpen wij je eerder."),
        choices=URGENCY,
        required=False,
        widget=OptionChecks(pictures=THREAT_PICTURES),
    )

    def __init__(self, *args: Any, phone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        notes = self.fields["urgency"].widget.notes
        for kind, words in WE_CALL.items():
            notes[kind] = Note(
                "public/urgent_note.html", {"number": phone_words(phone), "tel": tel(phone), "words": words}
            )


def threats_in(answers: Sequence[str]) -> tuple[str, ...]:
    """The urgent kinds among the answers of page 2."""
    return tuple(kind for kind, _words in THREATS if kind in answers)


def urgency_in(answers: Sequence[str]) -> str:
    """threat, none or unknown. An urgent answer counts, also beside "nee"; nothing chosen is "weet ik niet"."""
    if threats_in(answers):
        return "threat"
    return "none" if NONE in answers else "unknown"


class WhereForm(HouvastForm):
    """Base of what is sent in: the one-time key, the trap for machines, the municipality where it is not clear.

    The key makes a double tap one sign-up. Without `municipalities` to choose from nothing is asked.
    """

    form_key = KeyField()
    municipality = forms.ChoiceField(
        label=_("In welke gemeente woon je?"), required=False, choices=(), widget=OptionRadios()
    )
    website = OnlyForMachines()

    def __init__(self, *args: Any, municipalities: Sequence[Municipality] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if municipalities:
            choices = [(str(one.id), one.name) for one in municipalities]
            self.choice("municipality").choices = [*choices, ("", _("Weet ik niet"))]
        else:
            del self.fields["municipality"]

    def municipality_id(self) -> UUID | None:
        """The answer, or nothing for "weet ik niet"."""
        answer = self.cleaned_data.get("municipality", "")
        return UUID(answer) if answer else None


class SendForm(WhereForm):
    """Page 3: is this right?"""

    found_through = forms.ChoiceField(
        label=_("Hoe kwam je bij ons?"),
        help_text=_("Niet verplicht. Zo weten wij waar mensen ons vinden."),
        required=False,
        choices=FOUND_THROUGH,
    )

    field_order = ("form_key", "municipality", "found_through", "website")


class KeepForm(HouvastForm):
    """Send me a link, so that I can go on later."""

    way = forms.ChoiceField(
        label=_("Hoe sturen wij je de link?"),
        choices=(("sms", _("Met een sms")), ("mail", _("Met een e-mail"))),
        widget=OptionRadios(
            icons={"sms": "message-circle", "mail": "mail"}, subfields={"sms": "phone", "mail": "mail"}
        ),
    )
    phone = PhoneField(label=_("Op welk nummer?"), required=False)
    mail = MailField(label=_("Op welk e-mailadres?"), required=False)
    website = OnlyForMachines()

    def clean(self) -> dict[str, Any]:
        """The number or the address, whichever was chosen."""
        cleaned = super().clean()
        name = {"sms": "phone", "mail": "mail"}.get(cleaned.get("way", ""))
        for other in {"phone", "mail"} - {name} if name else set():
            self.errors.pop(other, None)
        if name and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, NEEDED["text" if name == "phone" else "mail"][1])
        return cleaned

    def destination(self) -> str:
        """The number (E.164) or mail address."""
        return str(self.cleaned_data["phone" if self.cleaned_data["way"] == "sms" else "mail"])
