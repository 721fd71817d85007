"""Forms of the counsellor's screens. Their choices are the office's words."""

import datetime as dt
import uuid
from typing import Any

from django import forms

from houvast.casework.contact.models import AttemptChannel, AttemptOutcome
from houvast.casework.dossier.errors import OwnWordsMissing
from houvast.casework.residents.errors import ResidentError
from houvast.casework.residents.models import ContactPoint
from houvast.casework.residents.reading import phone_words, read_mail, read_phone
from houvast.foundation.clock import AMSTERDAM, Clock
from houvast.web.ui.forms import Chips, ChipsMultiple, HouvastForm
from houvast.web.ui.inputs import BAD_DATE, BAD_TIME, DATE_FORMATS, LANGUAGES, TIME_FORMATS, DateInput, TimeInput

CHANNELS = [
    ("phone", "Telefoon"),
    ("desk", "Balie"),
    ("walk_in", "Inloop"),
    ("letter", "Brief"),
    ("home_visit", "Huisbezoek"),
]
CHANNEL_ICONS = {"phone": "phone", "desk": "door-open", "walk_in": "users", "letter": "mail", "home_visit": "house"}
WANTS = [("call", "Bellen"), ("text", "App of sms"), ("mail", "E-mail"), ("post", "Brief"), ("visit", "Komt langs")]
URGENT = [
    ("eviction", "Huis uit"), ("utilities", "Stroom, gas, warmte of water eraf"),
    ("health_insurance", "Zorgverzekering stopt"), ("bailiff", "Deurwaarder of beslag"),
    ("food", "Geen geld voor eten"), ("none", "Nee"),
]  # fmt: skip
URGENT_ICONS = {
    "eviction": "house",
    "utilities": "zap-off",
    "health_insurance": "heart-pulse",
    "bailiff": "gavel",
    "food": "utensils",
}
SAFE = [
    ("phone", "Niet bellen"), ("voicemail", "Geen voicemail"), ("text", "Geen sms of app"), ("mail", "Geen e-mail"),
    ("post", "Geen post naar huis"),
]  # fmt: skip
HOURS = [("ochtend", "Ochtend"), ("middag", "Middag"), ("avond", "Avond")]


