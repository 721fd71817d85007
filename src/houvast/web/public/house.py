"""What the public pages know of the house of this request: hours, languages, places. Read once per request."""

from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from houvast.foundation.organisations import hours
from houvast.foundation.organisations.models import LanguageOffer, OpeningHours
from houvast.foundation.texts.models import TextState
from houvast.foundation.texts.services import SOURCE, label_states, offered
from houvast.web.doors import View


@dataclass(frozen=True)
class PublicHouse:
    """Phone hours of the municipality and the languages a resident may choose."""

    hours: tuple[OpeningHours, ...]
    phone_week: hours.Week
    languages: tuple[str, ...]
    unreviewed: frozenset[str]


def house_of(request: HttpRequest) -> PublicHouse:
    """The house of this request: three statements, once."""
    kept: PublicHouse | None = getattr(request, "public_house", None)
    if kept is None:
        kept = request.public_house = _read(request)  # type: ignore[attr-defined]
    return kept


def _read(request: HttpRequest) -> PublicHouse:
    rows: tuple[OpeningHours, ...] = ()
    wanted: list[str] = []
    if request.municipality is not None:
        rows = tuple(hours.rows_of(request.municipality.id))
        offers = LanguageOffer.objects.filter(municipality=request.municipality, offered=True)
        wanted = list(offers.order_by("language").values_list("language", flat=True))
    states = label_states()
    show = request.organisation.show_unapproved_translations
    languages = offered(
        sorted({SOURCE, *wanted}, key=lambda code: (code != SOURCE, code)), states, show_unapproved=show
    )
    approved = {code for code, state in states.items() if state == TextState.APPROVED}
    return PublicHouse(
        hours=rows,
        phone_week=hours.week_of(rows),
        languages=tuple(languages),
        unreviewed=frozenset(set(languages) - approved - {SOURCE}),
    )


def speak(request: HttpRequest) -> bool:
    """Go on in Dutch when the language of the address is not offered here. Says whether that happened."""
    if (translation.get_language() or SOURCE) in house_of(request).languages:
        return False
    translation.activate(SOURCE)
    request.LANGUAGE_CODE = SOURCE
    request.fell_back = True  # type: ignore[attr-defined]
    return True


def spoken(view: View) -> View:
    """A view of the resident's side: in an offered language, else in Dutch with an interpreter offered."""

    @wraps(view)
    def in_a_language_we_speak(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        speak(request)
        return view(request, *args, **kwargs)

    return in_a_language_we_speak
