"""Every screen of the resident's side, and how a visitor gets each of its states. A missing address fails a test.

`walk(visit, house, prefix)` yields (name of the address, state) with the page open on that screen.
"""

import re
from collections.abc import Iterator

from django.urls import get_resolver

from houvast.casework.letters.models import Message
from houvast.casework.referrals.models import Referral
from houvast.casework.signup.models import SignupDraft
from houvast.foundation.tenancy.context import tenant

# Addresses that never show a page of their own: they do something, lead on, or are a file.
WITHOUT_PAGE = frozenset(
    {"public:leave", "resident:sign_out", "resident:go_on", "resident:calendar_file", "public:poster"}
)
FORM = "form.app-form"
LONG_NAME = "Maximiliaan-Alexander van der Wijngaarden-Oosterhuizen tot Nieuwkerkerbroek aan den IJssel"
SUBMIT = f"{FORM} button[type=submit]"


def addresses(*spaces: str) -> set[str]:
    """Every named address in these rooms."""
    found = set()
    for pattern in get_resolver().url_patterns:
        for inner in getattr(pattern, "url_patterns", ()):
            space = getattr(inner, "namespace", None)
            if space in spaces:
                found |= {f"{space}:{one.name}" for one in inner.url_patterns}
    return found


def digits_sent(house) -> str:
    """The newest one-time code."""
    with tenant(house.id):
        message = Message.objects.filter(text_key="code.one_time").order_by("-made_at", "-intent__created_at").first()
    return re.search(r"\b\d{6}\b", message.body).group()


def public(page, site, prefix: str) -> Iterator[tuple[str, str]]:
    """Start, where to go, urgent, explanation, texts."""
    for name, path in (
        ("start", "/?taal=nl"), ("where", "/waar/"), ("urgent", "/spoed/"), ("explain", "/uitleg/"),
        ("privacy", "/privacy/"), ("accessibility", "/toegankelijkheid/"), ("complaint", "/klacht/"),
    ):  # fmt: skip
        page.goto(site(prefix + path))
        yield f"public:{name}", "filled"


def sign_up(page, site, prefix: str, house) -> Iterator[tuple[str, str]]:
    """The three pages, each empty, wrong and filled; the confirmation and its questions."""
    page.goto(site(f"{prefix}/aanmelden/"))
    yield "public:reach", "empty"
    page.click(SUBMIT)
    yield "public:reach", "nothing chosen"
    for number, way in enumerate(("call", "text", "mail", "post", "visit")):
        page.check(f"#id_way_{number}")
        yield "public:reach", way
    page.check("#id_way_0")
    page.fill("#id_phone", "06 12 34 56")
    page.click(SUBMIT)
    yield "public:reach", "too short"
    page.fill("#id_phone", "06 12 34 56 78")
    page.fill("#id_call_name", LONG_NAME)
    page.click(SUBMIT)
    yield "public:haste", "empty"
    page.check("#id_urgency_0")
    page.check("#id_urgency_4")
    yield "public:haste", "urgent"
    page.click(SUBMIT)
    yield "public:check", "urgent"
    page.goto(site(f"{prefix}/aanmelden/bewaren/"))
    yield "public:later", "filled"
    page.fill("#id_phone", "06")
    page.click(SUBMIT)
    yield "public:later", "too short"
    page.fill("#id_phone", "06 12 34 56 78")
    page.click(SUBMIT)
    yield "public:kept", "filled"
    with tenant(house.id):
        link = SignupDraft.objects.get(signup__isnull=True).answers
    page.goto(site(re.search(r"https?://[^/]+(/\S+/verder/\w+/)", link).group(1)))
    yield "public:resume", "filled"
    page.goto(site(f"{prefix}/aanmelden/verder/0/"))
    yield "public:resume", "gone"
    page.goto(site(f"{prefix}/aanmelden/controle/"))
    page.click(SUBMIT)
    yield "public:done", "urgent"
    for name in ("taal", "tijd", "veilig", "helper", "verhaal"):
        page.goto(site(f"{prefix}/aanmelden/klaar/{name}/"))
        yield "public:more", name
    page.goto(site(f"{prefix}/aanmelden/klaar/helper/"))
    page.click(SUBMIT)
    yield "public:more", "missing"
    page.goto(site(f"{prefix}/aanmelden/klaar/"))


