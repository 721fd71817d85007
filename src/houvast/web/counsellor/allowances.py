"""The list of allowances in a file: what was talked through, and how each stands."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from houvast.casework.allowances.errors import AllowanceError, StateChanged
from houvast.casework.allowances.models import AllowanceState
from houvast.casework.allowances.queries import AllowancesPage, Row, address_of, allowances_page
from houvast.casework.allowances.services import AllowanceCommand, record_allowance
from houvast.casework.dossier.errors import DossierError
from houvast.casework.dossier.page import DossierPage, dossier_page
from houvast.web.counsellor.dossiers import head_of
from houvast.web.counsellor.lists import CASEWORKERS
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui.forms import Chips, HouvastForm
from houvast.web.ui.inputs import BAD_DATE, DATE_FORMATS, DateInput


class AllowanceForm(HouvastForm):
    """How it stands, since when, and a note."""

    mark_optional = "(mag leeg)"

    state = forms.ChoiceField(label="Hoe staat het ervoor?", choices=AllowanceState.choices, widget=Chips)
    on = forms.DateField(
        label="Op welke dag?", widget=DateInput, input_formats=DATE_FORMATS, error_messages={"invalid": BAD_DATE}
    )
    note = forms.CharField(
        label="Notitie", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bijvoorbeeld: beschikking komt in januari.",
    )  # fmt: skip
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput)


@door(roles=CASEWORKERS)
def allowances_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """Every item with how it stands."""
    page, known = _open(request, dossier_id)
    groups = [("Landelijk en lokaal", _rows(known.items)), ("Regelingen van de gemeente", _rows(known.schemes))]
    context = {"known": known, "groups": groups, **head_of(request, page, tab="allowances")}
    return render(request, "counsellor/allowances.html", context)


@door(roles=CASEWORKERS)
def allowance_view(request: Request, dossier_id: UUID, item: str) -> HttpResponse:
    """Write down how it stands with one of them."""
    page, known = _open(request, dossier_id)
    row = known.row(item)
    if row is None or (request.method == "GET" and not known.may_change):
        raise Http404
    form = AllowanceForm(request.POST if request.method == "POST" else None, initial=_initial(request, row))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                record_allowance(request.actor, _command(form, page, row), request.clock)
            except StateChanged as changed:
                form.retype("seen", str(changed.fact_id or ""))
                form.retype("form_key", str(uuid4()))
                form.add_error(None, changed.text)
                status = 409
            except (AllowanceError, DossierError) as refusal:
                form.retype("form_key", str(uuid4()))
                form.add_error(None, refusal.text)
            else:
                messages.success(request, f"Bewaard: {row.name}. Wat er eerst stond, is ook bewaard.")
                return redirect("counsellor:allowances", dossier_id)
    context = {"form": form, "row": row, **head_of(request, page, tab="allowances")}
    return render(request, "counsellor/allowance.html", context, status=status)


def _open(request: Request, dossier_id: UUID) -> tuple[DossierPage, AllowancesPage]:
    known = allowances_page(request.actor, dossier_id, request.clock)
    return dossier_page(request.actor, dossier_id, request.clock, lines=1), known


def _rows(rows: tuple[Row, ...]) -> list[tuple[Row, str]]:
    return [(row, address_of(row)) for row in rows]


def _initial(request: Request, row: Row) -> dict[str, Any]:
    initial: dict[str, Any] = {"on": request.clock.today(), "form_key": uuid4()}
    if row.now:
        initial |= {"state": row.now.state, "seen": row.now.id}
    return initial


def _command(form: AllowanceForm, page: DossierPage, row: Row) -> AllowanceCommand:
    given = form.cleaned_data
    return AllowanceCommand(
        dossier_id=page.dossier.id,
        party_id=page.face.party_id,
        item=row.key,
        scheme=row.scheme,
        state=given["state"],
        on=given["on"],
        note=given["note"],
        seen=given["seen"],
        form_key=given["form_key"],
    )
