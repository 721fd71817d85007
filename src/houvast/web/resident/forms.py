"""What a resident may tell or change: language, hours, safe contact, channel, a new number, stopping."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.casework.residents.services import WishesGiven
from houvast.casework.signup.own import OwnPoint
from houvast.casework.signup.services import Addition
from houvast.web.public.fields import KeyField, MailField, OnlyForMachines, PhoneField
from houvast.web.public.words import ltr
from houvast.web.ui.forms import HouvastForm, OptionChecks, OptionRadios
from houvast.web.ui.page import own_name

# Languages in which we can find an interpreter; the screens may have fewer.
SPOKEN = ("nl", "nl-x-makkelijk", "en", "ar", "tr", "pl", "uk", "ti", "fa", "so", "fr", "es", "bg", "ro", "ru", "ku")
HOURS = (
    ("ochtend", _("’s Ochtends, 9 tot 12 uur")),
    ("middag", _("’s Middags, 12 tot 17 uur")),
    ("avond", _("’s Avonds, 17 tot 21 uur")),
)


class WishForm(HouvastForm):
    """Base: `languages` are those of the screens; `seen` is the wish the page showed, to notice a change meanwhile."""

    seen = KeyField(required=False)

    def __init__(self, *args: Any, languages: Sequence[str] = (), **kwargs: Any) -> None:
        self.screen_languages = languages
        super().__init__(*args, **kwargs)


class LanguageForm(WishForm):
    """Which language, and an interpreter or not."""

    language = forms.ChoiceField(label=_("Welke taal spreek jij het liefst?"), choices=())
    interpreter = forms.BooleanField(label=_("Ik wil graag een tolk. Dat kost niets."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice("language").choices = [(code, own_name(code)) for code in SPOKEN]

    @staticmethod
    def initial_of(wishes: WishesGiven) -> dict[str, Any]:
        """The answers that stand."""
        return {"language": wishes.language, "interpreter": wishes.interpreter}

    def changes(self) -> dict[str, Any]:
        """What changes in the wishes."""
        return {"language": self.cleaned_data["language"], "interpreter": self.cleaned_data["interpreter"]}


class HoursForm(WishForm):
    """The best time to call."""

    hours = forms.MultipleChoiceField(
        label=_("Wanneer kunnen wij je het beste bellen?"),
        help_text=_("Kies niets als alles goed is."),
        choices=HOURS,
        required=False,
        widget=OptionChecks(),
    )
    hours_note = forms.CharField(
        label=_("Wil je nog iets zeggen over de tijd?"),
        help_text=_("Niet verplicht. Bijvoorbeeld: niet op vrijdag."),
        required=False,
        max_length=120,
    )

    @staticmethod
    def initial_of(wishes: WishesGiven) -> dict[str, Any]:
        """The answers that stand; the note is not shown again (it may tell too much on this level)."""
        return {"hours": list(wishes.hours)}

    def changes(self) -> dict[str, Any]:
        """What changes in the wishes. An empty note leaves the one that stands."""
        changed: dict[str, Any] = {"hours": tuple(self.cleaned_data["hours"])}
        if self.cleaned_data["hours_note"]:
            changed["hours_note"] = self.cleaned_data["hours_note"]
        return changed


SAFE = (
    ("no_voicemail", _("Spreek geen voicemail in")),
    ("no_post", _("Stuur geen brieven naar mijn huis")),
    ("no_text", _("Stuur geen app of sms")),
    ("no_mail", _("Stuur geen e-mail")),
    ("no_phone", _("Bel mij niet")),
)
ALLOWS = {
    "no_voicemail": "voicemail_allowed",
    "no_post": "post_allowed",
    "no_text": "text_allowed",
    "no_mail": "mail_allowed",
    "no_phone": "phone_allowed",
}


class SafeForm(WishForm):
    """Safe contact: somebody may read or listen along. Obeyed by everything we send."""

    safe_contact = forms.BooleanField(
        label=_("Iemand anders mag niet weten dat ik hulp vraag"),
        required=False,
    )
    not_these = forms.MultipleChoiceField(
        label=_("Wat mogen wij niet doen?"), choices=SAFE, required=False, widget=OptionChecks()
    )

    @staticmethod
    def initial_of(wishes: WishesGiven) -> dict[str, Any]:
        """What stands. That the flag stands is not shown on the light level: only what we may not do."""
        return {"not_these": [name for name, field in ALLOWS.items() if not getattr(wishes, field)]}

    def clean(self) -> dict[str, Any]:
        """At least one way must stay open, else we cannot keep our promise."""
        cleaned = super().clean()
        refused = set(cleaned.get("not_these", []))
        if {"no_post", "no_text", "no_mail", "no_phone"} <= refused:
            self.add_error("not_these", _("Laat één manier open. Anders kunnen wij je niet bereiken."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What changes in the wishes. The flag goes up here; only a talk with us takes it down."""
        refused = set(self.cleaned_data["not_these"])
        changed: dict[str, Any] = {field: name not in refused for name, field in ALLOWS.items()}
        if self.cleaned_data["safe_contact"]:
            changed["safe_contact"] = True
        return changed


