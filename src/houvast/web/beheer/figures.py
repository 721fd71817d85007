"""B2: the figures of the law. New ones count after one administrator proposed them and another approved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houvast.foundation.accounts.queries import names_of
from houvast.foundation.organisations.errors import SettingError
from houvast.foundation.parameters.examined import examine
from houvast.foundation.parameters.models import ParameterActivation
from houvast.foundation.parameters.services import approve, propose, withdraw
from houvast.foundation.parameters.standing import LAWS, Standing, State, figures_of
from houvast.foundation.words import full_date
from houvast.rules import parameter_sets
from houvast.rules.parameter_sets import Entry
from houvast.web.beheer.screen import ADMINISTRATORS, Screen, form_page, posted
from houvast.web.doors import door
from houvast.web.errors import Conflict
from houvast.web.request import Request
from houvast.web.ui.forms import HouvastForm
from houvast.web.ui.inputs import BAD_DATE, DATE_FORMATS, DateInput
from houvast.web.ui.page import page_of

STATUSES = {"confirmed": "gelezen in de bron", "derived": "uitgerekend", "unconfirmed": "niet bevestigd"}


class ProposalForm(HouvastForm):
    """The first day on which the set counts."""

    starts_on = forms.DateField(
        label="Per welke dag?", widget=DateInput, input_formats=DATE_FORMATS, error_messages={"invalid": BAD_DATE}
    )


class WithdrawalForm(HouvastForm):
    """Why a set goes out of use."""

    reason = forms.CharField(
        label="Waarom?", max_length=200, help_text="Bijvoorbeeld: de norm voor alleenstaanden klopt niet."
    )


@door(roles=ADMINISTRATORS)
def figures_view(request: Request) -> HttpResponse:
    """Every law with its periods: in use, ready, proposed or over, since when and by whom."""
    page_of(request).menu_key = "figures"
    found = figures_of(request.actor, request.clock)
    names = _names(found)
    laws = [(LAWS[law], [(one, *_said(one, names)) for one in sets]) for law, sets in found.items()]
    return render(request, "beheer/figures.html", {"laws": laws})


@door(roles=ADMINISTRATORS)
def set_view(request: Request, law: str, period: str) -> HttpResponse:
    """One set beside the one before: what changed, what is not sure, whether it holds; and the proposal."""
    if law not in LAWS:
        raise Http404
    found = figures_of(request.actor, request.clock, (law,))
    standing = next((one for one in found[law] if one.one.period == period), None)
    if standing is None:
        raise Http404
    form = ProposalForm(posted(request), initial={"starts_on": standing.one.valid_from})
    screen = Screen(
        f"{LAWS[law]}: {period}", reverse("beheer:figures"), "figures", "Stel voor",
        done="Voorgesteld. Een andere beheerder kijkt de bedragen na en keurt ze goed.",
        template="beheer/figures_set.html", more=_shown(request, standing, _names(found)),
    )  # fmt: skip
    return form_page(
        request, screen, form,
        lambda: propose(request.actor, law, period, form.cleaned_data["starts_on"], request.clock),
    )  # fmt: skip


def _shown(request: Request, standing: Standing, names: dict[UUID, str]) -> dict[str, Any]:
    one, before = standing.one, standing.before
    changed = parameter_sets.diff(before, one) if before else []
    state, who = _said(standing, names)
    return {
        "one": one,
        "before": before,
        "state": state,
        "who": who,
        "changed": [(path, _figure(old), _figure(new)) for path, old, new in changed],
        "examined": examine(one),
        "may_propose": standing.state in (State.READY, State.CHANGED),
        "row": standing.row,
        "waits": standing.state is State.PROPOSED,
        "mine": standing.row is not None and standing.row.proposed_by == request.actor.account_id,
        "past": [(row, names.get(row.withdrawn_by, "")) for row in standing.history if row.withdrawn_by],
    }


def _figure(entry: Entry | None) -> str:
    return f"{entry.dutch()} ({STATUSES[entry.status]})" if entry else "staat er niet"


def _names(found: dict[str, list[Standing]]) -> dict[UUID, str]:
    rows = [row for sets in found.values() for one in sets for row in one.history]
    return names_of(by for row in rows for by in (row.proposed_by, row.approved_by, row.withdrawn_by) if by)


def _said(standing: Standing, names: dict[UUID, str]) -> tuple[str, str]:
    """The state in words, and who saw to it when."""
    one, row = standing.one, standing.row
    words = {
        State.READY: "klaar om voor te stellen",
        State.PROPOSED: "voorgesteld",
        State.CHANGED: "bestand veranderd: opnieuw voorstellen",
        State.AGREED: f"gaat in op {_day(row.starts_on if row else one.valid_from)}",
        State.IN_USE: f"in gebruik sinds {_day(row.starts_on if row else one.valid_from)}",
        State.OVER: "voorbij",
    }[standing.state]
    if row is None:
        last = standing.history[0] if standing.history else None
        if last is None:
            return words, "" if standing.state is State.READY else "vanaf het begin"
        by = names.get(last.withdrawn_by, "") if last.withdrawn_by else ""
        return words, f"ingetrokken door {by}: {last.withdrawn_reason}"
    proposed = f"voorgesteld door {names.get(row.proposed_by, '')} per {_day(row.starts_on)}"
    if row.approved_by is None:
        return words, proposed
    return words, f"{proposed}, goedgekeurd door {names.get(row.approved_by, '')}"


def _day(day: Any) -> str:
    return full_date(day, "nl")


@door(roles=ADMINISTRATORS)
@require_POST
def approve_view(request: Request, activation_id: UUID) -> HttpResponse:
    """Yes of the second administrator."""
    row = get_object_or_404(ParameterActivation, pk=activation_id)
    try:
        approve(request.actor, activation_id, request.clock)
    except SettingError as refusal:
        raise Conflict(refusal.text) from refusal
    messages.success(request, f"Goedgekeurd. Houvast rekent hiermee vanaf {_day(row.starts_on)}.")
    return redirect("beheer:figures_set", row.law, row.period)


@door(roles=ADMINISTRATORS)
def withdraw_view(request: Request, activation_id: UUID) -> HttpResponse:
    """Out of use, with the reason."""
    row = get_object_or_404(ParameterActivation, pk=activation_id)
    form = WithdrawalForm(posted(request))
    lead = "Er komen geen nieuwe berekeningen met deze bedragen. Berekeningen die bewaard zijn, veranderen niet."
    screen = Screen(
        f"Trek in: {LAWS.get(row.law, row.law)} {row.period}",
        reverse("beheer:figures_set", args=[row.law, row.period]), "figures", "Trek in", lead=lead,
        done="Ingetrokken. Houvast rekent niet meer met deze bedragen.",
    )  # fmt: skip
    return form_page(
        request, screen, form,
        lambda: withdraw(request.actor, activation_id, form.cleaned_data["reason"], request.clock),
    )  # fmt: skip
