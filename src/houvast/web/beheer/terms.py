"""B2: the terms of a municipality beside the norm; a change needs a second administrator."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houvast.foundation.accounts import people
from houvast.foundation.accounts.models import Role
from houvast.foundation.accounts.queries import names_of
from houvast.foundation.organisations.errors import SettingError
from houvast.foundation.organisations.models import LONGEST, LocalTermProposal, Municipality
from houvast.foundation.organisations.terms import (
    TermWanted,
    decide_term,
    length_words,
    proposals,
    propose_term,
    term_rows,
    withdraw_term,
)
from houvast.rules.terms import CLOCK_RULES, ClockRule
from houvast.web.beheer.screen import ADMINISTRATORS, Screen, form_page, posted
from houvast.web.doors import door
from houvast.web.errors import Conflict
from houvast.web.request import Request
from houvast.web.ui.forms import Chips, HouvastForm
from houvast.web.ui.inputs import BAD_DATE, DATE_FORMATS, DateInput
from houvast.web.ui.page import page_of

NO_OWN = "geen eigen termijn"


class TermForm(HouvastForm):
    """A term of one's own, from a day on, with where it is laid down."""

    own = forms.ChoiceField(
        label="Wat moet er gelden?",
        choices=[("own", "Een eigen, kortere termijn"), ("norm", "Alleen de norm")],
        widget=Chips(subfields={"own": ("length",)}),
    )
    length = forms.IntegerField(
        label="Hoe lang?", required=False, widget=forms.NumberInput(attrs={"class": "app-input--short"}),
        error_messages={"invalid": "Schrijf een heel getal."},
    )  # fmt: skip
    valid_from = forms.DateField(
        label="Vanaf welke dag?", widget=DateInput, input_formats=DATE_FORMATS,
        error_messages={"invalid": BAD_DATE}, help_text="Voor aanmeldingen vanaf die dag. Klokken die lopen, blijven.",
    )  # fmt: skip
    source = forms.CharField(
        label="Waar staat dit?", max_length=200, help_text="Bijvoorbeeld: beleidsplan 2027, artikel 3."
    )

    def __init__(self, *args: Any, rule: ClockRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        longest = length_words(rule, LONGEST[rule.key])
        self.fields["length"].help_text = f"In {longest.split(maxsplit=1)[1]}. Hooguit {longest}: dat is de norm."

    def clean(self) -> dict[str, Any]:
        """An own term has a length."""
        cleaned = super().clean()
        if cleaned.get("own") == "own" and cleaned.get("length") is None and "length" not in self.errors:
            self.add_error("length", "Vul in hoe lang de termijn is.")
        return cleaned

    def wanted(self, rule_key: str) -> TermWanted:
        """Ready for the verb."""
        given = self.cleaned_data
        length = given["length"] if given["own"] == "own" else None
        return TermWanted(rule_key, length, given["source"], given["valid_from"])


@door(roles=ADMINISTRATORS)
def terms_view(request: Request) -> HttpResponse:
    """Each clock with the norm and the own term, what waits for a second administrator, and what was decided."""
    towns = term_rows(request.actor, request.municipalities, request.clock)
    waiting = proposals(request.actor, request.clock, waiting=True)
    past = proposals(request.actor, request.clock, waiting=False)
    names = names_of(by for one in (*waiting, *past) for by in (one.proposed_by, one.decided_by))
    page_of(request).menu_key = "terms"
    context = {
        "towns": [{"municipality": town, "rows": [_row(one) for one in rows]} for town, rows in towns],
        "waiting": [_line(one, names) for one in waiting],
        "past": [_line(one, names) for one in past],
        "me": request.actor.account_id,
        "alone": not _another(request),
    }
    return render(request, "beheer/terms.html", context)


def _row(row: Any) -> dict[str, Any]:
    words = {"now": row.now and length_words(row.rule, row.now.length),
             "coming": row.coming and length_words(row.rule, row.coming.length)}  # fmt: skip
    return {"one": row, "words": words}


def _line(one: LocalTermProposal, names: dict[UUID, str]) -> dict[str, Any]:
    rule = CLOCK_RULES[one.rule_key]
    what = length_words(rule, one.length) if one.length else NO_OWN
    return {"one": one, "name": rule.name_nl, "what": what, "norm": length_words(rule, rule.length),
            "by": names.get(one.proposed_by, ""), "decided": names.get(one.decided_by, "") if one.decided_by else "",
            "state": one.get_state_display()}  # fmt: skip


def _another(request: Request) -> bool:
    """Whether there is a second administrator at all."""
    staff = people.staff_on(request.clock.today())
    return any(
        role.role == Role.ADMINISTRATOR
        for one in staff
        if one.account_id != request.actor.account_id
        for role in one.roles
    )


@door(roles=ADMINISTRATORS)
def propose_term_view(request: Request, municipality_id: UUID, rule_key: str) -> HttpResponse:
    """Propose a term: shorter than the norm, or the norm alone again."""
    town = get_object_or_404(Municipality, pk=municipality_id)
    if rule_key not in LONGEST:
        raise Http404
    rule = CLOCK_RULES[rule_key]
    first_day = request.clock.today() + dt.timedelta(days=1)
    form = TermForm(posted(request), rule=rule, initial={"own": "own", "valid_from": first_day})
    norm = length_words(rule, rule.length)
    screen = Screen(
        f"{rule.name_nl} in {town.name}", reverse("beheer:terms"), "terms", "Stel voor",
        lead=f"De norm is {norm} ({rule.source}). Een tweede beheerder bevestigt je voorstel.",
        done="Voorgesteld. Een andere beheerder zegt hier ja of nee op.",
    )  # fmt: skip
    return form_page(
        request, screen, form, lambda: propose_term(request.actor, town.id, form.wanted(rule_key), request.clock)
    )


@door(roles=ADMINISTRATORS)
@require_POST
def decide_term_view(request: Request, proposal_id: UUID) -> HttpResponse:
    """Yes or no of the second administrator; or the proposer takes it back."""
    get_object_or_404(LocalTermProposal, pk=proposal_id)
    answer = request.POST.get("answer", "")
    try:
        if answer == "intrekken":
            withdraw_term(request.actor, proposal_id, request.clock)
        elif answer in ("ja", "nee"):
            decide_term(request.actor, proposal_id, answer == "ja", request.clock)
        else:
            raise Http404
    except SettingError as refusal:
        raise Conflict(refusal.text) from refusal
    messages.success(request, DECIDED[answer])
    return redirect("beheer:terms")


DECIDED = {
    "ja": "Bevestigd. De termijn geldt voor aanmeldingen vanaf de gekozen dag.",
    "nee": "Afgewezen. Er verandert niets.",
    "intrekken": "Ingetrokken. Er verandert niets.",
}
