"""What the public pages know of the house of this request: hours, languages, places. Read once per request."""

from functools import cached_property, wraps

from django.http import HttpResponse
from django.utils import translation

from houvast.foundation.organisations.hours import Week, rows_of, week_of
from houvast.foundation.organisations.models import LanguageOffer, OpeningHours
from houvast.foundation.texts.models import TextState
from houvast.foundation.texts.services import LANGUAGES, SOURCE, label_states, offered
from houvast.web.doors import View
from houvast.web.request import Request


class PublicHouse:
    """Phone hours of the municipality and the languages a resident may choose; each read when first asked for."""

    def __init__(self, request: Request) -> None:
        self._municipality = request.municipality
        self._show_unapproved = request.organisation.show_unapproved_translations

    @cached_property
    def hours(self) -> tuple[OpeningHours, ...]:
        """Every opening hour, of every door; one statement."""
        return tuple(rows_of(self._municipality.id)) if self._municipality is not None else ()

    @cached_property
    def phone_week(self) -> Week:
        """When the phone is answered."""
        return week_of(self.hours)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages offered, Dutch first."""
        return self._spoken[0]

    def speaker(self, language: str) -> str:
        """The number where somebody speaks this language; empty = the general number."""
        return self._spoken[2].get(language, "")

    @property
    def unreviewed(self) -> frozenset[str]:
        """Those whose words nobody has approved yet."""
        return self._spoken[1]

    @cached_property
    def _spoken(self) -> tuple[tuple[str, ...], frozenset[str], dict[str, str]]:
        """Two statements."""
        offers = LanguageOffer.objects.filter(municipality=self._municipality)
        rows = list(offers.values_list("language", "phone", "offered")) if self._municipality is not None else []
        wanted = {language for language, _phone, given in rows if given}
        states = label_states()
        known = [code for code in LANGUAGES if code == SOURCE or code in wanted]
        languages = tuple(offered(known, states, show_unapproved=self._show_unapproved))
        approved = {code for code, state in states.items() if state == TextState.APPROVED}
        return languages, frozenset(set(languages) - approved - {SOURCE}), {code: phone for code, phone, _given in rows}


def house_of(request: Request) -> PublicHouse:
    """The house of this request: at most three statements, once."""
    kept: PublicHouse | None = getattr(request, "public_house", None)
    if kept is None:
        kept = request.public_house = PublicHouse(request)  # type: ignore[attr-defined]  # read here only
    return kept


def speak(request: Request) -> bool:
    """Go on in Dutch when the language of the address is not offered here. Says whether that happened."""
    wanted = translation.get_language() or SOURCE
    if wanted == SOURCE or wanted in house_of(request).languages:  # Dutch is spoken everywhere: nothing to look up
        return False
    translation.activate(SOURCE)
    request.LANGUAGE_CODE = SOURCE
    request.fell_back = wanted
    return True


def spoken(view: View) -> View:
    """A view of the resident's side: in an offered language, else in Dutch with an interpreter offered."""

    @wraps(view)
    def in_a_language_we_speak(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        speak(request)
        return view(request, *args, **kwargs)

    return in_a_language_we_speak