class ChannelForm(WishForm):
    """Along which way we reach you."""

    contact_point = forms.ChoiceField(
        label=_("Hoe kunnen wij je het beste bereiken?"),
        choices=(),
        error_messages={"required": _("Kies hoe wij je kunnen bereiken.")},
        widget=OptionRadios(),
    )

    def __init__(self, *args: Any, points: Sequence[OwnPoint] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = {str(one.id): one for one in points}
        choices: list[tuple[str, Any]] = []
        icons = {}
        for key, one in self.points.items():
            for way, words in _ways_of(one):
                value = f"{way}:{key}"
                choices.append((value, words))
                icons[value] = {"phone": "phone", "text": "message-circle", "mail": "mail"}[way]
        choices.append(("visit", _("Ik kom langs")))
        icons["visit"] = "door-open"
        self.choice("contact_point").choices = choices
        self.fields["contact_point"].widget.icons.update(icons)

    @staticmethod
    def initial_of(wishes: WishesGiven) -> dict[str, Any]:
        """The way that stands."""
        if wishes.comes_by:
            return {"contact_point": "visit"}
        return {"contact_point": f"{wishes.preferred}:{wishes.contact_point_id}"}

    def changes(self) -> dict[str, Any]:
        """What changes in the wishes."""
        chosen = self.cleaned_data["contact_point"]
        if chosen == "visit":
            return {"preferred": "", "contact_point_id": None, "comes_by": True}
        way, _sign, key = chosen.partition(":")
        return {"preferred": way, "contact_point_id": self.points[key].id, "comes_by": False}


def _ways_of(point: OwnPoint) -> list[tuple[str, Any]]:
    if point.kind == "mail":
        return [("mail", _("Stuur een e-mail"))]
    return [("phone", _("Bel mij")), ("text", _("Stuur een app of sms"))]


class HelperForm(WishForm):
    """Somebody who helps: who, and may we talk with him."""

    name = forms.CharField(label=_("Wie helpt jou?"), help_text=_("Een naam is genoeg."), max_length=100)
    phone = PhoneField(label=_("Op welk nummer is die persoon te bereiken?"), required=False)
    may_call = forms.BooleanField(label=_("Bel deze persoon gerust"), required=False)

    def addition(self) -> Addition:
        """The answer in words for the counsellor."""
        given = self.cleaned_data
        words = [f"Helper: {given['name']}.", f"Telefoon: {given['phone']}." if given["phone"] else ""]
        words.append("Wij mogen deze persoon bellen." if given["may_call"] else "Overleg eerst met de inwoner.")
        return Addition("helper", words=" ".join(part for part in words if part))


TOPICS = (
    ("rent", _("Huur of hypotheek")),
    ("energy", _("Stroom, gas, warmte of water")),
    ("care", _("Zorgverzekering")),
    ("tax", _("Belasting of toeslagen")),
    ("fines", _("Boetes")),
    ("loans", _("Lenen of kopen op krediet")),
    ("income", _("Te weinig geld om van te leven")),
    ("letters", _("Brieven die ik niet snap of niet open")),
    ("other", _("Iets anders")),
)


class StoryForm(WishForm):
    """What is going on: choose, type, or tell us by phone."""

    topics = forms.MultipleChoiceField(
        label=_("Waar gaat het over?"),
        help_text=_("Kies alles wat past. Niets kiezen mag ook."),
        choices=TOPICS,
        required=False,
        widget=OptionChecks(),
    )
    story = forms.CharField(
        label=_("Wil je er iets over vertellen?"),
        help_text=_("Niet verplicht. Vertellen aan de telefoon mag ook."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"data-count": "2000"}),
    )

    def addition(self) -> Addition:
        """Topics and own words."""
        return Addition("story", topics=tuple(self.cleaned_data["topics"]), words=self.cleaned_data["story"])