class NewSignupForm(HouvastForm):
    """W2: the same questions as a resident gets, on one page, while talking."""

    mark_optional = "(mag leeg)"
    two_columns = True

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label="Hoe komt deze vraag binnen?", choices=CHANNELS, initial="phone",
        widget=Chips(icons=CHANNEL_ICONS, subfields={"letter": "received_on"}),
    )  # fmt: skip
    received_on = forms.DateField(
        label="Wanneer kwam de brief binnen?", required=False, widget=DateInput, input_formats=DATE_FORMATS,
        error_messages={"invalid": BAD_DATE}, help_text="Alleen bij een brief. De klok loopt vanaf deze dag.",
    )  # fmt: skip
    reach = forms.CharField(label="Telefoon of e-mail", required=False, max_length=254)
    call_name = forms.CharField(label="Hoe mogen wij je noemen?", required=False, max_length=100)
    wants = forms.ChoiceField(
        label="Hoe bereiken wij je het liefst?", choices=WANTS, initial="call",
        widget=Chips(subfields={"post": ("street", "postcode", "city", "no_fixed_address")}),
    )  # fmt: skip
    language = forms.ChoiceField(label="Taal", choices=LANGUAGES, initial="nl")
    interpreter = forms.BooleanField(label="Tolk nodig", required=False)
    street = forms.CharField(label="Straat en nummer", required=False, max_length=120)
    postcode = forms.CharField(label="Postcode", required=False, max_length=10)
    city = forms.CharField(label="Plaats", required=False, max_length=80)
    no_fixed_address = forms.BooleanField(label="Geen vast adres", required=False)
    urgent = forms.MultipleChoiceField(
        label="Is er haast?", choices=URGENT, required=False, widget=ChipsMultiple(icons=URGENT_ICONS)
    )
    expected_on = forms.DateField(
        label="Wanneer gaat het gebeuren?", required=False, widget=DateInput, input_formats=DATE_FORMATS,
        error_messages={"invalid": BAD_DATE},
    )  # fmt: skip
    company = forms.CharField(label="Welk bedrijf?", required=False, max_length=120)
    safe = forms.MultipleChoiceField(label="Veilig contact", choices=SAFE, required=False, widget=ChipsMultiple)
    help_request = forms.CharField(
        label="Vraag, in de woorden van de inwoner", required=False, widget=forms.Textarea, max_length=4000
    )
    speaking = forms.BooleanField(label="Ik spreek de inwoner nu zelf (dat is het eerste contact)", required=False)
    municipality = forms.ChoiceField(label="Gemeente", required=False)
    also_known = frozenset({"doen"})

    def __init__(self, *args: Any, clock: Clock, municipalities: list[Any], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"form_key": uuid.uuid4(), "speaking": True})
        self.clock = clock
        super().__init__(*args, **kwargs)
        choices = [(str(one.id), one.name) for one in municipalities]
        if len(choices) > 1:
            self.choice("municipality").choices = [("", "Weet ik nog niet"), *choices]
        else:
            del self.fields["municipality"]

    def clean(self) -> dict[str, Any]:
        """The chosen way needs its number or address; a letter cannot come from the future."""
        cleaned = super().clean()
        self._read_reach(cleaned)
        wants = cleaned.get("wants")
        needs = {"call": "phone", "text": "phone", "mail": "mail"}.get(wants or "")
        if needs and not cleaned.get(needs) and "reach" not in self.errors:
            words = "e-mailadres" if needs == "mail" else "telefoonnummer"
            self.add_error("reach", f"Vul een {words} in, of kies hieronder een andere weg.")
        if (
            wants == "post"
            and not cleaned.get("no_fixed_address")
            and not (cleaned.get("street") and cleaned.get("postcode"))
        ):
            self.add_error("street", "Vul in waar de brief heen moet, of kies “Geen vast adres”.")
        received = cleaned.get("received_on")
        if received and received > self.clock.today():
            self.add_error("received_on", "Deze dag moet nog komen. Kies de dag waarop de brief binnenkwam.")
        return cleaned

    def _read_reach(self, cleaned: dict[str, Any]) -> None:
        typed = (cleaned.get("reach") or "").strip()
        cleaned["phone"] = cleaned["mail"] = ""
        if not typed:
            return
        try:
            if "@" in typed:
                cleaned["mail"] = read_mail(typed)
            else:
                cleaned["phone"] = read_phone(typed)
        except ResidentError as refusal:
            self.add_error("reach", str(refusal.text))

    def received_at(self) -> dt.datetime | None:
        """The instant of receipt: office opening on the day of the letter, else now."""
        day = self.cleaned_data.get("received_on")
        if self.cleaned_data["channel"] != "letter" or day is None or day == self.clock.today():
            return None
        return dt.datetime.combine(day, dt.time(9), tzinfo=AMSTERDAM)


