"""The page of one file (W3, first form) and the small verbs on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houvast.casework.contact.quiet import is_quiet, may_release
from houvast.casework.dossier.errors import DossierError
from houvast.casework.dossier.merges import files_of
from houvast.casework.dossier.page import TIMELINE_PAGE, DossierPage, dossier_page
from houvast.casework.dossier.services import finish_task, hand_over, reopen, take_up
from houvast.casework.letters.talk import open_questions
from houvast.casework.planning.services import end_help
from houvast.casework.referrals.partner import end_sharing
from houvast.casework.referrals.queries import referrals_of
from houvast.casework.residents.errors import ResidentError
from houvast.casework.residents.services import NameGiven, WishesGiven
from houvast.casework.signup.duplicates import possible_duplicates
from houvast.casework.signup.mails import mails_of
from houvast.casework.signup.models import Signup
from houvast.casework.signup.paper import give_paper_codes
from houvast.casework.signup.queries import signups_of
from houvast.casework.signup.wishes import change_name, change_wishes
from houvast.foundation.accounts.models import Role
from houvast.foundation.accounts.queries import colleagues_of
from houvast.foundation.clock import legal_day
from houvast.foundation.jobs.queries import parked_tasks
from houvast.foundation.words import short_day
from houvast.web.counsellor import present
from houvast.web.counsellor.forms import SAFE, EndForm, HandOverForm, WishesForm
from houvast.web.counsellor.lists import CASEWORKERS, SIGNUP_ROLES
from houvast.web.doors import door
from houvast.web.errors import Conflict
from houvast.web.posted import version_of
from houvast.web.request import Request
from houvast.web.ui import shapes
from houvast.web.ui.page import page_of

MOST_LINES = 200
OWN_TRIES = ("contact.reached", "contact.in_vain")
TABS = (
    ("dossier", "Overzicht"),
    ("personal", "Gegevens"),
    ("allowances", "Tegemoetkomingen"),
    ("appointment", "Afspraak"),
    ("talk", "Berichten"),
)
OF_CASEWORKERS = ("talk", "allowances")

HAND_OVER_ROLES = (Role.COUNSELLOR, Role.TEAM_LEAD)


@door(roles=SIGNUP_ROLES)
def dossier_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """W3: header, safe contact, next step, clocks, what happened, tasks."""
    lines = MOST_LINES if request.GET.get("eerder") else TIMELINE_PAGE
    page = dossier_page(request.actor, dossier_id, request.clock, lines=lines)
    today = request.clock.today()
    files = _files(page)
    quiet = [point.id for point in page.points if is_quiet(point, request.clock)]
    context = {
        **head_of(request, page),
        "quiet": quiet,
        "may_release": bool(quiet) and may_release(request.actor, dossier_id, page.face.party_id, request.clock),
        "next": present.next_step(page, today),
        "promises": present.promise_facts(page, today),
        "clocks": present.clock_rows(page, today),
        "lines": [present.log_line(line, today) for line in page.lines],
        "attempts": [line for line in page.lines if line.kind in OWN_TRIES and line.dossier_id == dossier_id],
        "more_lines": page.more_lines,
        "tasks": present.task_rows(page.tasks, page, today),
        "parked": [one for one in parked_tasks(request.actor, request.clock) if one.dossier_id in files],
        "questions": present.question_rows(open_questions(dossier_id), today),
        "signups": _signups(files),
        "referrals": referrals_of(request.actor, dossier_id, files, request.clock),
        "mails": mails_of(request.actor, dossier_id, request.clock),
        "duplicates": possible_duplicates(request.actor, dossier_id, request.clock),
    }
    return render(request, "counsellor/dossier.html", context)


def _signups(files: list[UUID]) -> list[tuple[Signup, str]]:
    """Every sign-up of the file, with the door it came through in words."""
    return [(one, present.CHANNEL_WORDS.get(one.channel, "")) for one in signups_of(files)]


def _files(page: DossierPage) -> list[UUID]:
    """The file and those that went on in it."""
    return files_of(page.dossier.id) if page.joined else [page.dossier.id]


def head_of(request: Request, page: DossierPage, *, tab: str = "dossier") -> dict[str, Any]:
    """The fixed head of a file, on all its pages."""
    page_of(request).menu_key = "my_day"
    owner = f"{page.owner.name}, sinds {short_day(legal_day(page.owner.since))}" if page.owner else "nog niemand"
    reads = page.may_see_content and bool(set(CASEWORKERS) & set(request.actor.roles))
    return {
        "reads_talk": reads,
        "page_data": page,
        "dossier": page.dossier,
        "face": page.face,
        "phase": page.phase,
        "owner_words": owner,
        "safe_words": present.wishes_words(page.wishes),
        "safe_bar": present.has_safe_bar(page.wishes),
        "threats": [present.THREAT_WORDS.get(one.kind, one.kind) for one in page.threats if not one.over],
        "closed": page.dossier.closed_on,
        "may_change": page.may_change.allowed,
        "may_hand_over": bool(set(HAND_OVER_ROLES) & set(request.actor.roles)),
        "points": page.points,
        "tabs": [
            shapes.Tab(label, reverse(f"counsellor:{name}", args=[page.dossier.id]), current=name == tab)
            for name, label in (TABS if page.may_see_content else TABS[:1])
            if name not in OF_CASEWORKERS or reads
        ],
    }


@door(roles=SIGNUP_ROLES)
def take_up_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """ "Pak op": only by POST; who was second reads who was first."""
    if request.method == "POST":
        try:
            take_up(request.actor, dossier_id, request.clock)
            messages.success(request, "Jij hebt deze aanmelding nu. Hij staat op Mijn dag.")
        except DossierError as refusal:
            raise Conflict(refusal.text) from refusal
    return redirect("counsellor:dossier", dossier_id)


@door(roles=HAND_OVER_ROLES)
def hand_over_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """Give the file to a colleague with a warm note."""
    page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
    colleagues = [
        (str(one.account_id), one.name)
        for one in colleagues_of(request.clock.today())
        if one.account_id != request.actor.account_id
    ]
    posted = request.method == "POST"
    form = HandOverForm(request.POST if posted else None, colleagues=colleagues)
    if posted and form.is_valid():
        to = UUID(form.cleaned_data["colleague"])
        try:
            hand_over(request.actor, dossier_id, to, form.cleaned_data["note"], request.clock)
        except DossierError as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, "Overgedragen. Je collega ziet het dossier nu op Mijn dag.")
            return redirect("counsellor:my_day")
    context = {"form": form, "heading": "Overdragen aan een collega", "button": "Overdragen", **head_of(request, page)}
    return render(request, "counsellor/form.html", context, status=422 if posted else 200)


@door(roles=SIGNUP_ROLES)
def wishes_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """How the resident wants to be reached and called."""
    page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
    posted = request.method == "POST"
    form = WishesForm(request.POST if posted else None, initial=_initial_wishes(page))
    if posted and form.is_valid():
        try:
            _keep_wishes(request, form, page)
        except ResidentError as refusal:
            form.add_error(None, str(refusal.text))
        else:
            messages.success(request, "Bewaard. Wij houden ons hieraan bij elk bericht.")
            return redirect("counsellor:dossier", dossier_id)
    context = {"form": form, "heading": "Contact en naam", "button": "Bewaar", **head_of(request, page)}
    return render(request, "counsellor/form.html", context, status=422 if posted else 200)


def _initial_wishes(page: DossierPage) -> dict[str, Any]:
    wishes = page.wishes
    if wishes is None:
        return {"language": "nl"}
    return {
        "language": wishes.language,
        "interpreter": wishes.interpreter,
        "safe": [kind for kind, _ in SAFE if not getattr(wishes, f"{kind}_allowed")],
        "hours": wishes.hours,
        "hours_note": wishes.hours_note,
        "safe_contact": wishes.safe_contact,
        "safe_contact_note": wishes.safe_contact_note if page.may_see_content else "",
    }


def _keep_wishes(request: Request, form: WishesForm, page: DossierPage) -> None:
    given, old = form.cleaned_data, page.wishes
    wishes = WishesGiven(
        preferred=old.preferred if old else "",
        contact_point_id=old.contact_point_id if old else None,
        comes_by=bool(old and old.comes_by),
        hours=tuple(given["hours"]),
        hours_note=given["hours_note"],
        **{f"{kind}_allowed": kind not in given["safe"] for kind, _ in SAFE},
        safe_contact=given["safe_contact"],
        safe_contact_note=given["safe_contact_note"]
        if page.may_see_content
        else (old.safe_contact_note if old else ""),
        language=given["language"],
        language_level=old.language_level if old else "",
        interpreter=given["interpreter"],
    )
    dossier_id, party_id = page.dossier.id, page.face.party_id
    change_wishes(request.actor, dossier_id, party_id, wishes, request.clock)
    name = NameGiven(
        call_name=given["call_name"], surname=given["surname"], infix=given["infix"], salutation=given["salutation"]
    )
    if name.call_name or name.surname:
        change_name(request.actor, dossier_id, party_id, name, request.clock)


@door(roles=SIGNUP_ROLES)
def code_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """A new code on paper, handed over at the desk. Shown once; older codes stop working."""
    page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
    code = None
    if request.method == "POST":
        code = give_paper_codes(request.actor, dossier_id, page.face.party_id, request.clock, request.randomness)
    return render(request, "counsellor/code.html", {"code": code, **head_of(request, page)})


@door(roles=SIGNUP_ROLES)
def end_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """End before a talk, on the resident's own words only."""
    page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
    posted = request.method == "POST"
    form = EndForm(request.POST if posted else None)
    status = 422 if posted else 200
    if posted and form.is_valid():
        try:
            words = form.cleaned_data["own_words"]
            end_help(request.actor, dossier_id, page.face.party_id, words, request.clock)
            messages.success(request, "Afgesloten op de eigen woorden van de inwoner. Terugkomen kan altijd.")
            return redirect("counsellor:dossier", dossier_id)
        except DossierError as refusal:
            form.add_error(None, refusal.text)
            status = 409
    context = {"form": form, "heading": "De inwoner wil geen hulp", "button": "Sluit af", **head_of(request, page)}
    return render(request, "counsellor/form.html", context, status=status)


