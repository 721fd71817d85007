"""What a staff page knows of itself (ui.page): the menu, the fixed buttons, who is signed in."""

from django.http import HttpRequest
from django.urls import reverse

from houvast.casework.dossier.queries import late_count
from houvast.foundation.accounts.models import Role
from houvast.web.ui import theme
from houvast.web.ui.page import MenuItem, PageContext, initials_of
from houvast.web.ui.views import theme_of

# Menu lines per role: key, label, address name, icon, group, roles.
CASEWORK = (Role.COUNSELLOR, Role.TEAM_LEAD)
SIGNUPS = (*CASEWORK, Role.ADMINISTRATION)
MENU = (
    ("my_day", "Mijn dag", "counsellor:my_day", "sun", "", CASEWORK),
    ("queue", "Aanmeldingen", "counsellor:queue", "inbox", "", SIGNUPS),
)


def fill_staff(request: HttpRequest, page: PageContext) -> None:
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
    page.home_url = "/werk/"
    page.logout_url, page.account_url = reverse("account_logout"), reverse("accounts:own_account")
    works = bool(set(SIGNUPS) & set(actor.roles))
    if works:
        page.search_url = reverse("counsellor:search")
        page.crisis_url = reverse("counsellor:crisis")
        page.signup_url = reverse("counsellor:new_signup")
    late = _late(request) if set(CASEWORK) & set(actor.roles) else 0
    page.menu = tuple(
        MenuItem(key, label, reverse(name), icon, (late or None) if key == "my_day" else None, key == "my_day", group)
        for key, label, name, icon, group, roles in MENU
        if set(roles) & set(actor.roles)
    )


def _late(request: HttpRequest) -> int:
    """A page that already knows the number says so (request.late), and saves a statement."""
    known: int | None = getattr(request, "late", None)
    return late_count(request.actor, request.clock) if known is None else known