class AttemptForm(HouvastForm):
    """One try to reach somebody."""

    mark_optional = "(mag leeg)"
    two_columns = True

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label="Hoe probeerde je het?", choices=AttemptChannel.choices, initial="phone", widget=Chips
    )
    outcome = forms.ChoiceField(label="Wat kwam eruit?", choices=AttemptOutcome.choices, widget=Chips)
    contact_point = forms.ChoiceField(label="Nummer of adres", required=False)
    on_day = forms.DateField(
        label="Dag", widget=DateInput, input_formats=DATE_FORMATS, error_messages={"invalid": BAD_DATE}
    )
    at_time = forms.TimeField(
        label="Tijd",
        widget=TimeInput,
        input_formats=TIME_FORMATS,
        error_messages={"invalid": BAD_TIME},
    )
    note = forms.CharField(
        label="Wat werd er gezegd of afgesproken?", required=False, widget=forms.Textarea, max_length=4000
    )
    first_talk = forms.BooleanField(label="Dit was het eerste gesprek (de intake)", required=False)
    with_interpreter = forms.BooleanField(label="Met tolk", required=False)
    taught_back = forms.BooleanField(label="Gecheckt of het duidelijk was (zelf laten terugvertellen)", required=False)
    tell = forms.BooleanField(label="Laat de inwoner weten dat je het probeerde, als dat veilig kan", required=False)

    def __init__(self, *args: Any, clock: Clock, points: list[ContactPoint], **kwargs: Any) -> None:
        here = clock.now().astimezone(AMSTERDAM)
        kwargs.setdefault("initial", {"form_key": uuid.uuid4(), "on_day": here.date(), "at_time": here.time()})
        self.clock = clock
        super().__init__(*args, **kwargs)
        self.choice("contact_point").choices = [
            ("", "Niet van toepassing"),
            *((str(p.id), _point_words(p)) for p in points),
        ]

    def clean(self) -> dict[str, Any]:
        """A try lies in the past."""
        cleaned = super().clean()
        if cleaned.get("on_day") and cleaned.get("at_time"):
            cleaned["at"] = dt.datetime.combine(cleaned["on_day"], cleaned["at_time"], tzinfo=AMSTERDAM)
            if cleaned["at"] > self.clock.now() + dt.timedelta(minutes=5):
                self.add_error("on_day", "Dit tijdstip moet nog komen. Vul in wanneer je het probeerde.")
        return cleaned


def _point_words(point: ContactPoint) -> str:
    words = phone_words(point.value) if point.kind == "phone" else point.value or "postadres"
    return words if point.state in ("given", "confirmed") else f"{words} ({point.get_state_display()})"


class WishesForm(HouvastForm):
    """How somebody wants to be reached, as he tells the counsellor."""

    mark_optional = "(mag leeg)"
    two_columns = True

    language = forms.ChoiceField(label="Taal", choices=LANGUAGES)
    interpreter = forms.BooleanField(label="Tolk nodig", required=False)
    safe = forms.MultipleChoiceField(label="Wat mag niet?", choices=SAFE, required=False, widget=ChipsMultiple)
    hours = forms.MultipleChoiceField(label="Wanneer wel?", choices=HOURS, required=False, widget=ChipsMultiple)
    hours_note = forms.CharField(label="Nog iets over de tijd", required=False, max_length=120)
    safe_contact = forms.BooleanField(label="Iemand anders kan meelezen of meeluisteren", required=False)
    safe_contact_note = forms.CharField(
        label="Waarom (alleen voor wie dit dossier heeft)", required=False, widget=forms.Textarea, max_length=1000
    )
    call_name = forms.CharField(label="Hoe mogen wij je noemen?", required=False, max_length=100)
    surname = forms.CharField(label="Achternaam", required=False, max_length=100)
    infix = forms.CharField(label="Tussenvoegsel", required=False, max_length=20)
    salutation = forms.ChoiceField(
        label="Aanspreken als", required=False, choices=[("", "voornaam"), ("mevrouw", "mevrouw"), ("meneer", "meneer")]
    )


class HandOverForm(HouvastForm):
    """Give a file to a colleague, warm."""

    colleague = forms.ChoiceField(label="Aan wie?")
    note = forms.CharField(label="Wat moet je collega weten?", widget=forms.Textarea, max_length=1000)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice("colleague").choices = colleagues


class EndForm(HouvastForm):
    """The resident himself says that he wants no help."""

    own_words = forms.CharField(
        label="Wat zei de inwoner zelf?", widget=forms.Textarea, max_length=2000,
        help_text="Schrijf de eigen woorden op. De inwoner kan altijd terugkomen met dezelfde code.",
        error_messages={"required": OwnWordsMissing.text},
    )  # fmt: skip
