"""B2: what the organisation decides where no public source settles a VTLB."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from houvast.foundation.accounts.queries import names_of
from houvast.foundation.organisations.models import MOST_CHOSEN_CENTS
from houvast.foundation.organisations.vtlb_choices import (
    AMOUNTS,
    CENTS,
    CHOICES,
    VtlbWanted,
    choose_vtlb,
    settings_of,
    vtlb_choices,
)
from houvast.rules.vtlb import VtlbSettings
from houvast.web.beheer.screen import ADMINISTRATORS, Screen, form_page, posted
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui.forms import Chips, HouvastForm
from houvast.web.ui.money import AmountField
from houvast.web.ui.page import page_of

YES_NO = [("ja", "Ja"), ("nee", "Nee")]
LABELS = {
    "arbeidstoeslag": "Arbeidstoeslag per maand",
    "reserveringstoeslag": "Reserveringstoeslag in een inrichting, per maand",
    "eigen_risico_when_bought_off": "Correctie eigen risico als iemand het eigen risico heeft afgekocht?",
    "negative_reduces_others": "Mag een correctie onder nul de andere correcties verlagen?",
    "cap_95_inside": "Geldt de grens van 95% ook binnen het VTLB?",
}
WHEN_EMPTY = {"arbeidstoeslag": "het bedrag uit de normen", "reserveringstoeslag": "geen reserveringstoeslag"}


class VtlbChoiceForm(HouvastForm):
    """Two amounts, three choices, and where the decision stands."""

    arbeidstoeslag = AmountField(
        label=LABELS["arbeidstoeslag"], required=False, most=MOST_CHOSEN_CENTS // CENTS,
        help_text="Voor wie meer dan 18 uur per week werkt. Leeg: het bedrag uit de normen.",
    )  # fmt: skip
    reserveringstoeslag = AmountField(
        label=LABELS["reserveringstoeslag"], required=False, most=MOST_CHOSEN_CENTS // CENTS,
        help_text="Leeg: geen reserveringstoeslag.",
    )  # fmt: skip
    eigen_risico_when_bought_off = forms.ChoiceField(
        label=LABELS["eigen_risico_when_bought_off"], choices=YES_NO, widget=Chips,
        help_text="De NVVK zei in 2021 ja en in 2024 nee.",
    )  # fmt: skip
    negative_reduces_others = forms.ChoiceField(
        label=LABELS["negative_reduces_others"], choices=YES_NO, widget=Chips,
        help_text="Het VTLB komt hierdoor nooit onder de beslagvrije voet.",
    )  # fmt: skip
    cap_95_inside = forms.ChoiceField(
        label=LABELS["cap_95_inside"], choices=YES_NO, widget=Chips,
        help_text="De beslagvrije voet is hooguit 95% van het inkomen. Nee: in het VTLB telt die grens niet.",
    )  # fmt: skip
    source = forms.CharField(
        label="Waar staat dit?", max_length=200, help_text="Bijvoorbeeld: VTLB-rapport januari 2026, hoofdstuk 4."
    )

    def wanted(self) -> VtlbWanted:
        """Ready for the verb."""
        given = self.cleaned_data
        flags = {name: given[name] == "ja" for name in CHOICES}
        return VtlbWanted(**{name: given[name] for name in AMOUNTS}, **flags, source=given["source"])


@door(roles=ADMINISTRATORS)
def vtlb_view(request: Request) -> HttpResponse:
    """What holds now, and what was decided before."""
    page_of(request).menu_key = "vtlb"
    decided = vtlb_choices(request.actor, request.clock)
    names = names_of(one.decided_by for one in decided)
    standing = settings_of(decided[0]) if decided else VtlbSettings()
    context = {
        "rows": _rows(standing),
        "last": decided[0] if decided else None,
        "decided": [(one, names.get(one.decided_by, ""), _rows(settings_of(one))) for one in decided],
    }
    return render(request, "beheer/vtlb.html", context)


@door(roles=ADMINISTRATORS)
def choose_vtlb_view(request: Request) -> HttpResponse:
    """Decide again: everything that holds from now on, on one page."""
    decided = vtlb_choices(request.actor, request.clock)
    form = VtlbChoiceForm(posted(request), initial=_initial(settings_of(decided[0]) if decided else VtlbSettings()))
    screen = Screen(
        "Keuzes voor het VTLB", reverse("beheer:vtlb"), "vtlb", "Leg vast",
        lead="Voor deze punten is er geen openbare bron, of bronnen zeggen iets anders. Jullie kiezen. Bij elke "
             "berekening staat dat dit een keuze is, en van welke dag.",
        done="Vastgelegd. Nieuwe berekeningen gebruiken dit.",
    )  # fmt: skip
    return form_page(request, screen, form, lambda: choose_vtlb(request.actor, form.wanted(), request.clock))


def _rows(settings: VtlbSettings) -> list[tuple[str, str]]:
    amounts = {name: getattr(settings, name) for name in AMOUNTS}
    return [
        *((LABELS[name], f"€ {one.dutch()}" if one is not None else WHEN_EMPTY[name]) for name, one in amounts.items()),
        *((LABELS[name], "ja" if getattr(settings, name) else "nee") for name in CHOICES),
    ]


def _initial(settings: VtlbSettings) -> dict[str, Any]:
    amounts = {name: getattr(settings, name) for name in AMOUNTS}
    return {
        **{name: one.dutch() if one is not None else "" for name, one in amounts.items()},
        **{name: "ja" if getattr(settings, name) else "nee" for name in CHOICES},
    }
