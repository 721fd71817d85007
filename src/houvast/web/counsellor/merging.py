"""Two files that may be of one person: side by side, one of them stays, and one press undoes it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from houvast.casework.dossier.errors import DossierError
from houvast.casework.dossier.page import dossier_page
from houvast.casework.merging.errors import AlreadyMerged, SameFile, StaleChoice
from houvast.casework.merging.queries import Side, file_by_number, side_by_side
from houvast.casework.merging.services import MergeCommand, merge, undo_merge
from houvast.casework.residents.models import ContactWish
from houvast.casework.signup.duplicates import keep_apart
from houvast.foundation.clock import AMSTERDAM
from houvast.foundation.words import short_day, time_words
from houvast.web.counsellor import present
from houvast.web.counsellor.dossiers import head_of
from houvast.web.counsellor.lists import SIGNUP_ROLES
from houvast.web.doors import door
from houvast.web.errors import Conflict
from houvast.web.request import Request
from houvast.web.ui.forms import HouvastForm
from houvast.web.ui.page import own_name, page_of
from houvast.web.ui.words import phone_words

CHOICES = ("name", "birth_date", "address", "wishes")
UNKNOWN_NUMBER = "Dit nummer kennen wij niet, of het dossier is niet van jouw team. Kijk het na en probeer opnieuw."


class MergeForm(HouvastForm):
    """Which file stays, and per field what counts. The ids are those that stood on the page."""

    also_known = frozenset({"besluit"})
    stays = forms.UUIDField(label="Welk dossier blijft?")
    name = forms.UUIDField(label="Naam", required=False)
    birth_date = forms.UUIDField(label="Geboren", required=False)
    address = forms.UUIDField(label="Adres", required=False)
    wishes = forms.UUIDField(label="Wensen voor contact", required=False)

    def __init__(self, *args: Any, files: tuple[UUID, UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.both = files  # `files` of a form are those that were sent along

    def clean_stays(self) -> UUID:
        """One of the two on the page."""
        stays: UUID = self.cleaned_data["stays"]
        if stays not in self.both:
            raise forms.ValidationError("Kies een van de twee dossiers.")
        return stays

    def command(self) -> MergeCommand:
        """What the verb takes."""
        stays = self.cleaned_data["stays"]
        (goes,) = (one for one in self.both if one != stays)
        picked = {kind: self.cleaned_data[kind] for kind in CHOICES if self.cleaned_data.get(kind)}
        return MergeCommand(stays, goes, picked)


class NumberForm(HouvastForm):
    """The number of the other file."""

    number = forms.CharField(
        label="Nummer van het andere dossier", max_length=16, help_text="Bijvoorbeeld SH-2026-0409.",
        error_messages={"required": "Vul het nummer van het andere dossier in."},
    )  # fmt: skip

    def clean_number(self) -> str:
        """As numbers are written."""
        return str(self.cleaned_data["number"]).replace(" ", "").upper()


@dataclass(frozen=True)
class Cell:
    """What one file says; `value` is given when it can be chosen."""

    words: str
    value: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Row:
    """A field of both files: chosen from, equal, or shown only."""

    label: str
    left: Cell
    right: Cell
    name: str = ""  # of the form's field; empty: nothing to choose
    note: str = ""

    @property
    def cells(self) -> tuple[Cell, Cell]:
        """Left and right."""
        return (self.left, self.right)


@door(roles=SIGNUP_ROLES)
def compare_view(request: Request, dossier_id: UUID, other_id: UUID) -> HttpResponse:
    """Both files field by field. A person decides: one, or two people."""
    if dossier_id == other_id:
        raise Conflict(SameFile.text)
    first, second = side_by_side(request.actor, dossier_id, other_id, request.clock)
    posted = request.method == "POST"
    if posted and request.POST.get("besluit") == "twee":
        keep_apart(request.actor, dossier_id, other_id, request.clock)
        messages.success(request, "Onthouden: dit zijn twee mensen.")
        return redirect("counsellor:dossier", dossier_id)
    form = MergeForm(request.POST if posted else None, files=(dossier_id, other_id))
    status = 422 if posted else 200
    if posted and form.is_valid():
        try:
            merge(request.actor, form.command(), request.clock)
        except AlreadyMerged as refusal:
            raise Conflict(refusal.text) from refusal
        except DossierError as refusal:
            form.add_error(None, refusal.text)
            status = 409
            if isinstance(refusal, StaleChoice):
                first, second = side_by_side(request.actor, dossier_id, other_id, request.clock)
        else:
            messages.success(request, "Samengevoegd. Alles van beide dossiers staat nu hier.")
            return redirect("counsellor:dossier", form.cleaned_data["stays"])
    page_of(request).menu_key = "queue"
    context = {
        "first": first, "second": second, "sides": (first, second), "rows": _rows(first, second, form), "form": form,
        "stays": _stays(first, second, form), "possible": not (first.closed or second.closed),
    }  # fmt: skip
    return render(request, "counsellor/duplicate.html", context, status=status)


@door(roles=SIGNUP_ROLES)
def find_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """ "Voeg samen met een ander dossier": by its number, for who signed up along another door."""
    page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
    posted = request.method == "POST"
    form = NumberForm(request.POST if posted else None)
    if posted and form.is_valid():
        other = file_by_number(request.actor, form.cleaned_data["number"], request.clock)
        if other is not None and other != dossier_id:
            return redirect("counsellor:duplicate", dossier_id, other)
        form.add_error("number", SameFile.text if other else UNKNOWN_NUMBER)
    context = {
        "form": form, "heading": "Samenvoegen met een ander dossier", "button": "Leg ze naast elkaar",
        "lead": "Eerst zie je beide dossiers naast elkaar. Er verandert nog niets.", **head_of(request, page),
    }  # fmt: skip
    return render(request, "counsellor/form.html", context, status=422 if posted else 200)


@door(roles=SIGNUP_ROLES)
@require_POST
def undo_view(request: Request, dossier_id: UUID, merge_id: UUID) -> HttpResponse:
    """ "Maak ongedaan": one press."""
    try:
        undo_merge(request.actor, merge_id, request.clock)
    except DossierError as refusal:
        raise Conflict(refusal.text) from refusal
    messages.success(request, "Ongedaan gemaakt. Beide dossiers zijn weer apart, met alles wat erin stond.")
    return redirect("counsellor:dossier", dossier_id)


def _stays(first: Side, second: Side, form: MergeForm) -> UUID:
    """The one that was chosen, or the one that came in first."""
    chosen = _picked(form, "stays")
    if chosen is not None and chosen in form.both:
        return chosen
    return min((first, second), key=lambda one: (one.received_at, one.number)).dossier_id


def _picked(form: MergeForm, name: str) -> UUID | None:
    """What was chosen on this page, or before the session ended."""
    if form.is_bound:
        chosen: UUID | None = form.cleaned_data.get(name)
        return chosen
    try:
        return UUID(str(form.initial.get(name, "")))
    except ValueError:
        return None


def _rows(first: Side, second: Side, form: MergeForm) -> list[Row]:
    channels = present.CHANNEL_WORDS
    return [
        _choice("name", "Naam", first, second, form),
        _choice("birth_date", "Geboren", first, second, form),
        _choice("address", "Adres", first, second, form),
        _choice("wishes", "Wensen voor contact", first, second, form, note="wat ergens niet mag, mag dan nergens"),
        _shown("Binnen", _moment(first), _moment(second), note="de klokken lopen vanaf de eerste"),
        _shown("Via", channels.get(first.channel, ""), channels.get(second.channel, "")),
        _shown("Telefoon en e-mail", _reach(first.reach), _reach(second.reach), note="alles blijft"),
        _shown("Taal", own_name(first.language), own_name(second.language)),
        _shown("BSN", _bsn(first), _bsn(second), note=_bsn_note(first, second)),
        _shown("Vaste persoon", _owner(first), _owner(second)),
        _shown("Open taken", str(first.tasks), str(second.tasks), note="gaan mee"),
        _shown("Afspraak", _talk(first), _talk(second), note="gaat mee"),
        _shown("Vraag", first.help_request, second.help_request, note="allebei blijven te lezen"),
    ]


def _choice(kind: str, label: str, first: Side, second: Side, form: MergeForm, *, note: str = "") -> Row:
    left, right = _fact(kind, first), _fact(kind, second)
    if left is None or right is None or left[1] == right[1]:
        words = [one[1] if one else "" for one in (left, right)]
        return Row(label, Cell(words[0]), Cell(words[1]))
    typed = _picked(form, kind)
    stays_left = _stays(first, second, form) == first.dossier_id
    chosen = typed if typed in (left[0], right[0]) else (left[0] if stays_left else right[0])
    cells = [Cell(words, str(fact_id), fact_id == chosen) for fact_id, words in (left, right)]
    return Row(label, cells[0], cells[1], kind, note)


def _fact(kind: str, side: Side) -> tuple[UUID, str] | None:
    fact = getattr(side, kind)
    if fact is None:
        return None
    return (fact.id, _wish_words(fact)) if isinstance(fact, ContactWish) else (fact.id, fact.words)


def _wish_words(wishes: ContactWish) -> str:
    way = "komt langs" if wishes.comes_by else present.PREFERRED_WORDS.get(wishes.preferred, "geen voorkeur")
    warning = "Iemand anders kan meelezen." if wishes.safe_contact else ""
    return " ".join(part for part in (f"Liefst: {way}.", present.wishes_words(wishes), warning) if part)


def _shown(label: str, left: str, right: str, *, note: str = "") -> Row:
    return Row(label, Cell(left), Cell(right), note=note if left or right else "")


def _moment(side: Side) -> str:
    here = side.received_at.astimezone(AMSTERDAM)
    return f"{short_day(here.date())} {time_words(here.time().replace(second=0, microsecond=0))}"


def _reach(values: tuple[str, ...]) -> str:
    return ", ".join(phone_words(value) if value.startswith("+") else value for value in values)


def _bsn(side: Side) -> str:
    return "vastgelegd" if side.bsn else ""


def _bsn_note(first: Side, second: Side) -> str:
    if first.bsn and second.bsn:
        return "hetzelfde nummer" if first.bsn == second.bsn else "twee verschillende nummers: kijk eerst welk klopt"
    return "gaat niet mee: vraag het opnieuw" if first.bsn or second.bsn else ""


def _owner(side: Side) -> str:
    return side.owner.name if side.owner else ""


def _talk(side: Side) -> str:
    if side.appointment is None:
        return ""
    here = side.appointment.astimezone(AMSTERDAM)
    return f"{short_day(here.date())} {time_words(here.time())}"