class CodeForm(HouvastForm):
    """The code of the confirmation."""

    code = forms.CharField(
        label=_("Jouw code"),
        help_text=_("De code heeft 16 letters en cijfers. Hoofdletters en streepjes maken niet uit."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
                                      "class": "app-ltr"}),
    )  # fmt: skip
    website = OnlyForMachines()


class WayForm(HouvastForm):
    """Where the one-time code goes."""

    way = forms.ChoiceField(label=_("Waar sturen wij de code naartoe?"), choices=(), widget=OptionRadios())

    def __init__(self, *args: Any, ways: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"phone": _("Een sms naar %(end)s"), "mail": _("Een e-mail naar %(end)s")}
        choices = [(str(one.contact_point_id), words[one.kind] % {"end": ltr(one.masked)}) for one in ways]
        self.choice("way").choices = choices
        if len(choices) == 1:
            self.initial.setdefault("way", choices[0][0])


class OneTimeForm(HouvastForm):
    """The six digits."""

    digits = forms.CharField(
        label=_("Vul de 6 cijfers in"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "app-input--middle app-ltr"}
        ),
    )


class PaperForm(OneTimeForm):
    """The second code of the sheet from the desk."""

    digits = forms.CharField(
        label=_("Vul de tweede code in. Die staat op je papier."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "app-input--middle app-ltr"}
        ),
    )


class NewPointForm(HouvastForm):
    """A new number or mail address."""

    kind = forms.ChoiceField(
        label=_("Wat is nieuw?"),
        choices=(("phone", _("Een telefoonnummer")), ("mail", _("Een e-mailadres"))),
        widget=OptionRadios(icons={"phone": "phone", "mail": "mail"}, subfields={"phone": "phone", "mail": "mail"}),
    )
    phone = PhoneField(label=_("Wat is je nieuwe nummer?"), required=False)
    mail = MailField(label=_("Wat is je nieuwe e-mailadres?"), required=False)

    def clean(self) -> dict[str, Any]:
        """The number or the address, whichever was chosen."""
        cleaned = super().clean()
        kind = str(cleaned.get("kind"))
        other = {"phone": "mail", "mail": "phone"}.get(kind)
        if other:
            self.errors.pop(other, None)
            if not cleaned.get(kind) and kind not in self.errors:
                words = {"phone": _("Vul je telefoonnummer in."), "mail": _("Vul je e-mailadres in.")}
                self.add_error(kind, words[kind])
        return cleaned

    def value(self) -> str:
        """E.164 or a mail address."""
        return str(self.cleaned_data[self.cleaned_data["kind"]])


class StopForm(HouvastForm):
    """Stopping is never one click: own words and a clear yes (ux.md 4.8)."""

    words = forms.CharField(
        label=_("Waarom wil je stoppen?"),
        help_text=_("Zeg het met je eigen woorden. Kort mag."),
        max_length=1000,
        widget=forms.Textarea(attrs={"data-count": "1000"}),
        error_messages={"required": _("Schrijf in je eigen woorden waarom je wilt stoppen. Eén zin is genoeg.")},
    )
    sure = forms.BooleanField(
        label=_("Ik wil nu geen hulp meer"),
        error_messages={"required": _("Zet hier een vinkje als je nu echt wilt stoppen.")},
    )


class QuestionForm(HouvastForm):
    """A message to us. What is in it is read by who has the file, and is not shown again on this level."""

    words = forms.CharField(
        label=_("Wat wil je vragen of zeggen?"),
        help_text=_("Schrijf in je eigen taal. Stuur geen foto of nummer van je bank of paspoort mee."),
        max_length=2000,
        widget=forms.Textarea(attrs={"data-count": "2000"}),
        error_messages={"required": _("Schrijf eerst wat je wilt vragen of zeggen.")},
    )
    form_key = KeyField()


class CallMeForm(HouvastForm):
    """ "Bel mij liever": only the part of the day."""

    part_of_day = forms.ChoiceField(
        label=_("Wanneer kunnen wij je het beste bellen?"),
        choices=(("", _("Maakt niet uit")), *HOURS),
        required=False,
        widget=OptionRadios(),
    )
    form_key = KeyField()
