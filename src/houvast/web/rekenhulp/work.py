"""A counsellor's calculations: VTLB, beslagvrije voet and the check of a seizure, a proposal, missed allowances."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from houvast.foundation.accounts.models import Role
from houvast.foundation.organisations.vtlb_choices import vtlb_settings
from houvast.foundation.parameters.queries import parameters_for
from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import letters, parameter_sets, settlement, sheets, vtlb
from houvast.rules import render as showing
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError, RuleError
from houvast.rules.tegemoetkomingen import Together
from houvast.web.doors import door
from houvast.web.rekenhulp import allowances, steps
from houvast.web.rekenhulp.allowance_forms import ChecklistForm
from houvast.web.rekenhulp.paper import pdf
from houvast.web.rekenhulp.work_forms import Calculation, OfferForm, VoetForm, VtlbForm
from houvast.web.request import Request
from houvast.web.ui.forms import first_values
from houvast.web.ui.page import page_of
from houvast.web.ui.shapes import Tab

LAW = "vtlb"
CALCULATING = (Role.COUNSELLOR, Role.TEAM_LEAD)
Result = showing.Result
Calculate = Callable[[Request, Calculation, dict[str, Any]], Result]


@dataclass(frozen=True)
class Tool:
    """One screen: address, name on the tab, form, and the calculation on what the form gives."""

    name: str
    title: str
    form: type[Calculation]
    calculate: Calculate


def _parameters(request: Request, form: Calculation) -> parameter_sets.ParameterSet:
    chosen = form.cleaned_data["period"]
    if chosen:
        return parameters_for(bvv.parameters_for, period=chosen)
    return parameters_for(bvv.parameters_for, request.clock.today())


def _vtlb(request: Request, form: Calculation, given: dict[str, Any]) -> Result:
    return vtlb.calculate(given, _parameters(request, form), vtlb_settings())


def _voet(request: Request, form: Calculation, given: dict[str, Any]) -> Result:
    parameters = _parameters(request, form)
    if "held_back_month" in given:
        return bvv.check_given(given, parameters)
    return bvv.calculate(given, parameters)


def _offer(request: Request, form: Calculation, given: dict[str, Any]) -> Result:
    return settlement.offer_given(given)


def _allowances(request: Request, form: Calculation, given: dict[str, Any]) -> Result:
    if not isinstance(form, ChecklistForm):
        raise TypeError(form)
    return allowances.calculate(request, form, given)


VTLB = Tool("vtlb", "VTLB", VtlbForm, _vtlb)
VOET = Tool("voet", "Beslagvrije voet", VoetForm, _voet)
OFFER = Tool("offer", "Voorstel", OfferForm, _offer)
ALLOWANCES = Tool("allowances", "Tegemoetkomingen", ChecklistForm, _allowances)
TOOLS = (VTLB, VOET, OFFER, ALLOWANCES)


@door(roles=CALCULATING)
def vtlb_view(request: Request) -> HttpResponse:
    """What somebody keeps in a debt scheme, and what is left to repay with."""
    return _screen(request, VTLB)


@door(roles=CALCULATING)
def voet_view(request: Request) -> HttpResponse:
    """What a seizure may not touch, and whether one takes too much."""
    return _screen(request, VOET)


@door(roles=CALCULATING)
def offer_view(request: Request) -> HttpResponse:
    """What each creditor gets, amicable beside Wsnp."""
    return _screen(request, OFFER)


@door(roles=CALCULATING)
def allowances_view(request: Request) -> HttpResponse:
    """Which allowances and schemes a household receives and misses, and what granting them moves."""
    return _screen(request, ALLOWANCES)


def _form(request: Request, tool: Tool) -> Calculation:
    """The form as it was sent; a checklist with another row comes back with what was typed, not yet judged."""
    more: dict[str, Any] = {"periods": tuple(reversed(parameter_sets.periods(LAW)))}
    if tool is ALLOWANCES:
        towns = list(request.municipalities)
        more |= {"municipalities": towns, "initial": {"municipality": allowances.first_municipality(towns)}}
    if request.method != "POST":
        return tool.form(None, **more)
    form = tool.form(request.POST, **more)
    if not isinstance(form, ChecklistForm) or request.POST.get("do") != "person":
        return form
    typed = {name: request.POST.getlist(name) for name in request.POST}
    more |= {"rows": form.rows + 1 if form.more_people else form.rows}
    return tool.form(None, **more | {"initial": first_values(tool.form.base_fields, typed)})


def _screen(request: Request, tool: Tool) -> HttpResponse:
    page_of(request).menu_key = "rekenhulp"
    form = _form(request, tool)
    posted = form.is_bound
    context: dict[str, Any] = {"form": form, "tool": tool, "tabs": _tabs(tool)}
    result = _result(request, tool, form) if posted and form.is_valid() else None
    if result is None:
        return render(request, "rekenhulp/work.html", context, status=422 if posted else 200)
    return _in_the_form_asked(request, form, result) or render(
        request, "rekenhulp/work.html", {**context, **_shown(request, tool, form, result)}
    )


def _tabs(tool: Tool) -> list[Tab]:
    return [Tab(one.title, reverse(f"work_rekenhulp:{one.name}"), current=one is tool) for one in TOOLS]


def _result(request: Request, tool: Tool, form: Calculation) -> Result | None:
    """The calculation; a refusal of the rules becomes an error at its field."""
    try:
        return tool.calculate(request, form, form.given())
    except BadInputError as error:
        form.refuse(error)
    except RuleError as error:
        form.add_error("period" if "period" in form.fields else None, str(error))
    return None


def _in_the_form_asked(request: Request, form: Calculation, result: Result) -> HttpResponse | None:
    """A PDF, a letter or JSON instead of the page."""
    asked = request.POST.get("do", "")
    if asked == "pdf":
        kicker = f"{request.organisation.name} · Houvast"
        sheet = (
            allowances.sheet_of(result, kicker)
            if isinstance(result, Together)
            else sheets.sheet_of(result, kicker=kicker)
        )
        return pdf(request, "sheet", sheet.as_data(), "berekening")
    if asked == "letter" and isinstance(result, bvv.SeizureCheck) and result.too_much_month > 0:
        known = form.cleaned_data.get("months") is not None
        letter = letters.to_bailiff(result, request.clock.today(), months_known=known)
        return pdf(request, "letter", letter.as_data(), "brief-deurwaarder")
    if asked == "json":
        response = JsonResponse(showing.as_json(result), json_dumps_params={"ensure_ascii": False, "indent": 2})
        response["Content-Disposition"] = 'attachment; filename="berekening.json"'
        return response
    return None


def _shown(request: Request, tool: Tool, form: Calculation, result: Result) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "result": result,
        "tiles": steps.tiles(result),
        "trace": steps.trace_rows(result),
        "law": steps.law_figures(result),
        "notes": showing.notes(result),
        "plain": showing.plain(result).splitlines(),
        "has_letter": isinstance(result, bvv.SeizureCheck) and result.too_much_month > 0,
    }
    if isinstance(result, settlement.Offer):
        rows, left, total = steps.offered(result)
        beside = steps.side_by_side(result)
        shown |= {"offer": result, "rows": rows, "left": left, "total": total, "beside": beside}
    if isinstance(result, Together):
        shown |= {"checklist": result, "tiles": allowances.tiles(result), **allowances.shown(result)}
    if form.cleaned_data.get("official_vtlb") is not None and isinstance(result, vtlb.Vtlb):
        shown["official"] = _beside_official(result, form.cleaned_data["official_vtlb"])
    if form.cleaned_data["what_field"]:
        shown["changes"] = _what_if(request, tool, form, result)
        shown["changed_label"] = dict(form.changeable())[form.cleaned_data["what_field"]]
    return shown


def _beside_official(result: vtlb.Vtlb, official: Amount) -> list[tuple[str, str]]:
    _name, ours, theirs, difference = result.beside({"vtlb": official})[0]
    return [
        ("Houvast", f"€ {ours.dutch()}"),
        ("Officiële calculator", f"€ {theirs.dutch()}"),
        ("Verschil", f"€ {difference.dutch()}"),
    ]


def _what_if(request: Request, tool: Tool, form: Calculation, result: Result) -> list[steps.Change]:
    """The steps that move; a change that cannot be is told at its field, and the result stays."""
    try:
        changed = tool.calculate(request, form, form.changed())
        if isinstance(result, Together) and isinstance(changed, Together):
            return allowances.changes(result, changed)
        return steps.changes(result, changed)
    except forms.ValidationError as error:
        form.add_error("what_value", error)
    except BadInputError as error:
        form.add_error("what_value", error.what)
    return []
