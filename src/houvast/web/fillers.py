"""What every page knows of itself (ui.page): the house for everybody, the menu for staff."""

from django.http import HttpRequest
from django.urls import reverse

from houvast.casework.dossier.queries import due_counts
from houvast.foundation.accounts.models import Role
from houvast.foundation.words import phone_words
from houvast.web.ui.page import MenuItem, PageContext, initials_of
from houvast.web.ui.theme import theme_url

# Menu lines per role: key, label, address name, icon, group, roles.
CASEWORK = (Role.COUNSELLOR, Role.TEAM_LEAD)
SIGNUPS = (*CASEWORK, Role.ADMINISTRATION)
MENU = (
    ("my_day", "Mijn dag", "counsellor:my_day", "sun", "", CASEWORK),
    ("queue", "Aanmeldingen", "counsellor:queue", "inbox", "", SIGNUPS),
)


def fill_house(request: HttpRequest, page: PageContext) -> None:
    """Names, phone and theme of the organisation and municipality behind this host."""
    organisation, place = getattr(request, "organisation", None), getattr(request, "municipality", None)
    if organisation is None:
        return
    page.organisation = organisation.name
    page.service = organisation.service_name
    page.demo = organisation.demo
    page.leave_url = organisation.quick_exit_url
    if place is not None:
        page.municipality = f"Gemeente {place.name}"
        page.phone, page.phone_tel = phone_words(place.phone), place.phone
        page.theme_url = theme_url(place)
    actor = getattr(request, "actor", None)
    page.reference = str(actor.operation_id)[:8].upper() if actor else ""


def fill_staff(request: HttpRequest, page: PageContext) -> None:
    """The menu, the fixed buttons and who is signed in; one statement for the counts."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.is_staff:
        return
    page.staff = True
    page.person, page.initials = actor.name, initials_of(actor.name)
    page.role_label = Role(actor.main_role).label.capitalize()
    page.density, page.shortcuts = request.user.density, request.user.shortcuts
    page.home_url = "/werk/"
    works = bool(set(SIGNUPS) & set(actor.roles))
    if works:
        page.search_url = reverse("counsellor:search")
        page.crisis_url = reverse("counsellor:crisis")
        page.signup_url = reverse("counsellor:new_signup")
    late, total = due_counts(actor, request.clock) if set(CASEWORK) & set(actor.roles) else (0, 0)
    page.menu = tuple(
        MenuItem(key, label, reverse(name), icon, (late or None) if key == "my_day" else None, key == "my_day", group)
        for key, label, name, icon, group, roles in MENU
        if set(roles) & set(actor.roles)
    )
