"""What a staff page knows of itself (ui.page): the menu, the fixed buttons, who is signed in."""

import functools

from django.urls import reverse
from django.utils.translation import get_language

from houvast.casework.dossier.queries import late_count
from houvast.foundation.accounts.models import Role
from houvast.foundation.jobs.services import parked
from houvast.web.homes import home_of
from houvast.web.request import Request
from houvast.web.ui import theme
from houvast.web.ui.page import MenuItem, PageContext, initials_of
from houvast.web.ui.views import theme_of

# Menu lines per role: key, label, address name, icon, group, roles.
CASEWORK = (Role.COUNSELLOR, Role.TEAM_LEAD)
SIGNUPS = (*CASEWORK, Role.ADMINISTRATION)
BEHEER = (Role.ADMINISTRATOR,)
NUMBERS = (Role.QUALITY_OFFICER, Role.TEAM_LEAD, Role.ADMINISTRATOR)
MENU = (
    ("my_day", "Mijn dag", "counsellor:my_day", "sun", "", CASEWORK),
    ("queue", "Aanmeldingen", "counsellor:queue", "inbox", "", SIGNUPS),
    ("desk", "Balie", "counsellor:desk", "door-open", "", SIGNUPS),
    ("planning", "Planning", "counsellor:planning", "calendar-days", "", SIGNUPS),
    ("post", "Post", "counsellor:post", "mailbox", "", SIGNUPS),
    ("rekenhulp", "Rekenhulp", "work_rekenhulp:vtlb", "euro", "", CASEWORK),
    ("overview", "Overzicht", "beheer:overview", "house", "Beheer", BEHEER),
    ("organisation", "Organisatie", "beheer:organisation", "building-2", "Beheer", BEHEER),
    ("theme", "Huisstijl", "beheer:theme_here", "palette", "Beheer", BEHEER),
    ("municipalities", "Gemeenten", "beheer:municipalities", "flag", "Beheer", BEHEER),
    ("places", "Locaties en tijden", "beheer:places", "clock", "Beheer", BEHEER),
    ("posters", "Posters en kaartjes", "beheer:posters", "printer", "Beheer", BEHEER),
    ("interpreters", "Tolken", "beheer:interpreters", "message-circle", "Beheer", BEHEER),
    ("terms", "Termijnen", "beheer:terms", "calendar-days", "Beheer", BEHEER),
    ("figures", "Bedragen", "beheer:figures", "euro", "Beheer", BEHEER),
    ("vtlb", "VTLB-keuzes", "beheer:vtlb", "euro", "Beheer", BEHEER),
    ("schemes", "Regelingen", "beheer:schemes", "list-checks", "Beheer", BEHEER),
    ("texts", "Teksten", "beheer:texts", "file-text", "Beheer", BEHEER),
    ("languages", "Talen", "beheer:languages", "languages", "Beheer", BEHEER),
    ("people", "Medewerkers en rollen", "beheer:people", "users", "Systeem", BEHEER),
    ("sent", "Verzonden", "beheer:sent", "send", "Systeem", BEHEER),
    ("parked", "Geparkeerd", "beheer:parked", "hourglass", "Systeem", BEHEER),
    ("connections", "Koppelingen", "beheer:connections", "plug", "Systeem", BEHEER),
    ("quality", "Onze beloften", "quality:overview", "chart-column", "Cijfers", NUMBERS),
    ("numbers", "Per week en groep", "quality:numbers", "activity", "Cijfers", NUMBERS),
)


def _address(name: str) -> str:
    """The address of a page that has no part of its own to fill in: it stays the same, and a page asks twelve."""
    return _address_in(get_language(), name)


@functools.lru_cache(maxsize=256)
def _address_in(_language: str, name: str) -> str:
    return reverse(name)


def fill_staff(request: Request, page: PageContext) -> None:
    """The menu, the fixed buttons and who is signed in; one statement for the counts."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.is_staff:
        return
    page.staff = True
    page.organisation, page.demo = request.organisation.name, request.organisation.demo
    if request.municipality is not None:
        page.municipality = f"Gemeente {request.municipality.name}"
        page.theme_url = theme.address(theme_of(request.municipality))
    page.person, page.initials = actor.name, initials_of(actor.name)
    page.role_label = Role(actor.main_role).label.capitalize()
    page.density, page.shortcuts = request.user.density, request.user.shortcuts
    page.home_url = home_of(actor.roles)
    page.logout_url, page.account_url = _address("account_logout"), _address("accounts:own_account")
    works = bool(set(SIGNUPS) & set(actor.roles))
    if works:
        page.search_url = _address("counsellor:search")
        page.crisis_url = _address("counsellor:crisis")
        page.signup_url = _address("counsellor:new_signup")
    elif set(BEHEER) & set(actor.roles):
        page.search_url, page.search_label = _address("beheer:search"), "Zoek een instelling of tekst"
    counts = {"my_day": _late(request) if set(CASEWORK) & set(actor.roles) else 0}
    if set(BEHEER) & set(actor.roles):
        counts["parked"] = parked(actor, request.clock).count()
    page.menu = tuple(
        MenuItem(key, label, _address(name), icon, counts.get(key) or None, key in counts, group)
        for key, label, name, icon, group, roles in MENU
        if set(roles) & set(actor.roles)
    )


def _late(request: Request) -> int:
    """A page that already knows the number says so (request.late), and saves a statement."""
    known: int | None = getattr(request, "late", None)
    return late_count(request.actor, request.clock) if known is None else known
