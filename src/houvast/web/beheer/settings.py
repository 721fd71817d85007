"""B1: the organisation, its municipalities, their look and their postcodes."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from houvast.foundation.organisations import services
from houvast.foundation.organisations.models import Municipality, MunicipalityPostcodes
from houvast.web.beheer.forms import MunicipalityForm, NewMunicipalityForm, OrganisationForm, PostcodesForm
from houvast.web.beheer.outside import checks_of
from houvast.web.beheer.screen import ADMINISTRATORS, Screen, form_page, posted
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui.page import page_of
from houvast.web.ui.theme_form import ThemeForm

ORGANISATION = ("name", "service_name", "office_name", "mail_sender", "sms_sender", "quick_exit_url",
                "calculating_service", "version")  # fmt: skip
MUNICIPALITY = ("name", "code", "phone", "anonymous_phone", "sms_number", "mail_address",
                "equated_days_are_working_days", "version")  # fmt: skip


@door(roles=ADMINISTRATORS)
def organisation_view(request: Request) -> HttpResponse:
    """Name, senders and addresses of the organisation."""
    organisation = request.organisation
    form = OrganisationForm(posted(request), initial={name: getattr(organisation, name) for name in ORGANISATION})
    screen = Screen("Organisatie", reverse("beheer:organisation"), "organisation")
    return form_page(
        request,
        screen,
        form,
        lambda: services.update_organisation(request.actor, form.cleaned_data["version"], form.values(), request.clock),
    )


@door(roles=ADMINISTRATORS)
def municipalities_view(request: Request) -> HttpResponse:
    """The municipalities we work for."""
    page_of(request).menu_key = "municipalities"
    return render(request, "beheer/municipalities.html", {"municipalities": request.municipalities})


@door(roles=ADMINISTRATORS)
def new_municipality_view(request: Request) -> HttpResponse:
    """A further municipality."""
    form = NewMunicipalityForm(posted(request), initial={"equated_days_are_working_days": True})
    screen = Screen("Nieuwe gemeente", reverse("beheer:municipalities"), "municipalities", "Voeg toe")
    return form_page(
        request, screen, form, lambda: services.add_municipality(request.actor, form.values(), request.clock)
    )


@door(roles=ADMINISTRATORS)
def municipality_view(request: Request, municipality_id: UUID) -> HttpResponse:
    """Name and numbers of one municipality."""
    row = get_object_or_404(Municipality, pk=municipality_id)
    form = MunicipalityForm(posted(request), initial={name: getattr(row, name) for name in MUNICIPALITY})
    screen = Screen(
        row.name,
        reverse("beheer:municipalities"),
        "municipalities",
        template="beheer/municipality.html",
        more={"municipality": row},
    )
    return form_page(
        request,
        screen,
        form,
        lambda: services.update_municipality(
            request.actor, row.id, form.cleaned_data["version"], form.values(), request.clock
        ),
    )


@door(roles=ADMINISTRATORS)
def theme_here_view(request: Request) -> HttpResponse:
    """The look of the one municipality there is, or first the choice between several."""
    if len(request.municipalities) == 1:
        return redirect("beheer:theme", request.municipalities[0].id)
    page_of(request).menu_key = "theme"
    return render(request, "beheer/theme_choice.html", {"municipalities": request.municipalities})


@door(roles=ADMINISTRATORS)
def theme_view(request: Request, municipality_id: UUID) -> HttpResponse:
    """The colours, with the contrast that they have: a colour that cannot be read is not saved."""
    row = get_object_or_404(Municipality, pk=municipality_id)
    initial = {"brand": row.theme_brand, "brand_dark": row.theme_brand_dark, "sun": row.theme_sun,
               "radius": row.theme_radius, "version": row.version}  # fmt: skip
    form = VersionedThemeForm(posted(request), initial=initial)
    screen = Screen(
        "Huisstijl",
        reverse("beheer:theme", args=[row.id]),
        "theme",
        "Zet live",
        done="Bewaard. Inwoners zien de nieuwe kleuren nu.",
        template="beheer/theme.html",
        more={"municipality": row, "checks": checks_of(request)},
    )
    if "preview" in request.POST:  # the same page in the typed colours; nothing is kept
        page_of(request).menu_key = "theme"
        return render(request, screen.template, {"form": form, "screen": screen, "only_looked": True, **screen.more})
    return form_page(request, screen, form, lambda: _save_theme(request, row, form))


class VersionedThemeForm(ThemeForm):
    """The look, with the version of the row it was opened with."""

    also_known = frozenset({"version", "preview"})
    two_columns = True

    def clean(self) -> dict[str, object]:
        """Only a whole number is a version."""
        cleaned = super().clean()
        typed = str(self.data.get("version", ""))
        if not (typed.isascii() and typed.isdigit()):
            self.add_error(None, "Deze pagina is te oud. Kijk je antwoorden na en verstuur ze nog een keer.")
        return cleaned

    def version(self) -> str:
        """The version for the hidden field."""
        return str((self.data if self.is_bound else self.initial).get("version", ""))


def _save_theme(request: Request, row: Municipality, form: VersionedThemeForm) -> None:
    given = form.cleaned_data
    values = {"theme_brand": given["brand"], "theme_brand_dark": given["brand_dark"], "theme_sun": given["sun"],
              "theme_radius": given["radius"]}  # fmt: skip
    services.update_municipality(request.actor, row.id, int(form.version()), values, request.clock)


@door(roles=ADMINISTRATORS)
def postcodes_view(request: Request, municipality_id: UUID) -> HttpResponse:
    """Which postcodes say that a resident lives here."""
    row = get_object_or_404(Municipality, pk=municipality_id)
    ranges = MunicipalityPostcodes.objects.filter(municipality=row).order_by("first").values_list("first", "last")
    words = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
    form = PostcodesForm(posted(request), initial={"postcodes": words})
    screen = Screen(
        f"Postcodes van {row.name}",
        reverse("beheer:municipality", args=[row.id]),
        "municipalities",
        lead="Meldt iemand zich aan, dan weten wij zo voor welke gemeente.",
    )
    return form_page(
        request,
        screen,
        form,
        lambda: services.set_postcodes(request.actor, row.id, form.cleaned_data["postcodes"], request.clock),
    )
