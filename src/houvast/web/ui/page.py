"""What every page needs to know about itself: one plain object, `page`, in every template.

The base templates read nothing but this. A face fills it by naming functions in the setting
`HOUVAST_PAGE_FILLERS` (dotted paths, called in order as `filler(request, page)`), or a view sets a field
on `page_of(request)` for its own answer (`page_of(request).leave_shown = True`).
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils import translation
from django.utils.module_loading import import_string

from houvast.web.request import Request

logger = logging.getLogger(__name__)

RIGHT_TO_LEFT = frozenset({"ar", "fa", "ckb", "ur", "he"})
OWN_NAMES = {
    "nl": "Nederlands",
    "nl-x-makkelijk": "Makkelijk Nederlands",
    "en": "English",
    "ar": "العربية",
    "tr": "Türkçe",
    "pl": "Polski",
    "uk": "Українська",
    "ti": "ትግርኛ",
    "fa": "فارسی",
    "so": "Soomaali",
    "fr": "Français",
    "es": "Español",
    "bg": "Български",
    "ro": "Română",
    "ru": "Русский",
    "ku": "Kurdî",
}


@dataclass(frozen=True)
class Language:
    """One language on the language button: code, name in its own script, address of this page in it."""

    code: str
    name: str
    url: str
    current: bool = False

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction_of(self.code)

    @property
    def lang(self) -> str:
        """Value of the `lang` attribute."""
        return html_language(self.code)


@dataclass(frozen=True)
class MenuItem:
    """One line of the staff menu; `late` makes the count red, `group` starts a headed group."""

    key: str
    label: str
    url: str
    icon: str = "circle"
    count: int | None = None
    late: bool = False
    group: str = ""


@dataclass
class PageContext:
    """The page around the content. Every field has a value that renders without a database.

    language          code of the page's language (`nl`, `ar`, `nl-x-makkelijk`)
    organisation      name of the organisation that helps
    municipality      name under the logo ("Gemeente Voorbeeldstad")
    service           name of the service ("Geldhulp"); staff pages show `product`
    logo_url          own logo of the municipality; empty = the rail mark
    home_url          where the logo leads
    phone             phone number as people read it ("0123 45 67 89"); empty = not known
    phone_tel         the same for a `tel:` link ("+31123456789")
    speaker_phone     where somebody speaks the language of the page; empty = left out
    hours             one line of opening hours
    accessibility_url, privacy_url, complaint_url   links of the foot; an empty one is left out
    code_url          where a resident comes back with a code
    languages         languages on the button; fewer than two = no button
    leave_shown       show *Deze pagina snel verlaten* (only the first pages of a resident)
    leave_url         neutral page it leads to
    theme_url         `/thema/<hash>.css`, or empty for the standard look
    density           `dicht`, `gewoon` or `ruim`
    menu              lines of the staff menu, in order
    menu_key          key of the line that is open
    person, initials, role_label   who is signed in
    search_url, search_value, search_label   the search field; an empty url leaves it out
    crisis_url, signup_url   the two fixed staff buttons; an empty one is left out
    logout_url        where the sign-out form posts to
    account_url       own account (sign-in methods, keys on or off)
    shortcuts         single-key shortcuts, only when this person switched them on
    staff             the answer is for staff (error pages choose their look by it)
    demo              mark the page as a demonstration
    unreviewed        labels in this language are not yet approved: say so
    reference         sign under which an error is kept
    """

    language: str = "nl"
    product: str = "Houvast"
    organisation: str = ""
    municipality: str = ""
    service: str = "Geldhulp"
    logo_url: str = ""
    home_url: str = "/"
    phone: str = ""
    phone_tel: str = ""
    speaker_phone: str = ""
    hours: str = ""
    accessibility_url: str = ""
    privacy_url: str = ""
    complaint_url: str = ""
    code_url: str = ""
    languages: tuple[Language, ...] = ()
    leave_shown: bool = False
    leave_url: str = ""
    theme_url: str = ""
    density: str = "gewoon"
    menu: tuple[MenuItem, ...] = ()
    menu_key: str = ""
    person: str = ""
    initials: str = ""
    role_label: str = ""
    search_url: str = ""
    search_value: str = ""
    search_label: str = "Zoek naam, dossier, postcode, telefoon"
    crisis_url: str = ""
    signup_url: str = ""
    logout_url: str = ""
    account_url: str = ""
    shortcuts: bool = False
    staff: bool = False
    demo: bool = False
    unreviewed: bool = False
    reference: str = ""
    flags: frozenset[str] = field(default_factory=frozenset)

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction_of(self.language)

    @property
    def easy(self) -> bool:
        """Easy Dutch: a picture at every step."""
        return self.language == "nl-x-makkelijk"

    @property
    def html_language(self) -> str:
        """Value of the `lang` attribute."""
        return html_language(self.language)

    @property
    def menu_late(self) -> int:
        """How many late things the folded menu must still show."""
        return sum(item.count or 0 for item in self.menu if item.late)


def html_language(code: str) -> str:
    """The language as a page names it: easy Dutch is Dutch (its own name is too long for a language tag)."""
    return code.partition("-x-")[0] or "nl"


def direction_of(code: str) -> str:
    """`rtl` for a language that is written from the right, else `ltr`."""
    return "rtl" if code.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def own_name(code: str) -> str:
    """Name of a language in its own script; the code itself where it is not known."""
    return OWN_NAMES.get(code, code)


def initials_of(name: str) -> str:
    """First letters of the first and the last word ("Fatma de Boer" -> "FB")."""
    words = name.split()
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else ""


Filler = Callable[[Request, PageContext], None]


@functools.lru_cache(maxsize=8)
def _fillers(names: tuple[str, ...]) -> tuple[Filler, ...]:
    return tuple(import_string(name) for name in names)


_last_good: dict[str, PageContext] = {}


def page_of(request: Request) -> PageContext:
    """The page object of this request, filled once."""
    page: PageContext | None = getattr(request, "houvast_page", None)
    if page is None:
        page = PageContext(language=translation.get_language() or "nl")
        for filler in _fillers(tuple(getattr(settings, "HOUVAST_PAGE_FILLERS", ()))):
            filler(request, page)
        request.houvast_page = page  # type: ignore[attr-defined]  # read here only
        _remember(request, page)
    return page


def page_context(request: Request) -> dict[str, PageContext]:
    """Context processor: puts `page` in every template."""
    return {"page": page_of(request)}


STAFF_PATHS = ("/werk/", "/kwaliteit/", "/beheer/", "/inloggen/", "/uitloggen/")


def page_for_error(request: Request | None, status: int) -> PageContext:
    """The page around an error answer. Never fails; from 500 on it asks the database nothing."""
    page: PageContext | None = getattr(request, "houvast_page", None)
    if page is None and request is not None and status < 500:
        try:
            page = page_of(request)
        except Exception:  # an error page must come whatever is broken; the cause has its own answer and log line
            logger.exception("page fillers failed on an error page")
    page = replace(page) if page is not None else _remembered(request)
    page.staff = request is not None and request.path.startswith(STAFF_PATHS)
    page.language = "nl" if page.staff else (translation.get_language() or "nl")
    page.leave_shown = False
    return page


def _remembered(request: Request | None) -> PageContext:
    """What this host last showed publicly, or the bare defaults."""
    known = _last_good.get(request.META.get("HTTP_HOST", "")) if request is not None else None
    return replace(known) if known is not None else PageContext()


def _remember(request: Request, page: PageContext) -> None:
    """Keep the public facts of a host (phone, hours, names) for the day its database is away. Nothing personal."""
    if not page.phone:
        return
    host = request.META.get("HTTP_HOST", "")
    if host not in _last_good and len(_last_good) >= 200:
        _last_good.pop(next(iter(_last_good)))
    _last_good[host] = PageContext(
        language=page.language,
        organisation=page.organisation,
        municipality=page.municipality,
        service=page.service,
        logo_url=page.logo_url,
        phone=page.phone,
        phone_tel=page.phone_tel,
        speaker_phone=page.phone,
        hours=page.hours if page.language == "nl" else "",
        accessibility_url=page.accessibility_url,
        privacy_url=page.privacy_url,
        complaint_url=page.complaint_url,
        code_url=page.code_url,
        theme_url=page.theme_url,
    )