@door(roles=SIGNUP_ROLES)
def reopen_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """The resident came back."""
    if request.method == "POST":
        page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
        try:
            reopen(request.actor, dossier_id, page.face.party_id, request.clock)
            messages.success(request, "Het dossier is weer open. De klokken lopen weer.")
        except DossierError as refusal:
            raise Conflict(refusal.text) from refusal
    return redirect("counsellor:dossier", dossier_id)


@door(roles=SIGNUP_ROLES)
def task_done_view(request: Request, dossier_id: UUID, task_id: UUID) -> HttpResponse:
    """A task is done; a stale page is a conflict."""
    if request.method == "POST":
        try:
            finish_task(request.actor, task_id, version_of(request), request.clock)
            messages.success(request, "Klaar.")
        except DossierError as refusal:
            raise Conflict(refusal.text) from refusal
    return redirect("counsellor:dossier", dossier_id)


@door(roles=SIGNUP_ROLES)
@require_POST
def end_sharing_view(request: Request, dossier_id: UUID, referral_id: UUID) -> HttpResponse:
    """The resident does not want the partner to see how it goes: one press, and the link shows nothing."""
    end_sharing(request.actor, dossier_id, referral_id, request.clock)
    messages.success(request, "De verwijzer ziet vanaf nu niets meer. Vertel het zelf als dat goed voelt.")
    return redirect("counsellor:dossier", dossier_id)