def somebody_else(page, site, prefix: str, house) -> Iterator[tuple[str, str]]:
    """Who speaks for somebody else: the choice, three forms empty, wrong and sent, and the partner's own page."""
    page.goto(site(f"{prefix}/voor-een-ander/"))
    yield "partner:choose", "filled"
    page.goto(site(f"{prefix}/partner/"))
    yield "partner:refer", "empty"
    page.click(SUBMIT)
    yield "partner:refer", "missing"
    page.fill("#id_organisation_name", LONG_NAME)
    page.fill("#id_name", "Ineke Smit")
    page.fill("#id_own_mail", "ineke@wijkteam.example")
    for number in range(4):
        page.check(f"#id_way_{number}")
        yield "partner:refer", f"way {number}"
    page.check("#id_way_0")
    page.fill("#id_phone", "06 12 34 56 78")
    page.fill("#id_keeps_contact_until_day", "31")
    page.fill("#id_keeps_contact_until_month", "12")
    page.fill("#id_keeps_contact_until_year", "2026")
    page.check("#id_knows")
    page.click(SUBMIT)
    yield "partner:thanks", "referred"
    with tenant(house.id):
        letter = Referral.objects.get(confirmed_at__isnull=True).letter
    page.goto(site(re.search(r"https?://[^/]+(/\S*/volgen/\w+/)", letter).group(1)))
    yield "partner:follow", "to confirm"
    page.click("main button[type=submit]")
    yield "partner:follow", "confirmed"
    page.goto(site(f"{prefix}/voor-een-ander/samen/"))
    page.click(SUBMIT)
    yield "partner:together", "missing"
    page.check("#id_given_by_0")
    page.check("#id_way_3")
    page.fill("#id_own_phone", "06 12 34 56 79")
    page.check("#id_knows")
    page.click(SUBMIT)
    yield "partner:thanks", "through him"
    page.goto(site(f"{prefix}/voor-een-ander/signaal/"))
    page.click(SUBMIT)
    yield "partner:concern", "missing"
    page.check("#id_given_by_1")
    page.fill("#id_words", "De gordijnen zijn al weken dicht.")
    page.fill("#id_about_where", "Molenstraat 5")
    page.click(SUBMIT)
    yield "partner:thanks", "worry"


def code_on(page) -> str:
    """The code on the confirmation."""
    return page.text_content(".app-code__sign").strip()


def come_back(page, site, prefix: str, house, code: str) -> Iterator[tuple[str, str]]:
    """The code, the way, the digits; ends on *Mijn*."""
    page.goto(site(f"{prefix}/mijn/terug/"))
    yield "resident:come_back", "empty"
    page.fill("#id_code", "7K3M-Q8ZT-4NHB-X2WD")
    page.click(SUBMIT)
    yield "resident:come_back", "wrong"
    page.goto(site(f"{prefix}/mijn/terug/{code}/"))
    yield "resident:come_back_with", "filled"
    page.click(SUBMIT)
    yield "resident:choose_way", "filled"
    page.check("#id_way_0")
    page.click(SUBMIT)
    yield "resident:digits", "empty"
    page.fill("#id_digits", "12")
    page.click(SUBMIT)
    yield "resident:digits", "wrong"
    page.fill("#id_digits", digits_sent(house))
    page.click(SUBMIT)


def mine(page, site, prefix: str) -> Iterator[tuple[str, str]]:
    """*Mijn* and everything a resident changes there."""
    page.goto(site(f"{prefix}/mijn/"))
    yield "resident:home", "before the call"
    page.goto(site(f"{prefix}/mijn/afspraak/"))
    yield "resident:appointment", "nothing to choose yet"
    page.goto(site(f"{prefix}/mijn/berichten/"))
    yield "resident:talk", "empty"
    page.click(f"{FORM} button[type=submit]")
    yield "resident:talk", "nothing written"
    page.fill("#id_words", f"Mag ik iets vragen? {LONG_NAME}")
    page.click(f"{FORM} button[type=submit]")
    yield "resident:talk", "sent"
    page.goto(site(f"{prefix}/mijn/bel-mij/"))
    yield "resident:call_me", "empty"
    page.click(SUBMIT)
    yield "resident:talk", "call asked"
    page.goto(site(f"{prefix}/mijn/gegevens/"))
    yield "resident:wishes", "filled"
    for name in ("taal", "kanaal", "tijd", "veilig"):
        page.goto(site(f"{prefix}/mijn/gegevens/{name}/"))
        yield "resident:change_wish", name
    for number in range(1, 5):
        page.check(f"#id_not_these_{number}")
    page.click(SUBMIT)
    yield "resident:change_wish", "no way left"
    page.goto(site(f"{prefix}/mijn/gegevens/nieuw/"))
    yield "resident:new_point", "empty"
    page.check("#id_kind_0")
    page.fill("#id_phone", "06 99 88 77 66")
    page.click(SUBMIT)
    yield "resident:confirm_point", "empty"
    page.goto(site(f"{prefix}/mijn/stoppen/"))
    yield "resident:stop", "empty"
    page.click(SUBMIT)
    yield "resident:stop", "missing"
    page.fill("#id_words", "Ik red het zelf.")
    page.check("#id_sure")
    page.click(SUBMIT)
    yield "resident:home", "stopped"
    page.click("form[action$='/weer-verder/'] button")
    yield "resident:home", "back"
    page.click("form[action$='/uit/'] button")
    yield "resident:goodbye", "filled"
