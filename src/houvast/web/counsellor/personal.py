"""Who somebody is, in the file: birth date, address, BSN; and a new contact point that may get codes sooner."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from houvast.casework.contact.errors import ContactError
from houvast.casework.contact.quiet import is_quiet, may_release, release_quiet, verifying_talk
from houvast.casework.dossier.page import DossierPage, dossier_page
from houvast.casework.dossier.personal import PersonalPage, personal_page
from houvast.casework.dossier.services import Whose, record_address, record_birth_date, record_bsn, show_bsn
from houvast.casework.residents.errors import FactChanged, ResidentError, SameBsn
from houvast.casework.residents.services import AddressGiven
from houvast.web.counsellor.dossiers import head_of
from houvast.web.counsellor.lists import SIGNUP_ROLES
from houvast.web.counsellor.personal_forms import AddressForm, BirthDateForm, BsnForm, FactForm, ReleaseForm
from houvast.web.doors import door
from houvast.web.errors import Conflict
from houvast.web.request import Request


@door(roles=SIGNUP_ROLES)
def personal_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """Birth date, address and BSN (masked), each with what stood before."""
    page, known = _open(request, dossier_id)
    return render(request, "counsellor/personal.html", {"known": known, **head_of(request, page, tab="personal")})


def _open(request: Request, dossier_id: UUID) -> tuple[DossierPage, PersonalPage]:
    page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
    return page, personal_page(request.actor, dossier_id, page.face.party_id, request.clock)


@door(roles=SIGNUP_ROLES, fresh="changes")
@require_POST
def show_bsn_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """All nine digits, once: the look is written down with who did it."""
    page, known = _open(request, dossier_id)
    number = show_bsn(request.actor, dossier_id, page.face.party_id, request.clock)
    context = {"known": known, "bsn_shown": number, **head_of(request, page, tab="personal")}
    return render(request, "counsellor/personal.html", context)


@door(roles=SIGNUP_ROLES)
def birth_date_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """When the resident was born."""
    page, known = _open(request, dossier_id)
    initial: dict[str, Any] = {"seen": known.birth.seen}
    if known.born:
        initial["born"] = known.born.day or f"--{known.born.year}"
    form = BirthDateForm(_posted(request), corrects=known.birth.now is not None, initial=initial)

    def save(whose: Whose) -> None:
        year, day = form.cleaned_data["born"]
        record_birth_date(request.actor, whose, year, day, request.clock)

    return _fact_page(request, page, known.may_change, form, "Geboortedatum", save)


@door(roles=SIGNUP_ROLES)
def address_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """Where the resident lives, or that there is no fixed address."""
    page, known = _open(request, dossier_id)
    initial: dict[str, Any] = {"seen": known.address.seen}
    if known.stands:
        old = known.stands
        initial |= {"home": "none" if old.no_fixed_address else "fixed", "street": old.street,
                    "postcode": old.postcode, "city": old.city, "secret": old.secret}  # fmt: skip
    form = AddressForm(_posted(request), corrects=known.address.now is not None, initial=initial)

    def save(whose: Whose) -> None:
        given = form.cleaned_data
        fixed = given["home"] == "fixed"
        address = AddressGiven(
            street=given["street"] if fixed else "", postcode=given["postcode"] if fixed else "",
            city=given["city"] if fixed else "", no_fixed_address=not fixed, secret=given["secret"],
        )  # fmt: skip
        record_address(request.actor, whose, address, request.clock)

    return _fact_page(request, page, known.may_change, form, "Adres", save)


@door(roles=SIGNUP_ROLES)
def bsn_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """The BSN after the elfproef; the old one is never filled in."""
    page, known = _open(request, dossier_id)
    seen = known.bsn.seen if known.bsn else None
    form = BsnForm(_posted(request), corrects=seen is not None, initial={"seen": seen})

    def save(whose: Whose) -> None:
        given = form.cleaned_data
        record_bsn(request.actor, whose, given["bsn"], request.clock, zero_confirmed=bool(given.get("zero_confirmed")))

    return _fact_page(request, page, known.may_change_bsn, form, "BSN", save)


def _posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _fact_page(
    request: Request, page: DossierPage, allowed: bool, form: FactForm, heading: str, save: Callable[[Whose], None]
) -> HttpResponse:
    """Show the form or keep the fact: 422 for what is wrong, 409 for what a colleague corrected meanwhile."""
    if not allowed and request.method == "GET":
        raise Http404
    status, stands = 200, page.dossier.id
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                save(Whose(stands, page.face.party_id, form.cleaned_data["seen"], form.why()))
            except FactChanged as changed:
                form.see(changed.fact_id)
                form.add_error(None, changed.text)
                status = 409
            except SameBsn as same:
                form.add_error("bsn", same.text)
            except ResidentError as refusal:
                form.add_error(getattr(form, "field_names", {}).get(type(refusal)), str(refusal.text))
            else:
                messages.success(request, "Bewaard. Wat er eerst stond, is ook bewaard.")
                return redirect("counsellor:personal", stands)
    context = {"form": form, "heading": heading, "button": "Bewaar", "back": "counsellor:personal",
               **head_of(request, page, tab="personal")}  # fmt: skip
    return render(request, "counsellor/form.html", context, status=status)


@door(roles=SIGNUP_ROLES)
def release_view(request: Request, dossier_id: UUID, point_id: UUID) -> HttpResponse:
    """A new number or address may get codes before its three days are over, after a talk of one's own."""
    page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
    point = next((one for one in page.points if one.id == point_id), None)
    party_id = page.face.party_id
    quiet = point is not None and is_quiet(point, request.clock)
    if point is None or (request.method == "GET" and not quiet):
        raise Http404
    if request.method == "GET" and not may_release(request.actor, dossier_id, party_id, request.clock):
        raise Http404
    form = ReleaseForm(_posted(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                release_quiet(request.actor, dossier_id, party_id, point_id, form.cleaned_data["reason"], request.clock)
            except ContactError as refusal:
                if not quiet:
                    raise Conflict(refusal.text) from refusal
                form.add_error("reason", refusal.text)
            else:
                messages.success(request, "Vrijgegeven. Er kunnen nu codes naar dit nummer of adres.")
                return redirect("counsellor:dossier", dossier_id)
    talk = verifying_talk(request.actor, dossier_id, party_id, point)
    context = {"form": form, "point": point, "talk": talk, **head_of(request, page)}
    return render(request, "counsellor/release.html", context, status=status)
